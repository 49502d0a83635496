"""Changing what was sent: edits, deletions, reactions, pins. Each is an entry of its own and changes the message's state."""

from datetime import datetime, timedelta

from parley.files import service as files
from parley.ground.db.work import UnitOfWork
from parley.identity.model import Viewer
from parley.messages.errors import EditWindowClosed, MessageDeleted, MessageNotFound, MessageNotYours, PinLimit, ReactionLimit
from parley.messages.model import MAX_PINS, MAX_REACTION_KINDS, Entry, Reaction
from parley.messages.service import attachments
from parley.messages.settings import MessageSettings
from parley.messages.store import entries as store
from parley.messages.text import clean_text, require_emoji
from parley.rooms import service as rooms
from parley.rooms.errors import RoomBlocked
from parley.rooms.model import LockedRoom, RoomKind


async def require_message(uow: UnitOfWork, room: LockedRoom, viewer: Viewer, seq: int) -> Entry:
    """A message of a locked room that the viewer may see, deleted or not.

    Raises: message.not_found
    """
    place = await rooms.require_member(uow, room.id, viewer)
    entry = await store.find_entry(uow.conn, room.id, seq) if place.from_seq <= seq <= room.head_seq else None
    if entry is None or entry.state is None:
        raise MessageNotFound
    await attachments.show(uow, [entry])
    return entry


async def edit(uow: UnitOfWork, room_id: str, viewer: Viewer, seq: int, text: str) -> Entry:
    """Give an own message a new text; the old one is kept in the log. The same text again changes nothing.

    Raises: room.not_found, room.blocked, message.not_found, message.not_yours, message.deleted, message.edit_window_closed,
    message.too_long, message.empty, message.invalid
    Appends: message.edited
    """
    text = clean_text(text, uow.settings(MessageSettings).max_message_length)
    room = await rooms.lock_as_member(uow, room_id, viewer)
    entry = await require_message(uow, room, viewer, seq)
    if entry.author_id != viewer.account_id:
        raise MessageNotYours
    if entry.state is None or entry.state.text is None:
        raise MessageDeleted
    if room.is_blocked:
        raise RoomBlocked
    if room.edit_window_seconds is not None:
        window = timedelta(seconds=room.edit_window_seconds)
        if uow.now() - datetime.fromisoformat(entry.created_at) > window:
            raise EditWindowClosed(f"In this room a message can be edited for {_spoken(window)} after it was sent.")
    if text == entry.state.text:
        return entry
    change = await rooms.append_notice(uow, room, "message.edited", viewer.account_id, {"seq": seq, "text": text})
    await store.set_text(
        uow.conn, room.id, seq, text=text, edited_at=datetime.fromisoformat(change.created_at), state_seq=change.seq
    )
    entry.state.text, entry.state.edited_at, entry.state.state_seq = text, change.created_at, change.seq
    return entry


def _spoken(window: timedelta) -> str:
    seconds = int(window.total_seconds())
    return f"{seconds // 60} minutes" if seconds % 60 == 0 else f"{seconds} seconds"


async def delete(uow: UnitOfWork, room_id: str, viewer: Viewer, seq: int) -> None:
    """Delete an own message, or, managing a group, anybody's. A placeholder stays; deleting again changes nothing.

    Raises: room.not_found, message.not_found, message.not_yours
    Appends: message.deleted
    """
    room = await rooms.lock_as_member(uow, room_id, viewer)
    entry = await require_message(uow, room, viewer, seq)
    manages = room.kind is RoomKind.GROUP and room.members[viewer.account_id].can_manage
    if entry.author_id != viewer.account_id and not manages:
        raise MessageNotYours
    if entry.state is None or entry.state.text is None:
        return
    change = await rooms.append_notice(uow, room, "message.deleted", viewer.account_id, {"seq": seq})
    await store.set_deleted(uow.conn, room.id, seq, deleted_at=datetime.fromisoformat(change.created_at), state_seq=change.seq)
    if attachments.ids_in(entry.body):
        await files.release(uow, attachments.HOLDER_KIND, [entry.id])


async def react(uow: UnitOfWork, room_id: str, viewer: Viewer, seq: int, emoji: str, *, on: bool) -> None:
    """Add or take back the viewer's reaction. What is so already changes nothing.

    Raises: room.not_found, room.blocked, message.not_found, message.deleted, reaction.invalid, reaction.limit
    Appends: reaction.added or reaction.removed
    """
    emoji = require_emoji(emoji)
    room = await rooms.lock_as_member(uow, room_id, viewer)
    entry = await require_message(uow, room, viewer, seq)
    if entry.state is None or entry.state.text is None:
        raise MessageDeleted
    if room.is_blocked:
        raise RoomBlocked
    reactions = entry.state.reactions
    held = next((reaction for reaction in reactions if reaction.emoji == emoji), None)
    if on == (held is not None and viewer.account_id in held.account_ids):
        return
    if on and held is None:
        if len(reactions) >= MAX_REACTION_KINDS:
            raise ReactionLimit(f"A message has at most {MAX_REACTION_KINDS} different reactions. Use one that is there.")
        reactions.append(Reaction(emoji, [viewer.account_id]))
    elif on and held is not None:
        held.account_ids.append(viewer.account_id)
    elif held is not None:
        held.account_ids.remove(viewer.account_id)
        reactions = [reaction for reaction in reactions if reaction.account_ids]
    kind = "reaction.added" if on else "reaction.removed"
    change = await rooms.append_notice(uow, room, kind, viewer.account_id, {"seq": seq, "emoji": emoji})
    await store.set_reactions(uow.conn, room.id, seq, reactions=reactions, state_seq=change.seq)


async def pin(uow: UnitOfWork, room_id: str, viewer: Viewer, seq: int, *, on: bool) -> None:
    """Pin a message for everybody in the room, or take the pin off; any member may. At most 50 in a room. What is so already changes nothing.

    Raises: room.not_found, room.blocked, message.not_found, message.deleted, pin.limit
    Appends: message.pinned or message.unpinned
    """
    room = await rooms.lock_as_member(uow, room_id, viewer)
    entry = await require_message(uow, room, viewer, seq)
    if entry.state is None or on == (entry.state.pin is not None):
        return
    if entry.state.text is None:
        raise MessageDeleted
    if room.is_blocked:
        raise RoomBlocked
    if on and await store.count_pins(uow.conn, room.id) >= MAX_PINS:
        raise PinLimit(f"A room has at most {MAX_PINS} pinned messages. Unpin one first.")
    kind = "message.pinned" if on else "message.unpinned"
    change = await rooms.append_notice(uow, room, kind, viewer.account_id, {"seq": seq})
    if on:
        pinned_at = datetime.fromisoformat(change.created_at)
        await store.set_pin(uow.conn, room.id, seq, by=viewer.account_id, pinned_at=pinned_at, state_seq=change.seq)
    else:
        await store.clear_pin(uow.conn, room.id, seq, state_seq=change.seq)
