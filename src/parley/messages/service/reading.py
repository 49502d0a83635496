"""What members see: the inbox, a room, runs of its entries, the raw log."""

from parley.ground.clock import rfc3339
from parley.ground.db.work import UnitOfWork
from parley.ground.errors import RequestMalformed
from parley.ground.ids import is_id
from parley.ground.paging import decode_cursor, encode_cursor
from parley.identity.model import Viewer
from parley.messages.errors import MessageNotFound
from parley.messages.model import (
    Entry,
    EntryPage,
    InboxItem,
    InboxPage,
    Membership,
    MessageVersion,
    RawLogPage,
    RoomDetail,
    Sought,
)
from parley.messages.service import attachments
from parley.messages.store import entries as store
from parley.messages.store import inbox as inbox_store
from parley.rooms import service as rooms
from parley.rooms.errors import RoomNotFound
from parley.rooms.model import Room

MAX_FIND = 200


async def inbox(uow: UnitOfWork, viewer: Viewer, *, which: str, find: Sought | None, cursor: str | None, limit: int) -> InboxPage:
    """A page of the viewer's rooms, the newest activity first. With `find` also hidden rooms are found.

    Raises: request.malformed
    """
    if which not in inbox_store.FILTERS:
        allowed = ", ".join(name for name in inbox_store.FILTERS if name != "any")
        raise RequestMalformed(f"There is no filter {which!r}.", fields={"filter": f"one of {allowed}"})
    sought = _sought(find)
    before = decode_cursor(cursor, tuple[str, str])
    if before is not None and not is_id(before[1]):
        raise RequestMalformed(fields={"cursor": "unknown cursor"})
    kept = "any" if sought != Sought() and which == "all" else which
    rows = await inbox_store.page(uow.conn, viewer.account_id, which=kept, sought=sought, before=before, limit=limit + 1)
    more = len(rows) > limit
    rows = rows[:limit]
    items = [row.item for row in rows]
    if items:
        await inbox_store.fill_people(uow.conn, viewer.account_id, [item.room for item in items])
        await attachments.show(uow, [item.last_entry for item in items if item.last_entry is not None])
    following = encode_cursor(rows[-1].last_activity_at.isoformat(), rows[-1].item.room_id) if more else None
    return InboxPage(items, following, await inbox_store.unread_total(uow.conn, viewer.account_id))


def _sought(find: Sought | None) -> Sought:
    text = find.text.strip() if find and find.text else None
    if text and len(text) > MAX_FIND:
        raise RequestMalformed(fields={"q": f"at most {MAX_FIND} characters"})
    account_id = find.account_id if find else None
    if account_id is not None and not is_id(account_id):
        raise RequestMalformed(fields={"account_id": "the id of an account"})
    return Sought(text or None, account_id)


async def inbox_item(uow: UnitOfWork, room_id: str, viewer: Viewer) -> InboxItem:
    """One row of the viewer's inbox.

    Raises: room.not_found
    """
    item = await inbox_store.find_item(uow.conn, viewer.account_id, room_id) if is_id(room_id) else None
    if item is None:
        raise RoomNotFound
    await inbox_store.fill_people(uow.conn, viewer.account_id, [item.room])
    if item.last_entry is not None:
        await attachments.show(uow, [item.last_entry])
    return item


def _without_room(item: InboxItem) -> Membership:
    return Membership(*(getattr(item, name) for name in Membership.__struct_fields__))


async def membership(uow: UnitOfWork, room_id: str, viewer: Viewer) -> Membership:
    """The viewer's own place in a room.

    Raises: room.not_found
    """
    return _without_room(await inbox_item(uow, room_id, viewer))


async def room_for(uow: UnitOfWork, room_id: str, viewer: Viewer) -> Room:
    """The room as the viewer sees it.

    Raises: room.not_found
    """
    return (await inbox_item(uow, room_id, viewer)).room


async def room_detail(uow: UnitOfWork, room_id: str, viewer: Viewer) -> RoomDetail:
    """A room, everybody who is or was in it, and the viewer's place.

    Raises: room.not_found
    """
    item = await inbox_item(uow, room_id, viewer)
    return RoomDetail(item.room, await inbox_store.list_members(uow.conn, room_id), _without_room(item))


async def entries_after(uow: UnitOfWork, room_id: str, viewer: Viewer, after_seq: int, limit: int) -> EntryPage:
    """Entries after `after_seq`, ascending, from the first one the viewer may see.

    Raises: room.not_found
    """
    place = await rooms.require_member(uow, room_id, viewer)
    items = await store.page_after(uow.conn, room_id, max(after_seq, place.from_seq - 1), limit)
    await attachments.show(uow, items)
    return EntryPage(items, place.head_seq, place.from_seq)


async def entries_before(uow: UnitOfWork, room_id: str, viewer: Viewer, before_seq: int | None, limit: int) -> EntryPage:
    """The `limit` entries before `before_seq`, ascending; with None the newest ones.

    Since `seq` has no gaps the run begins at a known `seq`, and the page is read forwards from there.

    Raises: room.not_found
    """
    place = await rooms.require_member(uow, room_id, viewer)
    end = place.head_seq + 1 if before_seq is None else min(before_seq, place.head_seq + 1)
    start = max(end - limit, place.from_seq)
    items = await store.page_after(uow.conn, room_id, start - 1, end - start) if end > start else []
    await attachments.show(uow, items)
    return EntryPage(items, place.head_seq, place.from_seq)


async def entries_around(uow: UnitOfWork, room_id: str, viewer: Viewer, seq: int, limit: int) -> EntryPage:
    """A run of entries with `seq` in its middle.

    Raises: room.not_found
    """
    place = await rooms.require_member(uow, room_id, viewer)
    start = max(min(seq - limit // 2, place.head_seq - limit + 1), place.from_seq)
    items = await store.page_after(uow.conn, room_id, start - 1, limit)
    await attachments.show(uow, items)
    return EntryPage(items, place.head_seq, place.from_seq)


async def raw_log(uow: UnitOfWork, room_id: str, viewer: Viewer, after_seq: int, limit: int) -> RawLogPage:
    """The raw log after `after_seq`, with salts and leaf hashes.

    Raises: room.not_found
    """
    place = await rooms.require_member(uow, room_id, viewer)
    items = await store.page_raw(uow.conn, room_id, max(after_seq, place.from_seq - 1), limit)
    return RawLogPage(items, place.head_seq)


async def pins(uow: UnitOfWork, room_id: str, viewer: Viewer) -> list[Entry]:
    """The room's pinned messages that the viewer may see, at most 50, the last pinned first.

    Raises: room.not_found
    """
    place = await rooms.require_member(uow, room_id, viewer)
    pinned = await store.list_pins(uow.conn, room_id, place.from_seq)
    await attachments.show(uow, pinned)
    return pinned


async def versions(uow: UnitOfWork, room_id: str, viewer: Viewer, seq: int) -> list[MessageVersion]:
    """Every text of a message, the first one first. None of a deleted message.

    Raises: room.not_found, message.not_found
    """
    place = await rooms.require_member(uow, room_id, viewer)
    entry = await store.find_entry(uow.conn, room_id, seq) if place.from_seq <= seq <= place.head_seq else None
    if entry is None or entry.state is None:
        raise MessageNotFound
    if entry.state.text is None:
        return []
    return [MessageVersion(text, rfc3339(at)) for text, at in await store.list_versions(uow.conn, room_id, seq)]
