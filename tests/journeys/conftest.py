"""A browser for all journeys, a server that most of them share, and what to show of both when one fails."""

import os
import re
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys.browsing import Devices
from tests.journeys.people import Town
from tests.journeys.serving import Server

# Long, for a machine that is busy with something else; only a journey that fails waits for it.
PATIENCE_MS = 20_000
PICTURES = Path(__file__).parents[2] / "test-results" / "journeys"
_LINES_OF_LOG = 60
# A file of the web client was sent: many lines that explain nothing.
_CLIENT_FILE = '"route": "unmatched"'

_failed = pytest.StashKey[bool]()


# The package's, not the session's: while Playwright is open its event loop runs, and asynchronous tests of other folders need their own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The Chromium that CHROMIUM names, or Playwright's own."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM") or None)
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for development that many journeys use after each other."""
    running = Server(tmp_path_factory.mktemp("shared") / "var", "--development").start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One of the module's own, which its journeys may kill: they use it in the place of `server`."""
    running = Server(tmp_path_factory.mktemp("killed") / "var", "--development").start()
    yield running
    running.stop()


@pytest.fixture
def server(shared_server: Server) -> Server:
    """The server of this journey. A module whose journeys kill it, or need another kind, overrides it."""
    return shared_server


@pytest.fixture(scope="package")
def shared_town(shared_server: Server) -> Iterator[Town]:
    town = Town(shared_server.origin)
    yield town
    town.close()


@pytest.fixture
def town(shared_town: Town) -> Town:
    """Signs people up on the server of this journey."""
    return shared_town


@pytest.fixture
def devices(browser: Browser, server: Server, request: pytest.FixtureRequest) -> Iterator[Devices]:
    """Opens browsers; at the end nothing may have gone wrong in any of them that the journey did not announce."""
    opened = Devices(browser, server.origin)
    yield opened
    try:
        problems = opened.problems()
        if problems or request.node.stash.get(_failed, False):
            PICTURES.mkdir(parents=True, exist_ok=True)
            opened.take_pictures(PICTURES, re.sub(r"\W+", "-", request.node.name))
    finally:
        opened.close()
    assert not problems, "\n".join(problems)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put the end of the server's log, and what the browsers saw, under the failure of a journey."""
    report = yield
    if report.failed:
        item.stash[_failed] = True
        used = getattr(item, "funcargs", {})
        if isinstance(server := used.get("server"), Server):
            told = [line for line in server.log.splitlines() if _CLIENT_FILE not in line]
            report.sections.append(("server log", "\n".join(told[-_LINES_OF_LOG:])))
        if isinstance(devices := used.get("devices"), Devices):
            report.sections.extend(devices.traces())
    return report
