"""Nothing acknowledged is lost, nothing is doubled, whatever is killed under load and however often: in rooms of two and in a group."""

import random
from pathlib import Path

import pytest

from bench.kills.run import torture
from bench.kills.verdict import Verdict


@pytest.mark.load
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("workers", "kills"), [(1, 50), (2, 24)])
async def test_whatever_is_killed_every_promise_holds(tmp_path: Path, workers: int, kills: int) -> None:
    seed = random.randrange(1_000_000)
    outcome = await torture(tmp_path, kills=kills, seed=seed, workers=workers)
    assert outcome.verdict == Verdict(), f"seed {seed}: {outcome}"
    assert sum(outcome.kills.values()) == kills
    assert outcome.messages > kills * 10
    assert min(outcome.resent, outcome.received_live) > 0
    if workers == 1:
        assert min(outcome.kills[what] for what in ("serve", "postmaster", "backend")) > 0
