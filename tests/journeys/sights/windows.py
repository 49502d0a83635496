"""Menus and dialogs."""

from playwright.sync_api import Page, expect

from tests.journeys.marketplace import CORNER, INGRID, JOAO, LENA, MARA, NORTHWIND
from tests.journeys.screens import said
from tests.journeys.sights import newcomer
from tests.journeys.sights.sight import DARK, MIRRORED, NARROW, NARROW_DARK, Chapter, Visit, demo_person

chapter = Chapter("Menus and dialogs", of=demo_person(JOAO))


@chapter.sight(NARROW)
def own_menu(visit: Visit) -> None:
    """One's own menu."""
    page = visit.open("/messages")
    page.get_by_role("button", name=f"{JOAO}: your menu").click()
    expect(page.get_by_role("menuitem", name="Sign out")).to_be_visible()


@chapter.sight(DARK, NARROW, MIRRORED)
def keyboard_map(visit: Visit) -> None:
    """Everything the keyboard does, under the question mark."""
    page = visit.open("/messages")
    if visit.view.is_phone:
        page.get_by_role("button", name=f"{JOAO}: your menu").click()
        page.get_by_role("menuitem", name="Keyboard shortcuts").click()
    else:
        expect(page.get_by_role("heading", name="Messages")).to_be_visible()
        page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()


@chapter.sight(DARK, NARROW)
def jump(visit: Visit) -> None:
    """The way to anything by a few letters."""
    page = visit.open("/messages")
    page.get_by_role("button", name="Jump to…").click()
    expect(page.get_by_role("listbox", name="Results").get_by_role("option").first).to_be_visible()


@chapter.sight()
def jump_nothing(visit: Visit) -> None:
    """Letters that lead nowhere."""
    page = visit.open("/messages")
    page.get_by_role("button", name="Jump to…").click()
    page.get_by_role("combobox", name="Jump to").fill("zeppelin")
    expect(page.get_by_text("Nothing found")).to_be_visible()


def _begin(visit: Visit) -> Page:
    page = visit.open("/messages")
    page.get_by_role("button", name="New conversation").click()
    expect(page.get_by_role("list", name="People found").get_by_role("listitem").first).to_be_visible()
    return page


@chapter.sight(NARROW)
def new_conversation(visit: Visit) -> None:
    """Beginning a conversation with somebody."""
    _begin(visit)


@chapter.sight(NARROW_DARK)
def new_group(visit: Visit) -> None:
    """Beginning a group: what is missing is said where it is missing."""
    page = _begin(visit)
    dialog = page.get_by_role("dialog", name="New conversation")
    dialog.get_by_text("Group", exact=True).click()
    dialog.get_by_role("list", name="People found").get_by_role("button").first.click()
    dialog.get_by_role("button", name="Create group").click()
    expect(dialog.get_by_text("Give the group a name.")).to_be_visible()


@chapter.sight()
def nobody_found(visit: Visit) -> None:
    """A name that nobody has."""
    page = _begin(visit)
    dialog = page.get_by_role("dialog", name="New conversation")
    dialog.get_by_role("searchbox").fill("zeppelin")
    expect(dialog.get_by_text("Nobody found")).to_be_visible()


@chapter.sight(NARROW)
def room_menu(visit: Visit) -> None:
    """The menu of the open conversation, with how long it can be quiet."""
    page = visit.room(MARA)
    page.get_by_role("region", name=said(f"Conversation with {MARA}")).get_by_role(
        "button", name=said(f"Options for {MARA}")
    ).click()
    expect(page.get_by_role("menuitem", name="For an hour")).to_be_visible()


@chapter.sight()
def member_menu(visit: Visit) -> None:
    """What can be done with a member of a group."""
    page = visit.room(CORNER, "?panel=people")
    page.get_by_role("list", name="Members").get_by_role("button", name="Options for").first.click()
    expect(page.get_by_role("menuitem", name="View profile")).to_be_visible()


@chapter.sight()
def leaving(visit: Visit) -> None:
    """Leaving a group says what it means."""
    page = visit.room(NORTHWIND, "?panel=details")
    page.get_by_role("button", name="Leave group").click()
    expect(page.get_by_role("dialog").or_(page.get_by_role("alertdialog"))).to_be_visible()


@chapter.sight()
def blocking(visit: Visit) -> None:
    """Blocking says what it means."""
    page = visit.open(f"/people/{visit.market.person(LENA).id}")
    page.get_by_role("button", name="Block", exact=True).click()
    expect(page.get_by_role("dialog").or_(page.get_by_role("alertdialog"))).to_be_visible()


owners = Chapter("Of those who own a group", of=demo_person(MARA))


@owners.sight()
def group_settings(visit: Visit) -> None:
    """The name of a group, and how long messages can be edited."""
    page = visit.room(NORTHWIND, "?panel=details")
    expect(page.get_by_role("textbox", name="Name of the group")).to_be_visible()


@owners.sight(NARROW)
def adding_people(visit: Visit) -> None:
    """Adding somebody says what they may read."""
    page = visit.room(NORTHWIND, "?panel=people")
    page.get_by_role("button", name="Add people").click()
    expect(page.get_by_role("list", name="People found").get_by_role("listitem").first).to_be_visible()


@owners.sight()
def removing(visit: Visit) -> None:
    """Removing somebody says what it means."""
    page = visit.room(NORTHWIND, "?panel=people")
    page.get_by_role("list", name="Members").get_by_role("button", name="Options for").last.click()
    page.get_by_role("menuitem", name="Remove from group").click()
    expect(page.get_by_role("dialog").or_(page.get_by_role("alertdialog"))).to_be_visible()


operators = Chapter("Of who runs the installation", of=demo_person(INGRID))


@operators.sight(NARROW)
def outgoing_mail(visit: Visit) -> None:
    """What would have been mailed, while there is no mail server."""
    newcomer.move_in(visit.market)
    page = visit.open("/outbox")
    expect(page.get_by_role("main").get_by_role("link").first).to_be_visible()
