"""A real server on a loopback port, and sockets to it."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest_asyncio
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from parley.cli.program import Runtime
from parley.cli.web import make_server
from parley.ground.bus import LocalBus
from parley.ground.clock import FixedClock
from parley.ground.db.work import Work
from parley.ground.settings import GroundSettings, Settings
from parley.main import build_app, wire
from parley.testing.api import ApiClient

PATIENCE_SECONDS = 5


class Live:
    """Opens sockets to the server at `origin`."""

    def __init__(self, port: int) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        self._address = f"ws://127.0.0.1:{port}/api/v1/live"

    @asynccontextmanager
    async def socket(self, client: ApiClient | None = None, **headers: str) -> AsyncIterator["LiveSocket"]:
        """An open socket with the client's cookies; `headers` are sent as they are, `_` in a name stands for a hyphen."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if client is not None:
            given["Cookie"] = "; ".join(f"{cookie.name}={cookie.value}" for cookie in client.cookies.jar)
        async with connect(self._address, additional_headers=given, compression=None, max_size=None) as opened:
            yield LiveSocket(opened)

    async def ready(self, stack: Any, client: ApiClient) -> "LiveSocket":
        """A socket that has said `ready`, closed with the exit stack."""
        opened: LiveSocket = await stack.enter_async_context(self.socket(client))
        assert (await opened.next("ready"))["account_id"] == client.id
        return opened


class LiveSocket:
    """A socket that speaks JSON."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    async def send(self, **frame: Any) -> None:
        await self.connection.send(json.dumps(frame))

    async def next(self, kind: str) -> dict[str, Any]:
        """The next frame of this type; others before it are passed over."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                frame: dict[str, Any] = json.loads(await self.connection.recv())
                if frame["type"] == kind:
                    return frame

    async def until_pong(self) -> list[dict[str, Any]]:
        """Everything that arrives before the answer to a `ping` sent now."""
        await self.send(type="ping")
        found: list[dict[str, Any]] = []
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                frame = json.loads(await self.connection.recv())
                if frame["type"] == "pong":
                    return found
                found.append(frame)

    async def closed(self) -> int:
        """The code that the server closes the socket with."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            with suppress(ConnectionClosed):
                async for _ in self.connection:
                    continue
        code = self.connection.close_code
        assert code is not None
        return code


@pytest_asyncio.fixture
async def live(work: Work, settings: Settings, bus: LocalBus, clock: FixedClock) -> AsyncIterator[Live]:
    """The whole application, served. Clients made by `new_person` share its database and bus."""
    runtime = Runtime(settings=settings, clock=clock, work=work, bus=bus)
    wire(runtime)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    started = asyncio.Event()
    server: uvicorn.Server = make_server(build_app(runtime), settings.of(GroundSettings), started.set)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    await started.wait()
    yield Live(listening.getsockname()[1])
    server.should_exit = True
    await serving
