"""The bus over NATS: the same port as `LocalBus`, for several processes and several machines."""

import asyncio
import contextlib
import itertools
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field

import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.errors import Error as NatsError
from nats.errors import SlowConsumerError

from parley.ground import metrics
from parley.ground.bus import Receiver
from parley.ground.ids import new_id

# Subjects of ours begin with this, so that a NATS may be shared.
_PREFIX = "parley."
_START_SECONDS = 30
_RECONNECT_SECONDS = 1
_PING_SECONDS = 10
_FLUSH_SECONDS = 2
_CONFIRM_SECONDS = 2
# Bytes waiting to go out, while NATS is away or slow. What does not fit is dropped: clients notice by `seq`.
_MAX_OUTGOING = 8 * 1024 * 1024
# Frames waiting for the receivers of one subject. They return at once, so this many only gather when the process is overwhelmed.
_MAX_INCOMING = 10_000
_MAX_INCOMING_BYTES = 16 * 1024 * 1024

_log = structlog.get_logger(__name__)


class BusUnavailable(Exception):
    """NATS does not answer at start. The message names the setting."""


@dataclass
class _Interest:
    receivers: list[Receiver] = field(default_factory=list)
    subscription: Subscription | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class NatsBus:
    """A connection that reconnects for ever, with one subscription per subject that somebody here listens to."""

    def __init__(self, url: str) -> None:
        self._servers = [server.strip() for server in url.split(",")]
        self._client = Client()
        self._interests: dict[str, _Interest] = {}
        self._on_gap: list[Callable[[], None]] = []
        self._stopping = False
        self._echo_subject = f"{_PREFIX}echo.{new_id()}"
        self._echoes: dict[bytes, asyncio.Future[None]] = {}
        self._numbers = itertools.count()

    async def start(self) -> None:
        """Connect, trying for half a minute. Raises: BusUnavailable"""
        try:
            async with asyncio.timeout(_START_SECONDS):
                await self._client.connect(
                    servers=self._servers,
                    name="parley",
                    max_reconnect_attempts=-1,
                    reconnect_time_wait=_RECONNECT_SECONDS,
                    ping_interval=_PING_SECONDS,
                    pending_size=_MAX_OUTGOING,
                    flush_timeout=_FLUSH_SECONDS,
                    error_cb=self._note_error,
                    disconnected_cb=self._note_disconnect,
                    reconnected_cb=self._note_reconnect,
                )
                await self._client.subscribe(self._echo_subject, cb=self._take_echo)
        except (TimeoutError, NatsError, OSError) as error:
            raise BusUnavailable(f"NATS does not answer ({type(error).__name__}). Check --bus-url (PARLEY_BUS_URL).") from error

    async def stop(self) -> None:
        self._stopping = True
        await self._confirm()
        # Fails when NATS is gone already, and is closed nevertheless.
        with contextlib.suppress(NatsError, OSError):
            await self._client.close()
        self._interests.clear()

    async def publish(self, subjects: Iterable[str], payload: bytes) -> None:
        """Hand `payload` to NATS for every subject; dropped and counted when NATS takes no more."""
        for subject in subjects:
            if self._client.pending_data_size > _MAX_OUTGOING:
                metrics.bus_dropped.labels("outgoing").inc()
                continue
            try:
                await self._client.publish(_PREFIX + subject, payload)
            except (NatsError, TimeoutError, OSError):
                # Not logged one by one: that NATS is away has been said already.
                metrics.bus_dropped.labels("outgoing").inc()

    async def subscribe(self, subject: str, receiver: Receiver) -> None:
        """Returns when NATS has the subscription, so that nothing published from then on is missed."""
        interest = self._interests.setdefault(subject, _Interest())
        interest.receivers.append(receiver)
        async with interest.lock:
            if interest.subscription is None:
                interest.subscription = await self._client.subscribe(
                    _PREFIX + subject,
                    cb=self._dispatcher(interest),
                    pending_msgs_limit=_MAX_INCOMING,
                    pending_bytes_limit=_MAX_INCOMING_BYTES,
                )
                await self._confirm()

    async def unsubscribe(self, subject: str, receiver: Receiver) -> None:
        interest = self._interests.get(subject)
        if interest is None or receiver not in interest.receivers:
            return
        interest.receivers.remove(receiver)
        async with interest.lock:
            # Somebody may have come while this one waited for the lock.
            if not interest.receivers and self._interests.get(subject) is interest:
                del self._interests[subject]
                if interest.subscription is not None and not self._client.is_closed:
                    await interest.subscription.unsubscribe()

    def on_gap(self, act: Callable[[], None]) -> None:
        self._on_gap.append(act)

    async def is_ready(self) -> bool:
        return self._client.is_connected

    def _dispatcher(self, interest: _Interest) -> Callable[[Msg], Awaitable[None]]:
        async def dispatch(message: Msg) -> None:
            for receiver in tuple(interest.receivers):
                receiver(message.data)

        return dispatch

    async def _confirm(self) -> None:
        """Wait until NATS has taken everything sent so far; not while it is away, since subscriptions are renewed when it is back.

        A frame to ourselves rather than the client's `flush`: that writes its PING past the commands which still wait in the buffer, so
        that its answer says nothing about them (nats-py 2.16; one subscription in 250 was not there yet).
        """
        if not self._client.is_connected:
            return
        number = str(next(self._numbers)).encode()
        echo = self._echoes[number] = asyncio.get_running_loop().create_future()
        try:
            await self._client.publish(self._echo_subject, number)
            await asyncio.wait_for(echo, _CONFIRM_SECONDS)
        except (NatsError, TimeoutError, OSError) as error:
            _log.warning("bus.unconfirmed", error=type(error).__name__)
        finally:
            del self._echoes[number]

    async def _take_echo(self, message: Msg) -> None:
        echo = self._echoes.get(message.data)
        if echo is not None and not echo.done():
            echo.set_result(None)

    async def _note_error(self, error: Exception) -> None:
        if isinstance(error, SlowConsumerError):
            metrics.bus_dropped.labels("incoming").inc()
        # While it is away each attempt to reconnect fails; that it is away has been said.
        if self._client.is_connected:
            _log.warning("bus.error", error=type(error).__name__)

    async def _note_disconnect(self) -> None:
        if not self._stopping:
            _log.warning("bus.disconnected")

    async def _note_reconnect(self) -> None:
        _log.info("bus.reconnected")
        for act in self._on_gap:
            act()
