from collections.abc import Callable

import pytest

from parley.ground import limits
from parley.ground.errors import RateLimited
from parley.ground.limits import Limit, RateLimits

LIMIT = Limit("test", burst=3, per_minute=60)


@pytest.fixture
def pass_seconds(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    now = [1_000.0]
    monkeypatch.setattr("parley.ground.limits.time.monotonic", lambda: now[0])

    def move(seconds: float) -> None:
        now[0] += seconds

    return move


def test_a_burst_is_let_through_and_then_as_much_as_flows_back(pass_seconds: Callable[[float], None]) -> None:
    buckets = RateLimits(enabled=True)
    for _ in range(3):
        buckets.spend(LIMIT, "mara")
    with pytest.raises(RateLimited) as refusal:
        buckets.spend(LIMIT, "mara")
    assert refusal.value.retry_after == 1.0
    pass_seconds(1)
    buckets.spend(LIMIT, "mara")
    with pytest.raises(RateLimited):
        buckets.spend(LIMIT, "mara")


def test_each_key_has_a_bucket_of_its_own(pass_seconds: Callable[[float], None]) -> None:
    buckets = RateLimits(enabled=True)
    buckets.spend(LIMIT, "mara", cost=3)
    buckets.spend(LIMIT, "ivo", cost=3)


def test_switched_off_nothing_is_refused() -> None:
    buckets = RateLimits(enabled=False)
    for _ in range(100):
        buckets.spend(LIMIT, "mara")


def test_buckets_do_not_grow_without_end(pass_seconds: Callable[[float], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BUCKETS", 10)
    buckets = RateLimits(enabled=True)
    for number in range(100):
        buckets.spend(LIMIT, str(number))
    assert len(buckets._buckets) == 10
