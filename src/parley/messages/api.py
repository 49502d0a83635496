"""Routes of the inbox, rooms as the viewer sees them, entries, messages, reactions and drafts."""

from typing import Annotated, Literal

import msgspec
from litestar import Response, delete, get, patch, post, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED, HTTP_204_NO_CONTENT

from parley.ground.db.work import Work
from parley.ground.errors import RequestMalformed
from parley.ground.paging import DEFAULT_LIMIT, MAX_LIMIT, Page
from parley.identity.model import Viewer
from parley.messages import service
from parley.messages.model import (
    Draft,
    Entry,
    EntryPage,
    InboxItem,
    InboxPage,
    Membership,
    MessageVersion,
    NewDraft,
    NewMessage,
    RawLogPage,
    RoomDetail,
)
from parley.rooms import service as rooms
from parley.rooms.model import PlaceChange, Room, RoomChange

Limit = Annotated[int, QueryParameter(ge=1, le=MAX_LIMIT)]
InboxFilter = Literal["all", "unread", "starred", "drafts", "hidden"]


class NewRoom(msgspec.Struct, forbid_unknown_fields=True):
    """A direct room with `account_id`, or a group with a `title` and `account_ids`."""

    kind: Literal["direct", "group"]
    account_id: str | None = None
    title: str | None = None
    account_ids: list[str] | None = None


class NewText(msgspec.Struct, forbid_unknown_fields=True):
    """The new text of a message."""

    text: str


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


@get("/inbox", summary="Own rooms, the newest activity first", tags=["rooms"])
async def inbox(
    viewer: NamedDependency[Viewer],
    work: NamedDependency[Work],
    which: Annotated[InboxFilter, QueryParameter(name="filter")] = "all",
    q: FromQuery[str | None] = None,
    cursor: FromQuery[str | None] = None,
    limit: Limit = DEFAULT_LIMIT,
) -> InboxPage:
    async with work.reading() as uow:
        return await service.inbox(uow, viewer, which=which, find=q, cursor=cursor, limit=limit)


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


class EntryRun(msgspec.Struct):
    """Which run of entries is asked for: after, before or around a `seq`, or else the newest."""

    after_seq: int | None
    before_seq: int | None
    around_seq: int | None
    limit: int


def provide_run(
    after_seq: FromQuery[int | None] = None,
    before_seq: FromQuery[int | None] = None,
    around_seq: FromQuery[int | None] = None,
    limit: Limit = DEFAULT_LIMIT,
) -> EntryRun:
    if sum(value is not None for value in (after_seq, before_seq, around_seq)) > 1:
        raise RequestMalformed("Give only one of after_seq, before_seq and around_seq.")
    return EntryRun(after_seq, before_seq, around_seq, limit)


@get(
    "/rooms/{room_id:str}/entries",
    summary="A run of a room's entries",
    tags=["messages"],
    dependencies={"run": Provide(provide_run, sync_to_thread=False)},
)
async def entries(
    room_id: FromPath[str], viewer: NamedDependency[Viewer], work: NamedDependency[Work], run: NamedDependency[EntryRun]
) -> EntryPage:
    async with work.reading() as uow:
        if run.after_seq is not None:
            return await service.entries_after(uow, room_id, viewer, run.after_seq, run.limit)
        if run.around_seq is not None:
            return await service.entries_around(uow, room_id, viewer, run.around_seq, run.limit)
        return await service.entries_before(uow, room_id, viewer, run.before_seq, run.limit)


@get("/rooms/{room_id:str}/log", summary="The raw log, to be checked by whoever wants to", tags=["messages"])
async def raw_log(
    room_id: FromPath[str],
    viewer: NamedDependency[Viewer],
    work: NamedDependency[Work],
    after_seq: FromQuery[int] = 0,
    limit: Limit = MAX_LIMIT,
) -> RawLogPage:
    async with work.reading() as uow:
        return await service.raw_log(uow, room_id, viewer, after_seq, limit)


@post("/rooms/{room_id:str}/messages", summary="Send a message", tags=["messages"])
async def send(
    room_id: FromPath[str], data: JSONBody[NewMessage], viewer: NamedDependency[Viewer], work: NamedDependency[Work]
) -> Response[Entry]:
    sent = await service.send(work, room_id, viewer, data)
    return Response(sent.entry, status_code=HTTP_200_OK if sent.repeated else HTTP_201_CREATED)


@patch("/rooms/{room_id:str}/messages/{seq:int}", summary="Edit an own message", tags=["messages"])
async def edit(
    room_id: FromPath[str],
    seq: FromPath[int],
    data: JSONBody[NewText],
    viewer: NamedDependency[Viewer],
    work: NamedDependency[Work],
) -> Entry:
    async with work.writing() as uow:
        return await service.edit(uow, room_id, viewer, seq, data.text)


@delete("/rooms/{room_id:str}/messages/{seq:int}", status_code=HTTP_204_NO_CONTENT, summary="Delete a message", tags=["messages"])
async def delete_message(
    room_id: FromPath[str], seq: FromPath[int], viewer: NamedDependency[Viewer], work: NamedDependency[Work]
) -> None:
    async with work.writing() as uow:
        await service.delete(uow, room_id, viewer, seq)


@get("/rooms/{room_id:str}/messages/{seq:int}/versions", summary="Every text a message has had", tags=["messages"])
async def versions(
    room_id: FromPath[str], seq: FromPath[int], viewer: NamedDependency[Viewer], work: NamedDependency[Work]
) -> Page[MessageVersion]:
    async with work.reading() as uow:
        return Page(await service.versions(uow, room_id, viewer, seq))


@put(
    "/rooms/{room_id:str}/messages/{seq:int}/reactions/{emoji:str}",
    status_code=HTTP_204_NO_CONTENT,
    summary="React to a message",
    tags=["messages"],
)
async def react(
    room_id: FromPath[str], seq: FromPath[int], emoji: FromPath[str], viewer: NamedDependency[Viewer], work: NamedDependency[Work]
) -> None:
    async with work.writing() as uow:
        await service.react(uow, room_id, viewer, seq, emoji, on=True)


@delete(
    "/rooms/{room_id:str}/messages/{seq:int}/reactions/{emoji:str}",
    status_code=HTTP_204_NO_CONTENT,
    summary="Take a reaction back",
    tags=["messages"],
)
async def unreact(
    room_id: FromPath[str], seq: FromPath[int], emoji: FromPath[str], viewer: NamedDependency[Viewer], work: NamedDependency[Work]
) -> None:
    async with work.writing() as uow:
        await service.react(uow, room_id, viewer, seq, emoji, on=False)


@put("/rooms/{room_id:str}/draft", summary="Store one's draft", tags=["messages"])
async def save_draft(
    room_id: FromPath[str], data: JSONBody[NewDraft], viewer: NamedDependency[Viewer], work: NamedDependency[Work]
) -> Draft:
    async with work.writing() as uow:
        return await service.save_draft(uow, room_id, viewer, data)


ROUTES = (
    create_room,
    inbox,
    room_detail,
    change_room,
    change_place,
    entries,
    raw_log,
    send,
    edit,
    delete_message,
    versions,
    react,
    unreact,
    save_draft,
)
