"""Topics: named threads within a room, their messages, and what of them is unread."""

from datetime import datetime

from msgspec import UNSET

from parley.ground.db.work import UnitOfWork
from parley.ground.errors import RequestMalformed
from parley.ground.ids import is_id
from parley.ground.paging import Page, decode_cursor, encode_cursor
from parley.identity.model import Viewer
from parley.messages.errors import MessageDeleted, TopicExists, TopicInvalid, TopicLimit, TopicNotFound
from parley.messages.model import MAX_TOPIC_NAME, MAX_TOPICS, EntryPage, NewTopic, Topic, TopicChange
from parley.messages.service import attachments
from parley.messages.service.changes import require_message
from parley.messages.store import entries as entry_store
from parley.messages.store import topics as store
from parley.rooms import service as rooms
from parley.rooms.errors import RoomBlocked
from parley.rooms.model import LockedRoom, Place, ReadState, one_line


async def start_topic(uow: UnitOfWork, room_id: str, viewer: Viewer, new: NewTopic) -> bool:
    """Start a topic in a room, from one of its messages or from none; answers whether it was made now.

    When the room has a topic of this id nothing changes. At most one topic starts from a message, and a room has at most 1,000. The name has 1
    to 120 characters on one line.

    Raises: room.not_found, room.blocked, topic.invalid, topic.exists with the other one's id in `fields.topic_id`, topic.limit,
    message.not_found, message.deleted
    Appends: topic.started
    """
    if not is_id(new.topic_id):
        raise TopicInvalid("A topic's id is a UUID in lower case.", fields={"topic_id": "a UUID in lower case, with hyphens"})
    name = _clean_name(new.name)
    room = await rooms.lock_as_member(uow, room_id, viewer)
    if await store.find_state(uow.conn, room.id, new.topic_id) is not None:
        return False
    if room.is_blocked:
        raise RoomBlocked
    body: dict[str, str | int] = {"topic_id": new.topic_id, "name": name}
    if new.seq is not None:
        await _require_root(uow, room, viewer, new.seq)
        body["seq"] = new.seq
    if await store.count_topics(uow.conn, room.id) >= MAX_TOPICS:
        raise TopicLimit(f"A room has at most {MAX_TOPICS:,} topics. Use one that is there.")
    started = await rooms.append_notice(uow, room, "topic.started", viewer.account_id, dict(body))
    topic = store.NewTopicRow(
        room_id=room.id,
        id=new.topic_id,
        name=name,
        root_seq=new.seq,
        started_seq=started.seq,
        created_by=viewer.account_id,
        created_at=datetime.fromisoformat(started.created_at),
    )
    await store.insert_topic(uow.conn, topic)
    return True


def _clean_name(name: str) -> str:
    cleaned = one_line(name)
    if not 1 <= len(cleaned) <= MAX_TOPIC_NAME:
        raise TopicInvalid(
            f"A topic's name has 1 to {MAX_TOPIC_NAME} characters.", fields={"name": f"1 to {MAX_TOPIC_NAME} characters"}
        )
    return cleaned


async def _require_root(uow: UnitOfWork, room: LockedRoom, viewer: Viewer, seq: int) -> None:
    entry = await require_message(uow, room, viewer, seq)
    if entry.state is None or entry.state.text is None:
        raise MessageDeleted
    other = await store.find_started_from(uow.conn, room.id, seq)
    if other is not None:
        raise TopicExists(fields={"topic_id": other})


async def change_topic(uow: UnitOfWork, room_id: str, viewer: Viewer, topic_id: str, change: TopicChange) -> None:
    """Rename, resolve or reopen a topic; any member may. What is so already changes nothing.

    Raises: room.not_found, room.blocked, topic.not_found, topic.invalid
    Appends: topic.renamed; topic.resolved or topic.reopened
    """
    name = None if change.name is UNSET else _clean_name(change.name)
    room = await rooms.lock_as_member(uow, room_id, viewer)
    place = await rooms.require_member(uow, room_id, viewer)
    topic = await _require_topic(uow, place, topic_id)
    renames = name is not None and name != topic.name
    resolves = change.resolved is not UNSET and change.resolved != topic.is_resolved
    if room.is_blocked and (renames or resolves):
        raise RoomBlocked
    if name is not None and renames:
        await rooms.append_notice(uow, room, "topic.renamed", viewer.account_id, {"topic_id": topic_id, "name": name})
        await store.rename_topic(uow.conn, room.id, topic_id, name)
    if resolves:
        kind = "topic.reopened" if topic.is_resolved else "topic.resolved"
        entry = await rooms.append_notice(uow, room, kind, viewer.account_id, {"topic_id": topic_id})
        if topic.is_resolved:
            await store.reopen_topic(uow.conn, room.id, topic_id)
        else:
            resolved_at = datetime.fromisoformat(entry.created_at)
            await store.resolve_topic(uow.conn, room.id, topic_id, by=viewer.account_id, at=resolved_at)


