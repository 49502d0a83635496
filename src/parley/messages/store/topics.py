"""Topics, and what one viewer has of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, LiteralString, NamedTuple

import msgspec

from parley.ground.clock import rfc3339
from parley.ground.db.connection import Connection
from parley.ground.db.sql import compose, number_array, text_array
from parley.identity.model import AccountId
from parley.messages.model import Draft, Topic
from parley.rooms.model import RoomId, TopicId

FILTERS: dict[str, LiteralString] = {
    "all": "true",
    "open": "t.resolved_at is null",
    "resolved": "t.resolved_at is not null",
}

# Whoever sees a room only from some entry on sees the topics that started or have a message since, and counts only what they see.
_TOPICS: LiteralString = """
select t.id, t.room_id, t.name, case when t.root_seq >= m.from_seq then t.root_seq end, t.created_by, t.created_at, t.resolved_by,
  t.resolved_at,
  case when t.started_seq >= m.from_seq then t.message_count else (
    select count(*) from entry e where e.room_id = t.room_id and e.topic_id = t.id and e.seq >= m.from_seq) end,
  t.last_seq, l.created_at, coalesce(k.read_seq, 0),
  (select count(*) from entry e where e.room_id = t.room_id and e.topic_id = t.id and e.seq > greatest(m.read_seq, k.read_seq)
     and e.author_id is distinct from m.account_id),
  d.text, d.reply_to_seq, d.version, d.updated_at
