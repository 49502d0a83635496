"""What group commit promises to whoever waits for it."""

import asyncio
from collections.abc import Sequence

import pytest

from parley.ground import batch
from parley.ground.batch import GroupCommit
from parley.ground.errors import AppError, RequestMalformed, ServerFailed, ServerUnavailable


class Recorder:
    """Writes whole numbers; refuses negative ones, breaks at zero, and is away while told so."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.failures = 0
        self.pause = asyncio.Event()
        self.pause.set()

    async def write(self, items: Sequence[int]) -> Sequence[int | AppError]:
        await self.pause.wait()
        if self.failures:
            self.failures -= 1
            raise ServerUnavailable(retry_after=1)
        if 0 in items:
            raise ZeroDivisionError
        self.batches.append(list(items))
        return [item * 10 if item > 0 else RequestMalformed() for item in items]


async def test_what_gathers_during_a_write_is_the_next_batch_in_order() -> None:
    recorder = Recorder()
    recorder.pause.clear()
    group = GroupCommit(recorder.write)
    first = group.submit(1)
    await asyncio.sleep(0)
    others = [group.submit(item) for item in range(2, 100)]
    recorder.pause.set()
    assert [await future for future in (first, *others)] == [item * 10 for item in range(1, 100)]
    assert recorder.batches == [[1], list(range(2, 100))]
    assert group.batches == 2
    assert group.written == 99


async def test_a_batch_has_a_largest_size() -> None:
    recorder = Recorder()
    group = GroupCommit(recorder.write)
    await asyncio.gather(*(group.submit(item) for item in range(1, batch.MAX_BATCH * 2 + 2)))
    assert [len(items) for items in recorder.batches] == [batch.MAX_BATCH, batch.MAX_BATCH, 1]


async def test_one_that_is_refused_or_breaks_does_not_fail_its_neighbours() -> None:
    group = GroupCommit(Recorder().write)
    answers = await asyncio.gather(*(group.submit(item) for item in (1, -1, 0, 2)), return_exceptions=True)
    assert answers[0] == 10
    assert isinstance(answers[1], RequestMalformed)
    assert isinstance(answers[2], ServerFailed)
    assert answers[3] == 20


async def test_a_database_that_comes_back_in_time_is_not_noticed() -> None:
    recorder = Recorder()
    recorder.failures = 3
    group = GroupCommit(recorder.write)
    assert [*await asyncio.gather(group.submit(1), group.submit(2))] == [10, 20]
    assert recorder.batches == [[1, 2]]


async def test_while_it_stays_away_all_are_refused_together_and_none_overtakes_another() -> None:
    recorder = Recorder()
    recorder.failures = 1_000
    group = GroupCommit(recorder.write, patience=0.05)
    first = group.submit(1)
    await asyncio.sleep(0)
    answers = await asyncio.gather(first, *(group.submit(item) for item in range(2, 50)), return_exceptions=True)
    assert all(isinstance(answer, ServerUnavailable) for answer in answers)
    # Each tried alone would have taken dozens of times as many.
    assert recorder.failures > 990
    recorder.failures = 0
    assert await group.submit(1) == 10


async def test_too_many_waiting_are_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "MAX_WAITING", 3)
    recorder = Recorder()
    recorder.pause.clear()
    group = GroupCommit(recorder.write)
    waiting = [group.submit(1)]
    await asyncio.sleep(0)
    waiting += [group.submit(item) for item in (2, 3, 4)]
    with pytest.raises(ServerUnavailable):
        await group.submit(5)
    recorder.pause.set()
    assert await asyncio.gather(*waiting) == [10, 20, 30, 40]
    await group.drain()
