"""The log: lock rooms, find repeats, insert entries, move heads and markers."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from parley.ground.clock import rfc3339
from parley.ground.db.connection import Connection
from parley.ground.db.sql import bytes_array, number_array, text_array
from parley.identity.model import AccountId
from parley.rooms.model import LockedRoom, LogEntry, Role, RoomKind

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


_REPEATS = """
select e.room_id, e.seq, e.id, e.kind, e.author_id, e.client_id, e.created_at, e.body, e.topic_id
from unnest(%s::uuid[], %s::uuid[], %s::text[]) k(room_id, author_id, client_id)
join entry e on e.room_id = k.room_id and e.author_id = k.author_id and e.client_id = k.client_id
"""

# (room_id, author_id, client_id): what makes a send the same as an earlier one.
RepeatKey = tuple[str, str, str]
Repeats = dict[RepeatKey, LogEntry]


async def lock_rooms(conn: Connection, room_ids: Iterable[str]) -> list[LockedRoom]:
    """Lock the rows of these rooms, in id order; those that do not exist are left out. Members are not filled in."""
    return _locked(await (await conn.execute(_LOCK, (text_array(room_ids),))).fetchall())


async def find_repeats(conn: Connection, keys: Sequence[RepeatKey]) -> Repeats:
    """First entries that used these keys."""
    return _repeats(await (await conn.execute(_REPEATS, _repeat_parameters(keys))).fetchall())


async def lock_rooms_and_find_repeats(
    conn: Connection, room_ids: Iterable[str], keys: Sequence[RepeatKey]
) -> tuple[list[LockedRoom], Repeats]:
    """Both. On a pipelining connection in one round trip: the second statement sees what was committed before the first had its locks."""
    locking = await conn.execute(_LOCK, (text_array(room_ids),))
    finding = await conn.execute(_REPEATS, _repeat_parameters(keys))
    return _locked(await locking.fetchall()), _repeats(await finding.fetchall())


def _locked(rows: Iterable[Sequence[Any]]) -> list[LockedRoom]:
    return [LockedRoom(row[0], RoomKind(row[1]), *row[2:]) for row in rows]


def _repeat_parameters(keys: Sequence[RepeatKey]) -> tuple[str, str, str]:
    return text_array([k[0] for k in keys]), text_array([k[1] for k in keys]), text_array([k[2] for k in keys])


def _repeats(rows: Iterable[Sequence[Any]]) -> Repeats:
    found: Repeats = {}
    for room, seq, entry_id, kind, author, client, at, body, topic in rows:
        found[room, author, client] = LogEntry(room, seq, entry_id, kind, author, client, rfc3339(at), body, topic, repeated=True)
    return found


async def members_of(conn: Connection, room_ids: Iterable[str]) -> dict[str, dict[AccountId, Role]]:
    """The current members of each room with their roles."""
    found: dict[str, dict[AccountId, Role]] = {}
    cursor = await conn.execute(
        "select room_id, account_id, role from member where room_id = any(%s::uuid[]) and left_at is null order by joined_at, account_id",
        (text_array(room_ids),),
    )
    for room_id, account_id, role in await cursor.fetchall():
        found.setdefault(room_id, {})[account_id] = Role(role)
    return found


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
    created_at: str
    topic_id: str | None


class Marker(msgspec.Struct):
    """What sending does to a sender's member row.

    They have read up to their last message without a topic: its `seq`, and the messages up to it; 0 when there is none. `own_after`: messages
    of topics that they sent after it. `last_sent_seq`: the last of all.
    """

    room_id: str
    account_id: str
    seq: int = 0
    ordinal: int = 0
    own_after: int = 0
    last_sent_seq: int = 0

    def note(self, seq: int, ordinal: int | None) -> None:
        """The sender's next message; `ordinal` None: of a topic."""
        self.last_sent_seq = seq
        if ordinal is None:
            self.own_after += 1
        else:
            self.seq, self.ordinal, self.own_after = seq, ordinal, 0


