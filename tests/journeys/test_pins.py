"""What a room keeps at hand: pinned by one, seen by all, and found again from the list."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.accessibility import assert_accessible
from tests.journeys.browsing import PHONE, Devices
from tests.journeys.people import Town
from tests.journeys.screens import act, composer, expect_opened, message, messages, press_long, said, timeline
from tests.journeys.test_keyboard import tab_to

pytestmark = pytest.mark.journey

MOST = 50


def pinned(page: Page) -> Locator:
    return page.get_by_role("list", name="Pinned messages, pinned last first").get_by_role("listitem")


def test_what_one_pins_the_other_has_at_hand_at_once(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    mara.send(room, "The address is Kungsgatan 4.")
    for number in range(60):
        joao.send(room, f"Line {number} of much talk.\n\nAnd more.")
    mara.send(room, "Friday, ten o'clock.")
    hers, his = devices.new(mara).open(f"/messages/{room}?at=2"), devices.new(joao).open(f"/messages/{room}")
    expect(message(his, "Friday")).to_be_in_viewport()

    act(message(hers, "Kungsgatan"), "More")
    hers.get_by_role("menuitem", name="Pin to the conversation").click()
    expect(message(hers, "Kungsgatan")).to_contain_text("Pinned by you")
    expect(timeline(his).get_by_text(said(f"{mara.name} pinned a message"))).to_be_visible()
    his.get_by_role("button", name="1 pinned").click()
    expect(pinned(his)).to_have_count(1)
    act(message(his, "Friday"), "More")
    his.get_by_role("menuitem", name="Pin to the conversation").click()
    expect(pinned(his)).to_have_text([re.compile("Friday"), re.compile("Kungsgatan")])

    # From the list to the message, wherever it is.
    pinned(his).last.get_by_role("link").click()
    expect(message(his, "Kungsgatan")).to_be_in_viewport()
    expect(message(his, "Kungsgatan")).to_contain_text(said(f"Pinned by {mara.name}"))
    pinned(his).last.get_by_role("button", name=re.compile("^Unpin")).click()
    expect(pinned(his)).to_have_count(1)
    expect(message(hers, "Kungsgatan")).not_to_contain_text("Pinned by")

    # What is deleted is no longer at hand.
    seq = next(entry["seq"] for entry in mara.log(room) if (entry["body"] or {}).get("text", "").startswith("Friday"))
    mara.call("DELETE", f"/rooms/{room}/messages/{seq}")
    expect(his.get_by_text("Nothing is pinned")).to_be_visible()


def test_a_room_keeps_so_many_at_hand_and_says_so(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    for number in range(MOST):
        mara.call("PUT", f"/rooms/{room}/messages/{mara.send(room, f'Number {number}.')['seq']}/pin")
    last = mara.send(room, "One too many.")["seq"]
    joao.call("PUT", f"/rooms/{room}/read", seq=last)
    device = devices.new(joao)
    device.watch.expect_refusal("PUT /api/v1/rooms/*/messages/*/pin 409")
    page = device.open(f"/messages/{room}?panel=pins")
    expect(pinned(page)).to_have_count(MOST)
    act(message(page, "One too many."), "More")
    page.get_by_role("menuitem", name="Pin to the conversation").click()
    expect(page.get_by_role("alert").filter(has_text=str(MOST))).to_be_visible()
    expect(message(page, "One too many.")).not_to_contain_text("Pinned by")


def test_pinning_needs_no_mouse(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    mara.send(room, "The address is Kungsgatan 4.")
    page = devices.new(joao).open(f"/messages/{room}")
    expect_opened(page)
    composer(page).focus()
    row = timeline(page).get_by_role("listitem").last
    tab_to(page, row, key="Shift+Tab")
    tab_to(page, row.get_by_role("button", name="More"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("menuitem", name="Pin to the conversation"), key="ArrowDown")
    page.keyboard.press("Enter")
    expect(message(page, "Kungsgatan")).to_contain_text("Pinned by you")
    tab_to(page, page.get_by_role("button", name="1 pinned"), key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(pinned(page)).to_have_count(1)
    tab_to(page, pinned(page).get_by_role("button", name=re.compile("^Unpin")))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing is pinned")).to_be_visible()


@pytest.mark.parametrize("direction", ["left to right", "right to left"])
def test_pins_on_a_phone(devices: Devices, town: Town, direction: str) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    mara.send(room, f"https://example.com/{'a-long-path/' * 20}")
    device = devices.new(joao, size=PHONE, touch=True)
    if direction == "right to left":
        device.mirror()
    page = device.open(f"/messages/{room}")
    expect_opened(page)
    press_long(messages(page).last)
    page.get_by_role("dialog", name="Actions").get_by_role("button", name="Pin to the conversation").click()
    page.get_by_role("button", name="1 pinned").click()
    expect(pinned(page)).to_have_count(1)
    assert_accessible(page, f"pins, {direction}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
