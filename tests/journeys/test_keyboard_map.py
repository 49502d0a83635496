"""The keys that work everywhere, and the map that lists them."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.accessibility import assert_accessible
from tests.journeys.browsing import DESKTOP, LAPTOP, PHONE, Devices, Size
from tests.journeys.people import Person, Town
from tests.journeys.screens import composer, expect_opened, message, room_list, room_row, said, timeline

pytestmark = pytest.mark.journey


def keyboard_map(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Keyboard shortcuts")


def jump(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Jump to")


def three_rooms(town: Town) -> tuple[Person, list[Person]]:
    """Somebody with three rooms, the last of the others' on top and unread, as all are."""
    joao = town.sign_up("João")
    others = [town.sign_up(given) for given in ("Mara", "Tomás", "Lena")]
    for other in others:
        other.send(other.room_with(joao), f"Hello from {other.name}.")
    return joao, others


def expect_in(page: Page, person: Person) -> None:
    expect(composer(page)).to_have_accessible_name(said(f"Message to {person.name}"))


def test_the_map_opens_with_a_question_mark_and_lists_every_key(devices: Devices, town: Town) -> None:
    joao, _ = three_rooms(town)
    page = devices.new(joao).open("/messages")
    expect(room_list(page).get_by_role("listitem")).to_have_count(3)
    page.keyboard.press("?")
    expect(keyboard_map(page)).to_be_visible()
    for group in ("Everywhere", "Conversations", "In lists and in the conversation", "While you write"):
        expect(keyboard_map(page).get_by_role("heading", name=group)).to_be_visible()
    for label in ("Jump to a conversation or a person", "Next unread conversation", "Show this map"):
        row = keyboard_map(page).get_by_role("term").filter(has_text=label)
        expect(row).to_have_count(1)
    assert_accessible(page, "the keyboard map")
    page.keyboard.press("Escape")
    expect(keyboard_map(page)).to_have_count(0)

    # A field keeps its question mark; there the other key opens the map.
    room_row(page, three_names(page)[0]).get_by_role("link").click()
    expect(composer(page)).to_be_focused()
    expect(composer(page)).to_have_attribute("contenteditable", "true")
    page.keyboard.type("Really?")
    expect(keyboard_map(page)).to_have_count(0)
    expect(composer(page)).to_contain_text("Really?")
    page.keyboard.press("Control+/")
    expect(keyboard_map(page)).to_be_visible()
    page.keyboard.press("Control+/")
    expect(keyboard_map(page)).to_have_count(0)
    expect(composer(page)).to_be_focused()


def three_names(page: Page) -> list[str]:
    return [row.split("\n")[0] for row in room_list(page).get_by_role("link").filter(has=page.locator("time")).all_inner_texts()]


def send_unread(page: Page, author: Person, reader: Person) -> None:
    """A message that the reader's list shows as unread."""
    author.send(author.room_with(reader), "Again.")
    expect(room_row(page, author.name).get_by_text("unread")).to_have_count(1)


def test_every_key_for_conversations_does_what_the_map_says(devices: Devices, town: Town) -> None:
    joao, (mara, tomas, lena) = three_rooms(town)
    page = devices.new(joao).open("/messages")
    expect(room_list(page).get_by_role("listitem")).to_have_count(3)
    page.keyboard.press("Alt+ArrowDown")
    expect_in(page, lena)
    # The newest one is on top; reading it makes it no unread one any more.
    expect(message(page, "Hello from")).to_have_count(1)

    details = page.get_by_role("tab", name="Details")

    def creating() -> None:
        dialog = page.get_by_role("dialog", name="New conversation")
        expect(dialog.get_by_role("searchbox")).to_be_focused()
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)

    def read_next() -> None:
        expect_in(page, tomas)
        expect(room_row(page, tomas.name).get_by_text("unread")).to_have_count(0)

    checks: dict[str, tuple[Callable[[], object], str, Callable[[], None]]] = {
        "Next conversation": (lambda: None, "Alt+ArrowDown", read_next),
        "Previous conversation": (lambda: None, "Alt+ArrowUp", lambda: expect_in(page, lena)),
        "Next unread conversation": (lambda: None, "Alt+Shift+ArrowDown", lambda: expect_in(page, mara)),
        "Previous unread conversation": (
            lambda: send_unread(page, lena, joao),
            "Alt+Shift+ArrowUp",
            lambda: expect_in(page, lena),
        ),
        "New conversation": (page.get_by_role("main").focus, "c", creating),
        "Search the list of conversations": (
            page.get_by_role("main").focus,
            "/",
            lambda: expect(page.get_by_role("searchbox", name="Filter rooms and people")).to_be_focused(),
        ),
        "Open or close the side panel": (lambda: None, "Control+.", lambda: expect(details).to_be_visible()),
    }
    page.keyboard.press("Control+/")
    group = keyboard_map(page).get_by_role("group", name="Conversations")
    assert set(group.get_by_role("term").all_inner_texts()) == set(checks), "a key of the map that this journey does not press"
    page.keyboard.press("Escape")
    for before, keys, expected in checks.values():
        before()
        page.keyboard.press(keys)
        expected()
    page.keyboard.press("Control+.")
    expect(details).to_have_count(0)


