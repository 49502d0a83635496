"""The first minutes of somebody new."""

from playwright.sync_api import expect

from tests.journeys.marketplace import Marketplace, Resident
from tests.journeys.sights.sight import DARK, MIRRORED, NARROW, NARROW_DARK, Chapter, Visit

NAME = "Robin Ek"


def _nothing(_market: Marketplace, _robin: Resident) -> None:
    """Who is new has nothing yet."""


def move_in(market: Marketplace) -> Resident:
    """Somebody who signed up and has done nothing since."""
    return market.newcomer(NAME, "robin.ek@example.com", _nothing)


chapter = Chapter("The first minutes", of=move_in)


@chapter.sight(DARK, NARROW, MIRRORED)
def welcome_who(visit: Visit) -> None:
    """The first of three short steps: who one is."""
    page = visit.open("/welcome?step=who")
    expect(page.get_by_role("textbox", name="Headline")).to_be_visible()


@chapter.sight(NARROW)
def welcome_what(visit: Visit) -> None:
    """What one does."""
    page = visit.open("/welcome?step=what")
    expect(page.get_by_role("textbox", name="About you")).to_be_visible()


@chapter.sight(NARROW_DARK)
def welcome_where(visit: Visit) -> None:
    """Where one is."""
    page = visit.open("/welcome?step=where")
    expect(page.get_by_role("button", name="Finish")).to_be_visible()


@chapter.sight(NARROW)
def empty_inbox(visit: Visit) -> None:
    """No conversation yet: how they begin, and what is left to tell about oneself."""
    page = visit.open("/messages")
    expect(page.get_by_text("No conversations yet")).to_be_visible()
    expect(page.get_by_role("button", name="Send it again")).to_be_visible()


@chapter.sight()
def empty_filter(visit: Visit) -> None:
    """A filter that finds nothing says what would be there."""
    page = visit.open("/messages?filter=starred")
    expect(page.get_by_text("Nothing starred")).to_be_visible()
