"""The list of conversations."""

from playwright.sync_api import expect

from tests.journeys.marketplace import CORNER, JOAO, LENA, MARA
from tests.journeys.screens import room_list, room_row, said
from tests.journeys.sights.sight import DARK, MIDDLE, MIRRORED, NARROW, NARROW_DARK, NARROW_MIRRORED, Chapter, Visit, demo_person

chapter = Chapter("The list of conversations", of=demo_person(JOAO))


@chapter.sight(DARK, MIDDLE, NARROW, NARROW_DARK, MIRRORED, NARROW_MIRRORED)
def inbox(visit: Visit) -> None:
    """Every conversation, nothing opened yet."""
    page = visit.open("/messages")
    expect(room_row(page, MARA)).to_be_visible()
    expect(page.get_by_role("button", name=f"{JOAO}: your menu")).to_be_visible()


@chapter.sight()
def inbox_unread(visit: Visit) -> None:
    """Only what is unread."""
    page = visit.open("/messages?filter=unread")
    expect(room_row(page, MARA)).to_be_visible()
    expect(room_row(page, LENA)).to_have_count(0)


@chapter.sight()
def inbox_drafts(visit: Visit) -> None:
    """Only where something was begun."""
    page = visit.open("/messages?filter=drafts")
    expect(room_row(page, LENA)).to_contain_text("Draft:")
    expect(room_row(page, MARA)).to_have_count(0)


@chapter.sight()
def inbox_hidden(visit: Visit) -> None:
    """What was put away comes back with its next message."""
    page = visit.open("/messages?filter=hidden")
    expect(room_list(page).get_by_role("listitem")).to_have_count(1)


@chapter.sight()
def inbox_found(visit: Visit) -> None:
    """The list filtered by a name."""
    page = visit.open("/messages")
    page.get_by_role("searchbox", name="Filter rooms and people").fill("mara")
    expect(room_row(page, MARA)).to_be_visible()
    expect(room_row(page, CORNER)).to_have_count(0)


@chapter.sight()
def inbox_nothing_found(visit: Visit) -> None:
    """A name that no conversation has."""
    page = visit.open("/messages")
    page.get_by_role("searchbox", name="Filter rooms and people").fill("zeppelin")
    expect(room_list(page).get_by_text("No conversation matches")).to_be_visible()


@chapter.sight(NARROW)
def conversation_menu(visit: Visit) -> None:
    """What can be done with a conversation."""
    page = visit.open("/messages")
    row = room_row(page, MARA)
    row.get_by_role("link").press("Shift+F10")
    expect(page.get_by_role("menuitem", name="Hide", exact=True)).to_be_visible()
    expect(row.get_by_role("button", name=said(f"Options for {MARA}"))).to_have_count(1)
