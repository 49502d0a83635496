"""The formatting comes after the field that one writes in: what was begun goes on in it."""

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.browsing import Devices
from tests.journeys.people import Town
from tests.journeys.screens import composer, rich, sent

pytestmark = pytest.mark.journey


def test_text_and_caret_stay_when_formatting_arrives(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    device = devices.new(mara)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    device.page.route("**/assets/rich-*.js", hold)
    page = device.open(f"/messages/{room}")
    field = composer(page)
    expect(field).to_be_editable()
    field.focus()
    page.keyboard.type("**bold** and ")
    page.keyboard.type("here")
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    assert field.evaluate("field => field.localName") == "textarea"
    for route in held:
        route.continue_()
    expect(rich(page)).to_be_focused()
    page.keyboard.type("right ")
    expect(rich(page)).to_have_text("bold and right here")
    assert sent(page, mara, room) == "**bold** and right here"


def test_what_is_typed_while_formatting_arrives_keeps_its_order(devices: Devices, town: Town) -> None:
    mara = town.sign_up("Mara")
    words = "the quick brown fox jumps over the lazy dog and runs on and on"
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    for _ in range(3):
        device = devices.new(mara)
        device.page.route("**/assets/rich-*.js", hold)
        page = device.open(f"/messages/{mara.room_with(town.sign_up('João'))}")
        field = composer(page)
        expect(field).to_be_editable()
        field.focus()
        page.keyboard.type(words[:10])
        while held:
            held.pop().continue_()
        page.keyboard.type(words[10:], delay=8)
        expect(rich(page)).to_have_text(words)


def test_the_space_that_was_just_typed_stays_when_formatting_arrives(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    device = devices.new(mara)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    device.page.route("**/assets/rich-*.js", hold)
    page = device.open(f"/messages/{room}")
    composer(page).focus()
    page.keyboard.type("Written in ")
    while held:
        held.pop().continue_()
    expect(rich(page)).to_be_focused()
    page.keyboard.type("Firefox")
    assert sent(page, mara, room) == "Written in Firefox"
