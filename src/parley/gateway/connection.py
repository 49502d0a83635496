"""One open socket: a bounded queue out, checked frames in."""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import msgspec
import structlog

from parley.gateway import frames
from parley.ground.db.work import Work
from parley.ground.errors import AppError, RequestMalformed, ServerFailed
from parley.ground.limits import Limit, RateLimits
from parley.identity.model import Viewer
from parley.messages import service as messages
from parley.messages.model import NewMessage, Sent
from parley.presence import service as presence
from parley.rooms import service as rooms

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]

# A reader that is this far behind will sooner catch up by fetching than by reading on.
MAX_QUEUED_FRAMES = 2_000
MAX_QUEUED_BYTES = 4 * 1024 * 1024
# Sends waiting for their commit on one connection; beyond that its frames are read no further until some are answered.
MAX_IN_FLIGHT = 256
# Frames that are not what the contract says, before the connection is closed.
MAX_BAD_FRAMES = 20

SENDS = Limit("socket.send", burst=120, per_minute=600)
SIGNALS = Limit("socket.signal", burst=120, per_minute=600)

_decode: Callable[[str], frames.ClientFrame] = msgspec.json.Decoder(frames.ClientFrame).decode
_encode = msgspec.json.Encoder().encode
_log = structlog.get_logger(__name__)


KNOWN_TYPES = frozenset(str(kind.__struct_config__.tag) for kind in (frames.MessageSend, frames.Read, frames.Typing, frames.Ping))


