"""Sessions, API tokens and one-time links: only hashes of their secrets are here."""

from datetime import datetime, timedelta

import msgspec

from parley.ground.clock import rfc3339
from parley.ground.db.connection import Connection
from parley.identity.model import AccountId, ApiToken, Me, SessionBrief, Viewer
from parley.identity.store.accounts import ME_COLUMNS, me_of


class NewSession(msgspec.Struct, frozen=True, kw_only=True):
    """A session to be made."""

    id: str
    secret_hash: bytes
    user_agent: str
    address: str
    created_at: datetime
    expires_at: datetime


async def insert_session(conn: Connection, account_id: str, session: NewSession) -> None:
    await conn.execute(
        """
        insert into session (id, account_id, secret_hash, created_at, last_seen_at, expires_at, user_agent, address)
        values (%s, %s, %s, %s, %s, %s, %s, %s)
        """,
        (
            session.id,
            account_id,
            session.secret_hash,
            session.created_at,
            session.created_at,
            session.expires_at,
            session.user_agent,
            session.address,
        ),
    )


async def lock_account_with_password(conn: Connection, account_id: str, password_hash: str) -> Me | None:
    """The account, if its password is still this one.

    The share lock makes a reset or change of the password at the same moment wait, so that it ends the session this transaction makes.
    """
    cursor = await conn.execute(
        f"select {ME_COLUMNS} from account a where a.id = %s and a.password_hash = %s for share", (account_id, password_hash)
    )
    row = await cursor.fetchone()
    return me_of(row) if row else None


async def find_session(conn: Connection, secret_hash: bytes, now: datetime, stale_before: datetime) -> tuple[Viewer, bool] | None:
    """Who the session speaks for, and whether its last use was noted before `stale_before`."""
    cursor = await conn.execute(
        """
        select a.id, s.id, a.is_operator, a.email_verified_at is not null, s.last_seen_at <= %s
        from session s join account a on a.id = s.account_id where s.secret_hash = %s and s.expires_at > %s
        """,
        (stale_before, secret_hash, now),
    )
    row = await cursor.fetchone()
    return (Viewer(AccountId(row[0]), row[1], None, row[2], row[3]), row[4]) if row else None


async def touch_session(conn: Connection, session_id: str, now: datetime, idle: timedelta, longest: timedelta) -> None:
    await conn.execute(
        "update session set last_seen_at = %(now)s, expires_at = least(%(now)s + %(idle)s, created_at + %(longest)s) where id = %(id)s",
        {"now": now, "idle": idle, "longest": longest, "id": session_id},
    )


async def list_sessions(conn: Connection, account_id: str, current_id: str | None, now: datetime) -> list[SessionBrief]:
    cursor = await conn.execute(
        """
        select id, created_at, last_seen_at, user_agent, address from session where account_id = %s and expires_at > %s
        order by last_seen_at desc, id desc limit 200
        """,
        (account_id, now),
    )
    return [
        SessionBrief(row[0], rfc3339(row[1]), rfc3339(row[2]), row[3], row[4], current=row[0] == current_id)
        for row in await cursor.fetchall()
    ]


async def delete_session(conn: Connection, account_id: str, session_id: str) -> bool:
    cursor = await conn.execute("delete from session where id = %s and account_id = %s", (session_id, account_id))
    return cursor.rowcount == 1


async def delete_sessions(conn: Connection, account_id: str, *, except_id: str | None = None) -> list[str]:
    """The ids of those that were ended."""
    cursor = await conn.execute(
        "delete from session where account_id = %(account)s and (%(kept)s::uuid is null or id <> %(kept)s::uuid) returning id",
        {"account": account_id, "kept": except_id},
    )
    return [row[0] for row in await cursor.fetchall()]


async def insert_token(conn: Connection, account_id: str, token: ApiToken, secret_hash: bytes, *, most: int) -> bool:
    """False when the account has `most` already. The row lock on the account makes the count exact."""
    await conn.execute("select from account where id = %s for no key update", (account_id,))
    cursor = await conn.execute(
        """
        insert into api_token (id, account_id, name, secret_hash, created_at)
        select %(id)s, %(account)s, %(name)s, %(hash)s, %(now)s::timestamptz
        where (select count(*) from api_token where account_id = %(account)s) < %(most)s
        """,
        {"id": token.id, "account": account_id, "name": token.name, "hash": secret_hash, "now": token.created_at, "most": most},
    )
    return cursor.rowcount == 1


async def find_token(conn: Connection, secret_hash: bytes, stale_before: datetime) -> tuple[Viewer, bool] | None:
    """Who the API token speaks for, and whether its last use was noted before `stale_before`."""
    cursor = await conn.execute(
        """
        select a.id, t.id, a.is_operator, a.email_verified_at is not null, coalesce(t.last_used_at <= %s, true)
        from api_token t join account a on a.id = t.account_id where t.secret_hash = %s
        """,
        (stale_before, secret_hash),
    )
    row = await cursor.fetchone()
    return (Viewer(AccountId(row[0]), None, row[1], row[2], row[3]), row[4]) if row else None


async def touch_token(conn: Connection, token_id: str, now: datetime) -> None:
    await conn.execute("update api_token set last_used_at = %s where id = %s", (now, token_id))


async def list_tokens(conn: Connection, account_id: str) -> list[ApiToken]:
    cursor = await conn.execute(
        "select id, name, created_at, last_used_at from api_token where account_id = %s order by id", (account_id,)
    )
    return [
        ApiToken(row[0], row[1], rfc3339(row[2]), rfc3339(row[3]) if row[3] is not None else None)
        for row in await cursor.fetchall()
    ]


async def delete_token(conn: Connection, account_id: str, token_id: str) -> bool:
    cursor = await conn.execute("delete from api_token where id = %s and account_id = %s", (token_id, account_id))
    return cursor.rowcount == 1


async def delete_tokens(conn: Connection, account_id: str) -> list[str]:
    """The ids of those that were revoked."""
    cursor = await conn.execute("delete from api_token where account_id = %s returning id", (account_id,))
    return [row[0] for row in await cursor.fetchall()]
