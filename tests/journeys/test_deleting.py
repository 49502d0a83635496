"""Deleting, with ten seconds in which it can be taken back; and links to one entry."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.accessibility import assert_accessible
from tests.journeys.browsing import PHONE, Devices
from tests.journeys.growing import grow, line
from tests.journeys.people import Town
from tests.journeys.screens import act, composer, expect_opened, message, messages, press_long, room_row, timeline, write
from tests.journeys.test_keyboard import tab_to

pytestmark = pytest.mark.journey

COUNTING = re.compile(r"Deleted for everybody in \d+ seconds?")
# In which it can be taken back, and the time of a busy machine.
GONE_WITHIN_MS = 30_000


def test_a_deletion_is_taken_back_or_done_for_everybody(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    for text in ("Kept after all.", "Gone for good."):
        mara.send(room, text)
    device = devices.new(mara)
    page, tab = device.open(f"/messages/{room}"), device.open_tab(f"/messages/{room}")
    his = devices.new(joao).open(f"/messages/{room}")
    expect_opened(his)
    expect_opened(tab)

    act(message(page, "Kept after all."), "Delete")
    expect(messages(page).first).to_contain_text(COUNTING)
    # The tab beside it says so too, and takes it back for both.
    expect(messages(tab).first).to_contain_text(COUNTING)
    expect(message(his, "Kept after all.")).to_have_count(1)
    tab.get_by_role("button", name="Undo").click()
    expect(message(page, "Kept after all.")).to_have_count(1)

    act(message(page, "Gone for good."), "Delete")
    expect(messages(his).last).to_contain_text("This message was deleted", timeout=GONE_WITHIN_MS)
    for own in (page, tab):
        expect(messages(own).last).to_contain_text("You deleted this message")
        expect(message(own, "Kept after all.")).to_have_count(1)
    expect(room_row(his, mara.name)).to_contain_text("Message deleted")
    assert [entry["kind"] for entry in joao.log(room)].count("message.deleted") == 1


def test_closing_the_page_does_what_was_decided(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    mara.send(room, "Gone with the tab.")
    hers = devices.new(mara)
    page, his = hers.open(f"/messages/{room}"), devices.new(joao).open(f"/messages/{room}")
    expect_opened(his)
    act(message(page, "Gone with the tab."), "Delete")
    expect(messages(page).last).to_contain_text(COUNTING)
    page.close(run_before_unload=True)
    expect(messages(his).last).to_contain_text("This message was deleted")


def test_only_what_is_one_s_own_or_in_one_s_care_can_be_deleted(devices: Devices, town: Town) -> None:
    mara, joao, grace = town.sign_up("Mara"), town.sign_up("João"), town.sign_up("Grace")
    room = mara.group("Harbour relaunch", joao, grace)
    grace.send(room, "Of Grace.")
    owner, member = devices.new(mara).open(f"/messages/{room}"), devices.new(joao).open(f"/messages/{room}")
    act(message(member, "Of Grace."), "More")
    expect(member.get_by_role("menuitem", name="Copy text")).to_be_visible()
    expect(member.get_by_role("menuitem", name="Delete")).to_have_count(0)
    act(message(owner, "Of Grace."), "Delete")
    expect(messages(member).last).to_contain_text("This message was deleted", timeout=GONE_WITHIN_MS)


def test_deleting_and_taking_back_need_no_mouse(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    mara.send(room, "Kept after all.")
    page = devices.new(mara).open(f"/messages/{room}")
    expect_opened(page)
    composer(page).focus()
    row = timeline(page).get_by_role("listitem").last
    tab_to(page, row, key="Shift+Tab")
    tab_to(page, row.get_by_role("button", name="More"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_role("menuitem", name="Delete")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="You can undo it for ten seconds")).to_have_count(1)
    tab_to(page, row.get_by_role("button", name="Undo"))
    assert_accessible(page, "deleting")
    page.keyboard.press("Enter")
    expect(message(page, "Kept after all.")).to_have_count(1)
    assert mara.texts(room) == ["Kept after all."]


@pytest.mark.parametrize("direction", ["left to right", "right to left"])
def test_deleting_on_a_phone(devices: Devices, town: Town, direction: str) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    mara.send(room, "شكرا")
    device = devices.new(mara, size=PHONE, touch=True)
    if direction == "right to left":
        device.mirror()
    page = device.open(f"/messages/{room}")
    expect_opened(page)
    press_long(messages(page).last)
    page.get_by_role("dialog", name="Actions").get_by_role("button", name="Delete").click()
    expect(messages(page).last).to_contain_text(COUNTING)
    assert_accessible(page, f"deleting, {direction}")
    page.get_by_role("button", name="Undo").tap()
    expect(message(page, "شكرا")).to_have_count(1)


def test_a_link_opens_one_entry_where_it_was_said(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    grow(room, (mara, joao), 500)
    device = devices.new(joao)
    device.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = device.open(f"/messages/{room}?at=100")
    linked = message(page, line(99)[:10])
    expect(linked).to_be_in_viewport()
    expect(page.get_by_role("button", name=re.compile("Jump to the latest message|new message"))).to_be_visible()

    act(linked, "More")
    page.get_by_role("menuitem", name="Copy link").click()
    expect(page.get_by_text("The link is copied.")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    address, _, seq = link.rpartition("?at=")
    assert address == f"{joao.origin}/messages/{room}"
    page.goto(link)
    expect(message(page, line(99)[:10])).to_be_in_viewport()

    # Beyond the end is the end; who is not in it learns nothing.
    device.open(f"/messages/{room}?at=999999")
    expect(message(page, line(500)[:10])).to_be_in_viewport()
    write(page, "Here I am.")
    stranger = devices.new(town.sign_up("Tomás"))
    stranger.watch.expect_refusal("GET /api/v1/rooms/* 404")
    stranger.open(f"/messages/{room}?at={seq}")
    expect(stranger.page.get_by_text("This conversation is not open to you")).to_be_visible()
