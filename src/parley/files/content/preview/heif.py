"""HEIC and AVIF without their metadata: a copy in which those items say nothing (ISO/IEC 14496-12 and 23008-12).

Taking them out would move everything behind them, and the places of all other items are written down in bytes from the start.
How the picture is turned does not stand in EXIF here but in a property of its own, which stays.
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

# What a still has at the top. A sequence has `moov`, with places of its own for words; it is left alone.
_TOP = frozenset({b"ftyp", b"meta", b"mdat", b"free", b"skip"})
_IN_META = frozenset({b"hdlr", b"pitm", b"iloc", b"iinf", b"iref", b"iprp", b"idat", b"grpl", b"dinf", b"free"})
_DRAWN_ITEMS = frozenset({b"hvc1", b"av01", b"grid", b"iovl", b"iden", b"tmap", b"auxl"})
_MOST_META_BYTES = 4 << 20
_EMPTY_EXIF = b"\0\0\0\0II*\0\x08\0\0\0"


class NotStill(Exception):
    """No still picture in this container, or one that is put together in a way that is not read here."""


class _Box(NamedTuple):
    kind: bytes
    start: int  # of the body
    end: int


class _Reader:
    """Reads numbers from a piece of bytes; beyond its end there is none."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def number(self, size: int) -> int:
        piece = self._content[self._at : self._at + size]
        if len(piece) != size:
            raise NotStill
        self._at += size
        return int.from_bytes(piece, "big")


def hidden_ranges(source: BinaryIO) -> list[tuple[int, int]]:
    """Where, from and to, the bytes of items stand that are no picture. Raises `NotStill` where that cannot be told for sure."""
    size = source.seek(0, 2)
    boxes = list(_boxes(source, 0, size, _TOP))
    metas = [box for box in boxes if box.kind == b"meta"]
    if not boxes or boxes[0].kind != b"ftyp" or len(metas) != 1 or metas[0].end - metas[0].start > _MOST_META_BYTES:
        raise NotStill
    inner = {box.kind: box for box in _boxes(source, metas[0].start + 4, metas[0].end, _IN_META)}
    if not {b"iloc", b"iinf"} <= inner.keys():
        raise NotStill
    hidden = {number for number, kind in _items(source, inner[b"iinf"]) if kind not in _DRAWN_ITEMS}
    own = inner.get(b"idat")
    spaces = {0: (0, size), 1: (own.start, own.end) if own else (0, 0)}
    return [
        *_places(_Reader(_body(source, inner[b"iloc"])), hidden, spaces),
        *((box.start, box.end) for box in boxes if _is_filling(box)),
    ]


def _is_filling(box: _Box) -> bool:
    return box.kind in {b"free", b"skip"}


def _boxes(source: BinaryIO, start: int, end: int, known: frozenset[bytes]) -> Iterator[_Box]:
    while start < end:
        source.seek(start)
        header = source.read(16)
        if len(header) < 8:
            raise NotStill
        length, kind = struct.unpack(">I4s", header[:8])
        body = start + 8
        if length == 1 and len(header) == 16:
            length, body = struct.unpack(">Q", header[8:])[0], start + 16
        stop = end if length == 0 else start + length
        if kind not in known or not body <= stop <= end:
            raise NotStill
        yield _Box(kind, body, stop)
        start = stop


def _body(source: BinaryIO, box: _Box) -> bytes:
    source.seek(box.start)
    return source.read(box.end - box.start)


def _items(source: BinaryIO, box: _Box) -> Iterator[tuple[int, bytes]]:
    """The number and the type of each item."""
    version = _body(source, box)[:1]
    counted = 6 if version == b"\0" else 8
    for entry in _boxes(source, box.start + counted, box.end, frozenset({b"infe"})):
        body = _body(source, entry)
        if body[:1] == b"\2":
            yield int.from_bytes(body[4:6], "big"), body[8:12]
        elif body[:1] == b"\3":
            yield int.from_bytes(body[4:8], "big"), body[10:14]
        else:
            raise NotStill


def _places(reader: _Reader, hidden: set[int], spaces: dict[int, tuple[int, int]]) -> Iterator[tuple[int, int]]:
    version = reader.number(4) >> 24
    sizes = reader.number(2)
    if version > 2:
        raise NotStill
    number_size = 4 if version == 2 else 2
    offset_size, length_size, base_size, index_size = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    for _ in range(reader.number(number_size)):
        item = reader.number(number_size)
        method = reader.number(2) & 15 if version else 0
        reader.number(2)
        base = reader.number(base_size)
        for _ in range(reader.number(2)):
            reader.number(index_size if version else 0)
            offset, length = reader.number(offset_size), reader.number(length_size)
            if item not in hidden:
                continue
            if method not in spaces:
                raise NotStill
            first, last = spaces[method]
            start = first + base + offset
            if not (length and first <= start < start + length <= last):
                raise NotStill
            yield start, start + length


def strip_heif(source: BinaryIO, target: BinaryIO) -> None:
    """Copy it, with zeros or an empty EXIF where the words stood. Raises `NotStill`."""
    hidden = hidden_ranges(source)
    source.seek(0)
    while piece := source.read(1 << 20):
        target.write(piece)
    for start, end in hidden:
        target.seek(start)
        # Strict readers want every EXIF to begin as one. In front of other words it means nothing.
        target.write(_EMPTY_EXIF if end - start >= len(_EMPTY_EXIF) + 6 else b"")
        target.writelines(bytes(min(1 << 20, end - at)) for at in range(target.tell(), end, 1 << 20))