# One statement rather than four: each costs a round trip, or at least a wake-up of the server and of us.
_APPEND = """
with appended as (
  insert into entry (room_id, seq, id, kind, author_id, client_id, body, salt, leaf_hash, ordinal, created_at, topic_id)
  select room_id, seq, id, kind, author_id, client_id, body::jsonb, salt, leaf_hash, ordinal, created_at, topic_id
  from unnest(%s::uuid[], %s::bigint[], %s::uuid[], %s::text[], %s::uuid[], %s::text[], %s::text[], %s::bytea[], %s::bytea[], %s::bigint[],
              %s::timestamptz[], %s::uuid[])
    u(room_id, seq, id, kind, author_id, client_id, body, salt, leaf_hash, ordinal, created_at, topic_id)),
called as (
  insert into mention (room_id, account_id, seq, topic_id) select * from unnest(%s::uuid[], %s::uuid[], %s::bigint[], %s::uuid[])),
marked as (
  update member m set last_sent_seq = v.last_sent_seq,
    read_seq = case when v.seq > 0 then v.seq else m.read_seq end,
    seen_count = v.own_after + case when v.seq > 0 then v.ordinal else m.seen_count end,
    ahead_count = case when v.seq > 0 then 0 else m.ahead_count end
  from unnest(%s::uuid[], %s::uuid[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[])
    v(room_id, account_id, seq, ordinal, own_after, last_sent_seq)
  where m.room_id = v.room_id and m.account_id = v.account_id)
update room r set head_seq = v.head_seq, message_count = v.message_count,
  last_activity_at = case when v.last_message_seq > r.last_message_seq then %s::timestamptz else r.last_activity_at end,
  last_message_seq = v.last_message_seq
from unnest(%s::uuid[], %s::bigint[], %s::bigint[], %s::bigint[]) v(id, head_seq, message_count, last_message_seq)
where r.id = v.id
"""


class Batch(NamedTuple):
    """What is written at once. `mentions`: (room_id, account_id, seq, topic_id) for each member that a message calls."""

    rows: Sequence[NewRow]
    rooms: Sequence[LockedRoom]
    markers: Sequence[Marker]
    mentions: Sequence[tuple[str, str, int, str | None]]


async def append(conn: Connection, batch: Batch, active_at: datetime) -> None:
    """Write entries, mentions, the senders' read markers and the rooms' new heads; `active_at` moves rooms with new messages up in the inbox."""
    rows, rooms, markers, mentions = batch
    await conn.execute(
        _APPEND,
        (
            text_array([row.room_id for row in rows]),
            number_array([row.seq for row in rows]),
            text_array([row.id for row in rows]),
            text_array([row.kind for row in rows]),
            text_array([row.author_id for row in rows]),
            text_array([row.client_id for row in rows]),
            text_array([row.body.decode() for row in rows]),
            bytes_array([row.salt for row in rows]),
            bytes_array([row.leaf_hash for row in rows]),
            number_array([row.ordinal for row in rows]),
            text_array([row.created_at for row in rows]),
            text_array([row.topic_id for row in rows]),
            text_array([mention[0] for mention in mentions]),
            text_array([mention[1] for mention in mentions]),
            number_array([mention[2] for mention in mentions]),
            text_array([mention[3] for mention in mentions]),
            text_array([marker.room_id for marker in markers]),
            text_array([marker.account_id for marker in markers]),
            number_array([marker.seq for marker in markers]),
            number_array([marker.ordinal for marker in markers]),
            number_array([marker.own_after for marker in markers]),
            number_array([marker.last_sent_seq for marker in markers]),
            active_at,
            text_array([room.id for room in rooms]),
            number_array([room.head_seq for room in rooms]),
            number_array([room.message_count for room in rooms]),
            number_array([room.last_message_seq for room in rooms]),
        ),
    )
