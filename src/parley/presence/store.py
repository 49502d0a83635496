"""Every SQL statement of presence."""

from collections.abc import Sequence
from datetime import datetime

from parley.ground.db.connection import Connection
from parley.identity.model import AccountId


async def arrive(conn: Connection, account_id: str, process_id: str, *, now: datetime, until: datetime) -> tuple[bool, bool]:
    """Note that a process holds a connection of this account. Answers (was online already, shows presence)."""
    cursor = await conn.execute(
        """
        with gone as (delete from presence where account_id = %(account)s and online_until < %(now)s and process_id <> %(process)s),
        here as (
          insert into presence (account_id, process_id, online_until) values (%(account)s, %(process)s, %(until)s)
          on conflict (account_id, process_id) do update set online_until = excluded.online_until)
        select exists (select 1 from presence where account_id = %(account)s and online_until >= %(now)s), shows_presence
        from account where id = %(account)s
        """,
        {"account": account_id, "process": process_id, "now": now, "until": until},
    )
    row = await cursor.fetchone()
    return (bool(row[0]), bool(row[1])) if row else (True, False)


async def leave(conn: Connection, account_id: str, process_id: str, now: datetime) -> tuple[bool, bool]:
    """Note that a process holds no connection of this account any more. Answers (is still online elsewhere, shows presence)."""
    cursor = await conn.execute(
        """
        with gone as (update presence set online_until = %(now)s where account_id = %(account)s and process_id = %(process)s)
        select exists (
          select 1 from presence where account_id = %(account)s and process_id <> %(process)s and online_until > %(now)s), shows_presence
        from account where id = %(account)s
        """,
        {"account": account_id, "process": process_id, "now": now},
    )
    row = await cursor.fetchone()
    return (bool(row[0]), bool(row[1])) if row else (True, False)


async def renew(conn: Connection, account_ids: Sequence[str], process_id: str, until: datetime) -> None:
    """Keep the accounts of a process online, all in one statement."""
    await conn.execute(
        """
        insert into presence (account_id, process_id, online_until) select id, %s, %s from unnest(%s::uuid[]) a(id)
        on conflict (account_id, process_id) do update set online_until = excluded.online_until
        """,
        (process_id, until, list(account_ids)),
    )


async def list_online(conn: Connection, account_ids: Sequence[str], now: datetime) -> list[AccountId]:
    """Those of the accounts that are online and show it."""
    cursor = await conn.execute(
        """
        select distinct p.account_id from presence p join account a on a.id = p.account_id
        where p.account_id = any(%s::uuid[]) and p.online_until > %s and a.shows_presence
        """,
        (list(account_ids), now),
    )
    return [row[0] for row in await cursor.fetchall()]


async def list_typing_audience(conn: Connection, room_id: str, account_id: str) -> list[AccountId]:
    """The other members who may learn that this one types: nobody if they keep it to themselves, or are blocked."""
    cursor = await conn.execute(
        """
        select o.account_id from member o join account a on a.id = %(account)s and a.shows_typing
        where o.room_id = %(room)s and o.left_at is null and o.account_id <> %(account)s
          and not exists (select 1 from block b where b.blocker_id = o.account_id and b.blocked_id = %(account)s)
        """,
        {"room": room_id, "account": account_id},
    )
    return [row[0] for row in await cursor.fetchall()]
