"""The demo as people see it: a click signs in, every room opens, and the pictures that the documents show."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import DESKTOP, PHONE, Devices, Size
from tests.journeys.screens import messages, open_room, room_list
from tests.journeys.serving import Server

pytestmark = pytest.mark.journey

IMAGES = Path(__file__).parents[2] / "docs" / "images"


@pytest.fixture(scope="module")
def demo_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("demo") / "var", "--demo", "--development").start()
    yield running
    running.stop()


@pytest.fixture
def server(demo_server: Server) -> Server:
    return demo_server


def _enter(page: Page, name: str) -> None:
    """From the start page, as anybody comes: one click."""
    page.get_by_role("button", name=re.compile(name)).click()
    expect(page.get_by_role("heading", name="Messages")).to_be_visible()


def test_one_click_signs_in_and_every_room_opens(devices: Devices) -> None:
    device = devices.new()
    page = device.open("/demo")
    _enter(page, "João Oliveira")
    expect(page.get_by_text("This is a demo")).to_be_visible()
    rows = room_list(page).get_by_role("listitem").get_by_role("link")
    expect(rows.first).to_be_visible()
    addresses = [row.get_attribute("href") for row in rows.all()]
    assert len(addresses) >= 8
    for address in addresses:
        page.goto(f"{device.origin}{address}")
        expect(messages(page).last).to_be_visible()


def _picture(page: Page, name: str) -> None:
    """Write a picture, which must stay small enough for a repository."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    path = IMAGES / f"{name}.png"
    page.screenshot(path=path)
    assert path.stat().st_size < 400_000


@pytest.mark.parametrize(
    ("name", "size", "theme"),
    [("conversation", DESKTOP, "light"), ("conversation-dark", DESKTOP, "dark"), ("phone", PHONE, "light")],
)
def test_the_pictures_of_the_documents(devices: Devices, name: str, size: Size, theme: str) -> None:
    device = devices.new(size=size, theme="dark" if theme == "dark" else "light")
    page = device.open("/demo")
    _enter(page, "João Oliveira")
    open_room(page, "Mara Lindqvist")
    expect(page.get_by_text("Would you do it?").last).to_be_visible()
    if size == DESKTOP:
        page.get_by_role("button", name=re.compile("panel|details", re.IGNORECASE)).click()
    _picture(page, name)
