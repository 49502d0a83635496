import asyncio
import subprocess
import sys
from contextlib import suppress
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from procrastinate import exceptions

from parley.ground.clock import FixedClock
from parley.ground.db.work import Work
from parley.ground.jobs import GiveUp, Job, Retry, defer, keeping
from parley.ground.jobs.runner import JobRunner
from parley.testing.statements import count_statements

TAKES_A_JOB_AND_HANGS = """
import asyncio, sys
from parley.ground.bus import LocalBus
from parley.ground.clock import SystemClock
from parley.ground.db.work import Work
from parley.ground.jobs import Job
from parley.ground.jobs.runner import JobRunner
from parley.ground.settings import Settings

async def hang(work, number):
    print(number, flush=True)
    await asyncio.sleep(600)

async def main():
    work = Work(sys.argv[1], bus=LocalBus(), clock=SystemClock(), settings=Settings([]), connections=4)
    await work.open()
    JobRunner(work, [Job("test.note", hang)]).start()
    await asyncio.sleep(600)

asyncio.run(main())
"""


class Notes:
    """A job that notes its runs and fails as often as it is told."""

    def __init__(self, failures: list[Exception] | None = None) -> None:
        self.runs: list[dict[str, Any]] = []
        self._failures = failures or []

    async def __call__(self, _work: Work, **arguments: Any) -> None:
        self.runs.append(arguments)
        if self._failures:
            raise self._failures.pop(0)


async def statuses(work: Work) -> list[tuple[str, int]]:
    async with work.reading() as uow:
        cursor = await uow.conn.execute("select status::text, attempts from procrastinate_jobs order by id")
        return [(row[0], row[1]) for row in await cursor.fetchall()]


async def make_due(work: Work) -> None:
    """Let the time until the next attempt be over."""
    async with work.writing() as uow:
        await uow.conn.execute("update procrastinate_jobs set scheduled_at = null where status = 'todo'")


async def put(work: Work, **arguments: Any) -> None:
    async with work.writing() as uow:
        await defer(uow, "test.note", **arguments)


async def test_a_job_of_a_committed_transaction_runs_once_and_is_gone(work: Work) -> None:
    notes = Notes()
    await put(work, number=7, nested={"text": "ä"}, nothing=None)
    runner = JobRunner(work, [Job("test.note", notes)])
    await runner.drain()
    await runner.drain()
    assert notes.runs == [{"number": 7, "nested": {"text": "ä"}, "nothing": None}]
    assert await statuses(work) == []


async def test_a_job_of_a_transaction_that_was_rolled_back_never_runs(work: Work) -> None:
    notes = Notes()
    with pytest.raises(ZeroDivisionError):
        async with work.writing() as uow:
            await defer(uow, "test.note", number=1)
            raise ZeroDivisionError
    await JobRunner(work, [Job("test.note", notes)]).drain()
    assert notes.runs == []


async def test_queueing_a_job_is_one_statement(work: Work) -> None:
    async with work.writing() as uow:
        with count_statements() as statements:
            await defer(uow, "test.note", number=1)
    assert len(statements) == 1


async def test_a_job_waits_for_its_time(work: Work, clock: FixedClock) -> None:
    notes = Notes()
    clock.move(timedelta(days=36_500))
    async with work.writing() as uow:
        await defer(uow, "test.note", after=timedelta(hours=1))
    runner = JobRunner(work, [Job("test.note", notes)])
    await runner.drain()
    assert notes.runs == []
    await make_due(work)
    await runner.drain()
    assert len(notes.runs) == 1


async def test_a_second_job_of_the_same_key_is_not_queued_and_does_not_fail_its_transaction(work: Work) -> None:
    notes = Notes()
    async with work.writing() as uow:
        assert await defer(uow, "test.note", once_as="index", number=1)
        assert not await defer(uow, "test.note", once_as="index", number=2)
        assert await defer(uow, "test.note", once_as="other", number=3)
    await JobRunner(work, [Job("test.note", notes)]).drain()
    assert notes.runs == [{"number": 1}, {"number": 3}]


async def test_a_job_that_fails_is_tried_again_and_then_given_up(work: Work) -> None:
    notes = Notes([RuntimeError(), RuntimeError(), RuntimeError()])
    runner = JobRunner(work, [Job("test.note", notes, retry=Retry(attempts=3))])
    await put(work)
    await runner.drain()
    assert await statuses(work) == [("todo", 1)]
    await runner.drain()
    assert len(notes.runs) == 1, "it must wait before the next attempt"
    await make_due(work)
    await runner.drain()
    await make_due(work)
    await runner.drain()
    assert len(notes.runs) == 3
    assert (await statuses(work))[0][0] == "failed"


async def test_a_job_that_gives_up_is_not_tried_again(work: Work) -> None:
    notes = Notes([GiveUp()])
    runner = JobRunner(work, [Job("test.note", notes)])
    await put(work)
    await runner.drain()
    await make_due(work)
    await runner.drain()
    assert len(notes.runs) == 1
    assert (await statuses(work))[0][0] == "failed"


