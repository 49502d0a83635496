import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from parley.ground import health, metrics
from parley.ground.health import read_readiness

COUNTS = "from parley.ground import metrics; metrics.messages_appended.inc(3); metrics.sockets_open.set(2)"
RENDERS = "from parley.ground import metrics; print(metrics.render().decode())"


async def yes() -> bool:
    return True


async def no() -> bool:
    return False


async def fails() -> bool:
    raise RuntimeError


async def hangs() -> bool:
    await asyncio.sleep(600)
    return True


async def test_a_process_is_ready_when_every_part_answers() -> None:
    assert await read_readiness({"database": yes, "bus": yes}) == health.Readiness(
        ready=True, parts={"database": True, "bus": True}
    )


async def test_a_part_that_is_away_fails_or_hangs_makes_it_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_PATIENCE_SECONDS", 0.05)
    readiness = await read_readiness({"good": yes, "away": no, "fails": fails, "hangs": hangs})
    assert not readiness.ready
    assert readiness.parts == {"good": True, "away": False, "fails": False, "hangs": False}


def test_figures_are_rendered_as_prometheus_reads_them() -> None:
    metrics.http_requests.labels("GET", "/api/v1/inbox", "200").inc()
    rendered = metrics.render().decode()
    assert 'parley_http_requests_total{method="GET",route="/api/v1/inbox",status="200"}' in rendered
    assert "process_resident_memory_bytes" in rendered


def test_several_processes_answer_together(tmp_path: Path) -> None:
    environment = {**os.environ, metrics.MULTIPROCESS_FOLDER: str(tmp_path)}
    for _ in range(2):
        subprocess.run([sys.executable, "-c", COUNTS], env=environment, check=True)
    rendered = subprocess.run([sys.executable, "-c", RENDERS], env=environment, check=True, capture_output=True, text=True).stdout
    assert "parley_messages_appended_total 6.0" in rendered
