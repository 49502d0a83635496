"""The list of conversations: what a row says, which are shown, and that its address says so too."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.accessibility import assert_accessible
from tests.journeys.browsing import DESKTOP, LAPTOP, PHONE, Devices, Size
from tests.journeys.people import Person, Town
from tests.journeys.screens import room_list, room_menu, room_row, show

pytestmark = pytest.mark.journey

SIZES = pytest.mark.parametrize("size", [DESKTOP, LAPTOP, PHONE], ids=lambda size: f"{size[0]} px")
DIRECTIONS = pytest.mark.parametrize("direction", ["ltr", "rtl"])


def rows(page: Page) -> Locator:
    return room_list(page).get_by_role("list", name="Conversations").get_by_role("listitem")


def filters(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Show")


def search(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Filter rooms and people")


def furnish(town: Town) -> tuple[Person, dict[str, Person]]:
    """João with a room of each kind: two unread messages and a mention, a draft, a star and a mute, nothing said yet, a group."""
    joao = town.sign_up("João")
    people = {given: town.sign_up(given) for given in ("Mara", "Tomás", "Lena", "Wei")}
    mara, tomas, lena, wei = people.values()
    joao.room_with(wei)
    lenas = lena.room_with(joao)
    lena.send(lenas, "Shall we?")
    joao.call("PUT", f"/rooms/{lenas}/draft", text="Dear **Lena**", base_version=None)
    joao.call("PUT", f"/rooms/{lenas}/read", seq=2)
    tomass = tomas.room_with(joao)
    tomas.send(tomass, "Starred and quiet.")
    joao.call("PATCH", f"/rooms/{tomass}/membership", starred=True, muted_until="9999-12-31T23:59:59.000000Z")
    joao.call("PUT", f"/rooms/{tomass}/read", seq=2)
    group = mara.group("Harbour relaunch", joao, tomas)
    mara.send(group, "One.")
    mara.send(group, f"[@{joao.name}](parley:account/{joao.id}), two.")
    return joao, people


@SIZES
@DIRECTIONS
def test_a_row_says_who_what_and_what_waits(devices: Devices, town: Town, size: Size, direction: str) -> None:
    joao, people = furnish(town)
    device = devices.new(joao, size=size, touch=size == PHONE)
    devices.new(people["Lena"]).open("/people")
    if direction == "rtl":
        device.mirror()
    page = device.open("/messages")
    expect(page.locator("html")).to_have_attribute("dir", direction)
    expect(rows(page)).to_have_count(4)

    group = room_row(page, "Harbour relaunch")
    expect(group).to_contain_text("Group · 3 people")
    expect(group).to_contain_text("two.")
    expect(group).to_contain_text("2 unread messages")
    expect(group.get_by_role("img", name="You are mentioned")).to_be_visible()
    starred = room_row(page, people["Tomás"].name)
    expect(starred.get_by_role("img", name="Starred")).to_be_visible()
    expect(starred.get_by_role("img", name="Muted")).to_be_visible()
    draft = room_row(page, people["Lena"].name)
    expect(draft.get_by_text("Draft: Dear Lena")).to_be_visible()
    expect(draft.get_by_role("img", name="Online")).to_be_visible()
    expect(room_row(page, people["Wei"].name)).to_contain_text("No messages yet")
    assert_accessible(page, "the list")

    # Where lines run the other way the faces stand on the other side.
    face, time = group.locator("[aria-hidden=true]").first.bounding_box(), group.locator("time").bounding_box()
    assert face is not None
    assert time is not None
    assert (face["x"] < time["x"]) == (direction == "ltr")


@SIZES
def test_each_filter_has_its_rooms_its_emptiness_and_its_address(devices: Devices, town: Town, size: Size) -> None:
    joao, people = furnish(town)
    page = devices.new(joao, size=size, touch=size == PHONE).open("/messages")
    expect(filters(page).get_by_role("link", name="Unread")).to_have_text(re.compile("^Unread2"))
    for view, names in {
        "Unread": ["Harbour relaunch"],
        "Starred": [people["Tomás"].name],
        "Drafts": [people["Lena"].name],
    }.items():
        show(page, view)
        expect(page).to_have_url(re.compile(f"filter={view.lower()}"))
        expect(rows(page)).to_have_count(len(names))
        for name in names:
            expect(room_row(page, name)).to_have_count(1)
    page.reload()
    expect(rows(page)).to_have_count(1)
    expect(filters(page).get_by_role("link", name="Drafts")).to_have_attribute("aria-current", "page")
    show(page, "Hidden")
    expect(page.get_by_text("Nothing hidden")).to_be_visible()
    assert_accessible(page, "no hidden rooms")
    show(page, "All")
    if size != PHONE:
        room_menu(page, people["Wei"].name, "Hide")
        expect(rows(page)).to_have_count(3)
        show(page, "Hidden")
        expect(room_row(page, people["Wei"].name)).to_have_count(1)


@SIZES
def test_the_rooms_with_a_person_are_chosen_by_typing_their_name(devices: Devices, town: Town, size: Size) -> None:
    joao, people = furnish(town)
    tomas = people["Tomás"]
    page = devices.new(joao, size=size, touch=size == PHONE).open("/messages")
    expect(rows(page)).to_have_count(4)
    search(page).fill(tomas.name)
    # The room of two with him, and the group that he is in.
    expect(rows(page)).to_have_count(2)
    expect(page).to_have_url(re.compile("q=Tom"))
    page.get_by_role("link", name=f"Only conversations with {tomas.name}").click()
    expect(page).to_have_url(re.compile(f"with={tomas.id}"))
    expect(search(page)).to_have_value("")
    expect(rows(page)).to_have_count(2)
    assert_accessible(page, "the rooms with a person")
    page.reload()
    expect(rows(page)).to_have_count(2)

    # The list stays narrowed while rooms are opened, and the search goes on within it.
    search(page).fill("harbour")
    expect(rows(page)).to_have_count(1)
    search(page).fill("")
    expect(rows(page)).to_have_count(2)
    expect(page).not_to_have_url(re.compile("q="))
    room_row(page, "Harbour relaunch").get_by_role("link").click()
    expect(page).to_have_url(re.compile(f"/messages/.*with={tomas.id}"))
    if size == PHONE:
        page.get_by_role("link", name="Back to conversations").click()
    page.get_by_role("link", name=f"Only conversations with {tomas.name}. Show all again").click()
    expect(rows(page)).to_have_count(4)

    page.goto(f"{joao.origin}/people/{tomas.id}")
    page.get_by_role("link", name="All conversations").click()
    expect(rows(page)).to_have_count(2)


def test_a_search_is_in_the_address_and_goes_away_with_it(devices: Devices, town: Town) -> None:
    joao, _ = furnish(town)
    page = devices.new(joao).open("/messages?q=harbour")
    expect(search(page)).to_have_value("harbour")
    expect(rows(page)).to_have_count(1)
    search(page).fill("nothing of that name")
    expect(page.get_by_text("No conversation matches “nothing of that name”")).to_be_visible()
    assert_accessible(page, "nothing found in the list")
    page.get_by_role("link", name="Parley").click()
    expect(search(page)).to_have_value("")
    expect(rows(page)).to_have_count(4)


def test_five_hundred_rooms_scroll_to_the_last_and_a_room_opened_there_leaves_the_list_where_it_is(
    devices: Devices, town: Town
) -> None:
    joao, mara = town.sign_up("João"), town.sign_up("Mara")
    arabic = town.sign_up("Omar", display_name="عمر حدّاد الطويل الاسم جداً جداً جداً")
    for number in range(498):
        mara.group(f"Room {number:03} " + ("with a name that is longer than the list is wide " if number % 50 == 0 else ""), joao)
    busy = arabic.room_with(joao)
    for number in range(40):
        arabic.send(busy, f"Message {number}")
    page = devices.new(joao).open("/messages")
    expect(room_row(page, arabic.name)).to_contain_text("40 unread messages")
    expect(rows(page).first).to_have_attribute("aria-posinset", "1")
    assert rows(page).count() < 60, "only what is on the screen is drawn"

    rows(page).first.get_by_role("link").focus()
    for _ in range(60):
        page.keyboard.press("End")
        page.wait_for_timeout(50)
        if rows(page).filter(has_text="Room 000").count() > 0:
            break
    last = rows(page).filter(has_text="Room 000")
    expect(last).to_be_in_viewport()
    expect(last).to_have_attribute("aria-setsize", "499")
    last.get_by_role("link").click()
    expect(page.get_by_role("heading", name=re.compile("^Room 000"))).to_be_visible()
    expect(last).to_be_in_viewport()
    too_wide = page.evaluate(
        """() => [...document.querySelectorAll('[data-place=list] li *')]
          .filter((one) => one.getBoundingClientRect().right > document.querySelector('[data-place=list]').getBoundingClientRect().right + 1)
          .length"""
    )
    assert too_wide == 0
    assert_accessible(page, "five hundred rooms")


def test_on_a_phone_the_list_comes_back_where_it_was_left(devices: Devices, town: Town) -> None:
    joao, mara = town.sign_up("João"), town.sign_up("Mara")
    for number in range(40):
        mara.group(f"Room {number:02}", joao)
    page = devices.new(joao, size=PHONE, touch=True).open("/messages")
    row = room_row(page, "Room 20")
    for _ in range(20):
        if row.count() > 0:
            break
        rows(page).last.scroll_into_view_if_needed()
    row.scroll_into_view_if_needed()
    row.get_by_role("link").tap()
    page.get_by_role("link", name="Back to conversations").tap()
    expect(row).to_be_in_viewport()
