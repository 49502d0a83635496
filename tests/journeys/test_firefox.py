"""The same product in Firefox: that of two engines the other one runs it too."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.accessibility import RUN, TAGS, described, source
from tests.journeys.browsing import Devices
from tests.journeys.firefox import Firefox, opened_firefox
from tests.journeys.people import Town
from tests.journeys.screens import expect_opened, message, messages, write

pytestmark = [pytest.mark.journey, pytest.mark.firefox]


@pytest.fixture
def firefox(tmp_path: Path) -> Iterator[Firefox]:
    """The Firefox that FIREFOX names; nothing may have gone wrong in its page."""
    program = os.environ.get("FIREFOX")
    if not program:
        pytest.fail("This journey needs a Firefox: FIREFOX=$(scripts/install-firefox) finds or installs one.")
    with opened_firefox(program, tmp_path / "profile") as firefox:
        yield firefox
    assert firefox.errors == []


def test_somebody_signs_in_writes_and_edits_in_firefox(firefox: Firefox, devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    joao.send(room, "Good morning from Lisbon.")
    reading = devices.new(joao).open(f"/messages/{room}")
    expect_opened(reading)

    firefox.open(f"{mara.origin}/sign-in")
    firefox.click(firefox.see("textbox", "E-mail address"))
    firefox.type(mara.email)
    # A field for a password has no role.
    firefox.press("Tab")
    firefox.type(mara.password)
    firefox.press("Enter")
    firefox.click(firefox.see_css(f"a[href^='/messages/{room}']"))
    firefox.see_text("Good morning from Lisbon.")

    firefox.see_css("[contenteditable=true]")
    firefox.click(firefox.see("textbox", f"Message to {joao.name}"))
    firefox.type("Written in Firefx")
    firefox.press("Enter")
    expect(message(reading, "Written in Firefx")).to_have_count(1)
    firefox.see_text("Written in Firefx")

    firefox.press("ArrowUp")
    firefox.see("textbox", "Edit your message")
    firefox.press("End")
    firefox.press("Backspace")
    firefox.type("ox")
    firefox.press("Enter")
    expect(message(reading, "Written in Firefox")).to_contain_text("edited")

    write(reading, "It arrives.")
    firefox.see_text("It arrives.")
    expect(messages(reading)).to_have_count(3)
    assert joao.texts(room) == ["Good morning from Lisbon.", "Written in Firefx", "It arrives."]

    assert_clean(firefox)
    firefox.click(firefox.see("heading", joao.name))
    firefox.type("?")
    firefox.see("dialog", "Keyboard shortcuts")
    assert_clean(firefox)


def assert_clean(firefox: Firefox) -> None:
    """axe finds nothing in the page of Firefox as it stands."""
    firefox.run(source())
    assert described(firefox.call(RUN, TAGS)) == []
