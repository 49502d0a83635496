"""Passing a message on to another conversation, with its author's name on it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.accessibility import assert_accessible
from tests.journeys.browsing import PHONE, Devices
from tests.journeys.people import Person, Town
from tests.journeys.screens import act, composer, expect_opened, message, messages, press_long, room_row, said, timeline
from tests.journeys.test_keyboard import tab_to

pytestmark = pytest.mark.journey


def three(town: Town) -> tuple[Person, Person, Person, str, str]:
    """Mara, João who knows both, Grace; the room of the first two and that of the last two."""
    mara, joao, grace = town.sign_up("Mara"), town.sign_up("João"), town.sign_up("Grace")
    return mara, joao, grace, mara.room_with(joao), joao.room_with(grace)


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Forward message")


def test_a_message_is_passed_on_with_the_name_of_who_wrote_it(devices: Devices, town: Town) -> None:
    mara, joao, grace, source, target = three(town)
    mara.send(source, "The **budget** is 4,000 euros.")
    his, hers = devices.new(joao).open(f"/messages/{source}"), devices.new(grace).open(f"/messages/{target}")
    expect_opened(hers)

    act(message(his, "4,000 euros"), "More")
    his.get_by_role("menuitem", name="Forward").click()
    expect(dialog(his).get_by_role("button", name="Forward")).to_be_disabled()
    dialog(his).get_by_role("searchbox", name="Find a conversation").fill(grace.name)
    dialog(his).get_by_role("radio", name=grace.name).click()
    dialog(his).get_by_role("textbox", name="Add a few words (optional)").fill("For your quote:")
    dialog(his).get_by_role("button", name="Forward").click()
    expect(his.get_by_role("heading", name=grace.name)).to_be_visible()
    for page in (his, hers):
        passed_on = message(page, "For your quote:")
        expect(passed_on).to_have_count(1)
        expect(passed_on.get_by_role("figure")).to_contain_text(said(f"Forwarded from {mara.name}"))
        expect(passed_on.get_by_role("figure").get_by_role("strong")).to_have_text("budget")

    # The copy does not follow its original, and passes on its first author.
    mara.call("DELETE", f"/rooms/{source}/messages/2")
    expect(message(hers, "4,000 euros")).to_have_count(1)
    grace.room_with(mara)
    act(message(hers, "4,000 euros"), "More")
    hers.get_by_role("menuitem", name="Forward").click()
    dialog(hers).get_by_role("radio", name=mara.name).click()
    dialog(hers).get_by_role("button", name="Forward").click()
    expect(hers.get_by_role("heading", name=mara.name)).to_be_visible()
    expect(message(hers, "For your quote:").get_by_role("figure")).to_contain_text(said(f"Forwarded from {joao.name}"))


def test_it_needs_a_conversation_that_is_open_to_one(devices: Devices, town: Town) -> None:
    mara, joao, grace, source, _ = three(town)
    mara.send(source, "Hello.")
    alone = devices.new(mara).open(f"/messages/{source}")
    act(message(alone, "Hello."), "More")
    alone.get_by_role("menuitem", name="Forward").click()
    expect(dialog(alone).get_by_text("You have no other conversation yet")).to_be_visible()

    device = devices.new(joao)
    # Who blocks somebody is not to be found by them.
    device.watch.expect_refusal("GET /api/v1/accounts/* 404")
    page = device.open(f"/messages/{source}")
    act(message(page, "Hello."), "More")
    page.get_by_role("menuitem", name="Forward").click()
    dialog(page).get_by_role("radio", name=grace.name).click()
    grace.call("PUT", f"/blocks/{joao.id}")
    dialog(page).get_by_role("button", name="Forward").click()
    refused = messages(page).last
    expect(refused.get_by_role("alert")).to_contain_text("Not sent.")
    grace.call("DELETE", f"/blocks/{joao.id}")
    refused.get_by_role("button", name="Retry").click()
    expect(messages(page).last.get_by_role("figure")).to_contain_text("Hello.")
    expect(page.get_by_text("Not sent.")).to_have_count(0)


def test_forwarding_needs_no_mouse(devices: Devices, town: Town) -> None:
    mara, joao, grace, source, target = three(town)
    mara.send(source, "Hello.")
    page = devices.new(joao).open(f"/messages/{source}")
    expect_opened(page)
    composer(page).focus()
    row = timeline(page).get_by_role("listitem").last
    tab_to(page, row, key="Shift+Tab")
    tab_to(page, row.get_by_role("button", name="More"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Forward")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog(page).get_by_role("searchbox")).to_be_focused()
    tab_to(page, dialog(page).get_by_role("radio", name=grace.name))
    page.keyboard.press("Enter")
    expect(dialog(page).get_by_role("radio", name=grace.name)).to_be_checked()
    tab_to(page, dialog(page).get_by_role("button", name="Forward"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=grace.name)).to_be_visible()
    expect(messages(page)).to_have_count(1)
    assert [entry["body"]["forwarded"]["author_name"] for entry in grace.log(target) if entry["kind"] == "message"] == [mara.name]


@pytest.mark.parametrize("direction", ["left to right", "right to left"])
def test_forwarding_on_a_phone(devices: Devices, town: Town, direction: str) -> None:
    mara, joao, grace, source, _ = three(town)
    mara.send(source, "مرحبا\n\nHello " + "and hello again " * 200)
    device = devices.new(joao, size=PHONE, touch=True)
    if direction == "right to left":
        device.mirror()
    page = device.open(f"/messages/{source}")
    expect_opened(page)
    press_long(messages(page).last)
    page.get_by_role("dialog", name="Actions").get_by_role("button", name="Forward").click()
    dialog(page).get_by_role("radio", name=grace.name).click()
    assert_accessible(page, f"forwarding, {direction}")
    dialog(page).get_by_role("button", name="Forward").click()
    expect(messages(page).last.get_by_role("figure")).to_contain_text("مرحبا")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="Back to conversations").click()
    expect(room_row(page, grace.name)).to_contain_text(re.compile("مرحبا"))
