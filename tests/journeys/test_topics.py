"""Topics: begun from a message or from nothing, read and written in alone, settled and taken up again."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.accessibility import assert_accessible
from tests.journeys.browsing import PHONE, Devices
from tests.journeys.people import Person, Town
from tests.journeys.screens import (
    act,
    badge,
    composer,
    expect_opened,
    message,
    messages,
    press_long,
    room_row,
    said,
    timeline,
    write,
)
from tests.journeys.test_keyboard import tab_to

pytestmark = pytest.mark.journey

NOBODY_S = "01900000-0000-7000-8000-000000000000"


def panel(page: Page) -> Locator:
    return page.get_by_role("tabpanel", name="Topics")


def to_everything(page: Page) -> None:
    page.get_by_role("link", name="All messages").click()
    expect(page.get_by_role("link", name="All messages")).to_have_count(0)


def expect_topic(page: Page, name: str) -> None:
    """That topic alone is open, and can be written in."""
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    expect(composer(page)).to_have_accessible_name(said(f"Message to {name}"))


def started(who: Person, room: str, name: str, *texts: str) -> str:
    """The id of a topic with these messages in it."""
    topic_id = f"01900000-0000-7000-8000-{abs(hash((room, name))) % 10**12:012d}"
    who.call("POST", f"/rooms/{room}/topics", topic_id=topic_id, name=name)
    for text in texts:
        who.send(room, text, topic_id=topic_id)
    return topic_id


def test_a_topic_begins_with_a_message_and_both_talk_in_it(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    mara.send(room, "The logo needs a second round.")
    hers, his = devices.new(mara).open(f"/messages/{room}"), devices.new(joao).open(f"/messages/{room}")
    expect_opened(his)

    act(message(hers, "second round"), "Start a topic")
    dialog = hers.get_by_role("dialog", name="Start topic")
    expect(dialog.get_by_role("textbox")).to_have_value("The logo needs a second round.")
    dialog.get_by_role("textbox").fill("Logo")
    hers.keyboard.press("Enter")
    expect_topic(hers, "Logo")
    write(hers, "Three sketches by Friday?")

    root = message(his, "The logo needs a second round.")
    expect(root.get_by_role("button", name=re.compile("^Logo"))).to_contain_text("1 message")
    his.get_by_role("button", name=said("Topic Logo. Open")).click()
    expect_topic(his, "Logo")
    expect(messages(his)).to_have_count(1)
    write(his, "Two are ready.")
    expect(message(hers, "Two are ready.")).to_have_count(1)
    his.get_by_role("button", name="The logo needs a second round.").click()
    expect(root).to_be_in_viewport()
    expect(messages(his)).to_have_text([re.compile("second round"), re.compile("Three sketches"), re.compile("Two are ready")])
    assert mara.texts(room) == ["The logo needs a second round.", "Three sketches by Friday?", "Two are ready."]


def test_what_is_new_is_counted_for_each_topic(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    logo = started(mara, room, "Logo", "One.", "Two.")
    started(mara, room, "Colours", "Three.")
    first, second = devices.new(joao), devices.new(joao)
    page, other = first.open(f"/messages/{room}?topic={logo}&panel=topics"), second.open("/messages")

    # Read alone, a topic leaves the other one new.
    expect_topic(page, "Logo")
    expect(panel(page).get_by_role("link").filter(has_text="Colours")).to_contain_text("1 new")
    expect(panel(page).get_by_role("link").filter(has_text="Logo")).not_to_contain_text("new")
    expect(room_row(other, mara.name)).to_contain_text("1 unread message")
    expect(badge(other)).to_have_accessible_name("1 unread message")
    mara.send(room, "Four.", topic_id=started(mara, room, "Paper"))
    expect(panel(page).get_by_role("link").filter(has_text="Paper")).to_contain_text("1 new")
    expect(badge(other)).to_have_accessible_name("2 unread messages")
    to_everything(page)
    expect(badge(other)).to_have_count(0)
    expect(panel(page).get_by_text("new", exact=False).filter(has_text=re.compile(r"^\d+ new$"))).to_have_count(0)


def test_a_topic_is_named_settled_and_taken_up_again_for_everybody(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    topic = started(mara, room, "Logo", "One.")
    hers = devices.new(mara).open(f"/messages/{room}?topic={topic}")
    his = devices.new(joao).open(f"/messages/{room}?panel=topics")
    expect_topic(hers, "Logo")

    hers.get_by_role("button", name="More for this topic").click()
    hers.get_by_role("menuitem", name="Rename topic").click()
    dialog = hers.get_by_role("dialog", name="Rename topic")
    dialog.get_by_role("textbox").fill("  ")
    dialog.get_by_role("button", name="Save name").click()
    expect(dialog.get_by_text("A topic needs a name.")).to_be_visible()
    dialog.get_by_role("textbox").fill("Logo, second round")
    dialog.get_by_role("button", name="Save name").click()
    expect(panel(his).get_by_role("link").filter(has_text="Logo, second round")).to_have_count(1)

    hers.get_by_role("button", name="Resolve", exact=True).click()
    expect(hers.get_by_text(said(f"Resolved by {mara.name}"))).to_be_visible()
    expect(panel(his).get_by_text("No open topics")).to_be_visible()
    panel(his).get_by_text("Resolved", exact=True).click()
    panel(his).get_by_role("link").filter(has_text="Logo, second round").click()
    expect_topic(his, "Logo, second round")
    his.get_by_role("button", name="Reopen").click()
    expect(hers.get_by_role("button", name="Resolve", exact=True)).to_be_visible()
    assert joao.call("GET", f"/rooms/{room}/topics/{topic}")["resolved_at"] is None


def test_a_message_has_one_topic_whoever_was_first(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    seq = mara.send(room, "About the paper.")["seq"]
    device = devices.new(mara)
    device.watch.expect_refusal("POST /api/v1/rooms/*/topics 409", "GET /api/v1/rooms/*/topics/* 404")
    page = device.open(f"/messages/{room}")
    expect_opened(page)
    act(message(page, "About the paper."), "Start a topic")
    joao.call("POST", f"/rooms/{room}/topics", topic_id=f"01900000-0000-7000-8000-{seq:012d}", name="Paper", seq=seq)
    page.get_by_role("dialog", name="Start topic").get_by_role("button", name="Start topic").click()
    expect_topic(page, "Paper")

    device.open(f"/messages/{room}?topic={NOBODY_S}")
    expect(page.get_by_text("This topic is not open to you")).to_be_visible()
    page.get_by_role("button", name="All messages").click()
    expect_opened(page)


def test_what_is_begun_in_a_topic_stays_there(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    topic = started(mara, room, "Logo", "One.")
    page = devices.new(joao).open(f"/messages/{room}?topic={topic}&panel=topics")
    other = devices.new(joao).open(f"/messages/{room}?topic={topic}")
    expect_topic(page, "Logo")
    composer(page).fill("Only for the logo")
    expect(panel(page).get_by_role("link").filter(has_text="Logo")).to_contain_text("Draft")
    expect(composer(other)).to_have_text("Only for the logo")
    to_everything(page)
    expect(composer(page)).to_have_text("")
    composer(page).fill("For everybody")
    expect(room_row(other, mara.name)).to_contain_text("Draft: For everybody")
    panel(page).get_by_role("link").filter(has_text="Logo").click()
    expect(composer(page)).to_have_text("Only for the logo")


def test_a_topic_needs_no_mouse(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    mara.send(room, "The paper must be thicker.")
    page = devices.new(joao).open(f"/messages/{room}")
    expect_opened(page)
    composer(page).focus()
    row = timeline(page).get_by_role("listitem").last
    tab_to(page, row, key="Shift+Tab")
    tab_to(page, row.get_by_role("button", name="Start a topic"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Start topic").get_by_role("textbox")).to_be_focused()
    page.keyboard.type("Paper")
    page.keyboard.press("Enter")
    expect_topic(page, "Paper")
    expect(page.get_by_role("dialog")).to_have_count(0)
    composer(page).focus()
    page.keyboard.type("150 grams.")
    page.keyboard.press("Enter")
    expect(messages(page)).to_have_count(1)
    tab_to(page, page.get_by_role("button", name="Resolve", exact=True), key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Reopen")).to_be_visible()
    tab_to(page, page.get_by_role("link", name="All messages"), key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(messages(page)).to_have_count(2)


@pytest.mark.parametrize("direction", ["left to right", "right to left"])
def test_a_topic_on_a_phone(devices: Devices, town: Town, direction: str) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    mara.send(room, "الورق، من فضلك")
    device = devices.new(joao, size=PHONE, touch=True)
    if direction == "right to left":
        device.mirror()
    page = device.open(f"/messages/{room}")
    expect_opened(page)
    press_long(messages(page).last)
    page.get_by_role("dialog", name="Actions").get_by_role("button", name="Start a topic").click()
    dialog = page.get_by_role("dialog", name="Start topic")
    expect(dialog.get_by_role("textbox")).to_have_value("الورق، من فضلك")
    assert_accessible(page, f"naming a topic, {direction}")
    dialog.get_by_role("button", name="Start topic").click()
    expect(page.get_by_role("heading", name="الورق، من فضلك")).to_be_visible()
    write(page, "150 غرام")
    assert_accessible(page, f"a topic, {direction}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    to_everything(page)
    expect(messages(page)).to_have_count(2)
