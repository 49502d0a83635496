"""Rate limits: token buckets in the memory of each process.

With several processes a limit is as much per process. They protect from floods; what must hold exactly (first contacts per day) is counted
in the database by the domain it belongs to.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from parley.ground.errors import RateLimited

# Buckets kept; the least recently used goes first. A forgotten bucket is a full one, so forgetting only ever allows more.
MAX_BUCKETS = 100_000


class Limit(NamedTuple):
    """`burst` at once, then `per_minute` on average."""

    name: str
    burst: int
    per_minute: float


class RateLimits:
    """Spends tokens per (limit, key). `enabled` False lets everything pass. `seconds` is a clock that never goes back."""

    def __init__(self, *, enabled: bool, seconds: Callable[[], float] = time.monotonic) -> None:
        self.enabled = enabled
        self._seconds = seconds
        self._buckets: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()

    def spend(self, limit: Limit, key: str, cost: float = 1.0) -> None:
        """Take `cost` tokens from the bucket of `key`.

        Raises: request.rate_limited with `retry_after` in seconds
        """
        if not self.enabled:
            return
        now = self._seconds()
        bucket = (limit.name, key)
        tokens, since = self._buckets.pop(bucket, (float(limit.burst), now))
        tokens = min(float(limit.burst), tokens + (now - since) * limit.per_minute / 60)
        allowed = tokens >= cost
        self._buckets[bucket] = (tokens - cost if allowed else tokens, now)
        if len(self._buckets) > MAX_BUCKETS:
            self._buckets.popitem(last=False)
        if not allowed:
            wait = (cost - tokens) * 60 / limit.per_minute
            raise RateLimited(f"Too many requests. Try again in {max(1, round(wait))} seconds.", retry_after=max(1.0, wait))