async def test_a_job_that_takes_too_long_is_cancelled_and_tried_again(work: Work) -> None:
    async def hang(_work: Work) -> None:
        await asyncio.sleep(600)

    await put(work)
    await JobRunner(work, [Job("test.note", hang, longest_run=timedelta(seconds=0.05))]).drain()
    assert await statuses(work) == [("todo", 1)]


def test_pauses_double_up_to_the_longest() -> None:
    retry = Retry(attempts=5, first=timedelta(seconds=10), longest=timedelta(seconds=35))
    assert [retry.pause(made) for made in range(1, 6)] == [*(timedelta(seconds=n) for n in (10, 20, 35, 35)), None]


async def test_a_job_whose_worker_was_killed_runs_again(work: Work, database_url: str) -> None:
    await put(work, number=1)
    victim = subprocess.Popen([sys.executable, "-c", TAKES_A_JOB_AND_HANGS, database_url], stdout=subprocess.PIPE)
    assert victim.stdout is not None
    assert await asyncio.to_thread(victim.stdout.readline) == b"1\n"
    victim.kill()
    victim.wait()
    victim.stdout.close()
    notes = Notes()
    runner = JobRunner(work, [Job("test.note", notes)])
    await runner.drain()
    assert notes.runs == [], "it still counts as running by the dead worker"
    assert await runner.requeue_stalled() == 0, "its last heartbeat is recent"
    assert await runner.requeue_stalled(silent_for=0) == 1
    await runner.drain()
    await runner.drain()
    assert notes.runs == [{"number": 1}]
    assert await statuses(work) == []


async def test_a_job_that_kills_every_worker_is_given_up(work: Work) -> None:
    await put(work)
    async with work.writing() as uow:
        await uow.conn.execute("update procrastinate_jobs set status = 'doing', attempts = 2")
    runner = JobRunner(work, [Job("test.note", Notes(), retry=Retry(attempts=3))])
    assert await runner.requeue_stalled() == 1
    assert (await statuses(work))[0][0] == "failed"


async def test_a_job_under_way_when_the_process_stops_runs_again(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parley.ground.jobs.runner.STOP_SECONDS", 0.05)
    begun = asyncio.Event()

    async def hang(_work: Work) -> None:
        begun.set()
        await asyncio.sleep(600)

    await put(work)
    runner = JobRunner(work, [Job("test.note", hang)])
    runner.start()
    await begun.wait()
    await runner.stop()
    assert (await statuses(work))[0][0] == "todo"


async def test_a_runner_stops_although_the_database_is_gone(work: Work) -> None:
    runner = JobRunner(work, [Job("test.note", Notes())])
    runner.start()
    async with work.reading() as uow:
        while not await (await uow.conn.execute("select from procrastinate_workers")).fetchall():
            await asyncio.sleep(0.01)
    ended = runner._running
    assert ended is not None
    await work.close()
    await runner.stop()
    assert ended.done()


async def test_a_job_s_outcome_is_written_although_the_database_went_away(work: Work, database_url: str) -> None:
    runs: list[int] = []

    async def lose_connections(_work: Work) -> None:
        runs.append(1)
        async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as conn:
            await conn.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
            )

    await put(work)
    # It may be asking for the next job at that very moment; a runner that serves begins again then.
    with suppress(exceptions.ConnectorException):
        await JobRunner(work, [Job("test.note", lose_connections)]).drain()
    async with await psycopg.AsyncConnection.connect(database_url) as conn:
        cursor = await conn.execute("select count(*) from procrastinate_jobs")
        assert await cursor.fetchone() == (0,)
    assert runs == [1]


async def test_a_runner_survives_losing_its_connections(work: Work, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parley.ground.jobs.runner._POLL_SECONDS", 0.2)
    ran = asyncio.Event()

    async def note(_work: Work) -> None:
        ran.set()

    runner = JobRunner(work, [Job("test.note", note)])
    runner.start()
    try:
        await put(work)
        await ran.wait()
        ran.clear()
        async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as conn:
            await conn.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
            )
            await conn.execute(
                "select procrastinate_defer_jobs_v1(array[row('default','test.note',0,null,null,'{}',null)::procrastinate_job_to_defer_v1])"
            )
        await ran.wait()
    finally:
        await runner.stop()


async def test_a_periodic_job_runs_by_itself(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parley.ground.jobs.runner._POLL_SECONDS", 0.2)
    ran = asyncio.Event()

    async def note(_work: Work) -> None:
        ran.set()

    runner = JobRunner(work, [Job("test.tick", note, every="* * * * * *")])
    runner.start()
    await ran.wait()
    await runner.stop()


async def test_housekeeping_deletes_what_is_old_and_nothing_else(work: Work, clock: FixedClock) -> None:
    for _ in range(2):
        await put(work)
    async with work.writing() as uow:
        await uow.conn.execute("update procrastinate_jobs set status = 'failed'")
        await uow.conn.execute("update procrastinate_events set at = %s", (clock.now(),))
    await put(work)
    for days, left in ((13, 3), (2, 1)):
        clock.move(timedelta(days=days))
        await keeping.tidy(work)
        assert len(await statuses(work)) == left
