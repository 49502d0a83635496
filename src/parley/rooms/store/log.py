"""The log: lock rooms, find repeats, insert entries, move heads and markers."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec

from parley.ground.clock import rfc3339
from parley.ground.db.connection import Connection
from parley.identity.model import AccountId
from parley.rooms.model import LockedRoom, LogEntry, Role, RoomId, RoomKind

# `for update` locks rows in the order of the sort, so that two transactions over the same rooms never wait for each other in a circle.
# The rows of `block` are identity's, read only: two primary-key look-ups per direct room.
_LOCK = """
select r.id, r.kind, r.title, r.created_by, r.head_seq, r.message_count, r.last_message_seq, r.members_version, r.edit_window_seconds,
       r.direct_low is not null and exists (
         select from block b
         where (b.blocker_id, b.blocked_id) in ((r.direct_low, r.direct_high), (r.direct_high, r.direct_low))
       )
from room r where r.id = any(%s::uuid[]) order by r.id for update of r
"""


async def lock_rooms(conn: Connection, room_ids: Iterable[str]) -> list[LockedRoom]:
    """Lock the rows of these rooms, in id order; those that do not exist are left out. Members are not filled in."""
    cursor = await conn.execute(_LOCK, (list(room_ids),))
    return [
        LockedRoom(RoomId(row[0]), RoomKind(row[1]), row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9])
        for row in await cursor.fetchall()
    ]


async def members_of(conn: Connection, room_ids: Iterable[str]) -> dict[str, dict[AccountId, Role]]:
    """The current members of each room with their roles."""
    found: dict[str, dict[AccountId, Role]] = {}
    cursor = await conn.execute(
        "select room_id, account_id, role from member where room_id = any(%s::uuid[]) and left_at is null order by joined_at, account_id",
        (list(room_ids),),
    )
    for room_id, account_id, role in await cursor.fetchall():
        found.setdefault(room_id, {})[account_id] = Role(role)
    return found


async def find_repeats(conn: Connection, keys: Sequence[tuple[str, str, str]]) -> dict[tuple[str, str, str], LogEntry]:
    """First entries that used these (room_id, author_id, client_id)."""
    cursor = await conn.execute(
        """
        select e.room_id, e.seq, e.id, e.kind, e.author_id, e.client_id, e.created_at, e.body
        from unnest(%s::uuid[], %s::uuid[], %s::text[]) k(room_id, author_id, client_id)
        join entry e on e.room_id = k.room_id and e.author_id = k.author_id and e.client_id = k.client_id
        """,
        ([k[0] for k in keys], [k[1] for k in keys], [k[2] for k in keys]),
    )
    entries = [
        LogEntry(room, seq, entry_id, kind, author, client, rfc3339(at), body, repeated=True)
        for room, seq, entry_id, kind, author, client, at, body in await cursor.fetchall()
    ]
    return {(e.room_id, str(e.author_id), str(e.client_id)): e for e in entries}


class NewRow(msgspec.Struct, array_like=True):
    """What is stored of a new entry. `ordinal`: messages in the room up to and with this entry."""

    room_id: str
    seq: int
    id: str
    kind: str
    author_id: str | None
    client_id: str | None
    body: bytes
    salt: bytes
    leaf_hash: bytes
    ordinal: int
    created_at: datetime


async def insert_entries(conn: Connection, rows: Sequence[NewRow]) -> None:
    """Write all entries in one statement."""
    columns: list[Any] = [
        [row.room_id for row in rows],
        [row.seq for row in rows],
        [row.id for row in rows],
        [row.kind for row in rows],
        [row.author_id for row in rows],
        [row.client_id for row in rows],
        [row.body.decode() for row in rows],
        [row.salt for row in rows],
        [row.leaf_hash for row in rows],
        [row.ordinal for row in rows],
        [row.created_at for row in rows],
    ]
    await conn.execute(
        """
        insert into entry (room_id, seq, id, kind, author_id, client_id, body, salt, leaf_hash, ordinal, created_at)
        select room_id, seq, id, kind, author_id, client_id, body::jsonb, salt, leaf_hash, ordinal, created_at
        from unnest(%s::uuid[], %s::bigint[], %s::uuid[], %s::text[], %s::uuid[], %s::text[], %s::text[], %s::bytea[], %s::bytea[],
                    %s::bigint[], %s::timestamptz[])
          u(room_id, seq, id, kind, author_id, client_id, body, salt, leaf_hash, ordinal, created_at)
        """,
        columns,
    )


async def move_heads(conn: Connection, rooms: Sequence[LockedRoom], active_at: datetime | None) -> None:
    """Write the rooms' new heads; `active_at` moves those with new messages up in the inbox, None leaves the order."""
    await conn.execute(
        """
        update room r set head_seq = v.head_seq, message_count = v.message_count,
          last_activity_at = case when v.last_message_seq > r.last_message_seq then %s::timestamptz else r.last_activity_at end,
          last_message_seq = v.last_message_seq
        from unnest(%s::uuid[], %s::bigint[], %s::bigint[], %s::bigint[]) v(id, head_seq, message_count, last_message_seq)
        where r.id = v.id
        """,
        (
            active_at,
            [room.id for room in rooms],
            [room.head_seq for room in rooms],
            [room.message_count for room in rooms],
            [room.last_message_seq for room in rooms],
        ),
    )


async def move_senders(conn: Connection, markers: dict[tuple[str, str], tuple[int, int]]) -> None:
    """A sender has read up to their own message: {(room_id, account_id): (seq, messages up to it)}."""
    await conn.execute(
        """
        update member m set read_seq = v.seq, last_sent_seq = v.seq, seen_count = v.seen_count
        from unnest(%s::uuid[], %s::uuid[], %s::bigint[], %s::bigint[]) v(room_id, account_id, seq, seen_count)
        where m.room_id = v.room_id and m.account_id = v.account_id
        """,
        (
            [key[0] for key in markers],
            [key[1] for key in markers],
            [value[0] for value in markers.values()],
            [value[1] for value in markers.values()],
        ),
    )


async def insert_mentions(conn: Connection, mentions: Sequence[tuple[str, str, int]]) -> None:
    """(room_id, account_id, seq) for each member that a message calls."""
    await conn.execute(
        "insert into mention (room_id, account_id, seq) select * from unnest(%s::uuid[], %s::uuid[], %s::bigint[])",
        ([m[0] for m in mentions], [m[1] for m in mentions], [m[2] for m in mentions]),
    )
