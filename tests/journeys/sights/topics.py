"""Topics, pinned messages, forwarding, deleting."""

from typing import Any

from playwright.sync_api import expect

from tests.journeys.marketplace import HEMI, JOAO, NORTHWIND, WEI
from tests.journeys.screens import act, messages
from tests.journeys.sights.sight import DARK, MIDDLE, MIRRORED, NARROW, Chapter, Visit, demo_person

chapter = Chapter("Topics, pins, forwarding, deleting", of=demo_person(JOAO))

_NEVER = "01900000-0000-7000-8000-000000000000"


def _topic(visit: Visit, room: str, which: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = visit.who.call("GET", f"/rooms/{visit.who.room(room)}/topics?filter={which}")["items"]
    if not found:
        raise LookupError(f"{room} has no {which} topic")
    return max(found, key=lambda topic: int(topic["message_count"]))


@chapter.sight(NARROW)
def topics(visit: Visit) -> None:
    """The topics of a room that are at work."""
    page = visit.room(NORTHWIND, "?panel=topics")
    expect(page.get_by_role("tab", name="Topics", selected=True)).to_be_visible()
    expect(page.get_by_role("tabpanel").get_by_role("link").first).to_be_visible()


@chapter.sight()
def topics_resolved(visit: Visit) -> None:
    """Those that are settled."""
    page = visit.room(NORTHWIND, "?panel=topics")
    page.get_by_role("tabpanel").get_by_text("Resolved", exact=True).click()
    expect(page.get_by_role("radio", name="Resolved")).to_be_checked()


@chapter.sight()
def topics_none(visit: Visit) -> None:
    """A room that has none yet."""
    page = visit.room(HEMI, "?panel=topics")
    expect(page.get_by_text("No open topics")).to_be_visible()


@chapter.sight(DARK, MIDDLE, NARROW, MIRRORED)
def topic(visit: Visit) -> None:
    """One topic alone."""
    found = _topic(visit, NORTHWIND, "open")
    page = visit.room(NORTHWIND, f"?topic={found['id']}")
    expect(page.get_by_role("heading", name=found["name"])).to_be_visible()
    expect(messages(page).last).to_be_in_viewport()


@chapter.sight()
def topic_resolved(visit: Visit) -> None:
    """A topic that is settled."""
    found = _topic(visit, NORTHWIND, "resolved")
    page = visit.room(NORTHWIND, f"?topic={found['id']}")
    expect(page.get_by_role("button", name="Reopen")).to_be_visible()


@chapter.sight(refusals=("GET /api/v1/rooms/*/topics/* 404",))
def topic_not_found(visit: Visit) -> None:
    """A link to a topic that one may not see."""
    page = visit.open(f"/messages/{visit.who.room(NORTHWIND)}?topic={_NEVER}")
    expect(page.get_by_text("This topic is not open to you")).to_be_visible()


@chapter.sight(NARROW)
def starting_a_topic(visit: Visit) -> None:
    """A topic begins with a name."""
    page = visit.room(WEI, "?panel=topics")
    page.get_by_role("button", name="New topic").click()
    expect(page.get_by_role("dialog", name="New topic").get_by_role("textbox")).to_be_focused()


@chapter.sight(DARK, NARROW)
def pins(visit: Visit) -> None:
    """What a room keeps at hand."""
    page = visit.room(NORTHWIND, "?panel=pins")
    expect(page.get_by_role("list", name="Pinned messages, pinned last first").get_by_role("listitem").first).to_be_visible()


@chapter.sight()
def pins_none(visit: Visit) -> None:
    """Nothing is pinned yet."""
    page = visit.room(HEMI, "?panel=pins")
    expect(page.get_by_text("Nothing is pinned")).to_be_visible()


@chapter.sight(DARK, NARROW)
def forwarding(visit: Visit) -> None:
    """Passing a message on."""
    page = visit.room(WEI)
    expect(messages(page).last).to_be_in_viewport()
    visit.act(messages(page).last, "Forward")
    dialog = page.get_by_role("dialog", name="Forward message")
    dialog.get_by_role("radio").first.click()
    expect(dialog.get_by_role("radio").first).to_be_checked()


def _undo(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Undo").click()
    expect(visit.page.get_by_role("button", name="Undo")).to_have_count(0)


@chapter.sight(leave=_undo)
def deleting(visit: Visit) -> None:
    """A deletion can be taken back for ten seconds."""
    page = visit.room(WEI)
    expect(messages(page).last).to_be_in_viewport()
    own = messages(page).filter(has=page.get_by_text(JOAO, exact=True)).last
    act(own, "Delete")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
