import json

import msgspec
import psycopg
import pytest
import pytest_asyncio

from parley.ground.bus import LocalBus
from parley.ground.db.work import Work
from parley.ground.errors import ServerUnavailable


class Frame(msgspec.Struct, tag="note"):
    number: int


class Noted(msgspec.Struct, frozen=True):
    number: int


@pytest.fixture
def frames() -> list[bytes]:
    return []


@pytest_asyncio.fixture
async def listening(work: Work, bus: LocalBus, frames: list[bytes]) -> Work:
    await bus.subscribe("account.1", frames.append)
    await bus.subscribe("session.1", frames.append)
    async with work.writing() as uow:
        await uow.conn.execute("create table note (number int primary key)")
    return work


async def numbers(work: Work) -> list[int]:
    async with work.reading() as uow:
        cursor = await uow.conn.execute("select number from note order by 1")
        return [row[0] for row in await cursor.fetchall()]


async def test_what_is_announced_leaves_after_the_commit(listening: Work, frames: list[bytes]) -> None:
    async with listening.writing() as uow:
        await uow.conn.execute("insert into note values (1)")
        uow.announce(["1", "2"], Frame(1))
        uow.signal("session.1", Frame(2))
        assert frames == []
    assert [json.loads(frame) for frame in frames] == [{"type": "note", "number": 1}, {"type": "note", "number": 2}]
    assert await numbers(listening) == [1]


@pytest.mark.parametrize("opening", ["writing", "writing_pipelined"])
async def test_a_transaction_that_fails_changes_and_announces_nothing(listening: Work, frames: list[bytes], opening: str) -> None:
    heard: list[Noted] = []

    async def hear(_work: Work, event: Noted) -> None:
        heard.append(event)

    listening.listen(Noted, hear)
    with pytest.raises(ZeroDivisionError):
        async with getattr(listening, opening)() as uow:
            await uow.conn.execute("insert into note values (1)")
            uow.announce(["1"], Frame(1))
            uow.emit(Noted(1))
            raise ZeroDivisionError
    assert (await numbers(listening), frames, heard) == ([], [], [])


async def test_a_statement_that_fails_in_a_pipeline_is_told_and_the_connection_stays_good(
    listening: Work, frames: list[bytes]
) -> None:
    with pytest.raises(psycopg.errors.UniqueViolation):
        async with listening.writing_pipelined() as uow:
            await uow.conn.execute("insert into note values (1)")
            await uow.conn.execute("insert into note values (1)")
            uow.announce(["1"], Frame(1))
    assert (await numbers(listening), frames) == ([], [])
    async with listening.writing_pipelined() as uow:
        await uow.conn.execute("insert into note values (2)")
    assert await numbers(listening) == [2]


async def test_a_listener_that_fails_does_not_undo_what_it_heard_of(listening: Work) -> None:
    heard: list[int] = []

    async def fail(_work: Work, _event: Noted) -> None:
        raise ZeroDivisionError

    async def hear(_work: Work, event: Noted) -> None:
        heard.append(event.number)

    listening.listen(Noted, fail)
    listening.listen(Noted, hear)
    async with listening.writing() as uow:
        uow.emit(Noted(7))
    assert heard == [7]


async def test_a_connection_lost_within_a_transaction_is_told_as_unavailable(
    listening: Work, database_url: str, frames: list[bytes]
) -> None:
    with pytest.raises(ServerUnavailable) as refusal:
        async with listening.writing() as uow:
            await uow.conn.execute("insert into note values (1)")
            uow.announce(["1"], Frame(1))
            backend = uow.conn.info.backend_pid
            async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as other:
                await other.execute("select pg_terminate_backend(%s, 5000)", (backend,))
    assert refusal.value.retry_after == 1
    assert (await numbers(listening), frames) == ([], [])


async def test_ids_and_json_come_as_parley_wants_them(work: Work) -> None:
    async with work.reading() as uow:
        cursor = await uow.conn.execute("select '01A20CE2-95D9-72C5-942F-B996DC9D8A06'::uuid, '{\"a\": [1]}'::jsonb, now()")
        row = await cursor.fetchone()
    assert row is not None
    assert row[:2] == ("01a20ce2-95d9-72c5-942f-b996dc9d8a06", {"a": [1]})
    assert row[2].utcoffset().total_seconds() == 0
