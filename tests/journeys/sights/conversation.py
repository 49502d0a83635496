"""An open conversation, and what stands beside it."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.marketplace import CORNER, GRACE, JOAO, MARA, NORTHWIND, OMAR, WEI
from tests.journeys.screens import act, composer, message, messages, press_long, timeline
from tests.journeys.sights.sight import DARK, MIDDLE, MIRRORED, NARROW, NARROW_DARK, NARROW_MIRRORED, Chapter, Visit, demo_person

chapter = Chapter("A conversation", of=demo_person(JOAO))


def _panel(visit: Visit, room: str, panel: str, tab: str) -> Page:
    page = visit.room(room, f"?panel={panel}")
    expect(page.get_by_role("tab", name=tab, selected=True)).to_be_visible()
    return page


def _quiet(visit: Visit) -> None:
    """Wait until the conversation is at its end."""
    expect(messages(visit.page).last).to_be_in_viewport()


def _seq_of(visit: Visit, words: str) -> int:
    """Where in the log of Northwind something was said."""
    log = visit.who.log(visit.who.room(NORTHWIND))
    return next(int(entry["seq"]) for entry in log if words in (entry["body"] or {}).get("text", ""))


@chapter.sight(DARK, MIDDLE, NARROW, NARROW_DARK, MIRRORED, NARROW_MIRRORED)
def group(visit: Visit) -> None:
    """A group, with what is new since one was here."""
    visit.unread(NORTHWIND, 3)
    page = visit.room(NORTHWIND)
    expect(timeline(page).get_by_text("New since you were here")).to_be_visible()
    _quiet(visit)


@chapter.sight(DARK, NARROW)
def direct(visit: Visit) -> None:
    """A conversation of two, with the other person's local time."""
    visit.room(MARA)
    _quiet(visit)


@chapter.sight(NARROW)
def history(visit: Visit) -> None:
    """In the middle of 20,000 messages: the latest is one button away."""
    page = visit.room(GRACE, "?at=10000")
    expect(page.get_by_role("button", name=re.compile("Jump to the latest message|new message"))).to_be_visible()


@chapter.sight()
def linked_message(visit: Visit) -> None:
    """A link to one message opens around it and shows which it is."""
    page = visit.room(NORTHWIND, f"?at={_seq_of(visit, 'loading all eleven jackets')}")
    expect(message(page, "all eleven jackets")).to_be_in_viewport()


@chapter.sight(NARROW)
def scripts_of_the_world(visit: Visit) -> None:
    """Arabic and English, each in its own direction."""
    visit.room(OMAR)
    _quiet(visit)


@chapter.sight(DARK)
def reading_code(visit: Visit) -> None:
    """Code in a message."""
    page = visit.room(NORTHWIND, f"?at={_seq_of(visit, '```swift')}")
    expect(message(page, "TestFlight").get_by_text("struct PriceEntry")).to_be_in_viewport()


@chapter.sight(NARROW)
def details(visit: Visit) -> None:
    """The panel beside a conversation of two."""
    page = _panel(visit, MARA, "details", "Details")
    expect(page.get_by_role("link", name="View profile")).to_be_visible()


@chapter.sight()
def details_of_a_group(visit: Visit) -> None:
    """The panel of a group that one may leave."""
    page = _panel(visit, NORTHWIND, "details", "Details")
    expect(page.get_by_role("button", name="Leave group")).to_be_visible()


@chapter.sight(MIDDLE, NARROW)
def people_of_a_group(visit: Visit) -> None:
    """Who is in a group, with each one's local time."""
    page = _panel(visit, NORTHWIND, "people", "People")
    expect(page.get_by_role("list", name="Members").get_by_role("listitem").last).to_be_visible()


@chapter.sight()
def message_bar(visit: Visit) -> None:
    """What can be done with a message, at the pointer."""
    visit.room(WEI)
    _quiet(visit)
    row = messages(visit.page).last
    row.hover()
    expect(row.get_by_role("toolbar", name="Actions")).to_be_visible()


@chapter.sight(DARK)
def message_menu(visit: Visit) -> None:
    """What else can be done with it."""
    visit.room(WEI)
    _quiet(visit)
    act(messages(visit.page).last, "More")
    expect(visit.page.get_by_role("menuitem", name="Copy link", exact=True)).to_be_visible()


@chapter.sight(only=(NARROW, NARROW_DARK))
def message_sheet(visit: Visit) -> None:
    """A long press on a message."""
    page = visit.room(WEI)
    _quiet(visit)
    press_long(messages(page).last)
    expect(page.get_by_role("dialog", name="Actions")).to_be_visible()


@chapter.sight(DARK)
def emoji_picker(visit: Visit) -> None:
    """Choosing a reaction."""
    page = visit.room(WEI)
    _quiet(visit)
    act(messages(page).last, "React")
    expect(page.get_by_role("dialog", name="React").get_by_role("button", name="thumbs up")).to_be_visible()


@chapter.sight()
def who_reacted(visit: Visit) -> None:
    """Who reacted, at the pointer."""
    page = visit.room(NORTHWIND)
    _quiet(visit)
    reaction = timeline(page).get_by_role("list", name="Reactions").last.get_by_role("button").first
    reaction.hover()
    expect(page.get_by_role("tooltip")).to_be_visible()


@chapter.sight(NARROW, leave=lambda visit: visit.forget_draft(WEI))
def replying(visit: Visit) -> None:
    """Answering one message."""
    page = visit.room(WEI)
    _quiet(visit)
    theirs = messages(page).filter(has=page.get_by_text(WEI, exact=True)).last
    visit.act(theirs, "Reply")
    expect(page.get_by_role("button", name="Cancel reply")).to_be_visible()


@chapter.sight(leave=lambda visit: visit.forget_draft(WEI))
def draft_kept(visit: Visit) -> None:
    """What is begun is kept on the server."""
    page = visit.room(WEI)
    _quiet(visit)
    visit.type("I can look at the **build** tonight, my time. Two things I would like to ask before:")
    expect(page.get_by_text("Draft saved")).to_be_visible()


@chapter.sight(leave=lambda visit: visit.forget_draft(CORNER))
def mentioning(visit: Visit) -> None:
    """Mentioning somebody of the group."""
    page = visit.room(CORNER)
    _quiet(visit)
    composer(page).click()
    page.keyboard.type("Thank you @")
    expect(page.get_by_role("listbox", name="People to mention")).to_be_visible()


@chapter.sight(leave=lambda visit: visit.forget_draft(WEI))
def too_long(visit: Visit) -> None:
    """A text that is too long says by how much, and stays."""
    page = visit.room(WEI)
    _quiet(visit)
    visit.type("A long story about a small button. " * 300)
    expect(page.get_by_text("characters too many")).to_be_visible()