def test_single_keys_can_be_turned_off(devices: Devices, town: Town) -> None:
    joao, _ = three_rooms(town)
    page = devices.new(joao).open("/settings/preferences")
    page.get_by_role("switch", name=re.compile("^Shortcuts of a single key")).focus()
    page.keyboard.press("Space")
    page.get_by_role("main").focus()
    page.keyboard.press("?")
    page.keyboard.press("Control+/")
    expect(keyboard_map(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(keyboard_map(page)).to_have_count(0)
    page.reload()
    expect(page.get_by_role("switch", name=re.compile("^Shortcuts of a single key"))).not_to_be_checked()
    page.get_by_role("switch", name=re.compile("^Shortcuts of a single key")).click()
    page.get_by_role("main").focus()
    page.keyboard.press("?")
    expect(keyboard_map(page)).to_be_visible()


@pytest.mark.parametrize("size", [DESKTOP, LAPTOP, PHONE], ids=lambda size: f"{size[0]} px")
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_one_jumps_to_a_room_a_person_and_a_page_by_a_few_letters(
    devices: Devices, town: Town, size: Size, direction: str
) -> None:
    joao, (mara, tomas, _) = three_rooms(town)
    stranger = town.sign_up("Aiko")
    device = devices.new(joao, size=size)
    if direction == "rtl":
        device.mirror()
    page = device.open("/messages")
    expect(room_list(page).get_by_role("listitem")).to_have_count(3)

    page.keyboard.press("Control+k")
    field = jump(page).get_by_role("combobox")
    expect(field).to_be_focused()
    expect(jump(page).get_by_role("group", name="Conversations").get_by_role("option")).to_have_count(3)
    assert_accessible(page, "jump, nothing typed yet")
    # Without accents, and by a part of the name.
    page.keyboard.type("tomas")
    expect(jump(page).get_by_role("option").first).to_contain_text(tomas.name)
    expect(jump(page).get_by_role("option", selected=True)).to_have_count(1)
    page.keyboard.press("Enter")
    expect(jump(page)).to_have_count(0)
    expect_in(page, tomas)
    expect(composer(page)).to_be_focused()

    # Somebody one has not written with: the room is made.
    page.get_by_role("button", name="Jump to").click()
    field.fill(stranger.name)
    people = jump(page).get_by_role("group", name="People").get_by_role("option")
    expect(people).to_have_count(1)
    people.click()
    expect_in(page, stranger)
    expect(composer(page)).to_be_focused()

    page.keyboard.press("Control+k")
    field.fill("nobody of that name")
    expect(jump(page).get_by_text("Nothing found")).to_be_visible()
    assert_accessible(page, "jump, nothing found")
    field.fill("prefer")
    expect(jump(page).get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Preferences")).to_be_visible()

    _leave_the_jump(page, mara)


def _leave_the_jump(page: Page, person: Person) -> None:
    """Escape gives back the focus and changes nothing."""
    page.keyboard.press("Control+k")
    field = jump(page).get_by_role("combobox")
    expect(field).to_be_focused()
    field.fill(person.name)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    expect(jump(page)).to_have_count(0)
    expect(page.get_by_role("heading", name="Preferences")).to_be_visible()


def test_skip_links_and_f6_lead_to_every_part_of_the_page(devices: Devices, town: Town) -> None:
    joao, (_, _, lena) = three_rooms(town)
    page = devices.new(joao).open(f"/messages/{joao.room_with(lena)}?panel=details")
    expect_opened(page)
    row = room_row(page, lena.name).get_by_role("link")
    links = page.get_by_role("navigation", name="Skip links")
    for name, target in {
        "Skip to the list of conversations": row,
        "Skip to the conversation": timeline(page).get_by_role("listitem").last,
        "Skip to writing": composer(page),
    }.items():
        link = links.get_by_role("button", name=name, exact=True)
        link.focus()
        expect(link).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(target).to_be_focused()

    stops = [
        page.get_by_role("tab", name="Details"),
        page.get_by_role("link", name="Parley"),
        row,
        timeline(page).get_by_role("listitem").last,
    ]
    for stop in stops:
        page.keyboard.press("F6")
        expect(stop).to_be_focused()
    page.keyboard.press("Shift+F6")
    expect(row).to_be_focused()
    # Escape leads back to where one writes.
    page.keyboard.press("Escape")
    expect(composer(page)).to_be_focused()


def test_escape_clears_the_search_before_it_leaves_it(devices: Devices, town: Town) -> None:
    joao, (mara, _, lena) = three_rooms(town)
    page = devices.new(joao).open(f"/messages/{joao.room_with(lena)}")
    expect_opened(page)
    search = page.get_by_role("searchbox", name="Filter rooms and people")
    search.fill(mara.name)
    expect(room_row(page, lena.name)).to_have_count(0)
    search.press("Escape")
    expect(search).to_have_value("")
    expect(search).to_be_focused()
    expect(room_row(page, lena.name)).to_have_count(1)
    search.press("Escape")
    expect(composer(page)).to_be_focused()


def test_a_new_message_is_announced_with_its_author_and_words(devices: Devices, town: Town) -> None:
    joao, (_, _, lena) = three_rooms(town)
    room = joao.room_with(lena)
    page = devices.new(joao).open(f"/messages/{room}")
    expect_opened(page)
    lena.send(room, "Have you *seen* it?")
    expect(page.get_by_role("status").filter(has_text=f"{lena.name}: Have you seen it?")).to_have_count(1)


def test_a_touch_screen_is_not_covered_by_a_keyboard_when_a_room_opens(devices: Devices, town: Town) -> None:
    joao, (_, _, lena) = three_rooms(town)
    page = devices.new(joao, size=PHONE, touch=True).open("/messages")
    room_row(page, lena.name).get_by_role("link").tap()
    expect_opened(page)
    expect(composer(page)).not_to_be_focused()
