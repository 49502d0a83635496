"""What a walker hands out, and how it decompresses: in small pieces, whatever a header says about sizes."""

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple, Protocol

from parley.files.content.scan.verdict import Reason, Unscannable

READ_BYTES = 64 << 10
PIECE_BYTES = 1 << 20

# A decoder of xz takes its dictionary's size at once; `xz -9` asks for 65 MiB.
XZ_MEMORY_BYTES = 128 << 20


class Member(NamedTuple):
    """One thing in a container. `chunks` may be read once, and raises Unscannable where it breaks off.

    `packed_bytes` is None where members are packed together or not at all.
    """

    name: str
    chunks: Iterator[bytes]
    packed_bytes: int | None = None
    is_link: bool = False


Visit = Callable[[Member], None]


class Intake(Protocol):
    """Takes one member from a walker that is handed its bytes rather than asking for them. `abandon` may follow on `finish`."""

    def write(self, chunk: bytes) -> None: ...
    def finish(self) -> None: ...
    def abandon(self) -> None: ...


Receive = Callable[[str], Intake]


class Decompressor(Protocol):
    """`ended`: its stream is complete; what came behind it is `unused_data`."""

    def ended(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def pieces(self, packed: bytes) -> Iterator[bytes]: ...


class Deflate:
    """`window` as zlib takes it: -15 for bare deflate, 15 for zlib's own wrapping, 31 for gzip's."""

    def __init__(self, window: int) -> None:
        self._decoder = zlib.decompressobj(window)

    def ended(self) -> bool:
        return self._decoder.eof

    @property
    def unused_data(self) -> bytes:
        return self._decoder.unused_data

    def pieces(self, packed: bytes) -> Iterator[bytes]:
        while True:
            piece = self._decoder.decompress(packed, PIECE_BYTES)
            packed = self._decoder.unconsumed_tail
            if piece:
                yield piece
            if self._decoder.eof or (not packed and len(piece) < PIECE_BYTES):
                return


class Burrows:
    """bzip2, and xz, whose decoders have the same interface."""

    def __init__(self, decoder: bz2.BZ2Decompressor | lzma.LZMADecompressor) -> None:
        self._decoder = decoder

    def ended(self) -> bool:
        return self._decoder.eof

    @property
    def unused_data(self) -> bytes:
        return self._decoder.unused_data

    def pieces(self, packed: bytes) -> Iterator[bytes]:
        while not self._decoder.eof:
            piece = self._decoder.decompress(packed, PIECE_BYTES)
            packed = b""
            if piece:
                yield piece
            elif self._decoder.needs_input:
                return


def read_range(source: BinaryIO, start: int, length: int) -> Iterator[bytes]:
    """Those bytes of the source. It is placed anew for each piece, since whoever reads may read elsewhere in between."""
    while length > 0:
        source.seek(start)
        piece = source.read(min(READ_BYTES, length))
        if not piece:
            raise Unscannable(Reason.MALFORMED, "truncated")
        yield piece
        start, length = start + len(piece), length - len(piece)


def decompress(packed: Iterator[bytes], make: Callable[[], Decompressor], *, magic: bytes = b"") -> Iterator[bytes]:
    """What the packed bytes unpack to. With `magic`, a stream that begins so right behind another belongs to it (as gzip has it)."""
    decoder = make()
    try:
        for arrived in packed:
            chunk = arrived
            while chunk:
                if decoder.ended():
                    return
                yield from decoder.pieces(chunk)
                chunk = b""
                if decoder.ended() and magic and decoder.unused_data.startswith(magic):
                    chunk, decoder = decoder.unused_data, make()
        if not decoder.ended():
            raise Unscannable(Reason.MALFORMED, "truncated")
    except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError) as error:
        raise Unscannable(Reason.MALFORMED, "decompression") from error
