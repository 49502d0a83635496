"""Read markers, unread counts, and one's own view of a room."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, LiteralString

import msgspec

from parley.ground.db.connection import Connection
from parley.ground.db.sql import compose, number_array, text_array


class Marker(msgspec.Struct):
    """A member's row, locked."""

    head_seq: int
    from_seq: int
    read_seq: int


async def lock_marker(conn: Connection, room_id: str, account_id: str) -> Marker | None:
    """Lock the row of a current member. A sender holds it as well, so what is counted afterwards stands still."""
    cursor = await conn.execute(
        """
        select r.head_seq, m.from_seq, m.read_seq from member m join room r on r.id = m.room_id
        where m.room_id = %s and m.account_id = %s and m.left_at is null for update of m
        """,
        (room_id, account_id),
    )
    row = await cursor.fetchone()
    return Marker(*row) if row else None


# What is unread is what neither the room's marker nor that of its topic has passed. Messages of others that only the topic's has passed are
# `ahead_count`; the member's own after the room's marker are part of `seen_count`.
_MENTIONS: LiteralString = """
(select count(*) from mention x where x.account_id = m.account_id and x.room_id = m.room_id and x.seq > m.read_seq
   and not exists (select from topic_marker k where k.account_id = x.account_id and k.room_id = x.room_id and k.topic_id = x.topic_id
                     and k.read_seq >= x.seq))
"""

# Markers of topics beyond the new place are few, and none when the room was read to its end. The member's own messages after it are counted
# over what lies between it and their newest message, which is nothing unless the marker goes back or they wrote in topics.
_SET_MARKER = compose(
    """
    with counted as materialized (
      select r.head_seq, r.message_count,
        coalesce((select ordinal from entry where room_id = m.room_id and seq = %(seq)s), 0)
        + (select count(*) from entry e where e.room_id = m.room_id and e.seq > %(seq)s and e.seq <= m.last_sent_seq
             and e.kind = 'message' and e.author_id = m.account_id) as seen,
        (select count(*) from topic_marker k
         join entry e on e.room_id = k.room_id and e.topic_id = k.topic_id and e.seq > %(seq)s and e.seq <= k.read_seq
         where k.account_id = m.account_id and k.room_id = m.room_id and k.read_seq > %(seq)s
           and e.author_id is distinct from m.account_id) as ahead
      from member m join room r on r.id = m.room_id where m.room_id = %(room)s and m.account_id = %(account)s)
    update member m set
      read_seq = case when c.seen + c.ahead = c.message_count then c.head_seq else %(seq)s end,
      seen_count = case when c.seen + c.ahead = c.message_count then c.message_count else c.seen end,
      ahead_count = case when c.seen + c.ahead = c.message_count then 0 else c.ahead end
    from counted c where m.room_id = %(room)s and m.account_id = %(account)s
    returning m.read_seq, c.message_count - m.seen_count - m.ahead_count, {mentions}
    """,
    mentions=_MENTIONS,
)
_COUNTS = compose(
    """
    select m.read_seq, r.message_count - m.seen_count - m.ahead_count, {mentions}
    from member m join room r on r.id = m.room_id where m.room_id = %s and m.account_id = %s
    """,
    mentions=_MENTIONS,
)

_TOPIC_STATES = compose(
    """
    select v.room_id, v.account_id, v.topic_id, coalesce(k.read_seq, 0), m.read_seq, r.message_count - m.seen_count - m.ahead_count, {mentions},
      (select count(*) from entry e where e.room_id = v.room_id and e.topic_id = v.topic_id and e.seq > greatest(m.read_seq, k.read_seq)
         and e.author_id is distinct from m.account_id)
    from unnest(%s::uuid[], %s::uuid[], %s::uuid[]) v(room_id, account_id, topic_id)
    join member m on m.room_id = v.room_id and m.account_id = v.account_id
    join room r on r.id = v.room_id
    left join topic_marker k on k.account_id = v.account_id and k.room_id = v.room_id and k.topic_id = v.topic_id
    """,
    mentions=_MENTIONS,
)

# Costs what was read now, not what was read ahead before.
_ADVANCE = """
with moved as (
  select v.*, coalesce(k.read_seq, 0) as was from unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::bigint[]) v(room_id, account_id, topic_id, seq)
  left join topic_marker k on k.account_id = v.account_id and k.room_id = v.room_id and k.topic_id = v.topic_id),
marked as (
  insert into topic_marker (account_id, room_id, topic_id, read_seq) select account_id, room_id, topic_id, seq from moved where seq > was
  on conflict (account_id, room_id, topic_id) do update set read_seq = excluded.read_seq),
gained as (
  select m.room_id, m.account_id, m.read_seq as was, count(e.seq) as ahead
  from moved v join member m on m.room_id = v.room_id and m.account_id = v.account_id
  left join entry e on e.room_id = v.room_id and e.topic_id = v.topic_id and e.seq > greatest(m.read_seq, v.was) and e.seq <= v.seq
    and e.author_id is distinct from m.account_id
  group by m.room_id, m.account_id),
counted as (
  select g.*, r.head_seq, r.message_count, m.seen_count + m.ahead_count + g.ahead = r.message_count as is_at_end
  from gained g join room r on r.id = g.room_id join member m on m.room_id = g.room_id and m.account_id = g.account_id)
update member m set
  read_seq = case when c.is_at_end then c.head_seq else m.read_seq end,
  seen_count = case when c.is_at_end then c.message_count else m.seen_count end,
  ahead_count = case when c.is_at_end then 0 else m.ahead_count + c.ahead end
from counted c where m.room_id = c.room_id and m.account_id = c.account_id
returning m.room_id, m.account_id, m.read_seq > c.was
"""


