"""Routes of members, room settings, read markers."""

import msgspec
from litestar import delete, patch, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from parley.ground.db.work import Work
from parley.identity.model import Viewer
from parley.rooms import service
from parley.rooms.model import Invitation, ReadState, Role, RoomMember, Seq


class RoleChange(msgspec.Struct, forbid_unknown_fields=True):
    """The role to give."""

    role: Role


class ReadMarker(msgspec.Struct, forbid_unknown_fields=True):
    """Where the read marker is to stand. `back`: it may go back ("mark unread from here")."""

    seq: Seq
    back: bool = False


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


@put("/rooms/{room_id:str}/read", summary="Move one's own read marker", tags=["rooms"])
async def mark_read(
    room_id: FromPath[str], data: JSONBody[ReadMarker], viewer: NamedDependency[Viewer], work: NamedDependency[Work]
) -> ReadState:
    async with work.writing() as uow:
        return await service.mark_read(uow, room_id, viewer, data.seq, back=data.back)


ROUTES = (add_member, set_role, remove_member, mark_read)
