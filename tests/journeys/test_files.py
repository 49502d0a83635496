"""Files: attached, sent while they upload, checked, seen by the other side, found again in the panel."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.journeys.accessibility import assert_accessible
from tests.journeys.browsing import DESKTOP, PHONE, Devices, Size
from tests.journeys.people import Town
from tests.journeys.screens import expect_opened, messages, rich

pytestmark = pytest.mark.journey

LOOK = re.compile("^Look at .*harbour.png")


def picture(width: int = 900, height: int = 600) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(out, "PNG")
    return out.getvalue()


def attach(page: Page, *files: tuple[str, str, bytes]) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Attach files").click()
    chooser.value.set_files([FilePayload(name=name, mimeType=media_type, buffer=content) for name, media_type, content in files])


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1440 px", "390 px"])
def test_files_are_sent_checked_and_seen_by_the_other_side(devices: Devices, town: Town, size: Size) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    hers, his = devices.new(mara, size=size).open(f"/messages/{room}"), devices.new(joao, size=size).open(f"/messages/{room}")
    for page in (hers, his):
        expect_opened(page)
    rich(hers).focus()
    attach(hers, ("harbour.png", "image/png", picture()), ("notes.txt", "text/plain", b"First the boats, then the bread.\n" * 40))
    expect(hers.get_by_role("listitem").filter(has_text="notes.txt")).to_be_visible()
    assert_accessible(hers, "files about to be sent")
    hers.keyboard.type("Two things")
    hers.get_by_role("button", name="Send").click()
    for page in (hers, his):
        row = messages(page).last
        expect(row).to_contain_text("Two things")
        expect(row.get_by_role("button", name=LOOK)).to_be_visible()
        expect(row).to_contain_text("notes.txt")
    shown = messages(his).last.get_by_role("button", name=LOOK).locator("img")
    his.wait_for_function("(image) => image.complete && image.naturalWidth > 0", arg=shown.element_handle())
    assert_accessible(his, "a message with files")
    messages(his).last.get_by_role("button", name=LOOK).click()
    viewer = his.get_by_role("dialog")
    expect(viewer).to_be_visible()
    assert_accessible(his, "a picture looked at")
    his.keyboard.press("Escape")
    expect(viewer).to_have_count(0)


def test_a_file_that_is_not_what_it_says_reaches_nobody_and_both_are_told(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    hers, his = devices.new(mara).open(f"/messages/{room}"), devices.new(joao).open(f"/messages/{room}")
    for page in (hers, his):
        expect_opened(page)
    rich(hers).focus()
    attach(hers, ("invoice.png", "image/png", b"<html><script>alert(1)</script></html>"))
    hers.get_by_role("button", name="Send").click()
    for page in (hers, his):
        expect(messages(page).last).to_contain_text("invoice.png")
        expect(messages(page).last).to_contain_text("not what its name says")
        expect(messages(page).last.get_by_role("link", name="Download")).to_have_count(0)
