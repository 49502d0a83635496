"""The load: pairs of people in rooms of two, one side sending, the other listening. Runs as a process of its own.

Reads a `Load` as JSON from standard input, writes `measuring` when the measured window begins and a `Result` as JSON at its end.
"""

import asyncio
import itertools
import sys
import time
from array import array
from collections import deque

import msgspec
import uvloop

from bench.live_client import LiveClient, client_frame, entry_seq, kind_of, open_live

_OPENING_AT_ONCE = 50
_SETTLE_SECONDS = 5.0


class Pair(msgspec.Struct):
    """Two members of a direct room by their API tokens."""

    room_id: str
    sender_token: str
    listener_token: str


class Load(msgspec.Struct):
    """`in_flight` messages per sender that wait for their acknowledgement; or, if `per_second` is set, that many messages in all, evenly spaced."""

    host: str
    port: int
    pairs: list[Pair]
    text: str
    seconds: float
    warm_up_seconds: float
    in_flight: int = 1
    per_second: float | None = None


class Result(msgspec.Struct):
    """What happened in the measured window. Times in milliseconds; `lost_or_doubled` counts breaks in a room's `seq` as its listener saw it."""

    seconds: float
    acknowledged: int
    delivered: int
    acknowledged_ms: list[float]
    delivered_ms: list[float]
    refused: int
    lost_or_doubled: int
    undelivered: int
    entry_frame_bytes: int


class Window:
    """Times taken while it is open."""

    def __init__(self) -> None:
        self.is_open = False
        self.acknowledged = array("d")
        self.delivered = array("d")


class Conversation:
    """One pair. The sender's messages are acknowledged and delivered in the order they were sent, so a queue of times is all there is to keep."""

    def __init__(self, pair: Pair, text: str, window: Window) -> None:
        self._window = window
        # The client_id stands at the same place in each frame, so a frame is a template with its number filled in.
        head = f'{{"type":"message.send","request_id":"r","room_id":"{pair.room_id}","client_id":"{time.time_ns():x}-'
        payload = head.encode() + b"%012d" + f'","text":"{text}"}}'.encode()
        self._template = client_frame(payload % 0).replace(b"%", b"%%").replace(b"-000000000000", b"-%012d", 1)
        self._numbers = itertools.count(1)
        self._unacknowledged: deque[float] = deque()
        self._undelivered: deque[float] = deque()
        self._last_seq = 0
        self.refused = 0
        self.breaks = 0
        self.entry_frame_bytes = 0
        self.is_stopped = False
        self.keeps_going = False

    def attach(self, sender: LiveClient, listener: LiveClient) -> None:
        self._sender = sender
        sender.on_frame = self._on_sender_frame
        listener.on_frame = self._on_listener_frame
        sender.on_lost = listener.on_lost = self._on_lost

    def send(self, count: int = 1) -> None:
        now = time.perf_counter()
        frames = [self._template % next(self._numbers) for _ in range(count)]
        for _ in frames:
            self._unacknowledged.append(now)
            self._undelivered.append(now)
        self._sender.transport.write(b"".join(frames))

    @property
    def outstanding(self) -> int:
        return len(self._undelivered)

    def _on_sender_frame(self, buffer: bytes, start: int, _stop: int) -> None:
        kind = kind_of(buffer, start)
        if kind == b"ack":
            sent = self._unacknowledged.popleft()
            if self._window.is_open:
                self._window.acknowledged.append(time.perf_counter() - sent)
            if self.keeps_going and not self.is_stopped:
                self.send()
        elif kind == b"err":
            self.refused += 1
            self.is_stopped = True

    def _on_listener_frame(self, buffer: bytes, start: int, stop: int) -> None:
        if kind_of(buffer, start) != b"ent":
            return
        seq = entry_seq(buffer, start)
        if self._last_seq and seq != self._last_seq + 1:
            self.breaks += 1
        self._last_seq = seq
        self.entry_frame_bytes = stop - start
        sent = self._undelivered.popleft()
        if self._window.is_open:
            self._window.delivered.append(time.perf_counter() - sent)

    def _on_lost(self, why: str) -> None:
        if not self.is_stopped:
            sys.stderr.write(f"a connection was lost: {why}\n")
            self.refused += 1
            self.is_stopped = True


async def _open(load: Load, window: Window) -> list[Conversation]:
    gate = asyncio.Semaphore(_OPENING_AT_ONCE)

    async def open_one(pair: Pair) -> Conversation:
        conversation = Conversation(pair, load.text, window)
        async with gate:
            sender = await open_live(load.host, load.port, pair.sender_token)
            listener = await open_live(load.host, load.port, pair.listener_token)
        conversation.attach(sender, listener)
        return conversation

    return list(await asyncio.gather(*(open_one(pair) for pair in load.pairs)))


async def _pace(conversations: list[Conversation], per_second: float) -> None:
    loop = asyncio.get_running_loop()
    due = loop.time()
    for conversation in itertools.cycle(conversations):
        due += 1 / per_second
        if (wait := due - loop.time()) > 0:
            await asyncio.sleep(wait)
        conversation.send()


async def run(load: Load) -> Result:
    window = Window()
    conversations = await _open(load, window)
    # Let the arrival of so many people be over and done with.
    await asyncio.sleep(1.0)
    pacing = None
    if load.per_second is not None:
        pacing = asyncio.create_task(_pace(conversations, load.per_second))
    else:
        for conversation in conversations:
            conversation.keeps_going = True
            conversation.send(load.in_flight)
    await asyncio.sleep(load.warm_up_seconds)
    sys.stdout.write("measuring\n")
    sys.stdout.flush()
    window.is_open = True
    began = time.perf_counter()
    await asyncio.sleep(load.seconds)
    window.is_open = False
    seconds = time.perf_counter() - began
    if pacing is not None:
        pacing.cancel()
    sys.stdout.write("measured\n")
    sys.stdout.flush()
    for conversation in conversations:
        conversation.keeps_going = False
    deadline = time.perf_counter() + _SETTLE_SECONDS
    while any(c.outstanding for c in conversations) and time.perf_counter() < deadline:
        await asyncio.sleep(0.05)
    for conversation in conversations:
        conversation.is_stopped = True
    return Result(
        seconds=seconds,
        acknowledged=len(window.acknowledged),
        delivered=len(window.delivered),
        acknowledged_ms=percentiles(window.acknowledged),
        delivered_ms=percentiles(window.delivered),
        refused=sum(c.refused for c in conversations),
        lost_or_doubled=sum(c.breaks for c in conversations),
        undelivered=sum(c.outstanding for c in conversations),
        entry_frame_bytes=max(c.entry_frame_bytes for c in conversations),
    )


def percentiles(seconds: "array[float]") -> list[float]:
    """p50, p90, p99 and the longest, in milliseconds."""
    if not seconds:
        return []
    ordered = sorted(seconds)
    return [round(ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000, 2) for share in (0.5, 0.9, 0.99, 1.0)]


def main() -> None:
    load = msgspec.json.decode(sys.stdin.buffer.read(), type=Load)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        result = runner.run(run(load))
    sys.stdout.write(msgspec.json.encode(result).decode() + "\n")


if __name__ == "__main__":
    main()
