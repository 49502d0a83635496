"""People found by others; blocks and acquaintances between them."""

from collections.abc import Sequence
from datetime import datetime

from parley.ground.db.connection import Connection
from parley.identity.model import AccountBrief
from parley.identity.people_index import PeopleQuery
from parley.identity.store.accounts import BRIEF_COLUMNS, brief_of

# Rows that contain the query are looked at up to this number before the best are chosen, so that a query that half of all people match is
# no more work than another. Names that begin with the query are found by their own index and never cut off by it.
MAX_CONSIDERED = 1_000

_VISIBLE = "a.id <> %(viewer)s and not exists (select from block b where b.blocker_id = a.id and b.blocked_id = %(viewer)s)"


async def search_people(conn: Connection, viewer_id: str, query: PeopleQuery, limit: int) -> list[AccountBrief]:
    """First names that begin with the query, then names with a word that does, then names that contain it, then headlines and skills.

    Within each, acquaintances come first.
    """
    cursor = await conn.execute(
        f"""
        with found as (
            (select a.id from account a where a.search_name like %(prefix)s and {_VISIBLE} order by a.search_name limit %(limit)s)
            union
            (select a.id from account a
             where a.search_grams @> %(grams)s::text[] and a.search_text like all (%(patterns)s::text[]) and {_VISIBLE} limit %(considered)s)
        )
        select {BRIEF_COLUMNS} from found join account a using (id)
        left join acquaintance k on k.account_id = %(viewer)s and k.other_id = a.id
        order by case when a.search_name like %(prefix)s then 0
                      when ' ' || a.search_name like '%% ' || %(prefix)s then 1
                      when a.search_name like '%%' || %(prefix)s then 2
                      else 3 end,
                 k.met_at is null, a.search_name, a.id
        limit %(limit)s
        """,
        {
            "prefix": query.prefix,
            "grams": query.grams,
            "patterns": query.patterns,
            "viewer": viewer_id,
            "limit": limit,
            "considered": MAX_CONSIDERED,
        },
    )
    return [brief_of(row) for row in await cursor.fetchall()]


async def list_acquaintances_then_others(conn: Connection, viewer_id: str, limit: int) -> list[AccountBrief]:
    """People the viewer has shared a room with, the last met first, then everyone else by name."""
    cursor = await conn.execute(
        f"""
        with known as (
            select k.other_id as id, k.met_at from acquaintance k join account a on a.id = k.other_id
            where k.account_id = %(viewer)s and {_VISIBLE} order by k.met_at desc, k.other_id limit %(limit)s
        ), others as (
            select a.id from account a
            where {_VISIBLE} and not exists (select from known where known.id = a.id) order by a.search_name, a.id limit %(limit)s
        ), both_kinds as (
            select id, met_at from known union all select id, null from others
        )
        select {BRIEF_COLUMNS} from both_kinds join account a using (id)
        order by both_kinds.met_at desc nulls last, a.search_name, a.id limit %(limit)s
        """,
        {"viewer": viewer_id, "limit": limit},
    )
    return [brief_of(row) for row in await cursor.fetchall()]


async def put_acquaintances(conn: Connection, account_id: str, other_ids: Sequence[str], now: datetime) -> None:
    await conn.execute(
        """
        insert into acquaintance (account_id, other_id, met_at)
        select pair.one, pair.other, %(now)s
        from (select %(account)s::uuid as one, unnest(%(others)s::uuid[]) as other
              union select unnest(%(others)s::uuid[]), %(account)s::uuid) pair
        where pair.one <> pair.other
        order by 1, 2
        on conflict (account_id, other_id) do update set met_at = excluded.met_at
        """,
        {"account": account_id, "others": list(other_ids), "now": now},
    )


async def insert_block(conn: Connection, blocker_id: str, blocked_id: str, now: datetime) -> None:
    await conn.execute(
        "insert into block (blocker_id, blocked_id, created_at) values (%s, %s, %s) on conflict do nothing",
        (blocker_id, blocked_id, now),
    )


async def delete_block(conn: Connection, blocker_id: str, blocked_id: str) -> None:
    await conn.execute("delete from block where blocker_id = %s and blocked_id = %s", (blocker_id, blocked_id))


async def list_blocked(conn: Connection, blocker_id: str, limit: int) -> list[AccountBrief]:
    cursor = await conn.execute(
        f"""
        select {BRIEF_COLUMNS} from block b join account a on a.id = b.blocked_id where b.blocker_id = %s
        order by b.created_at desc, a.id desc limit %s
        """,
        (blocker_id, limit),
    )
    return [brief_of(row) for row in await cursor.fetchall()]


async def is_blocked_between(conn: Connection, one_id: str, other_id: str) -> bool:
    cursor = await conn.execute(
        "select from block where (blocker_id, blocked_id) in ((%(one)s, %(other)s), (%(other)s, %(one)s)) limit 1",
        {"one": one_id, "other": other_id},
    )
    return await cursor.fetchone() is not None