class Counts(msgspec.Struct):
    """Where a member's marker of the room stands, and what they have not read in it."""

    read_seq: int
    unread: int
    mentions: int


class TopicMove(msgspec.Struct, frozen=True):
    """A member has read a topic up to `seq`."""

    room_id: str
    account_id: str
    topic_id: str
    seq: int


class TopicState(msgspec.Struct):
    """What a member has read of a topic and of its room. `room_moved`: the room's marker has moved to the head with it."""

    move: TopicMove
    topic_seq: int
    counts: Counts
    topic_unread: int
    room_moved: bool = False


async def set_marker(conn: Connection, room_id: str, account_id: str, seq: int) -> Counts:
    """Move the room's marker of a member whose row is locked to `seq`, or to the head when nothing after `seq` is unread."""
    cursor = await conn.execute(_SET_MARKER, {"room": room_id, "account": account_id, "seq": seq})
    row = await cursor.fetchone()
    return Counts(*row) if row else Counts(seq, 0, 0)


async def counts(conn: Connection, room_id: str, account_id: str) -> Counts:
    cursor = await conn.execute(_COUNTS, (room_id, account_id))
    row = await cursor.fetchone()
    return Counts(*row) if row else Counts(0, 0, 0)


async def lower_topics(conn: Connection, room_id: str, account_id: str, seq: int) -> list[TopicMove]:
    """Put the member's markers of topics that stand after `seq` back to it; answers which ones did."""
    cursor = await conn.execute(
        """
        update topic_marker set read_seq = %(seq)s where account_id = %(account)s and room_id = %(room)s and read_seq > %(seq)s
        returning topic_id
        """,
        {"account": account_id, "room": room_id, "seq": seq},
    )
    return [TopicMove(room_id, account_id, row[0], seq) for row in await cursor.fetchall()]


async def topic_states(conn: Connection, moves: Sequence[TopicMove]) -> list[TopicState]:
    """How things stand with the topics of these moves, made or not."""
    return _states(moves, await (await conn.execute(_TOPIC_STATES, _topic_keys(moves))).fetchall())


async def advance_topics(conn: Connection, moves: Sequence[TopicMove]) -> list[TopicState]:
    """Move markers of topics of members whose rows are locked, and the room's to the head where nothing is unread any more."""
    advancing = await conn.execute(_ADVANCE, (*_topic_keys(moves), number_array([move.seq for move in moves])))
    asking = await conn.execute(_TOPIC_STATES, _topic_keys(moves))
    moved = {(room_id, account_id) for room_id, account_id, room_moved in await advancing.fetchall() if room_moved}
    states = _states(moves, await asking.fetchall())
    for state in states:
        state.room_moved = (state.move.room_id, state.move.account_id) in moved
    return states


def _topic_keys(moves: Sequence[TopicMove]) -> tuple[str, str, str]:
    return (
        text_array([move.room_id for move in moves]),
        text_array([move.account_id for move in moves]),
        text_array([move.topic_id for move in moves]),
    )


def _states(moves: Sequence[TopicMove], rows: Sequence[Sequence[Any]]) -> list[TopicState]:
    found = {(row[0], row[1], row[2]): row[3:] for row in rows}
    states = []
    for move in moves:
        topic_seq, read_seq, unread, mentions, topic_unread = found[move.room_id, move.account_id, move.topic_id]
        states.append(TopicState(move, topic_seq, Counts(read_seq, unread, mentions), topic_unread))
    return states


async def star(conn: Connection, room_id: str, account_id: str, *, starred: bool) -> None:
    await conn.execute("update member set starred = %s where room_id = %s and account_id = %s", (starred, room_id, account_id))


async def hide(conn: Connection, room_id: str, account_id: str, *, hidden: bool) -> None:
    """Hide up to the last message there is: the next one shows the room again without a write."""
    await conn.execute(
        """
        update member m set hidden_seq = case when %s then r.last_message_seq end from room r
        where m.room_id = %s and m.account_id = %s and r.id = m.room_id
        """,
        (hidden, room_id, account_id),
    )


async def mute(conn: Connection, room_id: str, account_id: str, until: datetime | None) -> None:
    await conn.execute("update member set muted_until = %s where room_id = %s and account_id = %s", (until, room_id, account_id))
