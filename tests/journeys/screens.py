"""Where things are on the screen, by role and name."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.people import Person

# A name in a sentence stands between Unicode isolates, which nobody sees.
_ISOLATE = "[\u2068\u2069]?"


def said(text: str) -> re.Pattern[str]:
    """Finds a sentence with names in it as a person reads it."""
    return re.compile(_ISOLATE.join(re.escape(part) for part in re.split(r"\b", text)))


def composer(page: Page) -> Locator:
    """The field where a message is written."""
    return page.get_by_role("textbox", name=re.compile(r"^Message to "))


def timeline(page: Page) -> Locator:
    return page.get_by_role("region", name="Messages, oldest first")


def messages(page: Page) -> Locator:
    return timeline(page).get_by_role("article")


def message(page: Page, text: str) -> Locator:
    """The message that says this; several when it says so several times."""
    return messages(page).filter(has_text=text)


def room_list(page: Page) -> Locator:
    return page.get_by_role("region", name="Conversations")


def room_row(page: Page, name: str) -> Locator:
    """The line of a conversation in the list."""
    return room_list(page).get_by_role("listitem").filter(has=page.get_by_text(name, exact=True))


def open_room(page: Page, name: str) -> None:
    """Choose a conversation in the list and wait until one can write in it."""
    room_row(page, name).get_by_role("link").click()
    expect(composer(page)).to_have_accessible_name(said(f"Message to {name}"))


def expect_opened(page: Page) -> None:
    """A conversation is open with what was said in it."""
    expect(timeline(page)).to_be_visible()
    expect(composer(page)).to_be_editable()


def write(page: Page, text: str) -> None:
    """Write a message and send it with Enter. Waits until it stands in the conversation, sent or not."""
    field = composer(page)
    field.fill(text)
    field.press("Enter")
    expect(field).to_have_text("")
    expect(messages(page).last).to_contain_text(text.splitlines()[0])


def act(row: Locator, name: str) -> None:
    """Choose from what can be done with a message: the button in its bar, or behind "More"."""
    row.hover()
    bar = row.get_by_role("toolbar", name="Actions")
    expect(bar).to_be_visible()
    button = bar.get_by_role("button", name=name, exact=True)
    if button.count() == 0:
        bar.get_by_role("button", name="More").click()
        button = row.page.get_by_role("menuitem", name=name, exact=True)
    button.click()


def react(row: Locator, word: str) -> None:
    """Answer a message with the first emoji that is found by a word."""
    act(row, "React")
    picker = row.page.get_by_role("dialog", name="React")
    picker.get_by_role("searchbox", name="Search emoji").fill(word)
    picker.get_by_role("button", name=word).first.click()
    expect(picker).to_have_count(0)


def show(page: Page, view: str) -> None:
    """Choose which conversations are listed: "All", "Unread", "Starred", "Drafts" or "Hidden"."""
    page.get_by_role("navigation", name="Show").get_by_role("link", name=view).click()


def room_menu(page: Page, name: str, choice: str) -> None:
    """Choose from the menu of a conversation's line."""
    row = room_row(page, name)
    row.hover()
    row.get_by_role("button", name=said(f"Options for {name}")).click()
    page.get_by_role("menuitem", name=choice, exact=True).click()


def badge(page: Page) -> Locator:
    """The count of everything unread, in the top bar."""
    return page.get_by_role("navigation", name="Main").get_by_role("img", name=re.compile("unread message"))


def press_long(place: Locator) -> None:
    """Rest a finger on something until what it opens is there."""
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box is not None
    touch = place.page.context.new_cdp_session(place.page)
    point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    expect(place.page.get_by_role("menu").or_(place.page.get_by_role("dialog")).first).to_be_visible()
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def rich(page: Page) -> Locator:
    """The field where a message is written, once its formatting is there."""
    field = composer(page)
    expect(field).to_have_attribute("contenteditable", "true")
    return field


def sent(page: Page, person: Person, room: str, *, how: str = "Enter") -> str:
    """Send with Enter, or with the button when that is `how`; the text as it is stored."""
    if how == "Enter":
        rich(page).press("Enter")
    else:
        page.get_by_role("button", name="Send").click()
    expect(rich(page)).to_have_text("")
    expect(messages(page).last).to_contain_text("Sent")
    return person.texts(room)[-1]