from member m join topic t on t.room_id = m.room_id and t.last_seq >= m.from_seq
left join topic_marker k on k.account_id = m.account_id and k.room_id = t.room_id and k.topic_id = t.id
left join topic_draft d on d.account_id = m.account_id and d.room_id = t.room_id and d.topic_id = t.id
left join entry l on l.room_id = t.room_id and l.seq = t.last_seq and l.topic_id = t.id
where m.room_id = %(room)s and m.account_id = %(viewer)s and m.left_at is null and {kept} {further}
order by t.last_seq desc limit %(limit)s
"""

_BEFORE: LiteralString = "and (%(before)s::bigint is null or t.last_seq < %(before)s)"
_PAGES = {which: compose(_TOPICS, kept=kept, further=_BEFORE) for which, kept in FILTERS.items()}
_ONE = compose(_TOPICS, kept="t.id = %(topic)s", further="")


class TopicState(NamedTuple):
    """What decides what may be done with a topic. `last_seq`: its newest message, or the entry that started it."""

    name: str
    is_resolved: bool
    last_seq: int


class NewTopicRow(msgspec.Struct, frozen=True, kw_only=True):
    """A topic that starts. `root_seq`: the message it starts from; `started_seq`: the entry that says so."""

    room_id: RoomId
    id: TopicId
    name: str
    root_seq: int | None
    started_seq: int
    created_by: AccountId
    created_at: datetime


async def find_state(conn: Connection, room_id: str, topic_id: str) -> TopicState | None:
    cursor = await conn.execute(
        "select name, resolved_at is not null, last_seq from topic where room_id = %s and id = %s", (room_id, topic_id)
    )
    row = await cursor.fetchone()
    return TopicState(*row) if row else None


async def find_started_from(conn: Connection, room_id: str, seq: int) -> TopicId | None:
    """The topic that starts from this message."""
    cursor = await conn.execute("select id from topic where room_id = %s and root_seq = %s", (room_id, seq))
    row = await cursor.fetchone()
    return TopicId(row[0]) if row else None


async def count_topics(conn: Connection, room_id: str) -> int:
    cursor = await conn.execute("select count(*) from topic where room_id = %s", (room_id,))
    row = await cursor.fetchone()
    return int(row[0]) if row else 0


async def insert_topic(conn: Connection, topic: NewTopicRow) -> None:
    await conn.execute(
        """
        insert into topic (room_id, id, name, root_seq, started_seq, created_by, created_at, last_seq)
        values (%(room_id)s, %(id)s, %(name)s, %(root_seq)s, %(started_seq)s, %(created_by)s, %(created_at)s, %(started_seq)s)
        """,
        msgspec.structs.asdict(topic),
    )


async def rename_topic(conn: Connection, room_id: str, topic_id: str, name: str) -> None:
    await conn.execute("update topic set name = %s where room_id = %s and id = %s", (name, room_id, topic_id))


async def resolve_topic(conn: Connection, room_id: str, topic_id: str, *, by: AccountId, at: datetime) -> None:
    await conn.execute(
        "update topic set resolved_by = %s, resolved_at = %s where room_id = %s and id = %s", (by, at, room_id, topic_id)
    )


async def reopen_topic(conn: Connection, room_id: str, topic_id: str) -> None:
    await conn.execute(
        "update topic set resolved_by = null, resolved_at = null where room_id = %s and id = %s", (room_id, topic_id)
    )


TopicKey = tuple[str, str, str]


async def list_visible(conn: Connection, keys: Sequence[TopicKey]) -> set[TopicKey]:
    """Which of these (room_id, topic_id) this reader (third) may see."""
    cursor = await conn.execute(
        """
        select k.room_id, k.topic_id, k.reader_id from unnest(%s::uuid[], %s::uuid[], %s::uuid[]) k(room_id, topic_id, reader_id)
        join topic t on t.room_id = k.room_id and t.id = k.topic_id
        join member m on m.room_id = k.room_id and m.account_id = k.reader_id and m.from_seq <= t.last_seq
        """,
        (text_array([key[0] for key in keys]), text_array([key[1] for key in keys]), text_array([key[2] for key in keys])),
    )
    return {(row[0], row[1], row[2]) for row in await cursor.fetchall()}


async def add_messages(conn: Connection, added: Iterable[tuple[str, str, int, int]]) -> None:
    """Count new messages: (room_id, topic_id, how many, the `seq` of the last)."""
    rows = list(added)
    await conn.execute(
        """
        update topic t set message_count = t.message_count + v.added, last_seq = v.last_seq
        from unnest(%s::uuid[], %s::uuid[], %s::bigint[], %s::bigint[]) v(room_id, id, added, last_seq)
        where t.room_id = v.room_id and t.id = v.id
        """,
        (
            text_array([row[0] for row in rows]),
            text_array([row[1] for row in rows]),
            number_array([row[2] for row in rows]),
            number_array([row[3] for row in rows]),
        ),
    )


async def page_topics(
    conn: Connection, room_id: str, viewer: str, *, which: str, before_seq: int | None, limit: int
) -> list[Topic]:
    """A room's topics by their newest activity; work grows with the number of topics and with what is unread in those of the page."""
    given = {"room": room_id, "viewer": viewer, "before": before_seq, "limit": limit}
    return [_topic_of(row) for row in await (await conn.execute(_PAGES[which], given)).fetchall()]


async def find_topic(conn: Connection, room_id: str, viewer: str, topic_id: str) -> Topic | None:
    """One topic, None when this viewer may not see it."""
    cursor = await conn.execute(_ONE, {"room": room_id, "viewer": viewer, "topic": topic_id, "limit": 1})
    row = await cursor.fetchone()
    return _topic_of(row) if row else None


def _topic_of(row: Sequence[Any]) -> Topic:
    topic_id, room_id = TopicId(row[0]), RoomId(row[1])
    text, reply_to_seq, version, updated_at = row[13:17]
    return Topic(
        id=topic_id,
        room_id=room_id,
        name=row[2],
        root_seq=row[3],
        created_by=row[4],
        created_at=rfc3339(row[5]),
        resolved_by=row[6],
        resolved_at=rfc3339(row[7]) if row[7] else None,
        message_count=row[8],
        last_seq=row[9],
        last_message_at=rfc3339(row[10]) if row[10] else None,
        read_seq=row[11],
        unread_count=row[12],
        draft=Draft(room_id, topic_id, text, reply_to_seq, version, rfc3339(updated_at)) if text else None,
    )
