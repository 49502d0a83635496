"""A WebSocket on uvicorn: opened as ASGI says, then text goes straight between the wire and a receiver.

What ASGI asks for each frame, a dictionary, a queue and a task's turn, is spent only on opening and closing.
"""

import asyncio
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Protocol, cast
from urllib.parse import unquote

import structlog
from uvicorn.config import Config
from uvicorn.protocols.utils import get_local_addr, get_remote_addr, is_ssl
from uvicorn.server import ServerState
from websockets.http11 import Request, Response
from websockets.server import ServerProtocol

from parley.gateway import frames
from parley.gateway.framing import CLOSE, PING, PONG, TEXT, FrameReader, FramingBroken, close_frame, frame
from parley.ground import metrics
from parley.ground.errors import AppError

# The name under which an application finds the stream in its scope's `extensions`.
STREAM = "parley.stream"

# A peer that is silent for this long is pinged, and dropped when it is silent for as long again.
PING_SECONDS = 20.0
# How long a peer may take to answer a close before the connection is dropped; what it still sends is not read.
CLOSE_SECONDS = 2.0

_SERVICE_RESTARTS = 1012
_FAILED = 1011
_LOST = 1006

_log = structlog.get_logger(__name__)


class Receiver(Protocol):
    """What reads a stream. Called within the turn of the event loop in which something arrived, so it must return at once."""

    def on_message(self, opcode: int, payload: bytes) -> None: ...

    def on_writable(self) -> None:
        """The peer has read enough for more to be sent, after `is_writable` was False."""
        ...


