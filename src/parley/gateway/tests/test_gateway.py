"""What the gateway does when nobody asks it to."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from parley.gateway import frames
from parley.gateway.gateway import Gateway
from parley.ground.bus import LocalBus
from parley.ground.db.work import Work
from parley.ground.limits import RateLimits
from parley.identity.model import Viewer
from parley.testing.people import make_person, wire_messaging


class LossyBus(LocalBus):
    """A bus that can say that it lost frames, as the one over NATS does after an outage."""

    def __init__(self) -> None:
        super().__init__()
        self.acts: list[Callable[[], None]] = []

    def on_gap(self, act: Callable[[], None]) -> None:
        self.acts.append(act)


class Wire:
    """The ASGI ends of one socket."""

    def __init__(self) -> None:
        self.sent: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._incoming: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._incoming.put_nowait({"type": "websocket.connect"})

    async def receive(self) -> dict[str, Any]:
        return await self._incoming.get()

    async def send(self, event: Any) -> None:
        await self.sent.put(dict(event))


async def test_when_the_bus_lost_frames_clients_are_sent_away_to_catch_up(work: Work) -> None:
    wire_messaging(work)
    bus = LossyBus()
    work.bus = bus
    viewer = await make_person(work, "Mara")

    async def authenticate(_: Mapping[str, Any]) -> Viewer:
        return viewer

    gateway = Gateway(work, RateLimits(enabled=False), authenticate=authenticate, origin_allowed=lambda _: True)
    await gateway.start()
    wire = Wire()
    serving = asyncio.create_task(gateway({"type": "websocket", "headers": []}, wire.receive, wire.send))
    assert (await wire.sent.get())["type"] == "websocket.accept"
    assert '"ready"' in (await wire.sent.get())["text"]
    for act in bus.acts:
        act()
    closed = await wire.sent.get()
    assert (closed["type"], closed["code"]) == ("websocket.close", frames.CLOSE_TRY_AGAIN)
    await serving
    await gateway.stop()


async def test_a_reader_that_is_too_slow_is_closed_with_4008(work: Work) -> None:
    wire_messaging(work)
    viewer = await make_person(work, "Mara")

    async def authenticate(_: Mapping[str, Any]) -> Viewer:
        return viewer

    gateway = Gateway(work, RateLimits(enabled=False), authenticate=authenticate, origin_allowed=lambda _: True)
    blocked = asyncio.Event()
    wire = Wire()

    async def send(event: Any) -> None:
        await wire.send(event)
        if event["type"] == "websocket.send":
            await blocked.wait()

    serving = asyncio.create_task(gateway({"type": "websocket", "headers": []}, wire.receive, send))
    assert (await wire.sent.get())["type"] == "websocket.accept"
    await wire.sent.get()
    for _ in range(70):
        await work.bus.publish([f"account.{viewer.account_id}"], b"x" * 65_536)
    blocked.set()
    seen = []
    while not seen or seen[-1]["type"] != "websocket.close":
        seen.append(await wire.sent.get())
    assert seen[-1]["code"] == frames.CLOSE_TOO_SLOW
    assert len(seen) <= 2
    await serving
    await gateway.stop()
