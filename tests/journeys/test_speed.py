"""Nothing moves by itself: not while a room is opened, not when the connection goes and comes, not when one changes rooms.

How much moved is a number without a unit that no clock goes into: how large a part of the screen, times how far
(https://web.dev/articles/cls). What takes time is measured by `make bench`.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import DESKTOP, PHONE, Device, Devices, Size
from tests.journeys.people import Person, Town
from tests.journeys.screens import expect_opened, message, messages, open_room

pytestmark = pytest.mark.journey

MOST_SHIFT = 0.05
SAID = 60

# Adds up what moved without being asked to, from before anything is drawn.
WATCH_SHIFTS = """
window.shifts = []
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (!entry.hadRecentInput) window.shifts.push([entry.value, entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 120))])
  }
}).observe({ type: 'layout-shift', buffered: true })
"""


@pytest.fixture(scope="module")
def two_rooms(shared_town: Town) -> tuple[Person, str, Person, Person]:
    """Somebody with two rooms that fill a screen, everything read."""
    mara, joao, wei = shared_town.sign_up("Mara"), shared_town.sign_up("João"), shared_town.sign_up("Wei")
    room = ""
    for other in (wei, joao):
        room = mara.room_with(other)
        for number in range(SAID):
            other.send(room, f"No. {number}. " + "A line that is read twice before the tide turns. " * (number % 4))
        mara.call("PUT", f"/rooms/{room}/read", seq=mara.place(room)["head_seq"])
    return mara, room, joao, wei


def new_device(devices: Devices, person: Person, size: Size) -> Device:
    device = devices.new(person, size=size)
    device.context.add_init_script(WATCH_SHIFTS)
    return device


def assert_still(page: Page, when: str) -> None:
    """Nothing worth mentioning has moved on this page since it was loaded."""
    # What is shown later than it was needed (fonts, presence, a banner) has come by then.
    page.wait_for_timeout(2_000)
    shifts = page.evaluate("window.shifts")
    assert sum(value for value, _ in shifts) < MOST_SHIFT, f"{when}: {shifts}"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_moves_while_a_room_is_opened_for_the_first_time(
    devices: Devices, two_rooms: tuple[Person, str, Person, Person], size: Size
) -> None:
    mara, room, _, _ = two_rooms
    page = new_device(devices, mara, size).open(f"/messages/{room}")
    expect(message(page, f"No. {SAID - 1}.")).to_be_in_viewport()
    expect_opened(page)
    assert_still(page, "first opening")
    page.reload()
    expect(message(page, f"No. {SAID - 1}.")).to_be_in_viewport()
    assert_still(page, "second opening")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_moves_when_the_connection_goes_and_comes(
    devices: Devices, two_rooms: tuple[Person, str, Person, Person], size: Size
) -> None:
    mara, room, _, _ = two_rooms
    device = new_device(devices, mara, size)
    device.watch.expect_outage()
    page = device.open(f"/messages/{room}")
    expect_opened(page)
    page.wait_for_timeout(1_000)
    page.evaluate("window.shifts = []")
    device.context.set_offline(offline=True)
    expect(page.get_by_role("status").filter(has_text="You are offline.")).to_have_count(1)
    device.context.set_offline(offline=False)
    expect(page.get_by_role("status").filter(has_text="You are offline.")).to_have_count(0)
    assert_still(page, "offline and back")


def test_a_room_that_was_open_before_is_there_without_asking_the_server(
    devices: Devices, two_rooms: tuple[Person, str, Person, Person]
) -> None:
    mara, room, joao, wei = two_rooms
    page = new_device(devices, mara, DESKTOP).open(f"/messages/{room}")
    expect(message(page, f"No. {SAID - 1}.")).to_be_in_viewport()
    open_room(page, wei.name)
    expect(message(page, f"No. {SAID - 1}.")).to_be_in_viewport()
    page.wait_for_timeout(1_000)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/entries" in request.url else None)
    for name in (joao.name, wei.name, joao.name):
        open_room(page, name)
        expect(message(page, f"No. {SAID - 1}.")).to_be_in_viewport()
        assert messages(page).count() > 3
    assert asked == []
    assert_still(page, "changing rooms")
