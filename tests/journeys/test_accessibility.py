"""axe finds nothing on any screen, in any state: wide in both themes, and in whatever other size or direction it looks different."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.gallery.still import NOW
from tests.journeys.accessibility import assert_accessible, violations
from tests.journeys.browsing import Devices
from tests.journeys.people import Town
from tests.journeys.serving import Server
from tests.journeys.sights.sight import WIDE, Sight, View
from tests.journeys.sights.table import SIGHTS
from tests.journeys.sights.visits import Visits

pytestmark = pytest.mark.journey

_WIDE = [sight for sight in SIGHTS if WIDE in sight.views]
_OTHERWISE = [(sight, view) for sight in SIGHTS for view in sight.views if view.size != WIDE.size or view.direction == "rtl"]


@pytest.fixture(scope="class")
def visits(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visits]:
    """Visits to a marketplace of the class's own, where it is always the same afternoon."""
    running = Server(tmp_path_factory.mktemp("sights") / "var", "--demo", "--development", module="tests.gallery.still").start()
    opened = Visits(browser, running.origin, NOW)
    yield opened
    opened.close()
    running.stop()


# Two classes, since each has a worker of its own.
class TestWide:
    @pytest.mark.parametrize("sight", _WIDE, ids=[sight.name for sight in _WIDE])
    def test_axe_finds_nothing(self, visits: Visits, sight: Sight) -> None:
        with visits.at(sight, WIDE) as visit:
            assert_accessible(visit.page, sight.says)


class TestOtherwise:
    @pytest.mark.parametrize(("sight", "view"), _OTHERWISE, ids=[f"{sight.name}-{view.name}" for sight, view in _OTHERWISE])
    def test_axe_finds_nothing(self, visits: Visits, sight: Sight, view: View) -> None:
        with visits.at(sight, view) as visit:
            assert violations(visit.page) == []


def test_axe_finds_nothing_in_a_mail(devices: Devices, town: Town) -> None:
    town.sign_up("Mara")
    page = devices.new(town.sign_up("João")).open("/outbox")
    page.get_by_role("list").get_by_role("link").first.click()
    expect(page.get_by_role("article")).to_be_visible()
    assert_accessible(page, "a mail")


def test_what_axe_looks_for_is_found(devices: Devices) -> None:
    page = devices.new().open("/sign-in")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("textbox", name="E-mail address").evaluate("field => field.labels[0].remove()")
    page.get_by_role("button", name="Sign in").evaluate("button => button.style.color = '#3fa396'")
    assert {found.partition(":")[0] for found in violations(page)} == {"color-contrast", "label"}
