"""The client's side of the live socket with as little work per frame as Python allows: the load generator shares the server's cores.

Frames are recognised by their first bytes and read at fixed offsets. A frame that is not where it should be raises, so that a change of the
wire format fails here rather than being measured wrongly.
"""

import asyncio
import struct
from collections.abc import Callable
from typing import cast

LIVE = "/api/v1/live"
_OPEN_SECONDS = 30.0
_ENTRY_ROOM = len(b'{"type":"entry","entry":{"room_id":"')
_ENTRY_SEQ = _ENTRY_ROOM + 36 + len(b'","seq":')


class LiveClient(asyncio.Protocol):
    """One signed-in socket. `on_frame(buffer, start, stop)` is called with each text frame's place in what was read."""

    def __init__(self, token: str, host: str) -> None:
        self._token = token
        self._host = host
        self._rest = b""
        self._is_open = False
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport
        self.on_frame: Callable[[bytes, int, int], None] = self._ignore
        self.on_lost: Callable[[str], None] = self._ignore_loss

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self.transport.write(
            f"GET {LIVE} HTTP/1.1\r\nHost: {self._host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nAuthorization: Bearer {self._token}\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        if self._rest:
            data = self._rest + data
        at = 0 if self._is_open else self._take_handshake(data)
        end = len(data)
        while end - at >= 2:
            start = at + 2
            length = data[at + 1]
            if length == 126:
                if end - at < 4:
                    break
                start = at + 4
                length = (data[at + 2] << 8) | data[at + 3]
            elif length == 127:
                if end - at < 10:
                    break
                start = at + 10
                (length,) = struct.unpack_from("!Q", data, at + 2)
            stop = start + length
            if stop > end:
                break
            if data[at] == 0x81:
                self.on_frame(data, start, stop)
            else:
                self._control(data[at] & 0x0F, data[start:stop])
            at = stop
        self._rest = data[at:]

    def _take_handshake(self, data: bytes) -> int:
        end = data.find(b"\r\n\r\n")
        if end < 0:
            return 0
        if not data.startswith(b"HTTP/1.1 101"):
            self.opened.set_exception(ConnectionError(data[:200].decode(errors="replace")))
            self.transport.close()
            return len(data)
        self._is_open = True
        self.opened.set_result(None)
        return end + 4

    def _control(self, opcode: int, payload: bytes) -> None:
        if opcode == 9:
            self.transport.write(client_frame(payload, opcode=10))
        elif opcode == 8:
            code = int.from_bytes(payload[:2], "big") if len(payload) >= 2 else 1005
            self.on_lost(f"closed with {code} {payload[2:].decode(errors='replace')}")
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.opened.done():
            self.opened.set_exception(ConnectionError("lost before it opened"))
        self.on_lost(str(exc or "lost"))

    def _ignore(self, _buffer: bytes, _start: int, _stop: int) -> None:
        return

    def _ignore_loss(self, _why: str) -> None:
        return


def client_frame(payload: bytes, *, opcode: int = 1) -> bytes:
    """A masked frame. The key is zero, so that masking costs the generator nothing; the server unmasks it as any other."""
    length = len(payload)
    if length < 126:
        head = bytes((0x80 | opcode, 0x80 | length))
    elif length < 65_536:
        head = struct.pack("!BBH", 0x80 | opcode, 0x80 | 126, length)
    else:
        head = struct.pack("!BBQ", 0x80 | opcode, 0x80 | 127, length)
    return head + b"\0\0\0\0" + payload


def kind_of(buffer: bytes, start: int) -> bytes:
    """The first three letters of a frame's type: `ack`, `ent`, `err`, `rea`."""
    if buffer[start : start + 9] != b'{"type":"':
        raise ValueError(f"a frame of unknown form: {buffer[start : start + 80]!r}")
    return buffer[start + 9 : start + 12]


def entry_seq(buffer: bytes, start: int) -> int:
    """The `seq` of an entry frame."""
    at = start + _ENTRY_SEQ
    if buffer[at - 6 : at] != b'"seq":':
        raise ValueError(f"an entry frame of unknown form: {buffer[start : start + 120]!r}")
    return int(buffer[at : buffer.index(b",", at)])


async def open_live(host: str, port: int, token: str) -> LiveClient:
    """An open socket."""
    loop = asyncio.get_running_loop()
    _, client = await loop.create_connection(lambda: LiveClient(token, f"{host}:{port}"), host, port)
    await asyncio.wait_for(client.opened, _OPEN_SECONDS)
    return client
