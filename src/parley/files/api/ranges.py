"""Which bytes of a representation a request wants (RFC 9110, sections 13 and 14)."""

import re
from typing import Any, NamedTuple

from litestar import Request

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class Wanted(NamedTuple):
    """The bytes from `start` up to, not including, `end`; all of them when `is_part` is False. `start` None: no byte is in the range."""

    start: int | None
    end: int
    is_part: bool


def is_known(request: Request[Any, Any, Any], etag: str) -> bool:
    """Whether the client has these bytes already."""
    given = request.headers.get("if-none-match")
    return given is not None and (given.strip() == "*" or etag in [each.strip().removeprefix("W/") for each in given.split(",")])


def wanted_of(request: Request[Any, Any, Any], size: int, etag: str) -> Wanted:
    """One range is served; several, or one that makes no sense, are answered with everything, as the standard allows."""
    everything = Wanted(0, size, is_part=False)
    condition = request.headers.get("if-range")
    found = _RANGE.fullmatch(request.headers.get("range", "").strip().lower())
    if found is None or (condition is not None and condition.strip() != etag):
        return everything
    first, last = found.groups()
    if not first:
        if not last:
            return everything
        suffix = min(int(last), size)
        return Wanted(size - suffix if suffix else None, size, is_part=True)
    if last and int(last) < int(first):
        return everything
    start, end = int(first), min(int(last) + 1, size) if last else size
    return Wanted(start if start < size else None, end, is_part=True)
