"""What has been read, and one's own view of a room."""

from msgspec import UNSET

from parley.ground.db.work import UnitOfWork
from parley.ground.ids import is_id
from parley.identity.model import Viewer
from parley.rooms.errors import ReadBeyondHead, RoomNotFound
from parley.rooms.events import PlacesChanged
from parley.rooms.model import PlaceChange, ReadFrame, ReadState, RoomId
from parley.rooms.store import markers as store
from parley.rooms.store import members


async def mark_read(uow: UnitOfWork, room_id: str, viewer: Viewer, seq: int, *, back: bool = False) -> ReadState:
    """Move the viewer's read marker to `seq` and announce it. Without `back` it never goes back: a lower `seq` changes nothing.

    `seq` 0 with `back` makes everything unread.

    Raises: room.not_found, read.beyond_head
    """
    marker = await store.lock_marker(uow.conn, room_id, viewer.account_id) if is_id(room_id) else None
    if marker is None:
        raise RoomNotFound
    if seq > marker.head_seq:
        raise ReadBeyondHead(f"The last entry of this room is {marker.head_seq}.", fields={"seq": f"at most {marker.head_seq}"})
    seq = max(seq, marker.from_seq - 1, 0)
    if seq == marker.read_seq or (seq < marker.read_seq and not back):
        return ReadState(marker.read_seq, *await store.counts(uow.conn, room_id, viewer.account_id))
    seen = await store.count_seen(uow.conn, room_id, viewer.account_id, seq)
    unread_count, mention_count = await store.set_marker(uow.conn, room_id, viewer.account_id, seq, seen)
    audience = await members.list_audience(uow.conn, room_id)
    uow.announce([a for a in audience if a != viewer.account_id], ReadFrame(RoomId(room_id), viewer.account_id, seq))
    uow.announce([viewer.account_id], ReadFrame(RoomId(room_id), viewer.account_id, seq, unread_count, mention_count))
    return ReadState(seq, unread_count, mention_count)


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
