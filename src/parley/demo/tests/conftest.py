"""One filled demo for all tests that only look at it."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import NamedTuple

import pytest
import pytest_asyncio

from parley.demo import service
from parley.demo.service import list_people
from parley.ground.bus import LocalBus
from parley.ground.clock import FixedClock
from parley.ground.db.work import Work
from parley.ground.settings import GroundSettings, Settings
from parley.identity.model import Viewer
from parley.testing.database import TestServer
from parley.testing.fixtures import START
from parley.testing.people import wire_messaging

SETTINGS = Settings([GroundSettings(public_url="http://localhost:8000")])


class Demo(NamedTuple):
    """The demo as it is at `START`: a Monday, nine in the morning in Lisbon. `told`: what the terminal was told."""

    work: Work
    told: str
    viewers: dict[str, Viewer]
    hints: dict[str, str]

    def viewer(self, display_name: str) -> Viewer:
        return self.viewers[display_name]


def open_work(url: str) -> Work:
    work = Work(url, bus=LocalBus(), clock=FixedClock(START), settings=SETTINGS, connections=4)
    wire_messaging(work)
    return work


@pytest.fixture(scope="module")
def filled(database_server: TestServer) -> Iterator[tuple[str, str]]:
    """The URL of a filled database, and what was told."""

    async def fill(url: str) -> str:
        work = open_work(url)
        await work.open()
        try:
            return await service.fill_demo(work)
        finally:
            await work.close()

    with database_server.migrated() as url:
        yield url, asyncio.run(fill(url))


@pytest_asyncio.fixture
async def demo(filled: tuple[str, str]) -> AsyncIterator[Demo]:
    url, told = filled
    work = open_work(url)
    await work.open()
    async with work.reading() as uow:
        people = await list_people(uow)
    viewers = {p.display_name: Viewer(p.id, None, None, is_operator=False, email_verified=True) for p in people}
    yield Demo(work, told, viewers, {p.display_name: p.hint for p in people})
    await work.close()
