"""zip (APPNOTE.TXT 6.3.10), read by its central directory as unpackers do, and checked against its local headers.

`zipfile` is not used: it keeps an object for every entry that a directory lists, believes sizes, and unpacks entries that share bytes.
"""

import bz2
import stat
import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from parley.files.content.scan.archives.members import Burrows, Decompressor, Deflate, Member, Visit, decompress, read_range
from parley.files.content.scan.verdict import Reason, Refused, Unscannable

_END, _END_64, _LOCATOR_64, _ENTRY, _LOCAL = b"PK\5\6", b"PK\6\6", b"PK\6\7", b"PK\1\2", b"PK\3\4"
_END_BYTES, _LONGEST_COMMENT = 22, 0xFFFF
_LARGEST_DIRECTORY = 32 << 20
_NOT_HERE = 0xFFFFFFFF
_STORED, _DEFLATED, _BZIPPED = 0, 8, 12
_ENCRYPTED = 0x1 | 0x40
_UTF_8 = 0x800
_UNIX = 3
# A data descriptor, with or without its signature, of a small or a ZIP64 entry.
_LONGEST_DESCRIPTOR = 24


class Entry(NamedTuple):
    offset: int
    packed_bytes: int
    size_bytes: int
    crc: int
    method: int
    flags: int
    is_link: bool
    name: str


class Directory(NamedTuple):
    """`start` is where the central directory begins, `base` what stands before the archive's own first byte (a self-extractor)."""

    start: int
    base: int
    entries: list[Entry]


def list_names(source: BinaryIO, *, max_members: int) -> list[str]:
    """The names in a zip's directory; empty when the source does not end as a zip does.

    Raises Refused for a directory beyond all measure.
    """
    try:
        return [entry.name for entry in read_directory(source, max_members=max_members).entries]
    except Unscannable:
        return []


def walk_zip(source: BinaryIO, max_members: int, visit: Visit) -> None:
    """Visit every entry, in the order of their bytes. Entries that share bytes are a bomb (D. Fifield, "A better zip bomb", 2019)."""
    directory = read_directory(source, max_members=max_members)
    entries = sorted(directory.entries)
    ends = [*(directory.base + entry.offset for entry in entries[1:]), directory.start]
    placed = [
        (entry, _place(source, directory.base + entry.offset, entry, end)) for entry, end in zip(entries, ends, strict=True)
    ]
    for entry, start in placed:
        packed = read_range(source, start, entry.packed_bytes)
        visit(Member(entry.name, _unpack(entry, packed), entry.packed_bytes, entry.is_link))
    if any(_hides_entry(source, start + entry.packed_bytes, end) for (entry, start), end in zip(placed, ends, strict=True)):
        raise Unscannable(Reason.MALFORMED, "entries outside the directory")


def read_directory(source: BinaryIO, *, max_members: int) -> Directory:
    size = source.seek(0, 2)
    tail_at = max(0, size - _END_BYTES - _LONGEST_COMMENT)
    source.seek(tail_at)
    tail = source.read()
    found = tail.rfind(_END)
    if found < 0 or len(tail) - found < _END_BYTES:
        raise Unscannable(Reason.MALFORMED, "no directory")
    length, offset = struct.unpack_from("<II", tail, found + 12)
    end = tail_at + found
    if zip64 := _read_zip64(source, end):
        end, length, offset = zip64
    start = end - length
    if length > _LARGEST_DIRECTORY:
        raise Refused(Reason.ARCHIVE_BOMB, "directory")
    if start < offset:
        raise Unscannable(Reason.MALFORMED, "directory")
    source.seek(start)
    return Directory(start, start - offset, _read_entries(source.read(length), max_members))


def _read_zip64(source: BinaryIO, end: int) -> tuple[int, int, int] | None:
    """Where the ZIP64 record stands, and the directory's length and offset by it."""
    source.seek(max(0, end - 20))
    locator = source.read(20)
    if not locator.startswith(_LOCATOR_64):
        return None
    at = end - 20 - 56  # the record without its extensible part, which nothing writes
    source.seek(max(0, at))
    record = source.read(56)
    if at < 0 or not record.startswith(_END_64):
        raise Unscannable(Reason.MALFORMED, "zip64")
    length, offset = struct.unpack_from("<QQ", record, 40)
    return at, length, offset


