"""Rooms and members: made, found, changed."""

from datetime import datetime

import msgspec

from parley.ground.clock import rfc3339
from parley.ground.db.connection import Connection
from parley.identity.model import AccountBrief, AccountId
from parley.rooms.model import Place, Role, RoomId, RoomKind, RoomMember


class NewRoom(msgspec.Struct, frozen=True, kw_only=True):
    """A room to be made. `pair`: the two people of a direct room, the lower id first."""

    id: RoomId
    kind: RoomKind
    title: str | None
    created_by: AccountId
    created_at: datetime
    pair: tuple[AccountId, AccountId] | None
    edit_window_seconds: int | None


async def insert_room(conn: Connection, room: NewRoom) -> bool:
    """Make a room. False when a direct room of this pair exists already (or is being made: this waits for that transaction)."""
    low, high = room.pair or (None, None)
    cursor = await conn.execute(
        """
        insert into room (id, kind, title, created_by, created_at, last_activity_at, direct_low, direct_high, edit_window_seconds)
        values (%s, %s, %s, %s, %s, %s, %s, %s, %s) on conflict (direct_low, direct_high) do nothing
        """,
        (
            room.id,
            room.kind,
            room.title,
            room.created_by,
            room.created_at,
            room.created_at,
            low,
            high,
            room.edit_window_seconds,
        ),
    )
    return cursor.rowcount == 1


async def find_direct(conn: Connection, pair: tuple[str, str]) -> RoomId | None:
    cursor = await conn.execute("select id from room where direct_low = %s and direct_high = %s", pair)
    row = await cursor.fetchone()
    return RoomId(row[0]) if row else None


async def count_first_contacts(conn: Connection, account_id: str, since: datetime) -> tuple[int, datetime | None]:
    """Direct rooms this account has started since then, and when the first of them was."""
    cursor = await conn.execute(
        "select count(*), min(created_at) from room where created_by = %s and kind = 'direct' and created_at > %s",
        (account_id, since),
    )
    row = await cursor.fetchone()
    return (row[0], row[1]) if row else (0, None)


async def put_member(conn: Connection, room_id: str, account_id: str, *, role: Role, from_seq: int, now: datetime) -> None:
    """Make somebody a member, also somebody who was one before. What exists already counts as read."""
    await conn.execute(
        """
        insert into member (room_id, account_id, role, joined_at, from_seq, read_seq, seen_count)
        select r.id, %s, %s, %s, %s, r.head_seq, r.message_count from room r where r.id = %s
        on conflict (room_id, account_id) do update
          set role = excluded.role, joined_at = excluded.joined_at, from_seq = excluded.from_seq, left_at = null,
              read_seq = excluded.read_seq, seen_count = excluded.seen_count, ahead_count = 0, hidden_seq = null, starred = false,
              muted_until = null
        """,
        (account_id, role, now, from_seq, room_id),
    )


async def end_membership(conn: Connection, room_id: str, account_id: str, now: datetime) -> None:
    await conn.execute("update member set left_at = %s where room_id = %s and account_id = %s", (now, room_id, account_id))


async def set_role(conn: Connection, room_id: str, account_id: str, role: Role) -> None:
    await conn.execute("update member set role = %s where room_id = %s and account_id = %s", (role, room_id, account_id))


async def bump_members(conn: Connection, room_id: str) -> None:
    """Every process forgets the members it knows of this room at its next lock."""
    await conn.execute("update room set members_version = members_version + 1 where id = %s", (room_id,))


async def change_room(conn: Connection, room_id: str, *, title: str | None, edit_window_seconds: int | None) -> None:
    await conn.execute(
        "update room set title = %s, edit_window_seconds = %s where id = %s", (title, edit_window_seconds, room_id)
    )


async def find_place(conn: Connection, room_id: str, account_id: str) -> Place | None:
    """The account's place in the room, None when it is not a current member."""
    cursor = await conn.execute(
        """
        select r.kind, m.role, r.head_seq, m.from_seq, m.read_seq
        from member m join room r on r.id = m.room_id where m.room_id = %s and m.account_id = %s and m.left_at is null
        """,
        (room_id, account_id),
    )
    row = await cursor.fetchone()
    if row is None:
        return None
    return Place(RoomId(room_id), AccountId(account_id), RoomKind(row[0]), Role(row[1]), row[2], row[3], row[4])


async def list_audience(conn: Connection, room_id: str) -> list[AccountId]:
    """Current members, for what is announced without a lock on the room."""
    cursor = await conn.execute("select account_id from member where room_id = %s and left_at is null", (room_id,))
    return [row[0] for row in await cursor.fetchall()]


async def list_contacts(conn: Connection, account_id: str, limit: int) -> list[AccountId]:
    """People who share a room with this account, those of the most recently active rooms first."""
    cursor = await conn.execute(
        """
        select o.account_id from member m join room r on r.id = m.room_id
        join member o on o.room_id = m.room_id and o.account_id <> m.account_id and o.left_at is null
        where m.account_id = %s and m.left_at is null
        group by o.account_id order by max(r.last_activity_at) desc limit %s
        """,
        (account_id, limit),
    )
    return [row[0] for row in await cursor.fetchall()]


async def find_member(conn: Connection, room_id: str, account_id: str) -> RoomMember | None:
    """A current member as the others see them."""
    cursor = await conn.execute(
        """
        select a.id, a.display_name, a.headline, a.time_zone, a.country, m.role, m.joined_at, m.read_seq
        from member m join account a on a.id = m.account_id where m.room_id = %s and m.account_id = %s and m.left_at is null
        """,
        (room_id, account_id),
    )
    row = await cursor.fetchone()
    return RoomMember(AccountBrief(*row[:5]), Role(row[5]), rfc3339(row[6]), None, row[7]) if row else None
