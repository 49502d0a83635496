"""The demo marketplace, and that nothing of it is anywhere else."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import assert_accessible
from tests.journeys.browsing import Device, Devices
from tests.journeys.people import Town, new_client
from tests.journeys.screens import badge, messages, open_room
from tests.journeys.serving import Server

pytestmark = pytest.mark.journey

DESIGNER = "João Oliveira"
BANNER = "This is a demo"
LONG_ROOM = 20_000


@pytest.fixture(scope="module")
def demo_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A marketplace that was just filled."""
    running = Server(tmp_path_factory.mktemp("demo") / "var", "--demo", "--development").start()
    yield running
    running.stop()


class TestWithDemo:
    """`parley serve --demo --development`, as `make run` starts it."""

    @pytest.fixture
    def server(self, demo_server: Server) -> Server:
        return demo_server

    @pytest.mark.parametrize("name", [DESIGNER, "Grace Mwangi", "田中愛子 Aiko Tanaka"])
    def test_one_click_signs_in_and_every_room_opens(self, devices: Devices, server: Server, name: str) -> None:
        device = devices.new()
        page = enter(device, name)
        (inbox,) = [rooms for person, rooms in inboxes(server) if person == name]
        assert len(inbox) >= 3
        expect(badge(page)).to_be_visible()
        expect(page.get_by_text(BANNER)).to_be_visible()
        for room in inbox:
            shown = room["room"]["title"] or room["room"]["people"][0]["display_name"]
            open_room(page, shown)
            expect(messages(page).last).to_be_visible()

    def test_the_longest_room_opens_at_its_end(self, devices: Devices, server: Server) -> None:
        person, room_id = next(
            (person, room["room_id"]) for person, rooms in inboxes(server) for room in rooms if room["head_seq"] >= LONG_ROOM
        )
        page = enter(devices.new(), person)
        page.goto(f"{server.origin}/messages/{room_id}?at={LONG_ROOM // 2}")
        expect(messages(page).first).to_be_visible()
        page.get_by_role("button", name=re.compile("Jump to the latest message|new message")).click()
        expect(messages(page).last).to_be_in_viewport()
        expect(page.get_by_role("button", name=re.compile("Jump to the latest message|new message"))).to_have_count(0)
        assert messages(page).count() < 100

    def test_who_is_new_finds_nothing_yet_and_all_the_others(self, devices: Devices) -> None:
        page = enter(devices.new(), "Noah Tremblay")
        expect(page.get_by_text("No conversations yet")).to_be_visible()
        page.get_by_role("navigation", name="Main").get_by_role("link", name="People").click()
        expect(page.get_by_role("list", name="People found").get_by_role("link", name=DESIGNER)).to_be_visible()

    def test_its_page_says_what_it_is_and_axe_finds_nothing(self, devices: Devices) -> None:
        page = devices.new().open("/sign-in")
        page.get_by_role("link", name="Look around as one of the demo people").click()
        expect(page.get_by_role("button").filter(has_text=DESIGNER)).to_be_visible()
        assert_accessible(page, "the people of the demo")


def test_without_it_there_is_neither_its_page_nor_its_calls(devices: Devices, town: Town, server: Server) -> None:
    device = devices.new()
    page = device.open("/sign-in")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    expect(page.get_by_role("link", name="demo")).to_have_count(0)
    expect(page.get_by_text(BANNER)).to_have_count(0)
    device.open("/demo")
    expect(page.get_by_role("heading", name="There is nothing here")).to_be_visible()

    somebody = town.sign_up("Mara")
    with httpx.Client(base_url=f"{server.origin}/api/v1") as client:
        assert client.get("/demo/people").status_code == 404
        assert client.post("/demo/sessions", json={"account_id": somebody.id}).status_code == 404
        assert client.get("/config").json()["demo"] is False
        assert not [path for path in client.get("/openapi.json").json()["paths"] if "demo" in path]


def enter(device: Device, name: str) -> Page:
    """Sign in as one of the people of the demo, with one click."""
    page = device.open("/demo")
    page.get_by_role("button").filter(has_text=name).click()
    expect(page.get_by_role("button", name=f"{name}: your menu")).to_be_visible()
    return page


def inboxes(server: Server) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each of the people with what their inbox holds."""
    with new_client(server.origin) as client:
        for person in client.get("/demo/people").raise_for_status().json()["items"]:
            client.post("/demo/sessions", json={"account_id": person["id"]}).raise_for_status()
            yield person["display_name"], client.get("/inbox").raise_for_status().json()["items"]
