"""Somebody with an outbox and a copy of each room's log, following the rules of `docs/wire.md`."""

import asyncio
import contextlib
import random
from collections import deque
from typing import Any, NamedTuple

import httpx
import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidHandshake, WebSocketException

from parley.ground.ids import new_id

IN_FLIGHT = 4
_PAGE = 200
_ATTEMPTS = 300
_UNREACHABLE = (OSError, InvalidHandshake, WebSocketException, EOFError, TimeoutError)


class Message(NamedTuple):
    """A message in the outbox."""

    room_id: str
    client_id: str
    text: str


class Acknowledged(NamedTuple):
    """What the server has promised to keep."""

    room_id: str
    client_id: str
    seq: int
    id: str


class Person:
    """One account with one socket. `run` sends and listens until told to stop; `settle` then waits until everything is acknowledged."""

    def __init__(self, account_id: str, token: str, port: int, chance: random.Random) -> None:
        self.account_id = account_id
        self._port = port
        self._chance = chance
        self._headers = {"Authorization": f"Bearer {token}"}
        self._outbox: deque[Message] = deque()
        self._on_the_wire: deque[Message] = deque()
        self._connection: ClientConnection | None = None
        self.room_ids: list[str] = []
        self.sent: list[Message] = []
        self.acknowledged: list[Acknowledged] = []
        self.copies: dict[str, list[dict[str, Any]]] = {}
        self.refusals: list[str] = []
        self.is_writing = True
        self.connections = 0
        self.resent = 0
        self.received_live = 0

    @property
    def is_settled(self) -> bool:
        return not self._outbox and not self._on_the_wire

    def cut(self) -> None:
        """The network between this person and the server breaks, without goodbye."""
        if self._connection is not None:
            self._connection.transport.abort()

    async def run(self) -> None:
        """Connect, catch up, send, listen; again whenever the connection is lost."""
        while True:
            with contextlib.suppress(*_UNREACHABLE):
                async with connect(
                    f"ws://127.0.0.1:{self._port}/api/v1/live",
                    additional_headers=self._headers,
                    compression=None,
                    open_timeout=5,
                    ping_interval=None,
                ) as connection:
                    self._connection = connection
                    self.connections += 1
                    await self._be_connected(connection)
            self._connection = None
            await asyncio.sleep(self._chance.uniform(0.02, 0.15))

    async def _be_connected(self, connection: ClientConnection) -> None:
        # What was on the wire may or may not have arrived: it goes first again, in its order.
        self.resent += len(self._on_the_wire)
        self._outbox.extendleft(reversed(self._on_the_wire))
        self._on_the_wire.clear()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._listen(connection))
            writing = tasks.create_task(self._write(connection))
            await connection.wait_closed()
            writing.cancel()

    async def _write(self, connection: ClientConnection) -> None:
        while True:
            while len(self._on_the_wire) < IN_FLIGHT and (message := self._next_message()) is not None:
                self._on_the_wire.append(message)
                frame = {"type": "message.send", "request_id": message.client_id, **message._asdict()}
                await self._send(connection, frame)
            if self._chance.random() < 0.1:
                await self._read_something(connection)
            await asyncio.sleep(self._chance.uniform(0.0, 0.01))

    async def _send(self, connection: ClientConnection, frame: dict[str, Any]) -> None:
        with contextlib.suppress(WebSocketException):
            await connection.send(msgspec.json.encode(frame).decode())

    def _next_message(self) -> Message | None:
        if self._outbox:
            return self._outbox.popleft()
        if not self.is_writing:
            return None
        message = Message(self._chance.choice(self.room_ids), new_id(), self._words())
        self.sent.append(message)
        return message

    def _words(self) -> str:
        text = f'Message {len(self.sent)}: "quoted", \\ and é, ' + "on and on " * self._chance.randrange(12)
        return text if self._chance.random() < 0.9 else f"[@Somebody](parley:account/{self.account_id}) {text}"

    async def _read_something(self, connection: ClientConnection) -> None:
        room_id = self._chance.choice(self.room_ids)
        if copy := self.copies.get(room_id):
            await self._send(connection, {"type": "read", "room_id": room_id, "seq": copy[-1]["seq"]})

    async def _listen(self, connection: ClientConnection) -> None:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{self._port}/api/v1", headers=self._headers) as http:
            with contextlib.suppress(WebSocketException):
                async for text in connection:
                    await self._take(msgspec.json.decode(text), http)

    async def _take(self, frame: dict[str, Any], http: httpx.AsyncClient) -> None:
        match frame["type"]:
            case "ready":
                for room_id in self.room_ids:
                    await self._catch_up(room_id, http)
            case "entry":
                entry = frame["entry"]
                last = len(self.copies.setdefault(entry["room_id"], []))
                if entry["seq"] == last + 1:
                    self.copies[entry["room_id"]].append(entry)
                    self.received_live += 1
                elif entry["seq"] > last + 1:
                    await self._catch_up(entry["room_id"], http)
            case "ack":
                self._settle(frame["request_id"])
                self.acknowledged.append(Acknowledged(frame["room_id"], frame["request_id"], frame["seq"], frame["id"]))
            case "error" if frame["code"] == "server.unavailable":
                # The real client tries again: with everything from this one on, so that the order stays.
                self.cut()
            case "error":
                self.refusals.append(frame["code"])
                self._settle(frame.get("request_id"))

    def _settle(self, client_id: str | None) -> None:
        self._on_the_wire = deque(message for message in self._on_the_wire if message.client_id != client_id)

    async def catch_up(self) -> None:
        """Fetch what is missing of every room."""
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{self._port}/api/v1", headers=self._headers) as http:
            for room_id in self.room_ids:
                await self._catch_up(room_id, http)

    async def _catch_up(self, room_id: str, http: httpx.AsyncClient) -> None:
        copy = self.copies.setdefault(room_id, [])
        with contextlib.suppress(httpx.HTTPError):
            while True:
                answer = await http.get(f"/rooms/{room_id}/entries", params={"after_seq": len(copy), "limit": _PAGE})
                if answer.status_code != 200:
                    return
                page = answer.json()
                copy.extend(entry for entry in page["items"] if entry["seq"] > len(copy))
                if len(copy) >= page["head_seq"]:
                    return

    async def fetch(self, path: str, **parameters: Any) -> Any:
        """An answer of the API, as this person, once there is one."""
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{self._port}/api/v1", headers=self._headers) as http:
            for _ in range(_ATTEMPTS):
                with contextlib.suppress(httpx.TransportError):
                    answer = await http.get(path, params=parameters)
                    if answer.status_code != 503:
                        answer.raise_for_status()
                        return answer.json()
                await asyncio.sleep(0.1)
        raise TimeoutError(f"no answer to {path}")
