"""Requests over kept-alive connections, each sent when the one before it on its connection is answered. Runs as a process of its own."""

import asyncio
import sys
import time
from array import array
from typing import cast

import msgspec
import uvloop

from bench.generator import percentiles


class HttpLoad(msgspec.Struct):
    """`paths` are asked for in turn on `connections` connections at once."""

    host: str
    port: int
    token: str
    paths: list[str]
    connections: int
    seconds: float
    warm_up_seconds: float


class HttpResult(msgspec.Struct):
    """Requests answered with 200 in the measured window, and how long they took in milliseconds (p50, p90, p99, longest)."""

    seconds: float
    answered: int
    failed: int
    took_ms: list[float]
    body_bytes: int


class _Connection(asyncio.Protocol):
    def __init__(self, owner: "_Run") -> None:
        self._owner = owner
        self._received = b""
        self._expected = 0
        self._sent_at = 0.0
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._ask()

    def _ask(self) -> None:
        self._received, self._expected = b"", 0
        self._sent_at = time.perf_counter()
        self._transport.write(self._owner.next_request())

    def data_received(self, data: bytes) -> None:
        self._received += data
        if not self._expected:
            end = self._received.find(b"\r\n\r\n")
            if end < 0:
                return
            head = self._received[:end].lower()
            length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
            self._expected = end + 4 + length
        if len(self._received) >= self._expected:
            ok = self._received.startswith(b"HTTP/1.1 200")
            self._owner.answered(time.perf_counter() - self._sent_at, len(self._received), ok=ok)
            if not self._owner.is_over:
                self._ask()


class _Run:
    def __init__(self, load: HttpLoad) -> None:
        head = (
            f"HTTP/1.1\r\nHost: {load.host}:{load.port}\r\nAuthorization: Bearer {load.token}\r\nAccept: application/json\r\n\r\n"
        )
        self._requests = [f"GET {path} {head}".encode() for path in load.paths]
        self._next = 0
        self.is_open = False
        self.is_over = False
        self.times = array("d")
        self.failed = 0
        self.size = 0

    def next_request(self) -> bytes:
        self._next = (self._next + 1) % len(self._requests)
        return self._requests[self._next]

    def answered(self, seconds: float, size: int, *, ok: bool) -> None:
        if not ok:
            self.failed += 1
        elif self.is_open:
            self.times.append(seconds)
            self.size = size


async def run(load: HttpLoad) -> HttpResult:
    going = _Run(load)
    loop = asyncio.get_running_loop()
    for _ in range(load.connections):
        await loop.create_connection(lambda: _Connection(going), load.host, load.port)
    await asyncio.sleep(load.warm_up_seconds)
    going.is_open = True
    began = time.perf_counter()
    await asyncio.sleep(load.seconds)
    going.is_open, going.is_over = False, True
    seconds = time.perf_counter() - began
    return HttpResult(seconds, len(going.times), going.failed, percentiles(going.times), going.size)


def main() -> None:
    load = msgspec.json.decode(sys.stdin.buffer.read(), type=HttpLoad)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        result = runner.run(run(load))
    sys.stdout.write(msgspec.json.encode(result).decode() + "\n")


if __name__ == "__main__":
    main()
