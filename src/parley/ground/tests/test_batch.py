import asyncio
from collections.abc import Sequence

import pytest

from parley.ground import batch
from parley.ground.batch import GroupCommit
from parley.ground.errors import AppError, RequestMalformed, ServerFailed, ServerUnavailable


class Store:
    """Writes numbers; an outage may last some calls, a negative number is refused, and 13 breaks the whole batch."""

    def __init__(self, outages: int = 0) -> None:
        self.written: list[list[int]] = []
        self.outages = outages

    async def __call__(self, items: Sequence[int]) -> Sequence[int | AppError]:
        await asyncio.sleep(0)
        if self.outages:
            self.outages -= 1
            raise ServerUnavailable
        if 13 in items:
            raise ZeroDivisionError
        self.written.append(list(items))
        return [RequestMalformed("negative") if item < 0 else item * 10 for item in items]


async def test_what_gathers_while_one_batch_is_written_is_the_next_batch() -> None:
    store = Store()
    commits = GroupCommit(store)
    first = commits.submit(100)
    await asyncio.sleep(0)
    results = await asyncio.gather(first, *(commits.submit(number) for number in range(101, 200)))
    assert results == [number * 10 for number in range(100, 200)]
    assert store.written == [[100], list(range(101, 200))]
    assert (commits.batches, commits.written) == (2, 100)


async def test_one_caller_s_refusal_is_nobody_else_s() -> None:
    results = await asyncio.gather(*map(GroupCommit(Store()).submit, [1, -1, 2]), return_exceptions=True)
    assert results[0] == 10
    assert isinstance(results[1], RequestMalformed)
    assert results[2] == 20


async def test_an_item_that_breaks_its_batch_fails_alone() -> None:
    store = Store()
    results = await asyncio.gather(*map(GroupCommit(store).submit, [1, 13, 2]), return_exceptions=True)
    assert (results[0], results[2]) == (10, 20)
    assert isinstance(results[1], ServerFailed)
    assert store.written == [[1], [2]]


async def test_a_short_outage_is_waited_out() -> None:
    store = Store(outages=2)
    assert await asyncio.gather(*map(GroupCommit(store).submit, [1, 2])) == [10, 20]
    assert store.written == [[1, 2]]


async def test_a_long_outage_is_told_to_everybody_after_one_wait() -> None:
    store = Store(outages=1_000)
    commits = GroupCommit(store, patience=0.05)
    results = await asyncio.gather(*map(commits.submit, range(50)), return_exceptions=True)
    assert all(isinstance(result, ServerUnavailable) for result in results)
    assert 1_000 - store.outages < 10


async def test_more_than_fits_is_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "MAX_WAITING", 3)
    commits = GroupCommit(Store())
    waiting = [commits.submit(number) for number in range(3)]
    with pytest.raises(ServerUnavailable):
        await commits.submit(3)
    assert await asyncio.gather(*waiting) == [0, 10, 20]


async def test_a_caller_who_gave_up_does_not_hold_up_the_others() -> None:
    commits = GroupCommit(Store())
    gone, stays = commits.submit(1), commits.submit(2)
    gone.cancel()
    assert await stays == 20
    await commits.drain()
    assert commits.written == 2
