"""The same promise when whole machines, workers, the bus and the network fail as well, in rooms of two and in a group."""

import random
from pathlib import Path

import pytest

from bench.kills.run import torture
from bench.kills.verdict import Verdict

KILLS = 24


@pytest.mark.load
@pytest.mark.timeout(400)
@pytest.mark.parametrize("workers", [1, 2])
async def test_whatever_is_killed_every_promise_holds(tmp_path: Path, workers: int) -> None:
    seed = random.randrange(1_000_000)
    outcome = await torture(tmp_path, kills=KILLS, seed=seed, workers=workers)
    assert outcome.verdict == Verdict(), f"seed {seed}: {outcome}"
    assert sum(outcome.kills.values()) == KILLS
    assert outcome.messages > KILLS * 10
    assert outcome.resent > 0
