"""On a phone: one pane at a time, everything within the thumb's reach, nothing wider than the screen."""

from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.browsing import PHONE, SMALL_PHONE, Devices, Size
from tests.journeys.people import Town
from tests.journeys.screens import composer, message, room_list, room_row, timeline

pytestmark = pytest.mark.journey

# What a finger needs (WCAG 2.5.5); a link in a line of text is exempt there too, and a box is as large as the words that tick it.
TARGET_PX = 44
SMALL_TARGETS = """(least) => [...document.querySelectorAll('button, a[href], [role=tab], [role=option], select, input')]
  .filter((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !element.closest('p, article'))
  .filter((element) => getComputedStyle(element).pointerEvents !== 'none')
  .map((element) => element.matches('[type=radio], [type=checkbox]') ? element.labels[0] ?? element : element)
  .map((element) => [element, (element.closest('[class*=-body]') ?? element).getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && box.bottom > 0 && box.top < innerHeight && box.height < least)
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


@pytest.mark.parametrize("size", [PHONE, SMALL_PHONE], ids=lambda size: f"{size[0]} px")
def test_what_one_presses_is_large_enough(devices: Devices, town: Town, size: Size) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    mara.send(room, "Hello.")
    page = devices.new(joao, size=size, touch=True).open("/messages")
    expect(room_row(page, mara.name)).to_have_count(1)
    assert_large_enough(page)
    page.get_by_role("button", name="Jump to").tap()
    expect(page.get_by_role("option").first).to_be_visible()
    assert_large_enough(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="New conversation").tap()
    expect(page.get_by_role("list", name="People found").get_by_role("listitem").first).to_be_visible()
    assert_large_enough(page)
    page.keyboard.press("Escape")
    for path in ("/people", f"/people/{mara.id}", "/welcome?step=who", "/welcome?step=what", "/welcome?step=where", "/outbox"):
        page.goto(f"{joao.origin}{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert_large_enough(page)
    for section in ("profile", "preferences", "security", "blocked"):
        page.goto(f"{joao.origin}/settings/{section}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert_large_enough(page)
    page.goto(f"{joao.origin}/messages/{room}")
    expect(timeline(page)).to_be_visible()
    expect(message(page, "Hello.")).to_be_in_viewport()
    assert_large_enough(page)


class Finger:
    """A finger on the screen, as the browser itself hears of it: what scrolls natively takes it, as it does in the hand."""

    def __init__(self, page: Page, x: float, y: float) -> None:
        self._page = page
        self._touch = page.context.new_cdp_session(page)
        self._at = (x, y)
        self._send("touchStart", [{"x": x, "y": y}])

    def move(self, by_x: float, by_y: float = 0, steps: int = 12) -> None:
        """Slowly: what is let go after it was not flicked."""
        x, y = self._at
        for step in range(1, steps + 1):
            self._send("touchMove", [{"x": x + by_x * step / steps, "y": y + by_y * step / steps}])
            self._page.wait_for_timeout(20)
        self._at = (x + by_x, y + by_y)

    def lift(self) -> None:
        self._send("touchEnd", [])

    def _send(self, kind: str, points: list[dict[str, float]]) -> None:
        self._touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def shift_of(page: Page) -> float:
    """How far the conversation is pushed to the right of its place, in pixels."""
    found: float = page.evaluate("() => document.querySelector('[data-place=content]').getBoundingClientRect().x")
    return found


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_a_conversation_is_pushed_away_with_a_finger(
    devices: Devices, town: Town, direction: str, motion: Literal["no-preference", "reduce"]
) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    for number in range(30):
        joao.send(room, f"Message {number}")
    joao.send(room, "Hello.")
    device = devices.new(joao, size=PHONE, touch=True)
    if direction == "rtl":
        device.mirror()
    page = device.open(f"/messages/{room}")
    page.emulate_media(reduced_motion=motion)
    expect(page.locator("html")).to_have_attribute("dir", direction)
    expect(message(page, "Hello.")).to_be_in_viewport()
    onward, start = (1, 60) if direction == "ltr" else (-1, 330)

    # Not far: it comes back. It follows the finger, except for who asked for no motion.
    finger = Finger(page, start, 400)
    finger.move(onward * 100)
    followed = shift_of(page)
    assert followed * onward > 60 if motion == "no-preference" else followed == 0
    finger.lift()
    page.wait_for_function("() => document.querySelector('[data-place=content]').getBoundingClientRect().x === 0")
    expect(message(page, "Hello.")).to_be_in_viewport()
    expect(room_list(page)).to_have_count(0)

    # The other way there is nothing to go back to, and up and down is for reading.
    for by_x, by_y in ((-onward * 200, 0), (0, 150), (onward * 60, 150)):
        finger = Finger(page, 195, 400)
        finger.move(by_x, by_y)
        finger.lift()
        expect(timeline(page)).to_be_visible()
    expect(room_list(page)).to_have_count(0)

    # Far enough: the list.
    finger = Finger(page, start, 400)
    finger.move(onward * 220)
    finger.lift()
    expect(room_row(page, mara.name)).to_be_visible()
    expect(composer(page)).to_have_count(0)
    expect(page).to_have_url(f"{joao.origin}/messages")


def test_a_table_that_is_wider_than_the_screen_keeps_the_finger(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    joao.send(room, f"| a | b |\n|---|---|\n| {'x' * 90} | {'y' * 90} |")
    page = devices.new(joao, size=PHONE, touch=True).open(f"/messages/{room}")
    expect(message(page, "xxx")).to_be_in_viewport()
    wide = (
        message(page, "xxx")
        .evaluate_handle(
            "(article) => [...article.querySelectorAll('*')].find((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1)"
        )
        .as_element()
    )
    assert wide is not None
    wide.evaluate("(table) => { table.scrollLeft = 200 }")
    box = wide.bounding_box()
    assert box is not None
    finger = Finger(page, box["x"] + 40, box["y"] + box["height"] / 2)
    finger.move(240)
    finger.lift()
    page.wait_for_timeout(300)
    expect(composer(page)).to_be_visible()
    assert wide.evaluate("(table) => table.scrollLeft") < 200


def test_the_composer_stays_above_an_on_screen_keyboard(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    mara.send(room, "Hello.")
    device = devices.new(joao, size=PHONE, touch=True)
    # Safari: the keyboard is laid over the page, which is as high as before and sees less of itself.
    device.context.add_init_script(
        """const seen = Object.assign(new EventTarget(), { height: innerHeight, width: innerWidth, scale: 1, offsetTop: 0, offsetLeft: 0 })
           Object.defineProperty(window, 'visualViewport', { value: seen })"""
    )
    page = device.open(f"/messages/{room}")
    expect(composer(page)).to_be_visible()
    see = "(height) => { visualViewport.height = height; visualViewport.dispatchEvent(new Event('resize')) }"

    def lower_edge() -> float:
        box = page.get_by_role("button", name="Send").bounding_box()
        assert box is not None
        return box["y"] + box["height"]

    before = lower_edge()
    page.evaluate(see, 500)
    page.wait_for_function("() => document.documentElement.style.getPropertyValue('--ui-keyboard') !== ''")
    assert lower_edge() <= 500
    expect(message(page, "Hello.")).to_be_in_viewport()
    page.evaluate(see, 844)
    page.wait_for_function("() => document.documentElement.style.getPropertyValue('--ui-keyboard') === ''")
    assert lower_edge() == before
    content = page.locator("meta[name=viewport]").get_attribute("content") or ""
    assert "viewport-fit=cover" in content
    assert "interactive-widget=resizes-content" in content
