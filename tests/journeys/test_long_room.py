"""A room of a hundred thousand messages."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import Devices
from tests.journeys.growing import fill, grow
from tests.journeys.people import Person, Town
from tests.journeys.screens import expect_opened, message, messages, timeline, write
from tests.journeys.serving import Server

pytestmark = pytest.mark.journey

LENGTH = 100_000
# Of these the last are said by people, with everything that goes with it.
SAID = 500
# Most entries that a page keeps of a room (`LONGEST_WINDOW`), and how many it fetches at once.
KEPT = 2_000
PAGE = 100
# Rounding of half pixels.
TOLERANCE_PX = 1.0

# The message that stands in the middle of the timeline: which it is, and how far its top is from the timeline's.
MIDDLE = r"""(timeline) => {
  const frame = timeline.getBoundingClientRect()
  const middle = frame.top + frame.height / 2
  const row = [...timeline.querySelectorAll('article')].find((row) => row.getBoundingClientRect().bottom >= middle)
  return { name: row.textContent.match(/No\. \d+/)[0], top: row.getBoundingClientRect().top - frame.top }
}"""
TOP_OF = """(timeline, name) => {
  const row = [...timeline.querySelectorAll('article')].find((row) => row.textContent.includes(name))
  return row === undefined ? null : row.getBoundingClientRect().top - timeline.getBoundingClientRect().top
}"""
CAN_TURN = "([timeline, pixels]) => timeline.scrollTop + pixels >= 0"
# Resolves once nothing in the timeline has moved for so many frames in a row.
AT_REST = """(timeline, frames) => new Promise((done) => {
  const places = () => [...timeline.querySelectorAll('article')].map((row) => row.getBoundingClientRect().top).join()
  let still = 0
  let last = places()
  const look = () => {
    const now = places()
    still = now === last ? still + 1 : 0
    last = now
    if (still >= frames) done()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
})"""
FRAMES_OF_STEP = 3
FRAMES_OF_OPENING = 20


@pytest.fixture(scope="module")
def grown(shared_town: Town, shared_server: Server) -> tuple[str, Person, Person]:
    mara, joao = shared_town.sign_up("Mara"), shared_town.sign_up("João")
    room = mara.room_with(joao)
    fill(shared_server.database_url, room, (mara, joao), LENGTH - SAID)
    grow(room, (mara, joao), SAID, first=LENGTH - SAID + 1)
    # He has read it all, so that it opens at its end.
    joao.call("PUT", f"/rooms/{room}/read", seq=joao.place(room)["head_seq"])
    return room, mara, joao


def step(page: Page, pixels: int) -> tuple[str, float]:
    """Turn the wheel once over the timeline: the message that was in the middle, and by how much its way differs from the wheel's."""
    region = timeline(page)
    # The wheel cannot turn past what is loaded; what comes before it is on its way then.
    page.wait_for_function(CAN_TURN, arg=[region.element_handle(), pixels])
    before = region.evaluate(MIDDLE)
    page.mouse.wheel(0, pixels)
    region.evaluate(AT_REST, FRAMES_OF_STEP)
    after = region.evaluate(TOP_OF, before["name"])
    assert after is not None, f"{before['name']} has left the screen after {pixels} px"
    return before["name"], after - before["top"] + pixels


def test_it_opens_at_its_end_and_nothing_jumps_while_one_reads_back(devices: Devices, grown: tuple[str, Person, Person]) -> None:
    room, _, joao = grown
    page = devices.new(joao).open(f"/messages/{room}")
    expect(message(page, f"No. {LENGTH:06d}")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Jump to the latest message")).to_have_count(0)
    # Only what is looked at is drawn.
    assert messages(page).count() < 100

    pages_loaded: list[str] = []
    page.on("response", lambda response: pages_loaded.append(response.url) if "before_seq=" in response.url else None)
    timeline(page).evaluate(AT_REST, FRAMES_OF_OPENING)
    timeline(page).hover()
    steps = 0
    while len(pages_loaded) < 5:
        name, difference = step(page, -350)
        steps += 1
        assert abs(difference) <= TOLERANCE_PX, f"{name} jumped by {difference} px in step {steps}, {len(pages_loaded)} pages in"
        assert steps < 500, pages_loaded
    assert messages(page).count() < 100

    # Pages that arrive while one's hand is off the wheel move nothing either.
    name = timeline(page).evaluate(MIDDLE)["name"]
    before = timeline(page).evaluate(TOP_OF, name)
    write_elsewhere = "Meanwhile, at the end."
    grown[1].send(room, write_elsewhere)
    expect(page.get_by_role("button", name="1 new message")).to_be_visible()
    assert abs(timeline(page).evaluate(TOP_OF, name) - before) <= TOLERANCE_PX

    page.get_by_role("button", name="1 new message").click()
    expect(message(page, write_elsewhere)).to_be_in_viewport()
    expect(page.get_by_role("button", name="1 new message")).to_have_count(0)
    write(page, "Back at the end.")
    expect(message(page, "Back at the end.")).to_be_in_viewport()


def test_what_is_far_from_what_is_read_is_let_go_and_fetched_again(devices: Devices, grown: tuple[str, Person, Person]) -> None:
    room, _, joao = grown
    joao.call("PUT", f"/rooms/{room}/read", seq=joao.place(room)["head_seq"])
    page = devices.new(joao).open(f"/messages/{room}")
    latest = message(page, "Back at the end.").or_(message(page, f"No. {LENGTH:06d}"))
    expect(latest.last).to_be_in_viewport()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/entries?" in request.url else None)
    deadline = time.monotonic() + 120
    while sum("before_seq=" in url for url in asked) <= KEPT // PAGE + 2:
        assert time.monotonic() < deadline, asked
        timeline(page).evaluate("(timeline) => { timeline.scrollTop = 0 }")
        page.wait_for_timeout(50)
    assert messages(page).count() < 100
    asked.clear()
    page.get_by_role("button", name=re.compile("Jump to the latest message|new message")).click()
    expect(latest.last).to_be_in_viewport()
    assert asked, "the end was still in memory"


def seq_of(person: Person, room: str, number: int) -> int:
    """Where message `number` stands in the log."""
    first = next(entry for entry in person.log(room) if entry["kind"] == "message")
    return int(first["seq"]) + number - 1


def test_a_link_to_one_message_opens_it_among_its_neighbours(devices: Devices, grown: tuple[str, Person, Person]) -> None:
    room, mara, _ = grown
    seq = seq_of(mara, room, LENGTH // 2)
    page = devices.new(mara).open(f"/messages/{room}?at={seq}")
    expect(message(page, "No. 050000.")).to_be_in_viewport()
    expect(message(page, "No. 049999.")).to_be_in_viewport()
    expect(message(page, "No. 050001.")).to_be_in_viewport()

    timeline(page).evaluate(AT_REST, FRAMES_OF_OPENING)
    # From there one reads on in both directions, and goes to the end at once.
    timeline(page).hover()
    for pixels in (-350, 350):
        for _ in range(30):
            name, difference = step(page, pixels)
            assert abs(difference) <= TOLERANCE_PX, f"{name} jumped by {difference} px"
    page.get_by_role("button", name=re.compile("Jump to the latest message|new message")).click()
    expect(messages(page).last).to_be_in_viewport()
    expect(page.get_by_role("button", name=re.compile("Jump to the latest message|new message"))).to_have_count(0)
    expect_opened(page)
    page.goto(f"{mara.origin}/messages/{room}?at={seq + 1}")
    expect(message(page, "No. 050001.")).to_be_in_viewport()
