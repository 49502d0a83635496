"""Somebody writes to harm whoever reads."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import hostile
from tests.journeys.browsing import Devices
from tests.journeys.people import Town
from tests.journeys.screens import composer, expect_opened, message, messages, room_list, timeline, write

pytestmark = pytest.mark.journey

SAFE_SCHEMES = {"http:", "https:", "mailto:"}

FOREIGN = """(root) => [...root.querySelectorAll('*')]
  .filter((element) => /^(script|img|iframe|frame|object|embed|video|audio|source|link|style|meta|base|form|input|textarea|math|template)$/i
    .test(element.localName) || [...element.attributes].some(({ name }) => name.startsWith('on')))
  .map((element) => element.outerHTML.slice(0, 200))"""
SCHEMES = "(root) => [...root.querySelectorAll('a[href], area[href]')].map((link) => new URL(link.href, location.href).protocol)"
LEADS_OUT = """(root) => [...root.querySelectorAll('a[href]')]
  .filter((link) => new URL(link.href, location.href).origin !== location.origin)
  .map((link) => [link.target, ...link.relList])"""


def assert_harmless(page: Page) -> None:
    region = timeline(page)
    assert region.evaluate(FOREIGN) == []
    assert set(region.evaluate(SCHEMES)) <= SAFE_SCHEMES
    assert all({"_blank", "noopener", "noreferrer"} <= set(words) for words in region.evaluate(LEADS_OUT))
    assert page.evaluate("'PING' in window") is False
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("kind", ["SCRIPTS", "LINKS", "LOADS", "DIRECTIONS"])
def test_nothing_in_a_message_runs_loads_or_leads_astray(devices: Devices, town: Town, kind: str) -> None:
    mallory, joao = town.sign_up("Mallory"), town.sign_up("João")
    room = mallory.room_with(joao)
    device = devices.new(joao)
    page = device.open(f"/messages/{room}")
    texts: tuple[str, ...] = getattr(hostile, kind)
    for text in texts:
        mallory.send(room, text)
    mallory.send(room, "That was all.")

    # Once as they come in live, with the last of them in the list and announced; once as they are loaded.
    expect(message(page, "That was all.")).to_be_in_viewport()
    assert_harmless(page)
    page.reload()
    expect(message(page, "That was all.")).to_be_in_viewport()
    expect(messages(page)).to_have_count(len(texts) + 1)
    assert_harmless(page)
    for press in timeline(page).get_by_text("press").all():
        press.click()
    assert_harmless(page)
    write(page, "Read it all, still here.")
    expect(message(page, "still here")).to_contain_text("Sent")
    assert page.url.endswith(room)
    assert device.context.pages == [page]


def test_the_longest_and_deepest_texts_do_not_jam_the_page(devices: Devices, town: Town) -> None:
    mallory, joao = town.sign_up("Mallory"), town.sign_up("João")
    room = mallory.room_with(joao)
    page = devices.new(joao).open(f"/messages/{room}")
    expect_opened(page)
    for number, bomb in enumerate(hostile.BOMBS, start=1):
        mallory.send(room, bomb)
        mallory.send(room, f"After bomb {number}.")
        expect(message(page, f"After bomb {number}.")).to_be_in_viewport()
        assert_harmless(page)
    page.reload()
    expect(message(page, f"After bomb {len(hostile.BOMBS)}.")).to_be_in_viewport()
    assert_harmless(page)
    write(page, "Still here.")
    expect(message(page, "Still here.")).to_contain_text("Sent")


def test_names_titles_drafts_and_profiles_are_shown_as_they_are_written(devices: Devices, town: Town) -> None:
    joao = town.sign_up("João")
    page = devices.new(joao).open("/messages")
    for name in hostile.NAMES:
        mallory = town.sign_up("Mallory", display_name=name)
        mallory.call("PATCH", "/me", headline=hostile.SCRIPTS[1], about="\n".join(hostile.SCRIPTS[:3]), skills=["<b>x</b>"])
        room = mallory.group(hostile.SCRIPTS[1], joao)
        mallory.send(room, hostile.SCRIPTS[1])
        expect(room_list(page).get_by_text(name, exact=False).first).to_be_visible()
        page.goto(f"{mallory.origin}/people/{mallory.id}")
        expect(page.get_by_role("heading", name=name)).to_be_visible()
        expect(page.get_by_text(hostile.SCRIPTS[0])).to_be_visible()
        page.goto(f"{mallory.origin}/messages/{room}?panel=people")
        expect(page.get_by_role("heading", name=hostile.SCRIPTS[1])).to_be_visible()
        composer(page).fill(hostile.SCRIPTS[0])
        expect(page.get_by_text("Draft saved")).to_be_visible()
        assert_harmless(page)
