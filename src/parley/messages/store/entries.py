"""Entries with their present state, and the raw log."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, LiteralString

import msgspec
from msgspec import UNSET

from parley.ground.clock import rfc3339
from parley.ground.db.connection import Connection
from parley.ground.db.sql import compose, number_array, text_array
from parley.identity.model import AccountId
from parley.messages.model import EXCERPT_LENGTH, Entry, MessageState, Pin, RawEntry, Reaction, Reply
from parley.messages.text import excerpt_of
from parley.rooms.model import content_hash

# One row per entry: the envelope, its state if anything changed it, the message it answers, and, for an edit, whether its target is deleted.
ENTRY_COLUMNS: LiteralString = """
  e.room_id, e.seq, e.id, e.kind, e.author_id, e.client_id, e.created_at, e.body, e.topic_id,
  s.text, s.edited_at, s.deleted_at, s.reactions, s.pinned_by, s.pinned_at, s.state_seq,
  (e.body->>'reply_to_seq')::bigint, q.author_id,
  coalesce(qs.text, nullif(q.body->>'text', ''), q.body->'forwarded'->>'text'), qs.deleted_at is not null,
  exists (select 1 from message_state t where e.kind = 'message.edited' and t.room_id = e.room_id
          and t.seq = (e.body->>'seq')::bigint and t.deleted_at is not null)
"""
ENTRY_JOINS: LiteralString = """
  left join message_state s on s.room_id = e.room_id and s.seq = e.seq
  left join entry q on q.room_id = e.room_id and q.seq = (e.body->>'reply_to_seq')::bigint
  left join message_state qs on qs.room_id = q.room_id and qs.seq = q.seq
