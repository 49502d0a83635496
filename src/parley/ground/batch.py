"""Group commit: what many callers ask for at once is written in one transaction.

One batch is on its way at a time; what arrives meanwhile is the next batch. Under little load a caller waits for no one, under much load
the price of a commit is shared. The idea is PostgreSQL's own `commit_delay` one floor up, where it also shares round trips.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

import structlog

from parley.ground.errors import AppError, ServerFailed, ServerUnavailable

T = TypeVar("T")
R = TypeVar("R")

# A prototype wrote 7,700 entries/s at 200 to a batch and 10,400 at 500 on two cores; beyond that latency grows and throughput does not.
MAX_BATCH = 500
# Callers waiting beyond this are refused at once rather than made to wait: memory stays bounded when the database is gone.
MAX_WAITING = 20_000

_log = structlog.get_logger(__name__)


class GroupCommit(Generic[T, R]):
    """Gathers items and writes them with `write`, which answers each item with a result or a refusal, in order, after its commit.

    `write` is called again with the same items when it raises `ServerUnavailable`, so it must be idempotent; after `patience` seconds of it
    everybody who waits is refused. When it raises anything else the items are tried one by one, so that one poisoned item cannot fail its
    neighbours.
    """

    def __init__(self, write: Callable[[Sequence[T]], Awaitable[Sequence[R | AppError]]], *, patience: float = 10.0) -> None:
        self._write = write
        self._patience = patience
        self._waiting: deque[tuple[T, asyncio.Future[R]]] = deque()
        self._runner: asyncio.Task[None] | None = None
        self.batches = 0
        self.written = 0

    def submit(self, item: T) -> "asyncio.Future[R]":
        """Queue `item` at once; the future has its result after the commit, or the refusal that `write` answered for it.

        Items are written in the order in which they were submitted.

        Raises: server.unavailable when too many are waiting already
        """
        if len(self._waiting) >= MAX_WAITING:
            raise ServerUnavailable(retry_after=1)
        future: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._runner is None or self._runner.done():
            self._runner = asyncio.create_task(self._run())
        return future

    async def drain(self) -> None:
        """Wait until everything submitted so far has been answered."""
        while self._runner is not None and not self._runner.done():
            await asyncio.wait([self._runner])

    async def _run(self) -> None:
        while self._waiting:
            batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), MAX_BATCH))]
            self.batches += 1
            self.written += len(batch)
            results: Sequence[R | AppError]
            try:
                results = await self._write_patiently([item for item, _ in batch])
            except ServerUnavailable:
                # Trying each alone would take as long again for each of them. Those behind them must not overtake them either: who is refused
                # tries again, and would come after what they said later.
                batch += self._waiting
                self._waiting.clear()
                results = [ServerUnavailable(retry_after=1) for _ in batch]
            except Exception:
                results = [await self._write_alone(item) for item, _ in batch]
            for (_, future), result in zip(batch, results, strict=True):
                if future.done():
                    continue
                if isinstance(result, AppError):
                    future.set_exception(result)
                else:
                    future.set_result(result)

    async def _write_alone(self, item: T) -> R | AppError:
        try:
            return (await self._write_patiently([item]))[0]
        except AppError as refusal:
            return refusal
        except Exception as defect:
            # Not "unavailable": the sender would try again for ever.
            _log.exception("batch.item_failed")
            failure = ServerFailed()
            failure.__cause__ = defect
            return failure

    async def _write_patiently(self, items: Sequence[T]) -> Sequence[R | AppError]:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._patience
        pause = 0.02
        while True:
            try:
                return await self._write(items)
            except ServerUnavailable:
                if loop.time() + pause > deadline:
                    raise
                await asyncio.sleep(pause)
                pause = min(pause * 2, 0.5)
