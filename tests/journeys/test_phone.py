"""On a phone: one pane at a time, everything within the thumb's reach, nothing wider than the screen."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.browsing import PHONE, SMALL_PHONE, Devices, Size
from tests.journeys.people import Town
from tests.journeys.screens import composer, message, room_list, room_row, timeline

pytestmark = pytest.mark.journey

# The smallest target (WCAG 2.5.8); a link in a line of text is exempt there too.
TARGET_PX = 24
SMALL_TARGETS = """(least) => [...document.querySelectorAll('button, a[href], [role=tab], select, input')]
  .filter((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !element.closest('p'))
  .map((element) => [element, element.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && box.bottom > 0 && box.top < innerHeight && Math.min(box.height, box.width) < least)
  .map(([element, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${element.outerHTML.slice(0, 120)}`)"""
# What can be moved sideways: only the code and the tables of a message may, and a bar of tools, within themselves.
MOVES_SIDEWAYS = """() => [...document.querySelectorAll('*')]
  .filter((element) => element === document.documentElement || /auto|scroll/.test(getComputedStyle(element).overflowX))
  .filter((element) => element.scrollWidth > element.clientWidth && element.clientWidth > 1 && !element.closest('article, [role=toolbar]'))
  .map((element) => `${element.scrollWidth} in ${element.clientWidth}: ${element.outerHTML.slice(0, 160)}`)"""


def press_long(row: Locator) -> None:
    """Rest a finger on something until what it opens is there."""
    row.scroll_into_view_if_needed()
    box = row.bounding_box()
    assert box is not None
    touch = row.page.context.new_cdp_session(row.page)
    point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    expect(row.page.get_by_role("menu").or_(row.page.get_by_role("dialog")).first).to_be_visible()
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def assert_fits(page: Page) -> None:
    found = page.evaluate(MOVES_SIDEWAYS)
    assert not found, "\n".join([page.url, *found])


def assert_large_enough(page: Page) -> None:
    found = page.evaluate(SMALL_TARGETS, TARGET_PX)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("size", [PHONE, SMALL_PHONE], ids=lambda size: f"{size[0]} px")
def test_one_pane_is_shown_at_a_time_and_nothing_is_too_wide(devices: Devices, town: Town, size: Size) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    mara.send(room, "Supercalifragilisticexpialidocious" * 12)
    mara.send(room, f"https://example.com/{'a-long-path/' * 20}")
    mara.send(room, f"```\n{'wide code ' * 30}\n```\n\n| a | b |\n|---|---|\n| {'x' * 90} | {'y' * 90} |")
    mara.send(room, "The last word.")
    group = mara.group("A title that is as long as titles are allowed to be, and then some, so that it has to be cut", joao)
    page = devices.new(joao, size=size, touch=True).open("/messages")

    expect(room_row(page, mara.name)).to_have_count(1)
    expect(composer(page)).to_have_count(0)
    assert_fits(page)
    room_row(page, mara.name).get_by_role("link").tap()
    # What is new begins higher up than a small screen reaches.
    expect(page.get_by_text("New since you were here")).to_be_in_viewport()
    page.get_by_role("button", name="Jump to the latest message").tap()
    expect(message(page, "The last word.")).to_be_in_viewport()
    expect(composer(page)).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Send")).to_be_in_viewport(ratio=1)
    expect(room_list(page)).to_have_count(0)
    assert_fits(page)

    composer(page).fill("Written with a thumb.")
    page.get_by_role("button", name="Send").tap()
    expect(message(page, "Written with a thumb.")).to_be_in_viewport()
    page.get_by_role("button", name="Details and people").tap()
    panel = page.get_by_role("dialog", name="Details and people")
    expect(panel.get_by_role("link", name="View profile")).to_be_visible()
    assert_fits(page)
    panel.get_by_role("button", name="Close panel").tap()
    expect(panel).to_have_count(0)
    page.get_by_role("link", name="Back to conversations").tap()
    expect(room_list(page)).to_be_visible()
    expect(composer(page)).to_have_count(0)

    for path in (f"/messages/{group}?panel=people", "/people", f"/people/{mara.id}", "/outbox", "/nowhere"):
        page.goto(f"{joao.origin}{path}")
        expect(page.get_by_role("main")).to_be_visible()
        assert_fits(page)
    for section in ("profile", "preferences", "security", "blocked"):
        page.goto(f"{joao.origin}/settings/{section}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert_fits(page)


def test_a_long_press_opens_what_can_be_done(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    mara.send(room, "Hold me.")
    page = devices.new(joao, size=PHONE, touch=True).open(f"/messages/{room}")
    expect(message(page, "Hold me.")).to_be_in_viewport()

    press_long(message(page, "Hold me."))
    sheet = page.get_by_role("dialog", name="Actions")
    sheet.get_by_role("button", name="React with").first.tap()
    expect(sheet).to_have_count(0)
    expect(message(page, "Hold me.")).to_contain_text("👍 1")
    press_long(message(page, "Hold me."))
    sheet.get_by_role("button", name="Reply").tap()
    expect(page.get_by_text("Replying to")).to_be_visible()
    expect(composer(page)).to_be_focused()
    composer(page).fill("Held.")
    page.get_by_role("button", name="Send").tap()
    expect(message(page, "Held.").get_by_role("button", name="In reply to")).to_be_visible()

    page.get_by_role("link", name="Back to conversations").tap()
    press_long(room_row(page, mara.name).get_by_role("link"))
    page.get_by_role("menuitem", name="Star", exact=True).tap()
    expect(room_row(page, mara.name).get_by_role("img", name="Starred")).to_be_visible()
    expect(page).to_have_url(f"{joao.origin}/messages")


def test_what_one_presses_is_large_enough(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    mara.send(room, "Hello.")
    page = devices.new(joao, size=PHONE, touch=True).open("/messages")
    expect(room_row(page, mara.name)).to_have_count(1)
    assert_large_enough(page)
    room_row(page, mara.name).get_by_role("link").tap()
    expect(timeline(page)).to_be_visible()
    expect(message(page, "Hello.")).to_be_in_viewport()
    assert_large_enough(page)