def _read_entries(directory: bytes, max_members: int) -> list[Entry]:
    entries: list[Entry] = []
    at = 0
    while at < len(directory):
        if len(entries) >= max_members:
            raise Refused(Reason.ARCHIVE_BOMB, "members")
        if directory[at : at + 4] != _ENTRY or at + 46 > len(directory):
            raise Unscannable(Reason.MALFORMED, "directory")
        name_bytes, extra_bytes, comment_bytes = struct.unpack_from("<HHH", directory, at + 28)
        entries.append(_read_entry(directory, at, name_bytes, extra_bytes))
        at += 46 + name_bytes + extra_bytes + comment_bytes
    return entries


def _read_entry(directory: bytes, at: int, name_bytes: int, extra_bytes: int) -> Entry:
    flags, method = struct.unpack_from("<HH", directory, at + 8)
    crc, packed, size = struct.unpack_from("<III", directory, at + 16)
    attributes, offset = struct.unpack_from("<II", directory, at + 38)
    name_at = at + 46
    raw_name = directory[name_at : name_at + name_bytes]
    extra = directory[name_at + name_bytes : name_at + name_bytes + extra_bytes]
    size, packed, offset = _widened(extra, [size, packed, offset])
    name = raw_name.decode("utf-8" if flags & _UTF_8 else "cp437", "replace")
    is_link = directory[at + 5] == _UNIX and stat.S_ISLNK(attributes >> 16)
    return Entry(offset, packed, size, crc, method, flags, is_link, name)


def _widened(extra: bytes, fields: list[int]) -> list[int]:
    """The fields that did not fit into 32 bits, from the ZIP64 extra field, which holds only those, in this order."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            wide = iter(struct.unpack_from(f"<{min(length, len(extra) - at - 4) // 8}Q", extra, at + 4))
            return [next(wide, field) if field == _NOT_HERE else field for field in fields]
        at += 4 + length
    return fields


def _place(source: BinaryIO, at: int, entry: Entry, end: int) -> int:
    """Where the entry's bytes begin. Its local header must be there, say the same, and leave off before the next one's begins."""
    source.seek(at)
    local = source.read(30)
    if len(local) < 30 or not local.startswith(_LOCAL):
        raise Unscannable(Reason.MALFORMED, "local header")
    method, name_bytes, extra_bytes = *struct.unpack_from("<H", local, 8), *struct.unpack_from("<HH", local, 26)
    start = at + 30 + int(name_bytes) + int(extra_bytes)
    if start + entry.packed_bytes > end:
        raise Refused(Reason.ARCHIVE_BOMB, "overlapping entries")
    if method != entry.method:
        raise Unscannable(Reason.MALFORMED, "local header")
    return start


def _hides_entry(source: BinaryIO, at: int, end: int) -> bool:
    """Whether a local header that no directory entry names stands between two that have one."""
    if end - at < _LONGEST_DESCRIPTOR:
        return False
    source.seek(at)
    return _LOCAL in source.read(min(end - at, _LONGEST_DESCRIPTOR + 4))


def _unpack(entry: Entry, packed: Iterator[bytes]) -> Iterator[bytes]:
    if entry.flags & _ENCRYPTED:
        raise Unscannable(Reason.ENCRYPTED, "entry")
    if entry.method == _STORED:
        content = packed
    elif entry.method == _DEFLATED:
        content = decompress(packed, _deflate)
    elif entry.method == _BZIPPED:
        content = decompress(packed, _bzip2)
    else:
        raise Unscannable(Reason.UNSUPPORTED, f"zip method {entry.method}")
    crc = 0
    for chunk in content:
        crc = zlib.crc32(chunk, crc)
        yield chunk
    if crc != entry.crc:
        raise Unscannable(Reason.MALFORMED, "checksum")


def _deflate() -> Decompressor:
    return Deflate(-15)


def _bzip2() -> Decompressor:
    return Burrows(bz2.BZ2Decompressor())
