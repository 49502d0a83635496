"""Senders and listeners that behave as the real client does when the server dies under them: they come back, send again, and catch up by `seq`."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

IN_FLIGHT = 4
PAGE = 200
LOST = (OSError, WebSocketException, httpx.HTTPError, TimeoutError)


class Person:
    """Somebody with an API token."""

    def __init__(self, origin: str, account_id: str, token: str) -> None:
        self.origin = origin
        self.account_id = account_id
        self.headers = {"Authorization": f"Bearer {token}"}

    def api(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=f"{self.origin}/api/v1", headers=self.headers, timeout=20)

    @asynccontextmanager
    async def socket(self) -> AsyncIterator[ClientConnection]:
        """An open socket. On leaving it is dropped without a farewell, as by a browser that is closed."""
        address = self.origin.replace("http", "ws", 1) + "/api/v1/live"
        opened = await connect(address, additional_headers=self.headers, compression=None, open_timeout=10, ping_interval=None)
        try:
            yield opened
        finally:
            opened.transport.abort()


async def sign_up(origin: str, number: int) -> Person:
    async with httpx.AsyncClient(base_url=f"{origin}/api/v1", timeout=30) as client:
        wanted = {
            "email": f"person{number}@example.com",
            "password": "a quiet harbour at dawn",
            "display_name": f"Person {number}",
        }
        made = (await client.post("/accounts", json=wanted)).raise_for_status().json()
        headers = {"X-CSRF-Token": client.cookies["parley_csrf"]}
        token = (await client.post("/tokens", json={"name": "load"}, headers=headers)).raise_for_status().json()["token"]
    return Person(origin, made["id"], token)


class Sender:
    """Keeps four messages in flight, each with its own `client_id`, and sends again whatever was not acknowledged."""

    def __init__(self, person: Person, room_id: str) -> None:
        self.person, self.room_id = person, room_id
        self.acknowledged: dict[str, tuple[int, str]] = {}
        self.refused: list[Any] = []
        self.resent = 0
        self._waiting: dict[str, str] = {}
        self._number = 0
        self._finishing = False

    def finish(self) -> None:
        """Send nothing new; `run` ends when all is acknowledged."""
        self._finishing = True

    async def run(self) -> None:
        while not (self._finishing and not self._waiting):
            with contextlib.suppress(*LOST):
                async with self.person.socket() as socket:
                    await self._talk(socket)
            await asyncio.sleep(0.05)

    async def _talk(self, socket: ClientConnection) -> None:
        self.resent += len(self._waiting)
        for client_id, text in self._waiting.items():
            await self._send(socket, client_id, text)
        while True:
            while len(self._waiting) < IN_FLIGHT and not self._finishing:
                self._number += 1
                client_id = f"{self.person.account_id}.{self._number}"
                self._waiting[client_id] = f"Message {self._number}"
                await self._send(socket, client_id, self._waiting[client_id])
            if not self._waiting:
                return
            async with asyncio.timeout(15):
                frame = json.loads(await socket.recv())
            if frame["type"] == "ack":
                self._waiting.pop(frame["request_id"], None)
                self.acknowledged[frame["request_id"]] = (frame["seq"], frame["id"])
            elif frame["type"] == "error" and frame["code"] != "server.unavailable":
                self.refused.append(frame)
            elif frame["type"] == "error":
                await asyncio.sleep(0.05)
                await self._send(socket, frame["request_id"], self._waiting[frame["request_id"]])

    async def _send(self, socket: ClientConnection, client_id: str, text: str) -> None:
        frame = {"type": "message.send", "request_id": client_id, "room_id": self.room_id, "client_id": client_id, "text": text}
        await socket.send(json.dumps(frame))


class Listener:
    """Holds a room's log as it arrives; a gap, and every return, is filled by fetching what comes after the last entry held."""

    def __init__(self, person: Person, room_id: str) -> None:
        self.person, self.room_id = person, room_id
        self.entries: list[Any] = []
        self.live = 0

    async def run(self) -> None:
        while True:
            with contextlib.suppress(*LOST):
                async with self.person.socket() as socket:
                    await self.catch_up()
                    async for text in socket:
                        await self._take(json.loads(text))
            await asyncio.sleep(0.05)

    async def _take(self, frame: Any) -> None:
        if frame["type"] != "entry" or frame["entry"]["room_id"] != self.room_id:
            return
        last = self.entries[-1]["seq"] if self.entries else 0
        if frame["entry"]["seq"] == last + 1:
            self.entries.append(frame["entry"])
            self.live += 1
        elif frame["entry"]["seq"] > last + 1:
            await self.catch_up()

    async def catch_up(self) -> None:
        async with self.person.api() as api:
            while True:
                last = self.entries[-1]["seq"] if self.entries else 0
                path = f"/rooms/{self.room_id}/entries"
                page = (await api.get(path, params={"after_seq": last, "limit": PAGE})).raise_for_status().json()
                self.entries.extend(page["items"])
                if not page["items"]:
                    return
