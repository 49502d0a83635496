"""tar: headers of 512 bytes, each before its member (POSIX.1-1988 ustar, GNU long names, pax)."""

import re
from typing import BinaryIO, NamedTuple

from parley.files.content.scan.archives.members import Member, Visit, read_range
from parley.files.content.scan.verdict import Reason, Unscannable

_BLOCK = 512
_LONGEST_NAME_RECORD = 64 << 10
_FILES, _LINKS = b"\x0007S", b"12"
_LONG_NAME, _LONG_LINK, _PAX, _GLOBAL_PAX = b"L", b"K", b"x", b"g"


class _Header(NamedTuple):
    name: str
    size_bytes: int
    flag: bytes
    target: str


def walk_tar(source: BinaryIO, visit: Visit) -> None:
    """Visit what each header announces. A header that does not add up ends it: behind it nothing can be found any more."""
    end = source.seek(0, 2)
    at = 0
    said: dict[str, str] = {}
    while at + _BLOCK <= end:
        source.seek(at)
        block = source.read(_BLOCK)
        if not block.strip(b"\0"):
            return
        header = _parse(block)
        at += _BLOCK
        size = _pax_size(said, header.size_bytes)
        if at + size > end:
            raise Unscannable(Reason.MALFORMED, "truncated")
        if header.flag in {_LONG_NAME, _LONG_LINK, _PAX, _GLOBAL_PAX}:
            said |= _read_record(source, at, size, header.flag)
        else:
            _visit(source, at, header._replace(size_bytes=size), said, visit)
            said = {}
        at += -(-size // _BLOCK) * _BLOCK


def _visit(source: BinaryIO, at: int, header: _Header, said: dict[str, str], visit: Visit) -> None:
    name = said.get("path", header.name)
    if header.flag in _LINKS:
        target = said.get("linkpath", header.target)
        visit(Member(name, iter([target.encode("utf-8", "surrogateescape")]), is_link=header.flag == b"2"))
    elif header.flag in _FILES:
        visit(Member(name, read_range(source, at, header.size_bytes)))


def _parse(block: bytes) -> _Header:
    expected = _number(block[148:156])
    if expected != sum(block[:148]) + 8 * 32 + sum(block[156:]):
        raise Unscannable(Reason.MALFORMED, "checksum")
    name = _string(block[:100])
    if block[257:262] == b"ustar" and (prefix := _string(block[345:500])) and block[257:265] != b"ustar  \0":
        name = f"{prefix}/{name}"
    return _Header(name, _number(block[124:136]), block[156:157], _string(block[157:257]))


def _number(field: bytes) -> int:
    """Octal digits, or, from GNU, binary behind a byte with its first bit set."""
    if field[:1] == b"\x80":
        return int.from_bytes(field[1:], "big")
    digits = field.strip(b" \0")
    if not re.fullmatch(rb"[0-7]*", digits):
        raise Unscannable(Reason.MALFORMED, "number")
    return int(digits or b"0", 8)


def _string(field: bytes) -> str:
    return field.split(b"\0", 1)[0].decode("utf-8", "surrogateescape")


def _read_record(source: BinaryIO, at: int, size: int, flag: bytes) -> dict[str, str]:
    if size > _LONGEST_NAME_RECORD:
        raise Unscannable(Reason.MALFORMED, "long record")
    record = b"".join(read_range(source, at, size))
    if flag == _LONG_NAME:
        return {"path": _string(record)}
    if flag == _LONG_LINK:
        return {"linkpath": _string(record)}
    return _pax(record) if flag == _PAX else {}


def _pax(record: bytes) -> dict[str, str]:
    """`LENGTH KEY=VALUE` lines, of which each counts itself."""
    said: dict[str, str] = {}
    while record:
        length, _, rest = record.partition(b" ")
        if not re.fullmatch(rb"[0-9]{1,5}", length) or not len(length) + 1 < int(length) <= len(record):
            break
        line = rest[: int(length) - len(length) - 2]
        key, _, value = line.partition(b"=")
        said[key.decode("utf-8", "replace")] = value.decode("utf-8", "surrogateescape")
        record = record[int(length) :]
    return said


def _pax_size(said: dict[str, str], size: int) -> int:
    written = said.get("size")
    if written is None:
        return size
    if not re.fullmatch(r"[0-9]{1,19}", written):
        raise Unscannable(Reason.MALFORMED, "number")
    return int(written)
