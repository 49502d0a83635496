"""Fixtures for the tests of every domain. Loaded by the top-level `conftest.py`."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from parley.ground.bus import LocalBus
from parley.ground.clock import FixedClock
from parley.ground.db.work import Work
from parley.ground.settings import GroundSettings, Settings
from parley.testing import database

# A Monday morning in UTC. Any instant would do; tests move the clock from here.
START = datetime(2026, 3, 2, 9, 0, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def database_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[database.TestServer]:
    """One PostgreSQL for the whole run (of this xdist worker)."""
    with database.running_server(tmp_path_factory.mktemp("postgres")) as server:
        yield server


@pytest.fixture
def database_url(database_server: database.TestServer) -> Iterator[str]:
    """A database of this test's own with the newest schema and no rows."""
    with database_server.migrated() as url:
        yield url


@pytest.fixture
def clock() -> FixedClock:
    """Stands at `START` until the test moves it."""
    return FixedClock(START)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Every setting at its default, files below the test's own folder. Override it in a module to change some."""
    return Settings([GroundSettings(data_dir=str(tmp_path / "var"), public_url="http://localhost:8000")])


@pytest.fixture
def bus() -> LocalBus:
    return LocalBus()


@pytest_asyncio.fixture
async def work(database_url: str, bus: LocalBus, clock: FixedClock, settings: Settings) -> AsyncIterator[Work]:
    """Units of work on the test's own database."""
    opened = Work(database_url, bus=bus, clock=clock, settings=settings, connections=6)
    await opened.open()
    try:
        yield opened
    finally:
        await opened.close()
