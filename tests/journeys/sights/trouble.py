"""No network, no server, refusals."""

from playwright.sync_api import expect

from tests.journeys.marketplace import JOAO, LENA, WEI
from tests.journeys.screens import composer, message, messages
from tests.journeys.sights.sight import DARK, NARROW, Chapter, Visit, demo_person

chapter = Chapter("When something is wrong", of=demo_person(JOAO))

_NEVER = "01900000-0000-7000-8000-000000000000"


def _cut_off(visit: Visit) -> None:
    visit.room(WEI)
    expect(messages(visit.page).last).to_be_in_viewport()
    visit.device.context.set_offline(offline=True)


def _make_up(visit: Visit) -> None:
    """Take back what never was sent, and let the other be written to again."""
    visit.page.get_by_role("button", name="Cancel", exact=True).click()
    expect(visit.page.get_by_text("Not sent.")).to_have_count(0)
    visit.market.person(WEI).call("DELETE", f"/blocks/{visit.who.id}")


@chapter.sight(NARROW, outage="expected", leave=lambda visit: visit.device.context.set_offline(offline=False))
def offline(visit: Visit) -> None:
    """Without a network: what there is can be read, and one can go on writing."""
    _cut_off(visit)
    expect(visit.page.get_by_text("You are offline.").last).to_be_visible()


@chapter.sight(refusals=("GET /api/v1/rooms/* 404",))
def not_open(visit: Visit) -> None:
    """A link to a conversation that one is not in."""
    page = visit.open(f"/messages/{_NEVER}")
    expect(page.get_by_text("This conversation is not open to you")).to_be_visible()


@chapter.sight(
    outage="expected",
    leave=lambda visit: visit.who.call("DELETE", f"/blocks/{visit.market.person(LENA).id}"),
)
def blocked(visit: Visit) -> None:
    """Somebody one has blocked."""
    visit.who.call("PUT", f"/blocks/{visit.market.person(LENA).id}")
    page = visit.open(f"/messages/{visit.who.room(LENA)}?panel=details")
    expect(page.get_by_role("button", name="Unblock")).to_be_visible()


@chapter.sight(
    DARK,
    NARROW,
    outage="expected",
    leave=_make_up,
)
def not_sent(visit: Visit) -> None:
    """A message that was refused stays, with its text, the reason and what to do."""
    visit.room(WEI)
    expect(messages(visit.page).last).to_be_in_viewport()
    visit.market.person(WEI).call("PUT", f"/blocks/{visit.who.id}")
    visit.type("The build is ready for you.")
    composer(visit.page).press("Enter")
    expect(message(visit.page, "The build is ready").get_by_role("alert")).to_be_visible()


@chapter.sight(refusals=("GET /api/v1/accounts/* 404",))
def nobody(visit: Visit) -> None:
    """A link to somebody who is not here."""
    page = visit.open(f"/people/{_NEVER}")
    expect(page.get_by_text("There is no such person")).to_be_visible()
