"""Appending to the log. Every entry of every room goes through `append`."""

import secrets
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from parley.ground.canonical import canonical_json, sha256
from parley.ground.clock import rfc3339
from parley.ground.db.work import UnitOfWork
from parley.ground.ids import is_id, new_id
from parley.identity.model import AccountId, Viewer
from parley.rooms.audience import MemberCache
from parley.rooms.errors import RoomNotFound
from parley.rooms.model import EntryDraft, LockedRoom, LogEntry, Notice, NoticeFrame, leaf_hash
from parley.rooms.store import log as store

MESSAGE = "message"
SALT_BYTES = 16


async def lock_rooms(uow: UnitOfWork, room_ids: Iterable[str]) -> dict[str, LockedRoom]:
    """Take the row locks of these rooms until the commit, and learn their current members. Unknown ids are left out.

    Holding the lock is what makes `seq` gap-free and the membership exact: adding, removing and blocking in between must wait or came before.
    """
    return await _with_members(uow, await store.lock_rooms(uow.conn, {room_id for room_id in room_ids if is_id(room_id)}))


async def lock_rooms_for(uow: UnitOfWork, keys: Sequence[store.RepeatKey]) -> tuple[dict[str, LockedRoom], store.Repeats]:
    """As `lock_rooms`, and which of these (room, author, `client_id`) have been used: what `append` then need not ask."""
    keys = [key for key in keys if is_id(key[0])]
    rooms, repeats = await store.lock_rooms_and_find_repeats(uow.conn, {key[0] for key in keys}, keys)
    return await _with_members(uow, rooms), repeats


async def _with_members(uow: UnitOfWork, rooms: list[LockedRoom]) -> dict[str, LockedRoom]:
    cache = uow.ports.get(MemberCache)
    unknown: list[LockedRoom] = []
    for room in rooms:
        members = cache.find(room.id, room.members_version)
        if members is None:
            unknown.append(room)
        else:
            room.members = members
    if unknown:
        loaded = await store.members_of(uow.conn, [room.id for room in unknown])
        for room in unknown:
            room.members = loaded.get(room.id, {})
            cache.keep(room.id, room.members_version, room.members)
    return {room.id: room for room in rooms}


async def lock_as_member(uow: UnitOfWork, room_id: str, viewer: Viewer) -> LockedRoom:
    """The locked room, for a current member.

    Raises: room.not_found
    """
    room = (await lock_rooms(uow, [room_id])).get(room_id)
    if room is None or viewer.account_id not in room.members:
        raise RoomNotFound
    return room


async def append(
    uow: UnitOfWork, drafts: Sequence[tuple[LockedRoom, EntryDraft]], known: store.Repeats | None = None
) -> list[LogEntry]:
    """Append entries to locked rooms, in the order given, and move heads, ordinals and the senders' read markers of rooms.

    Whoever appends messages of topics calls `read_own_in_topics` afterwards, which moves those of topics.

    A draft whose (room, author, `client_id`) has been used, before or earlier in this call, answers with that first entry and appends nothing;
    `known` are the used ones when `lock_rooms_for` has found them already. Announces nothing: the caller does, once it has rendered the
    entries. Members must have been checked. At most five statements, whatever the number of entries.
    """
    if known is None:
        keys = [_key(room, draft) for room, draft in drafts if draft.client_id is not None]
        known = await store.find_repeats(uow.conn, keys) if keys else {}
    now = rfc3339(uow.now())
    rows: list[store.NewRow] = []
    entries: list[LogEntry] = []
    mentions: list[tuple[str, str, int, str | None]] = []
    markers: dict[tuple[str, str], store.Marker] = {}
    for room, draft in drafts:
        key = _key(room, draft)
        if draft.client_id is not None and key in known:
            entries.append(known[key])
            continue
        entry = _next_entry(room, draft, now)
        rows.append(_stored(entry, room.message_count))
        entries.append(entry)
        mentions.extend((room.id, account_id, entry.seq, draft.topic_id) for account_id in draft.mentions)
        if draft.kind == MESSAGE and draft.author_id is not None:
            marker = markers.setdefault((room.id, draft.author_id), store.Marker(room.id, draft.author_id))
            marker.note(room.head_seq, None if draft.topic_id else room.message_count)
        if draft.client_id is not None:
            known[key] = msgspec.structs.replace(entry, repeated=True)
    if rows:
        touched = {room.id: room for room, _ in drafts}
        batch = store.Batch(rows, list(touched.values()), list(markers.values()), mentions)
        await store.append(uow.conn, batch, uow.now())
    return entries


def _key(room: LockedRoom, draft: EntryDraft) -> store.RepeatKey:
    return room.id, str(draft.author_id), str(draft.client_id)


def _next_entry(room: LockedRoom, draft: EntryDraft, now: str) -> LogEntry:
    """The entry at the room's next `seq`."""
    room.head_seq += 1
    if draft.kind == MESSAGE:
        room.message_count += 1
        room.last_message_seq = room.head_seq
    at = now if draft.at is None else rfc3339(draft.at)
    return LogEntry(
        room.id, room.head_seq, new_id(), draft.kind, draft.author_id, draft.client_id, at, draft.body, draft.topic_id
    )


def _stored(entry: LogEntry, ordinal: int) -> store.NewRow:
    """The entry as it is written: its body in canonical form, salted and hashed."""
    body, salt = canonical_json(entry.body), secrets.token_bytes(SALT_BYTES)
    leaf = leaf_hash(entry, sha256(salt + body))
    return store.NewRow(
        entry.room_id,
        entry.seq,
        entry.id,
        entry.kind,
        entry.author_id,
        entry.client_id,
        body,
        salt,
        leaf,
        ordinal,
        entry.created_at,
        entry.topic_id,
    )


async def append_notice(
    uow: UnitOfWork, room: LockedRoom, kind: str, author_id: AccountId | None, body: dict[str, Any]
) -> LogEntry:
    """Append an entry that is not a message and announce it to the room's members as they are now known to `room`."""
    (entry,) = await append(uow, [(room, EntryDraft(kind, author_id, body))])
    notice = Notice(
        entry.room_id, entry.seq, entry.id, entry.kind, entry.author_id, entry.client_id, entry.created_at, entry.body
    )
    uow.announce(room.members, NoticeFrame(notice))
    return entry
