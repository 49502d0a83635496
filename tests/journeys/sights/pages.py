"""People, and one's own settings."""

from playwright.sync_api import expect

from tests.journeys.marketplace import GRACE, JOAO, LENA
from tests.journeys.sights.sight import DARK, MIDDLE, MIRRORED, NARROW, NARROW_DARK, Chapter, Visit, demo_person

chapter = Chapter("People and settings", of=demo_person(JOAO))


@chapter.sight(MIDDLE, NARROW)
def people(visit: Visit) -> None:
    """Everybody, those one writes with first."""
    page = visit.open("/people")
    expect(page.get_by_role("list", name="People found").get_by_role("listitem").first).to_be_visible()


@chapter.sight()
def people_not_found(visit: Visit) -> None:
    """A search that finds nobody."""
    page = visit.open("/people")
    page.get_by_role("searchbox").fill("zeppelin")
    expect(page.get_by_text("Nobody found")).to_be_visible()


@chapter.sight(DARK, NARROW, MIRRORED)
def profile(visit: Visit) -> None:
    """Somebody's profile."""
    page = visit.open(f"/people/{visit.market.person(GRACE).id}")
    expect(page.get_by_role("button", name="Message")).to_be_visible()


@chapter.sight()
def own_profile(visit: Visit) -> None:
    """One's own profile, as others see it."""
    page = visit.open(f"/people/{visit.who.id}")
    expect(page.get_by_text("This is how others see you.")).to_be_visible()


@chapter.sight(DARK, NARROW, MIRRORED)
def settings_profile(visit: Visit) -> None:
    """Editing one's profile."""
    page = visit.open("/settings/profile")
    expect(page.get_by_role("button", name="Save")).to_be_visible()


@chapter.sight(NARROW_DARK)
def settings_preferences(visit: Visit) -> None:
    """Theme, language, what others see."""
    page = visit.open("/settings/preferences")
    expect(page.get_by_role("switch").first).to_be_visible()


@chapter.sight(leave=lambda visit: visit.who.call("DELETE", f"/blocks/{visit.market.person(LENA).id}"))
def settings_blocked(visit: Visit) -> None:
    """Whom one has blocked."""
    visit.who.call("PUT", f"/blocks/{visit.market.person(LENA).id}")
    page = visit.open("/settings/blocked")
    expect(page.get_by_role("button", name="Unblock")).to_be_visible()


@chapter.sight()
def settings_nobody_blocked(visit: Visit) -> None:
    """Nobody is blocked."""
    page = visit.open("/settings/blocked")
    expect(page.get_by_text("You have blocked nobody")).to_be_visible()


security = Chapter("Signing in, and who else does", of=demo_person(GRACE))


def _revoke(visit: Visit) -> None:
    for token in visit.who.call("GET", "/tokens")["items"]:
        visit.who.call("DELETE", f"/tokens/{token['id']}")


@security.sight(NARROW, leave=_revoke)
def settings_security(visit: Visit) -> None:
    """Password, devices, tokens of programs."""
    visit.who.call("POST", "/tokens", name="Time sheets")
    page = visit.open("/settings/security")
    expect(page.get_by_role("button", name="Revoke")).to_be_visible()
