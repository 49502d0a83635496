"""Units of work: one transaction, and what is to be announced once it is committed."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Any, TypeVar

import msgspec
import psycopg
import structlog
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from parley.ground.bus import Bus
from parley.ground.clock import Clock
from parley.ground.db.connection import Connection, configure, configure_for_batches
from parley.ground.errors import ServerUnavailable
from parley.ground.settings import G, Settings

P = TypeVar("P")
E = TypeVar("E", bound=msgspec.Struct)

_encode = msgspec.json.Encoder().encode
_log = structlog.get_logger(__name__)


# Seconds between attempts to connect while the database is away.
_FIRST_PATIENCE = 0.05
_LONGEST_PATIENCE = 1.0


class Ports:
    """Answers from above that lower floors may ask for, by their protocol type. Wired once in `main`."""

    def __init__(self) -> None:
        self._answers: dict[type, Any] = {}

    def wire(self, port: type[P], answer: P) -> None:
        self._answers[port] = answer

    def get(self, port: type[P]) -> P:
        answer: P = self._answers[port]
        return answer


class UnitOfWork:
    """What one request works with: the connection, one instant, the settings, the ports, and the announcements to come.

    Services record announcements with `announce`; they leave only after the commit, and not at all after a rollback. Services never commit.
    """

    def __init__(self, conn: Connection, clock: Clock, settings: Settings, ports: Ports) -> None:
        self.conn = conn
        self.clock = clock
        self.ports = ports
        self._settings = settings
        self._announcements: list[tuple[tuple[str, ...], msgspec.Struct]] = []
        self._events: list[msgspec.Struct] = []

    def now(self) -> datetime:
        return self.clock.now()

    def settings(self, group: type[G]) -> G:
        return self._settings.of(group)

    def announce(self, account_ids: Iterable[str], frame: msgspec.Struct) -> None:
        """Send `frame` to every live connection of these accounts after the commit."""
        self._announcements.append((tuple([f"account.{account_id}" for account_id in account_ids]), frame))

    def signal(self, subject: str, frame: msgspec.Struct) -> None:
        """Send `frame` to one subject of the bus that is not an account, after the commit."""
        self._announcements.append(((subject,), frame))

    def emit(self, event: msgspec.Struct) -> None:
        """Tell whoever listens to this type of event, after the commit, in this process.

        It is told at most once: what must not be missed is a job, or reads the log.
        """
        self._events.append(event)

    @property
    def events(self) -> Sequence[msgspec.Struct]:
        return self._events

    async def deliver(self, bus: Bus) -> None:
        """Send what was announced. Called by `Work` after the commit."""
        for subjects, frame in self._announcements:
            await bus.publish(subjects, _encode(frame))


def _make_pool(
    database_url: str, prepare: Callable[[psycopg.AsyncConnection[Any]], Awaitable[None]], *, least: int, most: int
) -> AsyncConnectionPool[Any]:
    return AsyncConnectionPool(
        database_url,
        min_size=least,
        max_size=most,
        open=False,
        configure=prepare,
        timeout=5,
        reconnect_timeout=0,
        kwargs={"connect_timeout": 5},
    )


class Work:
    """Opens units of work on a pool of connections."""

    def __init__(self, database_url: str, *, bus: Bus, clock: Clock, settings: Settings, connections: int = 12) -> None:
        self.bus = bus
        self.clock = clock
        self.settings = settings
        self.ports = Ports()
        self._listeners: dict[type, list[Callable[[Work, Any], Awaitable[None]]]] = {}
        self._renewal: asyncio.Task[None] | None = None
        self._pool = _make_pool(database_url, configure, least=2, most=connections)
        # Batches go one after the other, each over the connection of the one before, whose server process has everything at hand; and they
        # never wait for one that somebody else holds.
        self._batch_pool = _make_pool(database_url, configure_for_batches, least=1, most=1)

    @property
    def pool(self) -> AsyncConnectionPool[Any]:
        """The connections, for a library that runs statements of its own on them."""
        return self._pool

    async def open(self) -> None:
        await self._pool.open(wait=True, timeout=30)
        await self._batch_pool.open(wait=True, timeout=30)

    async def close(self) -> None:
        if self._renewal is not None:
            self._renewal.cancel()
        await self._batch_pool.close()
        await self._pool.close()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[UnitOfWork]:
        """One transaction, committed on leaving, rolled back on an exception; then the announcements.

        Raises: server.unavailable when the database does not answer (also during the commit: whether it took place is then unknown)
        """
        async with self._connection() as conn:
            uow = UnitOfWork(conn, self.clock, self.settings, self.ports)
            async with conn.transaction():
                yield uow
        await self._after_commit(uow)

    @asynccontextmanager
    async def writing_pipelined(self) -> AsyncIterator[UnitOfWork]:
        """As `writing`, but a statement does not wait for the ones before it: only a fetch does, and the commit.

        A batch of messages then takes two round trips instead of five. What fails shows at the next fetch or on leaving, not where it was
        executed; `rowcount` is known only after a fetch; there are no nested transactions.

        Raises: server.unavailable
        """
        async with self._connection(self._batch_pool) as conn, conn.pipeline():
            # A pipeline is a transaction by itself, committed by the `Sync` at its end, with neither begin nor commit to be sent
            # (PostgreSQL, "Pipelining" in the protocol's message flow). So it is the failure that has to be said.
            uow = UnitOfWork(conn, self.clock, self.settings, self.ports)
            try:
                yield uow
            except BaseException:
                await psycopg.AsyncCursor(conn).execute("rollback", prepare=False)
                raise
        await self._after_commit(uow)

    async def _after_commit(self, uow: UnitOfWork) -> None:
        await uow.deliver(self.bus)
        for event in uow.events:
            for listener in self._listeners.get(type(event), ()):
                await self._tell(listener, event)

    def listen(self, event: type[E], listener: "Callable[[Work, E], Awaitable[None]]") -> None:
        """Call `listener` with each committed event of this type. Wired once in `main`."""
        self._listeners.setdefault(event, []).append(listener)

    async def _tell(self, listener: "Callable[[Work, Any], Awaitable[None]]", event: msgspec.Struct) -> None:
        # The command is committed: a listener that fails must not make it look refused.
        try:
            await listener(self, event)
        except Exception as failure:
            _log.error("listener.failed", event_type=type(event).__name__, error=type(failure).__name__)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[UnitOfWork]:
        """Single statements without a transaction: one round trip each. Must not write nor announce.

        Raises: server.unavailable
        """
        async with self._connection() as conn:
            yield UnitOfWork(conn, self.clock, self.settings, self.ports)

    @asynccontextmanager
    async def announcing(self) -> AsyncIterator[UnitOfWork]:
        """As `reading`, and what was announced leaves at the end: for listeners that tell clients what they read.

        Raises: server.unavailable
        """
        async with self.reading() as uow:
            yield uow
        await uow.deliver(self.bus)

    @asynccontextmanager
    async def _connection(self, pool: AsyncConnectionPool[Any] | None = None) -> AsyncIterator[Connection]:
        try:
            async with (pool or self._pool).connection() as conn:
                yield conn
        except (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout) as error:
            _log.warning("database.unreachable", error=type(error).__name__)
            self._renew_connections()
            raise ServerUnavailable(retry_after=1) from error

    def _renew_connections(self) -> None:
        if self._renewal is None or self._renewal.done():
            self._renewal = asyncio.create_task(self._renew())

    async def _renew(self) -> None:
        """When one connection broke the others probably did: replace those, so that not each of them fails somebody's request.

        Then ask until there is a connection again. The pool tries to connect once for each who asks and no more, so that those who wait in it
        would wait until they give up although the database came back at once.
        """
        for pool in (self._batch_pool, self._pool):
            await pool.check()
            patience = _FIRST_PATIENCE
            while not pool.closed:
                with suppress(psycopg.OperationalError):
                    async with pool.connection(timeout=patience):
                        break
                patience = min(patience * 2, _LONGEST_PATIENCE)

    async def is_ready(self) -> bool:
        """Whether the database answers."""
        try:
            async with self._connection() as conn:
                await conn.execute("select 1")
        except ServerUnavailable:
            return False
        return True
