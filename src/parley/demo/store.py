"""Every SQL statement of the demo."""

from typing import NamedTuple

from parley.ground.db.connection import Connection
from parley.identity.model import AccountBrief, AccountId


class Listed(NamedTuple):
    """A person of the demo, with how many rooms their inbox shows and how many messages in all their rooms are unread."""

    brief: AccountBrief
    introduction: str
    room_count: int
    unread_count: int


async def lock_filling(conn: Connection) -> None:
    """Let only one transaction at a time ask whether to fill, and fill."""
    await conn.execute("lock table demo_account in share row exclusive mode")


async def has_accounts(conn: Connection) -> bool:
    cursor = await conn.execute("select from account limit 1")
    return await cursor.fetchone() is not None


async def count_anew(conn: Connection) -> None:
    """Tell the planner of the many rows that came at once; until autovacuum comes by it would believe that there are few."""
    await conn.execute("analyze account, member, entry, message_state, topic, file_place")


async def insert_person(conn: Connection, account_id: str, position: int, introduction: str) -> None:
    await conn.execute(
        "insert into demo_account (account_id, position, introduction) values (%s, %s, %s)", (account_id, position, introduction)
    )


async def is_person(conn: Connection, account_id: str) -> bool:
    cursor = await conn.execute("select from demo_account where account_id = %s", (account_id,))
    return await cursor.fetchone() is not None


async def list_people(conn: Connection) -> list[Listed]:
    cursor = await conn.execute(
        """
        select a.id, a.display_name, a.headline, a.time_zone, a.country, d.introduction,
               count(r.id) filter (where not coalesce(m.hidden_seq >= r.last_message_seq, false)),
               coalesce(sum(r.message_count - m.seen_count - m.ahead_count), 0)
        from demo_account d join account a on a.id = d.account_id
        left join member m on m.account_id = a.id and m.left_at is null
        left join room r on r.id = m.room_id
        group by a.id, d.introduction, d.position order by d.position
        """
    )
    return [
        Listed(AccountBrief(AccountId(row[0]), *row[1:5]), row[5], int(row[6]), int(row[7])) for row in await cursor.fetchall()
    ]