class Connection:
    """A socket of one viewer. `enqueue` never waits; `run` lives until the socket is closed by either side."""

    def __init__(self, viewer: Viewer, work: Work, limits: RateLimits, receive: Receive, send: Send) -> None:
        self.viewer = viewer
        self._work = work
        self._limits = limits
        self._receive = receive
        self._send = send
        self._queue: deque[bytes] = deque()
        self._queued_bytes = 0
        self._wake = asyncio.Event()
        self._room_to_send = asyncio.Event()
        self._room_to_send.set()
        self._in_flight = 0
        self._bad_frames = 0
        self._closing: tuple[int, str] | None = None

    def enqueue(self, payload: bytes) -> None:
        """Queue an encoded frame. A queue that is full closes the connection: the client comes back and catches up by `seq`."""
        if self._closing is not None:
            return
        self._queued_bytes += len(payload)
        if len(self._queue) >= MAX_QUEUED_FRAMES or self._queued_bytes > MAX_QUEUED_BYTES:
            self.close(frames.CLOSE_TOO_SLOW, "reads too slowly")
            return
        self._queue.append(payload)
        self._wake.set()

    def close(self, code: int, reason: str) -> None:
        """Close at once; what is still queued is dropped."""
        if self._closing is None:
            self._closing = (code, reason)
            self._queue.clear()
            self._wake.set()
            self._room_to_send.set()

    async def run(self) -> None:
        reader = asyncio.create_task(self._read())
        try:
            await self._write(reader)
        finally:
            self._closing = self._closing or (frames.CLOSE_GOING_AWAY, "")
            reader.cancel()
            await asyncio.gather(reader, return_exceptions=True)

    async def _write(self, reader: "asyncio.Task[None]") -> None:
        reader.add_done_callback(lambda _: self._wake.set())
        while True:
            while self._queue:
                payload = self._queue.popleft()
                self._queued_bytes -= len(payload)
                await self._send({"type": "websocket.send", "text": payload.decode()})
            if self._closing is not None:
                code, reason = self._closing
                await self._send({"type": "websocket.close", "code": code, "reason": reason})
                return
            if reader.done():
                return
            self._wake.clear()
            await self._wake.wait()

    async def _read(self) -> None:
        while self._closing is None:
            event = await self._receive()
            if event["type"] != "websocket.receive":
                return
            text = event.get("text")
            if text is None:
                self.close(frames.CLOSE_PROTOCOL_BROKEN, "text frames only")
                return
            await self._take(text)
            if not self._room_to_send.is_set():
                await self._room_to_send.wait()

    async def _take(self, text: str) -> None:
        request_id = None
        try:
            frame = self._parse(text)
            if isinstance(frame, frames.MessageSend):
                request_id = frame.request_id
                self._send_message(frame)
            elif isinstance(frame, frames.Ping):
                self.enqueue(_encode(frames.Pong()))
            elif frame is not None:
                self._limits.spend(SIGNALS, self.viewer.account_id)
                await self._signal(frame)
        except AppError as error:
            self._refuse(error, request_id)
        except Exception as failure:
            _log.exception("socket.frame_failed", error=type(failure).__name__)
            self._refuse(ServerFailed(), request_id)

    async def _signal(self, frame: frames.Read | frames.Typing) -> None:
        if isinstance(frame, frames.Read):
            async with self._work.writing() as uow:
                await rooms.mark_read(uow, frame.room_id, self.viewer, frame.seq)
        else:
            async with self._work.announcing() as uow:
                await presence.type_in(uow, frame.room_id, self.viewer)

    def _parse(self, text: str) -> frames.ClientFrame | None:
        """The frame, or None after answering why it is none."""
        if len(text) > frames.MAX_FRAME_BYTES or (not text.isascii() and len(text.encode()) > frames.MAX_FRAME_BYTES):
            self.close(frames.CLOSE_PROTOCOL_BROKEN, "frame over 64 KiB")
            return None
        try:
            return _decode(text)
        except (msgspec.MsgspecError, UnicodeEncodeError) as error:
            self._bad_frames += 1
            if self._bad_frames > MAX_BAD_FRAMES:
                self.close(frames.CLOSE_PROTOCOL_BROKEN, "too many malformed frames")
                return None
            self._explain(text, error)
            return None

    def _explain(self, text: str, error: Exception) -> None:
        # The standard parser also reads what ours refuses to, such as half of a character, so that the sender learns which frame it was.
        try:
            frame = json.loads(text)
        except (ValueError, RecursionError):
            frame = None
        if not isinstance(frame, dict):
            self.close(frames.CLOSE_PROTOCOL_BROKEN, "frames are JSON objects")
            return
        request_id = frame.get("request_id")
        if not isinstance(request_id, str) or not request_id.isascii():
            request_id = None
        if frame.get("type") not in KNOWN_TYPES:
            detail = f"There is no frame of this type. A client may send {', '.join(sorted(KNOWN_TYPES))}."
            self._refuse(RequestMalformed(detail), request_id)
        else:
            self._refuse(RequestMalformed(f"The frame is not as it should be: {error}"), request_id)

    def _send_message(self, frame: frames.MessageSend) -> None:
        self._limits.spend(SENDS, self.viewer.account_id)
        message = NewMessage(frame.client_id, frame.text, frame.reply_to_seq)
        future = messages.send(self._work, frame.room_id, self.viewer, message)
        self._in_flight += 1
        if self._in_flight >= MAX_IN_FLIGHT:
            self._room_to_send.clear()
        future.add_done_callback(partial(self._answer, frame.request_id))

    def _answer(self, request_id: str, future: "asyncio.Future[Sent]") -> None:
        self._in_flight -= 1
        self._room_to_send.set()
        error = None if future.cancelled() else future.exception()
        if isinstance(error, AppError):
            self._refuse(error, request_id)
        elif error is None and not future.cancelled():
            entry = future.result().entry
            self.enqueue(_encode(frames.Ack(request_id, entry.room_id, entry.seq, entry.id)))
        else:
            self._refuse(ServerFailed(), request_id)

    def _refuse(self, error: AppError, request_id: str | None) -> None:
        self.enqueue(_encode(frames.Refusal(error.code, error.detail, request_id, error.fields, error.retry_after)))
