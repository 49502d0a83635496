"""Everything by keyboard, and always to be seen where one is."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.browsing import Devices
from tests.journeys.people import PASSWORD, Town
from tests.journeys.screens import composer, expect_opened, message, room_list, room_row, said, timeline

pytestmark = pytest.mark.journey

MOST_STEPS = 40

# What shows where the focus is: an outline or a shadow of its own, or the caret of a text field in a box that is drawn.
SHOWS_FOCUS = """() => {
  const drawn = (style) => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
    || parseFloat(style.borderTopWidth) > 0
  let element = document.activeElement
  if (element === document.body) return false
  if (!element.matches('input, textarea, [contenteditable=true]')) return drawn(getComputedStyle(element))
  for (; element; element = element.parentElement) if (drawn(getComputedStyle(element))) return true
  return false
}"""
WHERE = "() => document.activeElement.outerHTML.slice(0, 200)"


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press a key until the target has the focus; on the way every stop shows where one is."""
    for _ in range(MOST_STEPS):
        page.keyboard.press(key)
        assert page.evaluate(SHOWS_FOCUS), f"the focus cannot be seen on {page.evaluate(WHERE)}"
        if target.count() == 1 and target.evaluate("(element) => element === document.activeElement"):
            return
    raise AssertionError(f"{target} is not within {MOST_STEPS} presses of {key}; the focus is on {page.evaluate(WHERE)}")


def test_signing_in_reading_and_writing_need_no_mouse(devices: Devices, town: Town) -> None:
    mara, joao, tomas = town.sign_up("Mara"), town.sign_up("João"), town.sign_up("Tomás")
    mara.send(mara.room_with(joao), "From the first room.")
    tomas.send(tomas.room_with(joao), "From the second room.")
    page = devices.new().open("/sign-in")

    expect(page.get_by_role("textbox", name="E-mail address")).to_be_focused()
    page.keyboard.type(joao.email)
    tab_to(page, page.get_by_role("textbox", name="Password"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(room_row(page, mara.name)).to_have_count(1)

    page.reload()
    expect(room_row(page, mara.name)).to_have_count(1)
    tab_to(page, page.get_by_role("link", name="Skip to the content"))
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()

    tab_to(page, room_row(page, tomas.name).get_by_role("link"))
    page.keyboard.press("ArrowDown")
    expect(room_row(page, mara.name).get_by_role("link")).to_be_focused()
    page.keyboard.press("Home")
    expect(room_row(page, tomas.name).get_by_role("link")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(composer(page)).to_have_accessible_name(said(f"Message to {mara.name}"))
    expect(message(page, "From the first room.")).to_have_count(1)

    # Opening a conversation is for writing in it.
    expect(composer(page)).to_be_focused()
    page.keyboard.type("Without a mouse.")
    page.keyboard.press("Enter")
    expect(message(page, "Without a mouse.")).to_contain_text(re.compile("Sent|Seen"))
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("textbox", name="Edit your message")).to_have_text("Without a mouse.")
    expect(page.get_by_role("textbox", name="Edit your message")).to_be_focused()
    page.keyboard.press("Escape")
    expect(composer(page)).to_have_text("")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Without a mouse, twice.")
    page.keyboard.press("Enter")
    expect(message(page, "Without a mouse, twice.")).to_contain_text("edited")
    expect(composer(page)).to_be_focused()


def test_a_message_is_answered_from_the_keyboard(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    for number in range(1, 4):
        mara.send(room, f"Message {number}.")
    page = devices.new(joao).open(f"/messages/{room}")
    expect(message(page, "Message 3.")).to_have_count(1)
    composer(page).focus()

    # One stop for the whole timeline; the arrow keys go from message to message.
    last = timeline(page).get_by_role("listitem").last
    tab_to(page, last, key="Shift+Tab")
    page.keyboard.press("ArrowUp")
    row = timeline(page).get_by_role("listitem").filter(has_text="Message 2.")
    bar = row.get_by_role("toolbar", name="Actions")
    expect(row).to_be_focused()
    tab_to(page, bar.get_by_role("button", name="React"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("searchbox", name="Search emoji")).to_be_focused()
    page.keyboard.press("Escape")
    expect(bar.get_by_role("button", name="React")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("searchbox", name="Search emoji")).to_be_focused()
    page.keyboard.type("heart")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(row).to_contain_text("❤️ 1")
    expect(bar.get_by_role("button", name="React")).to_be_focused()

    tab_to(page, bar.get_by_role("button", name="More"))
    page.keyboard.press("Enter")
    items = page.get_by_role("menuitem")
    expect(items.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(items.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(items.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(items).to_have_count(0)
    expect(bar.get_by_role("button", name="More")).to_be_focused()

    tab_to(page, bar.get_by_role("button", name="Reply"), key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(composer(page)).to_be_focused()
    page.keyboard.type("Answered.")
    page.keyboard.press("Enter")
    expect(message(page, "Answered.").get_by_role("button", name="In reply to")).to_contain_text("Message 2.")


def test_menus_and_dialogs_take_the_focus_and_give_it_back(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.group("Harbour relaunch", joao)
    page = devices.new(mara).open(f"/messages/{room}?panel=details")
    expect_opened(page)

    new = page.get_by_role("button", name="New conversation")
    new.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="New conversation")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert dialog.evaluate("(dialog) => dialog.contains(document.activeElement)"), page.evaluate(WHERE)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(new).to_be_focused()

    leave = page.get_by_role("button", name="Leave group")
    leave.focus()
    page.keyboard.press("Enter")
    question = page.get_by_role("dialog", name=re.compile("^Leave "))
    expect(question.get_by_role("button", name="Cancel", exact=True).last).to_be_focused()
    page.keyboard.press("Enter")
    expect(question).to_have_count(0)
    expect(leave).to_be_focused()

    row = room_list(page).get_by_role("link", name="Harbour relaunch")
    row.focus()
    page.keyboard.press("Shift+F10")
    expect(page.get_by_role("menuitem", name="Star", exact=True)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="Hide", exact=True)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(room_row(page, "Harbour relaunch").get_by_role("img", name="Starred")).to_be_visible()

    tabs = page.get_by_role("tab")
    tab_to(page, tabs.first)
    page.keyboard.press("ArrowRight")
    expect(tabs.nth(1)).to_be_focused()
    expect(page.get_by_role("list", name="Members")).to_be_visible()