async def _require_topic(uow: UnitOfWork, place: Place, topic_id: str) -> store.TopicState:
    """A topic that its viewer may see: one that started, or has a message, since they see the room."""
    topic = await store.find_state(uow.conn, place.room_id, topic_id) if is_id(topic_id) else None
    if topic is None or topic.last_seq < place.from_seq:
        raise TopicNotFound
    return topic


async def require_topic(uow: UnitOfWork, room_id: str, viewer: Viewer, topic_id: str) -> Place:
    """The viewer's place in the room of a topic that they may see.

    Raises: room.not_found, topic.not_found
    """
    place = await rooms.require_member(uow, room_id, viewer)
    await _require_topic(uow, place, topic_id)
    return place


async def topics(uow: UnitOfWork, room_id: str, viewer: Viewer, *, which: str, cursor: str | None, limit: int) -> Page[Topic]:
    """A page of a room's topics, the newest activity first: a message, or the start where there is none. `which`: all, open, resolved.

    Raises: room.not_found, request.malformed
    """
    await rooms.require_member(uow, room_id, viewer)
    if which not in store.FILTERS:
        raise RequestMalformed(f"There is no filter {which!r}.", fields={"filter": f"one of {', '.join(store.FILTERS)}"})
    before = decode_cursor(cursor, tuple[int])
    found = await store.page_topics(
        uow.conn, room_id, viewer.account_id, which=which, before_seq=before[0] if before else None, limit=limit + 1
    )
    following = encode_cursor(found[limit - 1].last_seq) if len(found) > limit else None
    return Page(found[:limit], following)


async def find_topic(uow: UnitOfWork, room_id: str, viewer: Viewer, topic_id: str) -> Topic:
    """One topic as the viewer sees it.

    Raises: room.not_found, topic.not_found
    """
    await rooms.require_member(uow, room_id, viewer)
    topic = await store.find_topic(uow.conn, room_id, viewer.account_id, topic_id) if is_id(topic_id) else None
    if topic is None:
        raise TopicNotFound
    return topic


async def mark_topic_read(uow: UnitOfWork, room_id: str, viewer: Viewer, topic_id: str, seq: int) -> ReadState:
    """Move the viewer's read marker of a topic up to `seq`, never back, and announce it to their own devices.

    When nothing in the room is unread any more after its own marker, that one moves to the head, and the others hear of it.

    Raises: room.not_found, topic.not_found, read.beyond_head
    """
    place = await require_topic(uow, room_id, viewer, topic_id)
    return await rooms.mark_topic_read(uow, place, topic_id, seq)


async def topic_entries_after(
    uow: UnitOfWork, room_id: str, viewer: Viewer, topic_id: str, after_seq: int, limit: int
) -> EntryPage:
    """A topic's messages after `after_seq`, ascending, from the first one the viewer may see.

    Raises: room.not_found, topic.not_found
    """
    place = await require_topic(uow, room_id, viewer, topic_id)
    items = await entry_store.topic_page_after(uow.conn, room_id, topic_id, max(after_seq, place.from_seq - 1), limit)
    await attachments.show(uow, items)
    return EntryPage(items, place.head_seq, place.from_seq)


async def topic_entries_before(
    uow: UnitOfWork, room_id: str, viewer: Viewer, topic_id: str, before_seq: int | None, limit: int
) -> EntryPage:
    """The last `limit` messages of a topic before `before_seq`, ascending; with None the newest. Fewer: the first one was reached.

    Raises: room.not_found, topic.not_found
    """
    place = await require_topic(uow, room_id, viewer, topic_id)
    end = place.head_seq + 1 if before_seq is None else before_seq
    items = await entry_store.topic_page_before(uow.conn, room_id, topic_id, (place.from_seq, end), limit)
    await attachments.show(uow, items)
    return EntryPage(items, place.head_seq, place.from_seq)


async def topic_entries_around(uow: UnitOfWork, room_id: str, viewer: Viewer, topic_id: str, seq: int, limit: int) -> EntryPage:
    """A run of a topic's messages with `seq`, or the place where it would stand, in its middle.

    Raises: room.not_found, topic.not_found
    """
    place = await require_topic(uow, room_id, viewer, topic_id)
    later = await entry_store.topic_page_after(uow.conn, room_id, topic_id, max(seq, place.from_seq) - 1, limit - limit // 2)
    span = (place.from_seq, max(seq, place.from_seq))
    earlier = await entry_store.topic_page_before(uow.conn, room_id, topic_id, span, limit - len(later))
    await attachments.show(uow, [*earlier, *later])
    return EntryPage(earlier + later, place.head_seq, place.from_seq)
