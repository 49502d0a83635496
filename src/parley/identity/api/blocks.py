"""Blocking people."""

from litestar import delete, get, put
from litestar.di import NamedDependency
from litestar.params import FromPath

from parley.ground.db.work import Work
from parley.ground.paging import Page
from parley.identity import service
from parley.identity.model import AccountBrief, AccountId, Viewer


@get("/blocks", tags=["people"], summary="People one has blocked, the latest first")
async def list_blocks(viewer: NamedDependency[Viewer], work: NamedDependency[Work]) -> Page[AccountBrief]:
    async with work.reading() as uow:
        return Page(await service.list_blocked(uow, viewer.account_id))


@put("/blocks/{account_id:str}", status_code=204, tags=["people"], summary="Block somebody")
async def block(account_id: FromPath[AccountId], viewer: NamedDependency[Viewer], work: NamedDependency[Work]) -> None:
    """Errors: account.not_found, block.self."""
    async with work.writing() as uow:
        await service.block(uow, viewer.account_id, account_id)


@delete("/blocks/{account_id:str}", tags=["people"], summary="Unblock somebody")
async def unblock(account_id: FromPath[AccountId], viewer: NamedDependency[Viewer], work: NamedDependency[Work]) -> None:
    async with work.writing() as uow:
        await service.unblock(uow, viewer.account_id, account_id)
