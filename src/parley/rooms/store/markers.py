"""Read markers, unread counts, and one's own view of a room."""

from datetime import datetime

import msgspec

from parley.ground.db.connection import Connection


class Marker(msgspec.Struct):
    """A member's row, locked. `last_sent_seq`: the member's newest message."""

    head_seq: int
    from_seq: int
    read_seq: int
    last_sent_seq: int


async def lock_marker(conn: Connection, room_id: str, account_id: str) -> Marker | None:
    """Lock the row of a current member. A sender holds it as well, so what is counted afterwards stands still."""
    cursor = await conn.execute(
        """
        select r.head_seq, m.from_seq, m.read_seq, m.last_sent_seq from member m join room r on r.id = m.room_id
        where m.room_id = %s and m.account_id = %s and m.left_at is null for update of m
        """,
        (room_id, account_id),
    )
    row = await cursor.fetchone()
    return Marker(*row) if row else None


async def count_seen(conn: Connection, room_id: str, account_id: str, seq: int) -> int:
    """Messages up to `seq`, and the account's own after it.

    The first comes from the entry's own ordinal. The second is counted only over what lies beyond `seq`, which is nothing at all unless
    the marker goes back, since sending moves it forward.
    """
    cursor = await conn.execute(
        """
        select coalesce((select ordinal from entry where room_id = %(room)s and seq = %(seq)s), 0)
          + (select count(*) from entry e join member m on m.room_id = e.room_id and m.account_id = %(account)s
             where e.room_id = %(room)s and e.seq > %(seq)s and e.seq <= m.last_sent_seq and e.kind = 'message'
               and e.author_id = %(account)s)
        """,
        {"room": room_id, "seq": seq, "account": account_id},
    )
    row = await cursor.fetchone()
    return int(row[0]) if row else 0


async def set_marker(conn: Connection, room_id: str, account_id: str, seq: int, seen_count: int) -> tuple[int, int]:
    """Move the marker; answers (unread messages, unread mentions)."""
    cursor = await conn.execute(
        """
        update member m set read_seq = %(seq)s, seen_count = %(seen)s from room r
        where m.room_id = %(room)s and m.account_id = %(account)s and r.id = m.room_id
        returning r.message_count - m.seen_count,
          (select count(*) from mention x where x.account_id = m.account_id and x.room_id = m.room_id and x.seq > m.read_seq)
        """,
        {"room": room_id, "account": account_id, "seq": seq, "seen": seen_count},
    )
    row = await cursor.fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


async def counts(conn: Connection, room_id: str, account_id: str) -> tuple[int, int]:
    """(unread messages, unread mentions)."""
    cursor = await conn.execute(
        """
        select r.message_count - m.seen_count,
          (select count(*) from mention x where x.account_id = m.account_id and x.room_id = m.room_id and x.seq > m.read_seq)
        from member m join room r on r.id = m.room_id where m.room_id = %s and m.account_id = %s
        """,
        (room_id, account_id),
    )
    row = await cursor.fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


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
