"""Routes of members."""

import msgspec
from litestar import delete, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from parley.ground.db.work import Work
from parley.identity.model import Viewer
from parley.rooms import service
from parley.rooms.model import Invitation, Role, RoomMember


class RoleChange(msgspec.Struct, forbid_unknown_fields=True):
    """The role to give."""

    role: Role


@post("/rooms/{room_id:str}/members", status_code=HTTP_201_CREATED, summary="Add a person to a group", tags=["rooms"])
async def add_member(
    room_id: FromPath[str], data: JSONBody[Invitation], viewer: NamedDependency[Viewer], work: NamedDependency[Work]
) -> RoomMember:
    async with work.writing() as uow:
        await service.add_member(uow, room_id, viewer, data)
        return await service.find_member(uow, room_id, viewer, data.account_id)


@patch("/rooms/{room_id:str}/members/{account_id:str}", summary="Change somebody's role", tags=["rooms"])
async def set_role(
    room_id: FromPath[str],
    account_id: FromPath[str],
    data: JSONBody[RoleChange],
    viewer: NamedDependency[Viewer],
    work: NamedDependency[Work],
) -> RoomMember:
    async with work.writing() as uow:
        await service.set_role(uow, room_id, viewer, account_id, data.role)
        return await service.find_member(uow, room_id, viewer, account_id)


@delete(
    "/rooms/{room_id:str}/members/{account_id:str}",
    status_code=HTTP_204_NO_CONTENT,
    summary="Remove a person from a group, or leave it",
    tags=["rooms"],
)
async def remove_member(
    room_id: FromPath[str], account_id: FromPath[str], viewer: NamedDependency[Viewer], work: NamedDependency[Work]
) -> None:
    async with work.writing() as uow:
        await service.remove_member(uow, room_id, viewer, account_id)


ROUTES = (add_member, set_role, remove_member)
