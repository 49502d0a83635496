"""Two people with three tabs do what they like, while networks are cut and the server is killed: in the end each screen shows what the server holds.

JOURNEYS=200 goes on so many; JOURNEY_SEED=17 goes on one again, the one that a failure names.
"""

import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.journeys.browsing import DESKTOP, Devices
from tests.journeys.conftest import PATIENCE_MS
from tests.journeys.people import Town
from tests.journeys.reading import (
    TALL,
    held_messages,
    held_rooms,
    held_topics,
    shown_messages,
    shown_rooms,
    shown_topics,
)
from tests.journeys.roaming import Journey, Tab, settle
from tests.journeys.screens import composer, expect_opened, open_room
from tests.journeys.serving import Server

pytestmark = pytest.mark.journey

STEPS = 30
GROUP = "Harbour relaunch"
# Ten seconds in which a deletion can be taken back, and what a busy machine needs.
_SETTLED_SECONDS = 10 + PATIENCE_MS / 1000
_SEEDS = [int(os.environ["JOURNEY_SEED"])] if "JOURNEY_SEED" in os.environ else range(1, 1 + int(os.environ.get("JOURNEYS", "1")))


@pytest.fixture
def server(own_server: Server) -> Server:
    return own_server


@pytest.fixture
def town(own_server: Server) -> Iterator[Town]:
    town = Town(own_server.origin)
    yield town
    town.close()


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", _SEEDS)
def test_what_each_screen_shows_in_the_end_is_what_the_server_holds(
    devices: Devices, town: Town, server: Server, seed: int
) -> None:
    mara, joao = town.sign_up(f"Mara {seed}"), town.sign_up(f"João {seed}")
    rooms = {mara.room_with(joao): (joao.name, mara.name), mara.group(GROUP, joao): (GROUP, GROUP)}
    for room_id in rooms:
        for number in range(3):
            (mara, joao)[number % 2].send(room_id, f"Begun with word0v{number}.")
    hers, his = devices.new(mara), devices.new(joao)
    tabs = [
        Tab("her first tab", hers, hers.open(f"/messages/{next(iter(rooms))}"), mara),
        Tab("her second tab", hers, hers.open_tab(f"/messages/{list(rooms)[1]}"), mara),
        Tab("his tab", his, his.open(f"/messages/{next(iter(rooms))}"), joao),
    ]
    for device in (hers, his):
        device.watch.expect_outage()
    for tab in tabs:
        expect_opened(tab.page)
    names = {f"{mara.name}/{room}": hers_name for room, (hers_name, _) in rooms.items()}
    names |= {f"{joao.name}/{room}": his_name for room, (_, his_name) in rooms.items()}

    journey = Journey(seed, tabs, names, server)
    try:
        journey.go(STEPS)
        assert journey.done > STEPS / 2, "most of it was not possible: it proves little"
        settle(tabs)
        compare(tabs, list(rooms), names)
    except AssertionError as problem:
        pytest.fail(f"{problem}\nJOURNEY_SEED={seed} goes on this journey again:\n" + "\n".join(journey.told))
    for room_id in rooms:
        said = " ".join((entry["body"] or {}).get("text", "") for entry in mara.log(room_id) if entry["kind"] == "message")
        sent = re.findall(r"word[1-9]\d*", said)
        assert len(sent) == len(set(sent)), "something was sent twice"


def compare(tabs: Sequence[Tab], rooms: Sequence[str], names: dict[str, str]) -> None:
    """Every tab with the server: the list before anything more is read, each room, the list again."""
    for tab in tabs:
        until_equal(partial(shown_rooms, tab.page), partial(held_rooms, tab.who))
    for room_id in rooms:
        for tab in tabs:
            compare_room(tab, room_id, names[f"{tab.who.name}/{room_id}"])
    for tab in tabs:
        until_equal(partial(shown_rooms, tab.page), partial(held_rooms, tab.who))


def compare_room(tab: Tab, room_id: str, name: str) -> None:
    """One room in one tab: everything that was said, its topics, each topic alone."""
    page, who = tab.page, tab.who
    page.set_viewport_size(TALL)
    open_room(page, name)
    until_equal(partial(shown_messages, page), partial(held_messages, who, room_id))
    expect(page.get_by_text("Not sent.")).to_have_count(0)
    page.goto(f"{who.origin}/messages/{room_id}?panel=topics")
    panel = page.get_by_role("tabpanel", name="Topics")
    for which, label in (("open", "Open"), ("resolved", "Resolved")):
        panel.get_by_text(label, exact=True).first.click()
        until_equal(partial(shown_topics, panel), partial(held_topics, who, room_id, which))
    for topic in who.call("GET", f"/rooms/{room_id}/topics?limit=100")["items"]:
        page.goto(f"{who.origin}/messages/{room_id}?topic={topic['id']}")
        expect(page.get_by_role("heading", name=topic["name"], exact=True)).to_be_visible()
        until_equal(partial(shown_messages, page), partial(held_messages, who, room_id, topic["id"]))
    page.goto(f"{who.origin}/messages/{room_id}")
    page.set_viewport_size(ViewportSize(width=DESKTOP[0], height=DESKTOP[1]))
    expect(composer(page)).to_be_visible()


def until_equal(shown: Callable[[], Sequence[object]], held: Callable[[], Sequence[object]]) -> None:
    """Wait until the screen says what the server says, or show where they differ."""
    deadline = time.monotonic() + _SETTLED_SECONDS
    while (seen := shown()) != (true := held()):
        if time.monotonic() > deadline:
            raise AssertionError("Shown, then held:\n" + "\n".join(map(str, seen)) + "\n--\n" + "\n".join(map(str, true)))
        time.sleep(0.2)
