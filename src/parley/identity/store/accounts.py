"""Accounts: made, found, changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
import psycopg

from parley.ground.clock import rfc3339
from parley.ground.db.connection import Connection
from parley.identity.model import AccountBrief, AccountId, Me, Money, Profile
from parley.identity.people_index import PeopleIndex

BRIEF_COLUMNS = "a.id, a.display_name, a.headline, a.time_zone, a.country"
ME_COLUMNS = (
    "a.id, a.email, a.email_verified_at is not null, a.display_name, a.headline, a.about, a.skills, a.country, a.time_zone, a.locale, "
    "a.rate_minor, a.rate_currency, a.is_operator, a.shows_presence, a.shows_typing, a.enter_sends, a.created_at"
)


class NewAccount(msgspec.Struct, frozen=True, kw_only=True):
    """An account to be made; every value checked. `password_hash` None: nobody can sign in with a password yet."""

    id: AccountId
    email: str
    email_key: str
    email_verified_at: datetime | None
    password_hash: str | None
    display_name: str
    time_zone: str
    locale: str
    is_operator: bool
    index: PeopleIndex
    created_at: datetime


class Candidate(msgspec.Struct, frozen=True):
    """The account that an e-mail address speaks for, with what proving it needs."""

    account_id: AccountId
    password_hash: str | None


class AddressTaken(Exception):
    """Another account has proved the address."""


def brief_of(row: Sequence[Any]) -> AccountBrief:
    """From a row of `BRIEF_COLUMNS`."""
    return AccountBrief(AccountId(row[0]), row[1], row[2], row[3], row[4])


def me_of(row: Sequence[Any]) -> Me:
    """From a row of `ME_COLUMNS`."""
    rate = Money(row[10], row[11]) if row[10] is not None else None
    return Me(
        id=AccountId(row[0]),
        email=row[1],
        email_verified=row[2],
        display_name=row[3],
        headline=row[4],
        about=row[5],
        skills=row[6],
        country=row[7],
        time_zone=row[8],
        locale=row[9],
        hourly_rate=rate,
        is_operator=row[12],
        shows_presence=row[13],
        shows_typing=row[14],
        enter_sends=row[15],
        created_at=rfc3339(row[16]),
    )


async def insert_account(conn: Connection, account: NewAccount) -> Me:
    """Raises: AddressTaken, for an account that comes with its address verified."""
    try:
        cursor = await conn.execute(
            f"""
            insert into account as a (id, email, email_key, email_verified_at, password_hash, display_name, time_zone, locale, is_operator,
                                      search_name, search_text, search_grams, created_at)
            values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) returning {ME_COLUMNS}
            """,
            (
                account.id,
                account.email,
                account.email_key,
                account.email_verified_at,
                account.password_hash,
                account.display_name,
                account.time_zone,
                account.locale,
                account.is_operator,
                *account.index,
                account.created_at,
            ),
        )
    except psycopg.errors.UniqueViolation as error:
        raise AddressTaken from error
    return me_of(await _row(cursor))


async def find_owner(conn: Connection, email_key: str) -> Me | None:
    """The account that has proved the address."""
    cursor = await conn.execute(
        f"select {ME_COLUMNS} from account a where a.email_key = %s and a.email_verified_at is not null", (email_key,)
    )
    row = await cursor.fetchone()
    return me_of(row) if row else None


async def find_candidate(conn: Connection, email_key: str) -> Candidate | None:
    """The account that has proved the address, else the oldest that claims it."""
    cursor = await conn.execute(
        """
        select id, password_hash from account where email_key = %s
        order by email_verified_at is null, created_at, id limit 1
        """,
        (email_key,),
    )
    row = await cursor.fetchone()
    return Candidate(AccountId(row[0]), row[1]) if row else None


async def find_password(conn: Connection, account_id: str) -> str | None:
    cursor = await conn.execute("select password_hash from account where id = %s", (account_id,))
    row = await cursor.fetchone()
    return row[0] if row else None


async def replace_password(conn: Connection, account_id: str, new_hash: str, *, if_hash: str | None = None) -> Me | None:
    """Set the password, or only if it is still the one of `if_hash`: None when it is not."""
    cursor = await conn.execute(
        f"""
        update account a set password_hash = %(new)s
        where a.id = %(id)s and (%(old)s::text is null or a.password_hash = %(old)s) returning {ME_COLUMNS}
        """,
        {"new": new_hash, "id": account_id, "old": if_hash},
    )
    row = await cursor.fetchone()
    return me_of(row) if row else None


async def verify_address(conn: Connection, account_id: str, email_key: str, now: datetime) -> bool:
    """The account has proved the address. False when the account has another address by now.

    Raises: AddressTaken
    """
    try:
        cursor = await conn.execute(
            "update account set email_verified_at = coalesce(email_verified_at, %s) where id = %s and email_key = %s",
            (now, account_id, email_key),
        )
    except psycopg.errors.UniqueViolation as error:
        raise AddressTaken from error
    return cursor.rowcount == 1


async def find_me(conn: Connection, account_id: str) -> Me | None:
    cursor = await conn.execute(f"select {ME_COLUMNS} from account a where a.id = %s", (account_id,))
    row = await cursor.fetchone()
    return me_of(row) if row else None


async def lock_me(conn: Connection, account_id: str) -> Me | None:
    cursor = await conn.execute(f"select {ME_COLUMNS} from account a where a.id = %s for no key update", (account_id,))
    row = await cursor.fetchone()
    return me_of(row) if row else None


async def update_profile(conn: Connection, me: Me, index: PeopleIndex) -> None:
    rate = me.hourly_rate
    await conn.execute(
        """
        update account set display_name = %s, headline = %s, about = %s, skills = %s, country = %s, time_zone = %s, locale = %s, rate_minor = %s,
            rate_currency = %s, shows_presence = %s, shows_typing = %s, enter_sends = %s, search_name = %s, search_text = %s, search_grams = %s
        where id = %s
        """,
        (
            me.display_name,
            me.headline,
            me.about,
            me.skills,
            me.country,
            me.time_zone,
            me.locale,
            rate.amount_minor if rate else None,
            rate.currency if rate else None,
            me.shows_presence,
            me.shows_typing,
            me.enter_sends,
            *index,
            me.id,
        ),
    )


async def find_profile(conn: Connection, account_id: str, viewer_id: str) -> Profile | None:
    """None also when the person has blocked the viewer."""
    cursor = await conn.execute(
        f"""
        select {BRIEF_COLUMNS}, a.about, a.skills, a.locale, a.rate_minor, a.rate_currency, a.created_at,
               exists (select from block b where b.blocker_id = %(viewer)s and b.blocked_id = a.id)
        from account a
        where a.id = %(id)s and not exists (select from block b where b.blocker_id = a.id and b.blocked_id = %(viewer)s)
        """,
        {"id": account_id, "viewer": viewer_id},
    )
    row = await cursor.fetchone()
    if row is None:
        return None
    rate = Money(row[8], row[9]) if row[8] is not None else None
    return Profile(
        id=AccountId(row[0]),
        display_name=row[1],
        headline=row[2],
        time_zone=row[3],
        country=row[4],
        about=row[5],
        skills=row[6],
        locale=row[7],
        hourly_rate=rate,
        created_at=rfc3339(row[10]),
        is_blocked=row[11],
    )


async def list_briefs(conn: Connection, account_ids: Sequence[str]) -> list[AccountBrief]:
    cursor = await conn.execute(f"select {BRIEF_COLUMNS} from account a where a.id = any(%s::uuid[])", (list(account_ids),))
    return [brief_of(row) for row in await cursor.fetchall()]


async def has_operator(conn: Connection) -> bool:
    cursor = await conn.execute("select exists (select from account where is_operator)")
    return bool((await _row(cursor))[0])


async def make_operator(conn: Connection, account_id: str) -> Me | None:
    cursor = await conn.execute(f"update account a set is_operator = true where a.id = %s returning {ME_COLUMNS}", (account_id,))
    row = await cursor.fetchone()
    return me_of(row) if row else None


async def _row(cursor: "psycopg.AsyncCursor[Any]") -> Sequence[Any]:
    row = await cursor.fetchone()
    if row is None:
        raise LookupError("The statement answers one row.")
    found: Sequence[Any] = row
    return found