"""


_PAGE_AFTER = compose(
    "select {columns} from entry e {joins} where e.room_id = %s and e.seq > %s order by e.seq limit %s",
    columns=ENTRY_COLUMNS,
    joins=ENTRY_JOINS,
)


_TOPIC_PAGE_AFTER = compose(
    "select {columns} from entry e {joins} where e.room_id = %s and e.topic_id = %s and e.seq > %s order by e.seq limit %s",
    columns=ENTRY_COLUMNS,
    joins=ENTRY_JOINS,
)

_TOPIC_PAGE_BEFORE = compose(
    """
    select {columns} from entry e {joins}
    where e.room_id = %s and e.topic_id = %s and e.seq >= %s and e.seq < %s order by e.seq desc limit %s
    """,
    columns=ENTRY_COLUMNS,
    joins=ENTRY_JOINS,
)

_PINS = compose(
    """
    select {columns} from message_state p join entry e on e.room_id = p.room_id and e.seq = p.seq {joins}
    where p.room_id = %s and p.seq >= %s and p.pinned_at is not null order by p.pinned_at desc, p.seq desc
    """,
    columns=ENTRY_COLUMNS,
    joins=ENTRY_JOINS,
)


_AT = compose(
    "select {columns} from unnest(%s::uuid[], %s::bigint[]) k(room_id, seq) join entry e on e.room_id = k.room_id and e.seq = k.seq {joins}",
    columns=ENTRY_COLUMNS,
    joins=ENTRY_JOINS,
)


def entry_of(row: Sequence[Any]) -> Entry:
    """An entry from the columns above."""
    (room_id, seq, entry_id, kind, author_id, client_id, created_at, body, topic_id, *rest) = row
    (text, edited_at, deleted_at, reactions, pinned_by, pinned_at, state_seq, *reply) = rest
    (reply_seq, reply_author, reply_text, reply_deleted, target_deleted) = reply
    state = None
    if kind == "message":
        state = MessageState(
            text=None if deleted_at else body["text"] if text is None else text,
            edited_at=None if deleted_at else _instant(edited_at),
            deleted_at=_instant(deleted_at),
            reactions=msgspec.convert(reactions, list[Reaction]) if reactions else [],
            reply=None if reply_seq is None else make_reply(reply_seq, reply_author, None if reply_deleted else reply_text),
            pin=None if deleted_at or pinned_at is None else Pin(pinned_by, rfc3339(pinned_at)),
            state_seq=state_seq or seq,
        )
    withheld = deleted_at is not None or target_deleted
    topic = UNSET if topic_id is None else topic_id
    return Entry(
        room_id, seq, entry_id, kind, author_id, client_id, rfc3339(created_at), None if withheld else body, state, topic
    )


def _instant(value: datetime | None) -> str | None:
    return None if value is None else rfc3339(value)


def make_reply(seq: int, author_id: AccountId | None, text: str | None) -> Reply:
    """The quote of a message with this text, None when it is deleted."""
    return Reply(seq, author_id, excerpt_of(text or "", EXCERPT_LENGTH), deleted=text is None)


async def page_after(conn: Connection, room_id: str, after_seq: int, limit: int) -> list[Entry]:
    """Up to `limit` entries with `seq` above `after_seq`, ascending."""
    cursor = await conn.execute(_PAGE_AFTER, (room_id, after_seq, limit))
    return [entry_of(row) for row in await cursor.fetchall()]


async def topic_page_after(conn: Connection, room_id: str, topic_id: str, after_seq: int, limit: int) -> list[Entry]:
    """Up to `limit` messages of a topic with `seq` above `after_seq`, ascending."""
    cursor = await conn.execute(_TOPIC_PAGE_AFTER, (room_id, topic_id, after_seq, limit))
    return [entry_of(row) for row in await cursor.fetchall()]


async def topic_page_before(conn: Connection, room_id: str, topic_id: str, span: tuple[int, int], limit: int) -> list[Entry]:
    """The last `limit` messages of a topic from the first `seq` of `span` to before its second, ascending."""
    cursor = await conn.execute(_TOPIC_PAGE_BEFORE, (room_id, topic_id, *span, limit))
    return [entry_of(row) for row in reversed(await cursor.fetchall())]


async def list_pins(conn: Connection, room_id: str, from_seq: int) -> list[Entry]:
    """Pinned messages from `from_seq` on, the last pinned first."""
    cursor = await conn.execute(_PINS, (room_id, from_seq))
    return [entry_of(row) for row in await cursor.fetchall()]


async def find_entry(conn: Connection, room_id: str, seq: int) -> Entry | None:
    entries = await page_after(conn, room_id, seq - 1, 1)
    return entries[0] if entries and entries[0].seq == seq else None


async def find_entries(conn: Connection, places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Entry]:
    """The entries at these (room_id, seq)."""
    wanted = list(places)
    cursor = await conn.execute(_AT, (text_array([room_id for room_id, _ in wanted]), number_array([seq for _, seq in wanted])))
    return {(entry.room_id, entry.seq): entry for entry in map(entry_of, await cursor.fetchall())}


# (room_id, seq, reader_id): a message, and who wants to see it.
MessageKey = tuple[str, int, str]


async def list_quotes(conn: Connection, keys: Sequence[MessageKey]) -> dict[MessageKey, tuple[AccountId | None, str | None]]:
    """Author and present text (None: deleted) of the messages at these (room_id, seq), as far as this reader (third) may see them."""
    cursor = await conn.execute(
        """
        select k.room_id, k.seq, k.reader_id, e.author_id,
          case when s.deleted_at is null then coalesce(s.text, nullif(e.body->>'text', ''), e.body->'forwarded'->>'text') end
        from unnest(%s::uuid[], %s::bigint[], %s::uuid[]) k(room_id, seq, reader_id)
        join member m on m.room_id = k.room_id and m.account_id = k.reader_id and m.from_seq <= k.seq
        join entry e on e.room_id = k.room_id and e.seq = k.seq and e.kind = 'message'
        left join message_state s on s.room_id = e.room_id and s.seq = e.seq
        """,
        ([key[0] for key in keys], [key[1] for key in keys], [key[2] for key in keys]),
    )
    return {(row[0], row[1], row[2]): (row[3], row[4]) for row in await cursor.fetchall()}


async def list_forwarded(conn: Connection, keys: Sequence[MessageKey]) -> dict[MessageKey, dict[str, Any]]:
    """What is copied of each of these messages, as far as its reader may see it and it is not deleted.

    A message without words of its own that was forwarded itself is passed on as what it forwards.
    """
    cursor = await conn.execute(
        """
        select k.room_id, k.seq, k.reader_id, e.author_id, a.display_name, coalesce(s.text, e.body->>'text'), e.created_at,
          e.body->'forwarded', e.body->'files'
        from unnest(%s::uuid[], %s::bigint[], %s::uuid[]) k(room_id, seq, reader_id)
        join member m on m.room_id = k.room_id and m.account_id = k.reader_id and m.left_at is null and m.from_seq <= k.seq
        join entry e on e.room_id = k.room_id and e.seq = k.seq and e.kind = 'message'
        left join account a on a.id = e.author_id
        left join message_state s on s.room_id = e.room_id and s.seq = e.seq
        where s.deleted_at is null
        """,
        (text_array([key[0] for key in keys]), number_array([key[1] for key in keys]), text_array([key[2] for key in keys])),
    )
    found: dict[MessageKey, dict[str, Any]] = {}
    for room_id, seq, reader_id, author_id, name, text, created_at, forwarded, files in await cursor.fetchall():
        own = {"author_id": author_id, "author_name": name, "text": text, "created_at": rfc3339(created_at)}
        if files:
            own["files"] = files
        found[room_id, seq, reader_id] = forwarded if forwarded and not text and not files else own
    return found


async def set_text(conn: Connection, room_id: str, seq: int, *, text: str, edited_at: datetime, state_seq: int) -> None:
    await conn.execute(
        """
        insert into message_state (room_id, seq, text, edited_at, state_seq) values (%s, %s, %s, %s, %s)
        on conflict (room_id, seq) do update
          set text = excluded.text, edited_at = excluded.edited_at, state_seq = excluded.state_seq
        """,
        (room_id, seq, text, edited_at, state_seq),
    )


async def set_deleted(conn: Connection, room_id: str, seq: int, *, deleted_at: datetime, state_seq: int) -> None:
    await conn.execute(
        """
        insert into message_state (room_id, seq, deleted_at, state_seq) values (%s, %s, %s, %s)
        on conflict (room_id, seq) do update
          set text = null, edited_at = null, reactions = null, pinned_by = null, pinned_at = null,
              deleted_at = excluded.deleted_at, state_seq = excluded.state_seq
        """,
        (room_id, seq, deleted_at, state_seq),
    )


async def set_reactions(conn: Connection, room_id: str, seq: int, *, reactions: list[Reaction], state_seq: int) -> None:
    await conn.execute(
        """
        insert into message_state (room_id, seq, reactions, state_seq) values (%s, %s, %s::jsonb, %s)
        on conflict (room_id, seq) do update set reactions = excluded.reactions, state_seq = excluded.state_seq
        """,
        (room_id, seq, msgspec.json.encode(reactions).decode(), state_seq),
    )


async def set_pin(conn: Connection, room_id: str, seq: int, *, by: AccountId, pinned_at: datetime, state_seq: int) -> None:
    await conn.execute(
        """
        insert into message_state (room_id, seq, pinned_by, pinned_at, state_seq) values (%s, %s, %s, %s, %s)
        on conflict (room_id, seq) do update
          set pinned_by = excluded.pinned_by, pinned_at = excluded.pinned_at, state_seq = excluded.state_seq
        """,
        (room_id, seq, by, pinned_at, state_seq),
    )


async def clear_pin(conn: Connection, room_id: str, seq: int, *, state_seq: int) -> None:
    await conn.execute(
        "update message_state set pinned_by = null, pinned_at = null, state_seq = %s where room_id = %s and seq = %s",
        (state_seq, room_id, seq),
    )


async def count_pins(conn: Connection, room_id: str) -> int:
    """Pinned messages in the room, whoever may see them."""
    cursor = await conn.execute("select count(*) from message_state where room_id = %s and pinned_at is not null", (room_id,))
    row = await cursor.fetchone()
    return int(row[0]) if row else 0


async def list_versions(conn: Connection, room_id: str, seq: int) -> list[tuple[str, datetime]]:
    """Every text a message has had, the first one first. The edits are found through an index on their target."""
    cursor = await conn.execute(
        """
        select body->>'text', created_at from entry
        where room_id = %(room)s and (seq = %(seq)s or (kind = 'message.edited' and (body->>'seq')::bigint = %(seq)s)) order by seq
        """,
        {"room": room_id, "seq": seq},
    )
    return [(row[0], row[1]) for row in await cursor.fetchall()]


async def page_raw(conn: Connection, room_id: str, after_seq: int, limit: int) -> list[RawEntry]:
    """The immutable part of entries after `after_seq`; the content of deleted messages and of their edits is withheld, its hash is not."""
    cursor = await conn.execute(
        """
        select e.room_id, e.seq, e.id, e.kind, e.author_id, e.client_id, e.created_at, e.body, e.salt, e.content, e.leaf_hash,
          s.deleted_at is not null or t.deleted_at is not null
        from entry e
        left join message_state s on s.room_id = e.room_id and s.seq = e.seq
        left join message_state t on e.kind = 'message.edited' and t.room_id = e.room_id and t.seq = (e.body->>'seq')::bigint
        where e.room_id = %s and e.seq > %s order by e.seq limit %s
        """,
        (room_id, after_seq, limit),
    )
    found = []
    for room, seq, entry_id, kind, author, client, created_at, body, salt, content, leaf, withheld in await cursor.fetchall():
        kept = content if content is not None else content_hash(salt, body)
        hidden = withheld or body is None
        found.append(
            RawEntry(
                room,
                seq,
                entry_id,
                kind,
                author,
                client,
                rfc3339(created_at),
                None if hidden else body,
                None if hidden else salt.hex(),
                kept.hex(),
                leaf.hex(),
            )
        )
    return found
