"""One-time links: verification of an address, reset of a password, claim of the first operator."""

from datetime import datetime
from typing import Literal

import msgspec

from parley.ground.db.connection import Connection
from parley.identity.model import AccountId

Purpose = Literal["verify", "reset"]


class LinkTarget(msgspec.Struct, frozen=True):
    """Whom a link is for, and the address it was sent to."""

    account_id: AccountId
    email_key: str


async def insert_link(
    conn: Connection, secret_hash: bytes, purpose: Purpose, target: LinkTarget, *, now: datetime, expires_at: datetime
) -> None:
    await conn.execute(
        "insert into email_token (secret_hash, purpose, account_id, email_key, created_at, expires_at) values (%s, %s, %s, %s, %s, %s)",
        (secret_hash, purpose, target.account_id, target.email_key, now, expires_at),
    )


async def find_link(conn: Connection, secret_hash: bytes, purpose: Purpose, now: datetime) -> LinkTarget | None:
    cursor = await conn.execute(
        "select account_id, email_key from email_token where secret_hash = %s and purpose = %s and expires_at > %s",
        (secret_hash, purpose, now),
    )
    row = await cursor.fetchone()
    return LinkTarget(AccountId(row[0]), row[1]) if row else None


async def use_reset_link(conn: Connection, secret_hash: bytes, now: datetime) -> LinkTarget | None:
    """Take the link and every other reset link of its account away. Of two uses at the same moment only one finds it."""
    cursor = await conn.execute(
        "delete from email_token where secret_hash = %s and purpose = 'reset' and expires_at > %s returning account_id, email_key",
        (secret_hash, now),
    )
    row = await cursor.fetchone()
    if row is None:
        return None
    await conn.execute("delete from email_token where account_id = %s and purpose = 'reset'", (row[0],))
    return LinkTarget(AccountId(row[0]), row[1])


async def delete_reset_links(conn: Connection, account_id: str) -> None:
    await conn.execute("delete from email_token where account_id = %s and purpose = 'reset'", (account_id,))


async def lock_operator_claims(conn: Connection) -> None:
    """Let only one transaction at a time issue or use a claim."""
    await conn.execute("select pg_advisory_xact_lock(hashtext('parley.operator_claim'))")


async def has_operator_claim(conn: Connection, now: datetime) -> bool:
    cursor = await conn.execute("select from email_token where purpose = 'operator' and expires_at > %s limit 1", (now,))
    return await cursor.fetchone() is not None


async def replace_operator_claim(conn: Connection, secret_hash: bytes, *, now: datetime, expires_at: datetime) -> None:
    await conn.execute("delete from email_token where purpose = 'operator'")
    await conn.execute(
        "insert into email_token (secret_hash, purpose, created_at, expires_at) values (%s, 'operator', %s, %s)",
        (secret_hash, now, expires_at),
    )


async def use_operator_claim(conn: Connection, secret_hash: bytes, now: datetime) -> bool:
    cursor = await conn.execute(
        "delete from email_token where secret_hash = %s and purpose = 'operator' and expires_at > %s", (secret_hash, now)
    )
    return cursor.rowcount == 1


async def delete_expired(conn: Connection, now: datetime) -> None:
    """Sessions and links that have ended by themselves."""
    await conn.execute("delete from session where expires_at <= %s", (now,))
    await conn.execute("delete from email_token where expires_at <= %s", (now,))
