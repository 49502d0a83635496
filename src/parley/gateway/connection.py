"""One open socket of a viewer: frames in are checked and handed to a service, frames out are bounded."""

import asyncio
import json
from collections import deque
from collections.abc import Callable
from functools import partial

import msgspec
import structlog

from parley.gateway import frames
from parley.gateway.framing import TEXT
from parley.gateway.protocol import LiveProtocol
from parley.ground import metrics
from parley.ground.db.work import Work
from parley.ground.errors import AppError, RequestMalformed, ServerFailed
from parley.ground.limits import Limit, RateLimits
from parley.identity.model import Viewer
from parley.messages import service as messages
from parley.messages.model import NewMessage, Sent
from parley.presence import service as presence
from parley.rooms import service as rooms

# A reader that is this far behind will sooner catch up by fetching than by reading on.
MAX_QUEUED_FRAMES = 2_000
MAX_QUEUED_BYTES = 4 * 1024 * 1024
# Frames of one connection that wait for the database, sends and signals each; beyond that nothing is read from it until some are done.
MAX_IN_FLIGHT = 256
# Frames that are not what the contract says, before the connection is closed.
MAX_BAD_FRAMES = 20

SENDS = Limit("socket.send", burst=120, per_minute=600)
SIGNALS = Limit("socket.signal", burst=120, per_minute=600)

_decode: Callable[[bytes], frames.ClientFrame] = msgspec.json.Decoder(frames.ClientFrame).decode
_encode = msgspec.json.Encoder().encode
_log = structlog.get_logger(__name__)


_TYPES = {kind: str(kind.__struct_config__.tag) for kind in (frames.MessageSend, frames.Read, frames.Typing, frames.Ping)}
KNOWN_TYPES = frozenset(_TYPES.values())

_received = {kind: metrics.socket_frames.labels("in", name) for kind, name in _TYPES.items()}
_sent = metrics.socket_frames.labels("out", "any")


class Connection:
    """A socket of one viewer. Nothing here waits: what needs the database goes on behind, signals in their order."""

    def __init__(self, viewer: Viewer, work: Work, limits: RateLimits, stream: LiveProtocol) -> None:
        self.viewer = viewer
        self._work = work
        self._limits = limits
        self._stream = stream
        self._queue: deque[bytes] = deque()
        self._queued_bytes = 0
        self._in_flight = 0
        self._signals: deque[frames.Read | frames.Typing | frames.Ping] = deque()
        self._signalling: asyncio.Task[None] | None = None
        self._is_held = False
        self._bad_frames = 0

    async def run(self) -> None:
        """Take frames until the socket is closed by either side."""
        self._stream.attach(self)
        try:
            await self._stream.closed
        finally:
            self._signals.clear()
            self._queue.clear()

    def enqueue(self, payload: bytes) -> None:
        """Send an encoded frame, at once or when the peer reads on. A peer too far behind is cut: it comes back and catches up by `seq`."""
        _sent.inc()
        if self._stream.is_writable:
            self._stream.send_text(payload)
            return
        if self._stream.is_closing:
            return
        self._queued_bytes += len(payload)
        if len(self._queue) >= MAX_QUEUED_FRAMES or self._queued_bytes > MAX_QUEUED_BYTES:
            self.close(frames.CLOSE_TOO_SLOW, "reads too slowly")
            return
        self._queue.append(payload)

    def on_writable(self) -> None:
        """The peer reads on."""
        while self._queue and self._stream.is_writable:
            payload = self._queue.popleft()
            self._queued_bytes -= len(payload)
            self._stream.send_text(payload)

    def close(self, code: int, reason: str) -> None:
        """Close at once; what is still queued is dropped."""
        self._queue.clear()
        self._stream.close(code, reason)

    def on_message(self, opcode: int, payload: bytes) -> None:
        """Take a frame of the client."""
        if opcode != TEXT:
            self.close(frames.CLOSE_PROTOCOL_BROKEN, "text frames only")
            return
        request_id = None
        try:
            frame = self._parse(payload)
            if frame is None:
                return
            _received[type(frame)].inc()
            if isinstance(frame, frames.MessageSend):
                request_id = frame.request_id
                self._send_message(frame)
            elif isinstance(frame, frames.Ping) and not self._signals:
                self.enqueue(_encode(frames.Pong()))
            else:
                self._queue_signal(frame)
        except AppError as error:
            self._refuse(error, request_id)
        except Exception as failure:
            _log.exception("socket.frame_failed", error=type(failure).__name__)
            self._refuse(ServerFailed(), request_id)

    def _queue_signal(self, frame: frames.Read | frames.Typing | frames.Ping) -> None:
        if not isinstance(frame, frames.Ping):
            self._limits.spend(SIGNALS, self.viewer.account_id)
        self._signals.append(frame)
        self._hold_or_go_on()
        if self._signalling is None or self._signalling.done():
            self._signalling = asyncio.create_task(self._run_signals())

    async def _run_signals(self) -> None:
        while self._signals:
            # It stays in the queue until it is done, so that a `ping` is answered after it.
            try:
                await self._signal(self._signals[0])
            except AppError as error:
                self._refuse(error, None)
            except Exception as failure:
                _log.exception("socket.frame_failed", error=type(failure).__name__)
                self._refuse(ServerFailed(), None)
            if self._signals:
                self._signals.popleft()
            self._hold_or_go_on()

    async def _signal(self, frame: frames.Read | frames.Typing | frames.Ping) -> None:
        if isinstance(frame, frames.Read):
            async with self._work.writing() as uow:
                if frame.topic_id is None:
                    await rooms.mark_read(uow, frame.room_id, self.viewer, frame.seq)
                else:
                    await messages.mark_topic_read(uow, frame.room_id, self.viewer, frame.topic_id, frame.seq)
        elif isinstance(frame, frames.Typing):
            async with self._work.announcing() as uow:
                await presence.type_in(uow, frame.room_id, self.viewer)
        else:
            self.enqueue(_encode(frames.Pong()))

    def _hold_or_go_on(self) -> None:
        """Read nothing while too much waits."""
        is_full = self._in_flight >= MAX_IN_FLIGHT or len(self._signals) >= MAX_IN_FLIGHT
        if is_full != self._is_held:
            self._is_held = is_full
            if is_full:
                self._stream.pause_reading()
            else:
                self._stream.resume_reading()

    def _parse(self, payload: bytes) -> frames.ClientFrame | None:
        """The frame, or None after answering why it is none."""
        try:
            if not payload.isascii():
                payload.decode()
            return _decode(payload)
        except (msgspec.MsgspecError, UnicodeError) as error:
            self._bad_frames += 1
            if self._bad_frames > MAX_BAD_FRAMES:
                self.close(frames.CLOSE_PROTOCOL_BROKEN, "too many malformed frames")
            else:
                self._explain(payload, error)
            return None

    def _explain(self, payload: bytes, error: Exception) -> None:
        # The standard parser also reads what ours refuses to, such as half of a character, so that the sender learns which frame it was.
        try:
            frame = json.loads(payload.decode())
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
        message = NewMessage(frame.client_id, frame.text, frame.reply_to_seq, frame.topic_id, frame.forward, frame.file_ids)
        future = messages.send(self._work, frame.room_id, self.viewer, message)
        self._in_flight += 1
        if self._in_flight >= MAX_IN_FLIGHT:
            self._hold_or_go_on()
        future.add_done_callback(partial(self._answer, frame.request_id))

    def _answer(self, request_id: str, future: "asyncio.Future[Sent]") -> None:
        self._in_flight -= 1
        if self._is_held:
            self._hold_or_go_on()
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
