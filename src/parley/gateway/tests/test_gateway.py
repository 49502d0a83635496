"""When the gateway closes a socket that has done nothing wrong."""

import asyncio
from collections.abc import Callable

import pytest

from parley.gateway import frames
from parley.ground.bus import LocalBus
from parley.testing.api import NewPerson
from parley.testing.live import Live


class LossyBus(LocalBus):
    """A bus that can say that it lost frames, as the one over NATS does after an outage."""

    def __init__(self) -> None:
        super().__init__()
        self.acts: list[Callable[[], None]] = []

    def on_gap(self, act: Callable[[], None]) -> None:
        self.acts.append(act)


class TestGaps:
    @pytest.fixture
    def bus(self) -> LossyBus:
        return LossyBus()

    async def test_when_the_bus_lost_frames_clients_are_sent_away_to_catch_up(
        self, live: Live, new_person: NewPerson, bus: LossyBus
    ) -> None:
        async with live.socket(await new_person("Mara")) as opened:
            await opened.next("ready")
            for act in bus.acts:
                act()
            assert await opened.closed() == frames.CLOSE_TRY_AGAIN


async def test_a_reader_that_is_too_slow_is_closed_with_4008(live: Live, new_person: NewPerson, bus: LocalBus) -> None:
    mara = await new_person("Mara")
    async with live.socket(mara) as opened:
        await opened.next("ready")
        opened.connection.transport.pause_reading()
        for _ in range(400):
            await bus.publish([f"account.{mara.id}"], b'"' + b"x" * 65_536 + b'"')
            await asyncio.sleep(0)
        opened.connection.transport.resume_reading()
        assert await opened.closed() == frames.CLOSE_TOO_SLOW
