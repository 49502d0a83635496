"""What has been read, and one's own view of a room."""

from collections.abc import Iterable, Mapping

from msgspec import UNSET

from parley.ground.db.work import UnitOfWork
from parley.ground.ids import is_id
from parley.identity.model import AccountId, Viewer
from parley.rooms.errors import ReadBeyondHead, RoomNotFound
from parley.rooms.events import PlacesChanged
from parley.rooms.model import LockedRoom, LogEntry, Place, PlaceChange, ReadFrame, ReadState, RoomId, TopicId
from parley.rooms.store import markers as store
from parley.rooms.store import members


async def mark_read(uow: UnitOfWork, room_id: str, viewer: Viewer, seq: int, *, back: bool = False) -> ReadState:
    """Move the viewer's read marker of a room to `seq` and announce it. Without `back` it never goes back: a lower `seq` changes nothing.

    With `back` everything after `seq` becomes unread, also what was read in topics, whose markers are announced as well; `seq` 0 makes
    everything unread. When nothing after `seq` is unread the marker moves to the head.

    Raises: room.not_found, read.beyond_head
    """
    marker = await _lock_marker(uow, room_id, viewer.account_id, seq)
    seq = max(seq, marker.from_seq - 1, 0)
    lowered = await store.lower_topics(uow.conn, room_id, viewer.account_id, seq) if back else []
    if not lowered and (seq == marker.read_seq or (seq < marker.read_seq and not back)):
        counts = await store.counts(uow.conn, room_id, viewer.account_id)
    else:
        counts = await store.set_marker(uow.conn, room_id, viewer.account_id, seq)
        if lowered:
            _announce_topics(uow, {}, await store.topic_states(uow.conn, lowered))
        audience = await members.list_audience(uow.conn, room_id)
        _announce_to_others(uow, audience, RoomId(room_id), viewer.account_id, counts.read_seq)
        frame = ReadFrame(RoomId(room_id), viewer.account_id, counts.read_seq, counts.unread, counts.mentions)
        uow.announce([viewer.account_id], frame)
    return ReadState(counts.read_seq, counts.unread, counts.mentions)


async def _lock_marker(uow: UnitOfWork, room_id: str, account_id: AccountId, seq: int) -> store.Marker:
    marker = await store.lock_marker(uow.conn, room_id, account_id) if is_id(room_id) else None
    if marker is None:
        raise RoomNotFound
    if seq > marker.head_seq:
        raise ReadBeyondHead(f"The last entry of this room is {marker.head_seq}.", fields={"seq": f"at most {marker.head_seq}"})
    return marker


def _announce_to_others(
    uow: UnitOfWork, audience: Iterable[AccountId], room_id: RoomId, account_id: AccountId, read_seq: int
) -> None:
    uow.announce([a for a in audience if a != account_id], ReadFrame(room_id, account_id, read_seq))


async def mark_topic_read(uow: UnitOfWork, place: Place, topic_id: str, seq: int) -> ReadState:
    """Move a member's read marker of a topic, one that exists, up to `seq`; never back. Announced to their own devices.

    When nothing in the room is unread any more, the room's marker moves to the head, which the others hear.

    Raises: room.not_found, read.beyond_head
    """
    await _lock_marker(uow, place.room_id, place.account_id, seq)
    move = store.TopicMove(place.room_id, place.account_id, topic_id, seq)
    (state,) = await store.topic_states(uow.conn, [move])
    if seq > max(state.topic_seq, state.counts.read_seq):
        (state,) = await store.advance_topics(uow.conn, [move])
        audience = await members.list_audience(uow.conn, place.room_id) if state.room_moved else []
        _announce_topics(uow, {place.room_id: audience}, [state])
    counts = state.counts
    return ReadState(counts.read_seq, counts.unread, counts.mentions, state.topic_unread)


async def read_own_in_topics(uow: UnitOfWork, rooms: Iterable[LockedRoom], entries: Iterable[LogEntry]) -> None:
    """Move the authors' markers of topics to their messages that were just appended to these rooms, and announce it.

    Called once the entries have been announced: the counts that leave are those after them. Two statements, none when no message is of a topic.
    """
    last: dict[tuple[str, str, str], int] = {}
    for entry in entries:
        if entry.topic_id is not None and entry.author_id is not None and not entry.repeated:
            last[entry.room_id, entry.author_id, entry.topic_id] = entry.seq
    if last:
        states = await store.advance_topics(uow.conn, [store.TopicMove(*key, seq) for key, seq in last.items()])
        _announce_topics(uow, {room.id: room.members for room in rooms}, states)


def _announce_topics(uow: UnitOfWork, audiences: Mapping[str, Iterable[AccountId]], states: Iterable[store.TopicState]) -> None:
    told: set[tuple[str, str]] = set()
    for state in states:
        room_id, account_id, counts = RoomId(state.move.room_id), AccountId(state.move.account_id), state.counts
        if state.room_moved and (room_id, account_id) not in told:
            told.add((room_id, account_id))
            _announce_to_others(uow, audiences[room_id], room_id, account_id, counts.read_seq)
        frame = ReadFrame(
            room_id,
            account_id,
            counts.read_seq,
            counts.unread,
            counts.mentions,
            TopicId(state.move.topic_id),
            state.topic_seq,
            state.topic_unread,
        )
        uow.announce([account_id], frame)


async def change_place(uow: UnitOfWork, room_id: str, viewer: Viewer, change: PlaceChange) -> None:
    """Star, hide or mute a room for oneself; announced to the viewer's own devices.

    Hiding lasts until the next message. `muted_until` in the past or null ends the silence.

    Raises: room.not_found
    """
    marker = await store.lock_marker(uow.conn, room_id, viewer.account_id) if is_id(room_id) else None
    if marker is None:
        raise RoomNotFound
    if change.starred is not UNSET:
        await store.star(uow.conn, room_id, viewer.account_id, starred=change.starred)
    if change.hidden is not UNSET:
        await store.hide(uow.conn, room_id, viewer.account_id, hidden=change.hidden)
    if change.muted_until is not UNSET:
        await store.mute(uow.conn, room_id, viewer.account_id, change.muted_until)
    uow.emit(PlacesChanged(room_id, (viewer.account_id,), room_changed=False))
