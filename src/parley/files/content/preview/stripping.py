"""Copies pictures without what they say of place, time, camera and person: the pixels stay bit for bit.

Only what drawing needs is copied: colour profile, orientation, animation. Everything else goes, also what nobody has heard of and what
stands behind the picture's end.
"""

import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

from PIL import Image

from parley.files.content.preview.drawing import orientation_of
from parley.files.content.preview.heif import NotStill, strip_heif
from parley.files.content.preview.model import StripMade, StripRequest


class NotAPicture(Exception):
    """The bytes are not of the type that they are said to be."""


def strip_metadata(request: StripRequest) -> StripMade:
    """Write `target` for JPEG, PNG, WebP, HEIC and AVIF. Total over any bytes: only `MemoryError` gets out."""
    strip = _STRIPPERS.get(request.media_type)
    if strip is None:
        return StripMade(stripped=False)
    target = Path(request.target)
    try:
        with Path(request.source).open("rb") as source, target.open("wb") as written:
            strip(source, written, _orientation(request))
    except (NotAPicture, NotStill, OSError, struct.error):
        target.unlink(missing_ok=True)
        return StripMade(stripped=False)
    return StripMade(stripped=True)


def _orientation(request: StripRequest) -> int:
    """2 to 8, or 1 where there is nothing to be turned. Reads headers only."""
    try:
        with Image.open(request.source, formats=[request.media_type.removeprefix("image/").upper()]) as picture:
            found = orientation_of(picture)
    except MemoryError:
        raise
    except Exception:
        return 1
    return found if 1 <= found <= 8 else 1


def _orientation_alone(orientation: int) -> bytes:
    """EXIF (a TIFF) with the one tag that changes how a picture is seen."""
    return struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, 0x0112, 3, 1, orientation, 0, 0)


def _read(source: BinaryIO, count: int) -> bytes:
    read = source.read(count)
    if len(read) != count:
        raise NotAPicture
    return read


def _copy(source: BinaryIO, target: BinaryIO, count: int) -> None:
    while count > 0:
        piece = _read(source, min(count, 1 << 20))
        target.write(piece)
        count -= len(piece)


# ITU-T T.81, annex B
_START, _END, _SCAN, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_APPLICATION = range(0xE0, 0xF0)


def _strip_jpeg(source: BinaryIO, target: BinaryIO, orientation: int) -> None:
    if _read(source, 2) != bytes((0xFF, _START)):
        raise NotAPicture
    target.write(bytes((0xFF, _START)))
    if orientation != 1:
        _write_segment(target, 0xE1, b"Exif\0\0" + _orientation_alone(orientation))
    marker = _next_marker(source)
    while marker != _END:
        length = struct.unpack(">H", _read(source, 2))[0]
        if length < 2:
            raise NotAPicture
        body = _kept(marker, _read(source, length - 2))
        if body is not None:
            _write_segment(target, marker, body)
        marker = _copy_scan(source, target) if marker == _SCAN else _next_marker(source)
    target.write(bytes((0xFF, _END)))


def _kept(marker: int, body: bytes) -> bytes | None:
    """JFIF without its small picture, the colour profile, and Adobe's word on the colour space; of applications nothing else."""
    if marker == 0xE0 and body.startswith(b"JFIF\0") and len(body) >= 14:
        return body[:12] + b"\0\0"
    if marker == 0xE2 and body.startswith(b"ICC_PROFILE\0"):
        return body
    if marker == 0xEE and body.startswith(b"Adobe"):
        return body[:12]
    return None if marker in _APPLICATION or marker == _COMMENT else body


def _write_segment(target: BinaryIO, marker: int, body: bytes) -> None:
    target.write(struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body)


def _next_marker(source: BinaryIO) -> int:
    if _read(source, 1) != b"\xff":
        raise NotAPicture
    while (marker := _read(source, 1)[0]) == 0xFF:
        pass
    return marker


def _copy_scan(source: BinaryIO, target: BinaryIO) -> int:
    """Copy what comes between a scan's header and the next marker; returns that marker."""
    while True:
        piece = source.read(1 << 16)
        if not piece:
            raise NotAPicture
        at = -1
        while (at := piece.find(b"\xff", at + 1)) >= 0:
            if at + 1 == len(piece):
                piece += _read(source, 1)
            following = piece[at + 1]
            # A stuffed zero, a restart marker and a fill byte belong to the scan.
            if following not in {0x00, 0xFF} and not 0xD0 <= following <= 0xD7:
                target.write(piece[:at])
                source.seek(at + 2 - len(piece), 1)
                return following
        target.write(piece)


# W3C PNG, third edition: what decides how pixels look.
_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT".split(),
)


def _strip_png(source: BinaryIO, target: BinaryIO, orientation: int) -> None:
    if _read(source, 8) != _PNG_START:
        raise NotAPicture
    target.write(_PNG_START)
    kind = b""
    while kind != b"IEND":
        header = _read(source, 8)
        length, kind = struct.unpack(">I4s", header)
        if kind not in _PNG_KEPT:
            source.seek(length + 4, 1)
            continue
        target.write(header)
        _copy(source, target, length + 4)
        if kind == b"IHDR" and orientation != 1:
            body = b"eXIf" + _orientation_alone(orientation)
            target.write(struct.pack(">I", len(body) - 4) + body + struct.pack(">I", crc32(body)))


# developers.google.com/speed/webp/docs/riff_container
_WEBP_KEPT = frozenset({b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_HAS_XMP, _HAS_EXIF = 0x04, 0x08


def _strip_webp(source: BinaryIO, target: BinaryIO, orientation: int) -> None:
    riff, size, form = struct.unpack("<4sI4s", _read(source, 12))
    if (riff, form) != (b"RIFF", b"WEBP"):
        raise NotAPicture
    target.write(bytes(12))
    is_extended = False
    for kind, length in _webp_chunks(source, size):
        if kind not in _WEBP_KEPT:
            source.seek(length + length % 2, 1)
            continue
        target.write(struct.pack("<4sI", kind, length))
        if kind == b"VP8X":
            is_extended = True
            flags = _read(source, 1)[0] & ~(_HAS_XMP | _HAS_EXIF)
            target.write(bytes((flags | (_HAS_EXIF if orientation != 1 else 0),)))
            _copy(source, target, length - 1 + length % 2)
        else:
            _copy(source, target, length + length % 2)
    if is_extended and orientation != 1:
        exif = _orientation_alone(orientation)
        target.write(struct.pack("<4sI", b"EXIF", len(exif)) + exif)
    whole = target.tell()
    target.seek(0)
    target.write(struct.pack("<4sI4s", b"RIFF", whole - 8, b"WEBP"))


def _webp_chunks(source: BinaryIO, size: int) -> Iterator[tuple[bytes, int]]:
    while source.tell() + 8 <= size + 8:
        yield struct.unpack("<4sI", _read(source, 8))


def _strip_heif(source: BinaryIO, target: BinaryIO, _: int) -> None:
    strip_heif(source, target)


_STRIPPERS: dict[str, Callable[[BinaryIO, BinaryIO, int], None]] = {
    "image/jpeg": _strip_jpeg,
    "image/png": _strip_png,
    "image/webp": _strip_webp,
    "image/heic": _strip_heif,
    "image/heif": _strip_heif,
    "image/avif": _strip_heif,
}
