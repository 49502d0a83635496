"""Routes of the inbox, rooms as the viewer sees them, and the viewer's own place in them: read marker and drafts."""

from typing import Annotated, Literal

import msgspec
from litestar import Response, get, patch, post, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED

from parley.ground.db.work import Work
from parley.ground.errors import RequestMalformed
from parley.ground.paging import DEFAULT_LIMIT
from parley.identity.model import Viewer
from parley.messages import service
from parley.messages.api.runs import Limit
from parley.messages.model import Draft, InboxItem, InboxPage, Membership, NewDraft, RoomDetail, Sought
from parley.rooms import service as rooms
from parley.rooms.model import PlaceChange, ReadState, Room, RoomChange, Seq, TopicId

InboxFilter = Literal["all", "unread", "starred", "drafts", "hidden"]


class NewRoom(msgspec.Struct, forbid_unknown_fields=True):
    """A direct room with `account_id`, or a group with a `title` and `account_ids`."""

    kind: Literal["direct", "group"]
    account_id: str | None = None
    title: str | None = None
    account_ids: list[str] | None = None


class ReadMarker(msgspec.Struct, forbid_unknown_fields=True):
    """Where the read marker is to stand. `back`: it may go back ("mark unread from here"). `topic_id`: the topic's own is meant, never back."""

    seq: Seq
    back: bool = False
    topic_id: TopicId | None = None


@post("/rooms", summary="Begin a direct room or a group", tags=["rooms"])
async def create_room(
    data: JSONBody[NewRoom], viewer: NamedDependency[Viewer], work: NamedDependency[Work]
) -> Response[InboxItem]:
    async with work.writing() as uow:
        if data.kind == "direct":
            if data.account_id is None:
                raise RequestMalformed(fields={"account_id": "required for a direct room"})
            room_id, made = await rooms.create_direct(uow, viewer, data.account_id)
        else:
            if data.title is None or data.account_ids is None:
                raise RequestMalformed(fields={"title": "required for a group", "account_ids": "required for a group"})
            room_id, made = await rooms.create_group(uow, viewer, data.title, data.account_ids), True
        item = await service.inbox_item(uow, room_id, viewer)
    return Response(item, status_code=HTTP_201_CREATED if made else HTTP_200_OK)


def provide_sought(q: FromQuery[str | None] = None, account_id: FromQuery[str | None] = None) -> Sought:
    return Sought(q, account_id)


@get(
    "/inbox",
    summary="Own rooms, the newest activity first",
    tags=["rooms"],
    dependencies={"sought": Provide(provide_sought, sync_to_thread=False)},
)
async def inbox(
    viewer: NamedDependency[Viewer],
    work: NamedDependency[Work],
    sought: NamedDependency[Sought],
    which: Annotated[InboxFilter, QueryParameter(name="filter")] = "all",
    cursor: FromQuery[str | None] = None,
    limit: Limit = DEFAULT_LIMIT,
) -> InboxPage:
    async with work.reading() as uow:
        return await service.inbox(uow, viewer, which=which, find=sought, cursor=cursor, limit=limit)


@get("/rooms/{room_id:str}", summary="A room, its members and one's own place in it", tags=["rooms"])
async def room_detail(room_id: FromPath[str], viewer: NamedDependency[Viewer], work: NamedDependency[Work]) -> RoomDetail:
    async with work.reading() as uow:
        return await service.room_detail(uow, room_id, viewer)


@patch("/rooms/{room_id:str}", summary="Rename a group, or change how long messages may be edited", tags=["rooms"])
async def change_room(
    room_id: FromPath[str], data: JSONBody[RoomChange], viewer: NamedDependency[Viewer], work: NamedDependency[Work]
) -> Room:
    async with work.writing() as uow:
        await rooms.change_room(uow, room_id, viewer, data)
        return await service.room_for(uow, room_id, viewer)


@patch("/rooms/{room_id:str}/membership", summary="Star, hide or mute a room for oneself", tags=["rooms"])
async def change_place(
    room_id: FromPath[str], data: JSONBody[PlaceChange], viewer: NamedDependency[Viewer], work: NamedDependency[Work]
) -> Membership:
    async with work.writing() as uow:
        await rooms.change_place(uow, room_id, viewer, data)
        return await service.membership(uow, room_id, viewer)


@put("/rooms/{room_id:str}/read", summary="Move one's own read marker", tags=["rooms"])
async def mark_read(
    room_id: FromPath[str], data: JSONBody[ReadMarker], viewer: NamedDependency[Viewer], work: NamedDependency[Work]
) -> ReadState:
    async with work.writing() as uow:
        if data.topic_id is not None:
            return await service.mark_topic_read(uow, room_id, viewer, data.topic_id, data.seq)
        return await rooms.mark_read(uow, room_id, viewer, data.seq, back=data.back)


@put("/rooms/{room_id:str}/draft", summary="Store one's draft", tags=["messages"])
async def save_draft(
    room_id: FromPath[str], data: JSONBody[NewDraft], viewer: NamedDependency[Viewer], work: NamedDependency[Work]
) -> Draft:
    async with work.writing() as uow:
        return await service.save_draft(uow, room_id, viewer, data)


ROUTES = (create_room, inbox, room_detail, change_room, change_place, mark_read, save_draft)
