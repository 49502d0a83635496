"""WebSocket frames as a server reads and writes them (RFC 6455, section 5).

The `websockets` library does this too, for any side, extension and event loop. On the path of every message that generality cost more than
everything else Parley does with the message in Python (25 of 105 µs), so the opening handshake is left to the library and the frames are read
here. Compression is not offered: each socket's window would take 64 KiB and more.
"""

from websockets.frames import Opcode

try:
    from websockets.speedups import apply_mask
except ImportError:
    from websockets.utils import apply_mask

TEXT, BINARY, CLOSE, PING, PONG = Opcode.TEXT.value, Opcode.BINARY.value, Opcode.CLOSE.value, Opcode.PING.value, Opcode.PONG.value
CONTINUATION = Opcode.CONT.value

_FIN = 0x80
_RESERVED = 0x70
_MASKED = 0x80
_MAX_CONTROL_BYTES = 125


class FramingBroken(Exception):
    """The peer does not speak the protocol; the message says how. Nothing it sent after this can be read."""


class FrameReader:
    """Puts a client's messages together out of what arrives. Messages over `max_bytes` are refused by their announced length, unread."""

    __slots__ = ("_buffer", "_fragments", "_held", "_max_bytes", "_opcode")

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._buffer = b""
        self._opcode = CONTINUATION
        self._fragments: list[bytes] | None = None
        self._held = 0

    def feed(self, received: bytes) -> list[tuple[int, bytes]]:
        """The messages and control frames that are now complete, as (opcode, payload), in order.

        Raises: FramingBroken
        """
        buffer = self._buffer + received if self._buffer else received
        found: list[tuple[int, bytes]] = []
        at, end = 0, len(buffer)
        while end - at >= 2:
            head, length, mask = buffer[at], buffer[at + 1], at + 2
            if not length & _MASKED or head & _RESERVED:
                raise FramingBroken("frames from a client are masked, and no extension was agreed on")
            length &= 0x7F
            if length >= 126:
                mask += 2 if length == 126 else 8
                if mask > end:
                    break
                length = int.from_bytes(buffer[at + 2 : mask], "big")
            self._require_fitting(head, length)
            stop = mask + 4 + length
            if stop > end:
                break
            payload = apply_mask(buffer[mask + 4 : stop], buffer[mask : mask + 4])
            if head == _FIN | TEXT and self._fragments is None:
                found.append((TEXT, payload))
            else:
                self._take(head, payload, found)
            at = stop
        self._buffer = buffer[at:]
        return found

    def _require_fitting(self, head: int, length: int) -> None:
        if head & 0x08:
            if length > _MAX_CONTROL_BYTES or not head & _FIN:
                raise FramingBroken("control frames are short and whole")
            return
        if self._held + length > self._max_bytes:
            raise FramingBroken(f"frame over {self._max_bytes // 1024} KiB")

    def _take(self, head: int, payload: bytes, found: list[tuple[int, bytes]]) -> None:
        opcode = head & 0x0F
        if opcode in {CLOSE, PING, PONG}:
            found.append((opcode, payload))
            return
        if opcode == CONTINUATION:
            if self._fragments is None:
                raise FramingBroken("a continuation of nothing")
            self._fragments.append(payload)
        elif opcode in {TEXT, BINARY} and self._fragments is None:
            self._opcode = opcode
            self._fragments = [payload]
        else:
            raise FramingBroken("an unknown kind of frame, or one within another's fragments")
        # An empty fragment counts as well, so that nobody can send them for ever.
        self._held += max(len(payload), 1)
        if head & _FIN:
            found.append((self._opcode, b"".join(self._fragments)))
            self._fragments = None
            self._held = 0


def frame(opcode: int, payload: bytes) -> bytes:
    """A whole, unmasked frame, as servers send them."""
    length = len(payload)
    if length < 126:
        return bytes((_FIN | opcode, length)) + payload
    if length < 65_536:
        return bytes((_FIN | opcode, 126, length >> 8, length & 0xFF)) + payload
    return bytes((_FIN | opcode, 127)) + length.to_bytes(8, "big") + payload


def close_frame(code: int, reason: str) -> bytes:
    """The frame that ends a connection. `reason` is cut to what a control frame holds."""
    return frame(CLOSE, code.to_bytes(2, "big") + reason.encode()[: _MAX_CONTROL_BYTES - 2])
