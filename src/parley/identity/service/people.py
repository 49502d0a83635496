"""People as others find, know and avoid them."""

from collections.abc import Iterable, Sequence

from parley.ground.db.work import UnitOfWork
from parley.ground.ids import is_id
from parley.identity.errors import AccountNotFound, BlockSelf
from parley.identity.model import AccountBrief, AccountId
from parley.identity.people_index import parse_query
from parley.identity.store import accounts, people

MAX_PEOPLE = 50
MAX_BLOCKS_SHOWN = 200
# Somebody who joins a very large room is made known to so many of its members at once.
MAX_ACQUAINTANCES_AT_ONCE = 200


async def list_briefs(uow: UnitOfWork, account_ids: Iterable[str]) -> dict[AccountId, AccountBrief]:
    """Those of these accounts that exist, by id. One statement, none for no ids."""
    wanted = set(account_ids)
    if not wanted:
        return {}
    return {brief.id: brief for brief in await accounts.list_briefs(uow.conn, sorted(wanted))}


async def require_account(uow: UnitOfWork, account_id: str) -> AccountBrief:
    """Raises: account.not_found"""
    found = await accounts.list_briefs(uow.conn, [account_id]) if is_id(account_id) else []
    if not found:
        raise AccountNotFound
    return found[0]


async def search_people(uow: UnitOfWork, viewer_id: AccountId, text: str, limit: int) -> list[AccountBrief]:
    """At most `limit` (and 50) people whose name, headline or skills hold every word of the text, names that begin with it first.

    Without text: people the viewer has shared a room with, then everyone. Never the viewer, nor anybody who has blocked the viewer.
    """
    query = parse_query(text)
    bounded = min(limit, MAX_PEOPLE)
    if query is None:
        return await people.list_acquaintances_then_others(uow.conn, viewer_id, bounded) if not text.strip() else []
    return await people.search_people(uow.conn, viewer_id, query, bounded)


async def record_acquaintances(uow: UnitOfWork, account_id: str, other_ids: Sequence[str]) -> None:
    """Note that the account now shares a room with these; of more than 200 only the first. Search shows acquaintances first."""
    others = [other for other in dict.fromkeys(other_ids) if other != account_id][:MAX_ACQUAINTANCES_AT_ONCE]
    if others:
        await people.put_acquaintances(uow.conn, account_id, others, uow.now())


async def block(uow: UnitOfWork, viewer_id: AccountId, account_id: str) -> None:
    """Neither of the two can write to the other in a direct room, and the blocked one cannot find the other. Blocking twice is once.

    Raises: account.not_found, block.self
    """
    if account_id == viewer_id:
        raise BlockSelf
    await require_account(uow, account_id)
    await people.insert_block(uow.conn, viewer_id, account_id, uow.now())


async def unblock(uow: UnitOfWork, viewer_id: AccountId, account_id: str) -> None:
    await people.delete_block(uow.conn, viewer_id, account_id)


async def list_blocked(uow: UnitOfWork, viewer_id: AccountId) -> list[AccountBrief]:
    """The last 200 people the viewer has blocked, the latest first."""
    return await people.list_blocked(uow.conn, viewer_id, MAX_BLOCKS_SHOWN)


async def is_blocked_between(uow: UnitOfWork, one_id: str, other_id: str) -> bool:
    """Whether one of the two has blocked the other."""
    return await people.is_blocked_between(uow.conn, one_id, other_id)
