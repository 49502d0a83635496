"""`python -m tests.gallery.still serve …`: Parley on a day that never ends.

Its clock stands still and its ids are counted, so that what it shows is the same whenever it is asked.
"""

import itertools
import uuid
from datetime import UTC, datetime
from unittest.mock import patch

from parley.ground.clock import SystemClock
from parley.main import run

# A Wednesday in March, in the afternoon of Europe, morning in America and evening in Asia.
NOW = datetime(2026, 3, 11, 15, 24, tzinfo=UTC)
# A UUIDv7 (RFC 9562) of that instant: 48 bits of milliseconds, then the version and the variant; the rest is counted.
_FIRST_ID = (int(NOW.timestamp() * 1000) << 80) | (0x7 << 76) | (0b10 << 62)


def main() -> None:
    ids = (uuid.UUID(int=_FIRST_ID + number) for number in itertools.count())
    with patch.object(SystemClock, "now", lambda _: NOW), patch("uuid_utils.uuid7", lambda: next(ids)):
        run()


if __name__ == "__main__":
    main()
