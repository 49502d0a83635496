import asyncio
import os
import signal
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from parley.ground import metrics, nats
from parley.ground.nats import BusUnavailable, NatsBus
from parley.ground.nats_server import NatsServer
from parley.ground.supervise import supervise


@pytest_asyncio.fixture
async def server() -> AsyncIterator[NatsServer]:
    running = NatsServer()
    await running.restart()
    yield running
    running.stop()


@pytest_asyncio.fixture
async def buses(server: NatsServer) -> AsyncIterator[tuple[NatsBus, NatsBus]]:
    """As two processes have them."""
    pair = (NatsBus(server.url), NatsBus(server.url))
    for bus in pair:
        await bus.start()
    yield pair
    for bus in pair:
        await bus.stop()


class Mailbox:
    """Keeps what it receives and can wait for a number of frames."""

    def __init__(self) -> None:
        self.frames: list[bytes] = []
        self._arrival = asyncio.Event()

    def __call__(self, payload: bytes) -> None:
        self.frames.append(payload)
        self._arrival.set()

    async def wait_for(self, count: int) -> list[bytes]:
        while len(self.frames) < count:
            self._arrival.clear()
            await self._arrival.wait()
        return self.frames


async def test_frames_reach_the_other_process_in_order(buses: tuple[NatsBus, NatsBus]) -> None:
    here, there = buses
    mailbox = Mailbox()
    await there.subscribe("account.1", mailbox)
    for number in range(200):
        await here.publish(["account.1", "account.2"], str(number).encode())
    assert await mailbox.wait_for(200) == [str(number).encode() for number in range(200)]


async def test_a_subscription_counts_from_its_return_on(buses: tuple[NatsBus, NatsBus]) -> None:
    here, there = buses
    for number in range(50):
        mailbox = Mailbox()
        await there.subscribe(f"account.{number}", mailbox)
        await here.publish([f"account.{number}"], b"first")
        assert await mailbox.wait_for(1) == [b"first"]


async def test_each_receiver_of_a_subject_gets_each_frame_until_it_leaves(buses: tuple[NatsBus, NatsBus]) -> None:
    here, there = buses
    stays, leaves = Mailbox(), Mailbox()
    await asyncio.gather(there.subscribe("account.1", stays), there.subscribe("account.1", leaves))
    await here.publish(["account.1"], b"one")
    await asyncio.gather(stays.wait_for(1), leaves.wait_for(1))
    await there.unsubscribe("account.1", leaves)
    await here.publish(["account.1"], b"two")
    assert await stays.wait_for(2) == [b"one", b"two"]
    assert leaves.frames == [b"one"]
    await there.unsubscribe("account.1", stays)
    assert there._interests == {}


async def test_a_killed_server_comes_back_with_its_subscriptions_and_says_that_there_was_a_gap(
    server: NatsServer, buses: tuple[NatsBus, NatsBus]
) -> None:
    here, there = buses
    mailbox, gaps = Mailbox(), Mailbox()
    await there.subscribe("account.1", mailbox)
    there.on_gap(lambda: gaps(b"gap"))
    guard = asyncio.create_task(supervise(server))
    try:
        assert server.pid is not None
        os.kill(server.pid, signal.SIGKILL)
        while await there.is_ready():
            await asyncio.sleep(0.01)
        # Publishing while it is away neither waits nor raises.
        await here.publish(["account.1"], b"meanwhile")
        await gaps.wait_for(1)
        while not await here.is_ready():
            await asyncio.sleep(0.01)
        await here.publish(["account.1"], b"afterwards")
        while b"afterwards" not in await mailbox.wait_for(len(mailbox.frames) + 1):
            pass
    finally:
        guard.cancel()


async def test_publishing_more_than_fits_while_the_server_is_away_is_dropped(
    server: NatsServer, buses: tuple[NatsBus, NatsBus], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, _ = buses
    server.stop()
    while await here.is_ready():
        await asyncio.sleep(0.01)
    dropped = metrics.bus_dropped.labels("outgoing")
    before = dropped._value.get()
    for _number in range(20):
        await here.publish(["account.1"], b"x" * 1_000_000)
    assert dropped._value.get() - before >= 10
    assert here._client.pending_data_size <= nats._MAX_OUTGOING + 1_100_000


async def test_a_stranger_without_the_token_is_not_let_in(server: NatsServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nats, "_START_SECONDS", 0.5)
    stranger = NatsBus(f"nats://127.0.0.1:{server.url.rpartition(':')[2]}")
    with pytest.raises(BusUnavailable, match="Check --bus-url"):
        await stranger.start()


async def test_a_bus_that_is_not_there_is_named_at_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nats, "_START_SECONDS", 0.3)
    with pytest.raises(BusUnavailable, match="NATS does not answer"):
        await NatsBus("nats://127.0.0.1:1").start()
