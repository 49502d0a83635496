"""The one clock. Nothing else in Parley asks the machine for the time of day."""

from datetime import UTC, datetime, timedelta
from typing import Protocol

import msgspec


class Clock(Protocol):
    """Tells the present instant, aware and in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class FixedClock:
    """A clock for tests and for the demo's past: stands still until moved."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def move(self, by: timedelta) -> None:
        self._now += by

    def set(self, now: datetime) -> None:
        self._now = now


_encode = msgspec.json.Encoder().encode
_LENGTH_WITH_MICROSECONDS = len('"2026-03-02T09:00:00.000001Z"')


def rfc3339(instant: datetime) -> str:
    """RFC 3339 in UTC with exactly six decimals and `Z`: the form that leaf hashes are made over."""
    # A page of entries spent a tenth of its time in `strftime`; this takes 0.1 µs instead of 2. It leaves out decimals that are all zero.
    text = _encode(instant)
    if len(text) == _LENGTH_WITH_MICROSECONDS:
        return text[1:-1].decode()
    return instant.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"
