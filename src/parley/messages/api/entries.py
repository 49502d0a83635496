"""Routes of entries and messages: reading, sending, changing, reactions and pins."""

import msgspec
from litestar import Response, delete, get, patch, post, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED, HTTP_204_NO_CONTENT

from parley.ground.db.work import Work
from parley.ground.paging import MAX_LIMIT, Page
from parley.identity.model import Viewer
from parley.messages import service
from parley.messages.api.runs import EntryRun, Limit, provide_run
from parley.messages.model import Entry, EntryPage, MessageVersion, NewMessage, RawLogPage


class NewText(msgspec.Struct, forbid_unknown_fields=True):
    """The new text of a message."""

    text: str


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


@put(
    "/rooms/{room_id:str}/messages/{seq:int}/pin",
    status_code=HTTP_204_NO_CONTENT,
    summary="Pin a message for everybody in the room",
    tags=["messages"],
)
async def pin(room_id: FromPath[str], seq: FromPath[int], viewer: NamedDependency[Viewer], work: NamedDependency[Work]) -> None:
    async with work.writing() as uow:
        await service.pin(uow, room_id, viewer, seq, on=True)


@delete(
    "/rooms/{room_id:str}/messages/{seq:int}/pin", status_code=HTTP_204_NO_CONTENT, summary="Unpin a message", tags=["messages"]
)
async def unpin(room_id: FromPath[str], seq: FromPath[int], viewer: NamedDependency[Viewer], work: NamedDependency[Work]) -> None:
    async with work.writing() as uow:
        await service.pin(uow, room_id, viewer, seq, on=False)


@get("/rooms/{room_id:str}/pins", summary="Pinned messages, the last pinned first", tags=["messages"])
async def pins(room_id: FromPath[str], viewer: NamedDependency[Viewer], work: NamedDependency[Work]) -> Page[Entry]:
    async with work.reading() as uow:
        return Page(await service.pins(uow, room_id, viewer))


ROUTES = (entries, raw_log, send, edit, delete_message, versions, react, unreact, pin, unpin, pins)