class LiveProtocol(asyncio.Protocol):
    """One WebSocket. uvicorn makes it with its own arguments when a request asks for the upgrade (`ws=`)."""

    __slots__ = (
        "_app", "_app_state", "_close_code", "_connections", "_handshake", "_heard", "_is_silent", "_loop", "_reader", "_receiver",
        "_response", "_tasks", "_timer", "_transport", "closed", "is_closing", "is_writable",
    )  # fmt: skip

    def __init__(
        self, config: Config, server_state: ServerState, app_state: dict[str, Any], _loop: asyncio.AbstractEventLoop | None = None
    ) -> None:
        self._loop = _loop or asyncio.get_running_loop()
        self._app = config.loaded_app
        self._app_state = app_state
        self._connections: set[Any] = server_state.connections
        self._tasks = server_state.tasks
        self._handshake: ServerProtocol | None = ServerProtocol()
        self._response: Response | None = None
        self._reader: FrameReader | None = None
        self._receiver: Receiver | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport
        self._heard = True
        self._is_silent = False
        self._close_code = _LOST
        self.closed: asyncio.Future[None] = self._loop.create_future()
        self.is_closing = False
        self.is_writable = True

    # What the application does.

    def attach(self, receiver: Receiver) -> None:
        """Hand every message from now on to `receiver`."""
        self._receiver = receiver

    def send_text(self, payload: bytes) -> None:
        """Send a text frame, of UTF-8. While `is_writable` is False the peer does not read: keep what you have, or close."""
        if not self.is_closing:
            self._transport.write(frame(TEXT, payload))

    def close(self, code: int, reason: str) -> None:
        """Say goodbye and end the connection when the peer has answered, or has not in time."""
        if self.is_closing:
            return
        self._transport.write(close_frame(code, reason))
        self._transport.resume_reading()
        self._end(code)

    def pause_reading(self) -> None:
        """Take nothing more from the peer for now: it will wait."""
        if not self.is_closing:
            self._transport.pause_reading()

    def resume_reading(self) -> None:
        if not self.is_closing:
            self._transport.resume_reading()

    # What the transport tells.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._connections.add(self)

    def data_received(self, data: bytes) -> None:
        self._heard = True
        reader = self._reader
        if reader is None:
            if self._handshake is not None:
                self._shake_hands(self._handshake, data)
            return
        try:
            messages = reader.feed(data)
        except FramingBroken as broken:
            self._reader = None
            self.close(frames.CLOSE_PROTOCOL_BROKEN, str(broken))
            return
        for opcode, payload in messages:
            if opcode in {PING, PONG, CLOSE}:
                self._control(opcode, payload)
            elif self._receiver is not None and not self.is_closing:
                self._receiver.on_message(opcode, payload)

    def pause_writing(self) -> None:
        self.is_writable = False

    def resume_writing(self) -> None:
        self.is_writable = True
        if self._receiver is not None:
            self._receiver.on_writable()

    def connection_lost(self, _exc: Exception | None) -> None:
        self.is_closing = True
        self._connections.discard(self)
        if self._timer is not None:
            self._timer.cancel()
        if self._response is not None:
            metrics.sockets_closed.labels(str(self._close_code)).inc()
        self._receiver = None
        if not self.closed.done():
            self.closed.set_result(None)

    def shutdown(self) -> None:
        """The server ends (uvicorn)."""
        if self._response is None:
            self._transport.close()
        else:
            self.close(_SERVICE_RESTARTS, "the server restarts")

    # Opening.

    def _shake_hands(self, handshake: ServerProtocol, data: bytes) -> None:
        handshake.receive_data(data)
        for event in handshake.events_received():
            if isinstance(event, Request):
                response = handshake.accept(event)
                if response.status_code != 101:
                    self._refuse(handshake, response)
                    return
                self._transport.pause_reading()
                task = self._loop.create_task(self._run(self._scope(event), response))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
        if handshake.parser_exc is not None:
            self._transport.close()

    def _scope(self, request: Request) -> dict[str, Any]:
        raw_path, _, query = request.path.partition("?")
        return {
            "type": "websocket",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "scheme": "wss" if is_ssl(self._transport) else "ws",
            "server": get_local_addr(self._transport),
            "client": get_remote_addr(self._transport),
            "root_path": "",
            "path": unquote(raw_path),
            "raw_path": raw_path.encode(),
            "query_string": query.encode(),
            "headers": [
                (name.lower().encode(), value.encode("latin-1", "replace")) for name, value in request.headers.raw_items()
            ],
            "subprotocols": [],
            "state": self._app_state.copy(),
            "extensions": {STREAM: self},
        }

    async def _run(self, scope: dict[str, Any], response: Response) -> None:
        is_connected = False

        async def receive() -> dict[str, Any]:
            nonlocal is_connected
            if not is_connected:
                is_connected = True
                return {"type": "websocket.connect"}
            await asyncio.shield(self.closed)
            return {"type": "websocket.disconnect", "code": self._close_code}

        async def send(message: Mapping[str, Any]) -> None:
            self._send(message, response)

        status = HTTPStatus.INTERNAL_SERVER_ERROR
        try:
            await self._app(cast("Any", scope), cast("Any", receive), cast("Any", send))
        except AppError as refusal:
            status = HTTPStatus(refusal.status)
        except Exception as failure:
            _log.exception("socket.failed", error=type(failure).__name__)
        if self._handshake is not None:
            self._refuse(self._handshake, self._handshake.reject(status, ""))
        self.close(_FAILED, "")

    def _send(self, message: Mapping[str, Any], response: Response) -> None:
        kind, handshake = message["type"], self._handshake
        if kind == "websocket.accept" and handshake is not None:
            self._handshake, self._response = None, response
            handshake.send_response(response)
            self._reader = FrameReader(frames.MAX_FRAME_BYTES)
            if not self._transport.is_closing():
                self._transport.write(b"".join(handshake.data_to_send()))
                self._transport.resume_reading()
                self._timer = self._loop.call_later(PING_SECONDS, self._ask_for_life)
        elif kind == "websocket.close" and handshake is not None:
            self._refuse(handshake, handshake.reject(HTTPStatus.FORBIDDEN, ""))
        elif kind == "websocket.close":
            self.close(message.get("code", 1000), message.get("reason") or "")
        else:
            raise RuntimeError(f"{kind} cannot be sent here: text goes through the stream in `extensions`")

    def _refuse(self, handshake: ServerProtocol, response: Response) -> None:
        handshake.send_response(response)
        self._handshake = None
        self.is_closing = True
        self._transport.write(b"".join(handshake.data_to_send()))
        self._transport.close()

    # Control frames, life and death.

    def _control(self, opcode: int, payload: bytes) -> None:
        if opcode == PING:
            if not self.is_closing:
                self._transport.write(frame(PONG, payload))
        elif opcode == CLOSE:
            if not self.is_closing:
                self._transport.write(frame(CLOSE, payload[:2]))
                self._end(int.from_bytes(payload[:2], "big") if len(payload) >= 2 else 1005)
            self._transport.close()

    def _end(self, code: int) -> None:
        self.is_closing = True
        self._close_code = code
        if self._timer is not None:
            self._timer.cancel()
        # Not `close`, which would wait for a peer that does not read.
        self._timer = self._loop.call_later(CLOSE_SECONDS, self._transport.abort)

    def _ask_for_life(self) -> None:
        if not self._heard and self._is_silent:
            self._transport.abort()
            return
        if not self._heard:
            self._transport.write(frame(PING, b""))
        self._is_silent = not self._heard
        self._heard = False
        self._timer = self._loop.call_later(PING_SECONDS, self._ask_for_life)
