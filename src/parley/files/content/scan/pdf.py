"""PDF as its readers see it: names with their escapes undone, and the streams in which objects hide, inflated."""

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from parley.files.content.scan.verdict import Reason, Unscannable
from parley.files.content.scan.yara import read_pieces

MAX_STREAMS = 50_000
MAX_STREAM_BYTES = 32 << 20
MAX_INFLATED_BYTES = 512 << 20

_READ_BYTES = 64 << 10
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"stream(?:\r\n|\n|\r)")
# zlib's header: deflate, a window of up to 32 KiB, and a check that makes the two bytes divisible by 31 (RFC 1950).
_DEFLATE = 8


def plain_names(text: bytes) -> bytes:
    """`/J#61vaScript` is `/JavaScript` (ISO 32000-2, 7.3.5)."""
    return _ESCAPE.sub(lambda escape: bytes([int(escape[1], 16)]), text)


def views(source: BinaryIO) -> Iterator[bytes]:
    """The file in pieces, then whatever its streams inflate to.

    Raises Unscannable when there is more than may be looked at.
    """
    starts: set[int] = set()
    for at, piece in read_pieces(source):
        yield piece
        if _ESCAPE.search(piece):
            yield plain_names(piece)
        starts.update(at + found.end() for found in _STREAM.finditer(piece))
        if len(starts) > MAX_STREAMS:
            raise Unscannable(Reason.TOO_LARGE, "streams")
    yield from _inflated(source, sorted(starts))


def _inflated(source: BinaryIO, starts: list[int]) -> Iterator[bytes]:
    left = MAX_INFLATED_BYTES
    for start in starts:
        source.seek(start)
        if content := _inflate(source):
            yield content
            if _ESCAPE.search(content):
                yield plain_names(content)
        left -= len(content)
        if left < 0:
            raise Unscannable(Reason.TOO_LARGE, "streams")


def _inflate(source: BinaryIO) -> bytes:
    """As much of the stream as is sound; a reader shows that too. Empty when it is not packed by deflate."""
    packed = source.read(_READ_BYTES)
    if len(packed) < 2 or packed[0] & 0x0F != _DEFLATE or int.from_bytes(packed[:2], "big") % 31 != 0:
        return b""
    decoder = zlib.decompressobj()
    content = bytearray()
    try:
        while packed and not decoder.eof:
            content += decoder.decompress(packed, MAX_STREAM_BYTES - len(content))
            if len(content) >= MAX_STREAM_BYTES:
                raise Unscannable(Reason.TOO_LARGE, "stream")
            packed = decoder.unconsumed_tail or source.read(_READ_BYTES)
    except zlib.error:
        return bytes(content)
    return bytes(content)
