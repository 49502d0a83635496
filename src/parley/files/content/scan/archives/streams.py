"""gzip, bzip2 and xz: one packed thing without a table."""

import bz2
import lzma
from typing import BinaryIO

from parley.files.content.scan.archives.members import (
    XZ_MEMORY_BYTES,
    Burrows,
    Decompressor,
    Deflate,
    Member,
    Visit,
    decompress,
    read_range,
)

_INNER_EXTENSIONS = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".svgz": ".svg"}


def _gzip() -> Decompressor:
    return Deflate(31)


def _bzip2() -> Decompressor:
    return Burrows(bz2.BZ2Decompressor())


def _xz() -> Decompressor:
    return Burrows(lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=XZ_MEMORY_BYTES))


_FORMATS = {b"\x1f\x8b": _gzip, b"BZ": _bzip2, b"\xfd7": _xz}
_MAGIC = {b"\x1f\x8b": b"\x1f\x8b", b"BZ": b"BZh", b"\xfd7": b"\xfd7zXZ\0"}


def walk_stream(source: BinaryIO, name: str, visit: Visit) -> None:
    """Its one member is named as the file without its last extension."""
    size = source.seek(0, 2)
    source.seek(0)
    begins = source.read(2)
    content = decompress(read_range(source, 0, size), _FORMATS[begins], magic=_MAGIC[begins])
    visit(Member(_inner_name(name), content, size))


def _inner_name(name: str) -> str:
    stem, dot, extension = name.rpartition(".")
    if not dot:
        return name
    return stem + _INNER_EXTENSIONS.get(f".{extension.lower()}", "")
