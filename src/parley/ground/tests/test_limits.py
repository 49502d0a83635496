import pytest

from parley.ground import limits
from parley.ground.errors import RateLimited
from parley.ground.limits import Limit, RateLimits

LIMIT = Limit("test", burst=3, per_minute=60)


class Seconds:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_let_through_and_then_as_much_as_flows_back() -> None:
    seconds = Seconds()
    buckets = RateLimits(enabled=True, seconds=seconds)
    for _ in range(3):
        buckets.spend(LIMIT, "mara")
    with pytest.raises(RateLimited) as refusal:
        buckets.spend(LIMIT, "mara")
    assert refusal.value.retry_after == 1.0
    seconds.now += 1
    buckets.spend(LIMIT, "mara")
    with pytest.raises(RateLimited):
        buckets.spend(LIMIT, "mara")


def test_each_key_has_a_bucket_of_its_own() -> None:
    buckets = RateLimits(enabled=True, seconds=Seconds())
    buckets.spend(LIMIT, "mara", cost=3)
    buckets.spend(LIMIT, "ivo", cost=3)


def test_switched_off_nothing_is_refused() -> None:
    buckets = RateLimits(enabled=False)
    for _ in range(100):
        buckets.spend(LIMIT, "mara")


def test_buckets_do_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BUCKETS", 10)
    buckets = RateLimits(enabled=True, seconds=Seconds())
    for number in range(100):
        buckets.spend(LIMIT, str(number))
    assert len(buckets._buckets) == 10
