"""Units of work: what they commit, what they take back, and what they announce."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import msgspec
import psycopg
import pytest

from parley.ground.bus import LocalBus
from parley.ground.db.work import UnitOfWork, Work
from parley.ground.errors import RequestMalformed

OpenUnit = Callable[[], AbstractAsyncContextManager[UnitOfWork]]


class Told(msgspec.Struct, tag="told", tag_field="type"):
    """An announcement."""

    number: int


@pytest.fixture(params=["writing", "writing_pipelined"])
async def unit(request: pytest.FixtureRequest, work: Work) -> OpenUnit:
    """Each way to write."""
    async with work.writing() as uow:
        await uow.conn.execute("create table note (number integer primary key)")
    opened: OpenUnit = getattr(work, request.param)
    return opened


@pytest.fixture
async def heard(bus: LocalBus) -> list[bytes]:
    """What account `a` is told."""
    frames: list[bytes] = []
    await bus.subscribe("account.a", frames.append)
    return frames


async def _notes(work: Work) -> list[int]:
    async with work.reading() as uow:
        return [row[0] for row in await (await uow.conn.execute("select number from note order by number")).fetchall()]


async def test_all_is_committed_and_then_announced(unit: OpenUnit, work: Work, heard: list[bytes]) -> None:
    async with unit() as uow:
        await uow.conn.execute("insert into note values (1)")
        await uow.conn.execute("insert into note values (2)")
        uow.announce(["a"], Told(1))
        assert await (await uow.conn.execute("select count(*) from note")).fetchone() == (2,)
        assert await _notes(work) == []
        assert heard == []
    assert await _notes(work) == [1, 2]
    assert heard == [b'{"type":"told","number":1}']


async def test_a_refusal_takes_everything_back_and_tells_nobody(unit: OpenUnit, work: Work, heard: list[bytes]) -> None:
    with pytest.raises(RequestMalformed):
        async with unit() as uow:
            await uow.conn.execute("insert into note values (1)")
            uow.announce(["a"], Told(1))
            raise RequestMalformed
    assert (await _notes(work), heard) == ([], [])
    async with unit() as uow:
        await uow.conn.execute("insert into note values (2)")
    assert await _notes(work) == [2]


async def test_a_statement_that_fails_takes_everything_back(unit: OpenUnit, work: Work, heard: list[bytes]) -> None:
    with pytest.raises(psycopg.errors.UniqueViolation):
        async with unit() as uow:
            uow.announce(["a"], Told(1))
            await uow.conn.execute("insert into note values (1)")
            await uow.conn.execute("insert into note values (1)")
            await uow.conn.execute("insert into note values (2)")
    assert (await _notes(work), heard) == ([], [])


async def test_one_that_is_cancelled_takes_everything_back(unit: OpenUnit, work: Work) -> None:
    is_written = asyncio.Event()

    async def write() -> None:
        async with unit() as uow:
            await (await uow.conn.execute("insert into note values (1) returning number")).fetchone()
            is_written.set()
            await asyncio.sleep(60)

    writing = asyncio.create_task(write())
    await is_written.wait()
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    assert await _notes(work) == []


async def test_a_lock_is_held_until_the_commit(unit: OpenUnit, work: Work) -> None:
    async with work.writing() as uow:
        await uow.conn.execute("insert into note values (1)")
    async with unit() as uow:
        await (await uow.conn.execute("select from note for update")).fetchall()
        with pytest.raises(psycopg.errors.LockNotAvailable):
            async with work.pool.connection() as other:
                await other.execute("select from note for update nowait")


async def test_a_database_that_was_away_is_found_again(work: Work, database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as other:
        other.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
        )
    failed = await asyncio.gather(*(work.is_ready() for _ in range(6)))
    assert not all(failed)
    for _ in range(100):
        if await work.is_ready():
            break
        await asyncio.sleep(0.02)
    assert all(await asyncio.gather(*(work.is_ready() for _ in range(6))))
