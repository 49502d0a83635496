"""Somebody comes for the first time."""

import re
import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import assert_accessible
from tests.journeys.browsing import DESKTOP, LAPTOP, PHONE, Devices, Size
from tests.journeys.people import PASSWORD, Person, Town
from tests.journeys.screens import composer, message, said, show, write

pytestmark = pytest.mark.journey


def _sign_up(page: Page, name: str, email: str) -> None:
    # Nobody is signed in, so the start page is where one signs in; from there one signs up.
    expect(page.get_by_role("heading", name="Sign in to Parley")).to_be_visible()
    page.get_by_role("link", name="Create an account").click()
    page.get_by_role("textbox", name="Your name").fill(name)
    page.get_by_role("textbox", name="E-mail address").fill(email)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Create an account").click()


def _tell_who_one_is(page: Page) -> None:
    """The three short steps after signing up; the second is left out for now."""
    expect(page.get_by_role("heading", name="Who are you?")).to_be_visible()
    expect(page.get_by_text("Step 1 of 3")).to_be_visible()
    expect(page.get_by_role("textbox", name="Headline")).to_be_focused()
    page.get_by_role("textbox", name="Headline").fill("Identity designer")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="What do you do?")).to_be_visible()
    page.get_by_role("button", name="Skip this step").click()
    expect(page.get_by_role("heading", name="Where are you?")).to_be_visible()
    page.get_by_role("combobox", name="Country").fill("Portu")
    page.get_by_role("option", name="Portugal").click()
    expect(page.get_by_role("combobox", name="Time zone")).to_have_value("Europe/Lisbon")
    page.get_by_role("textbox", name="Hourly rate").fill("65")
    page.get_by_role("button", name="Finish").click()


def _see_how_conversations_begin(page: Page) -> None:
    expect(page.get_by_text("No conversations yet")).to_be_visible()
    expect(page.get_by_text("A conversation begins with its first message")).to_be_visible()
    # Two of three steps are done; the one that was left out can be gone on with.
    expect(page.get_by_text("2 of 3 done")).to_be_visible()
    page.get_by_role("link", name="Go on with your profile").click()
    expect(page.get_by_role("heading", name="What do you do?")).to_be_visible()
    page.get_by_role("combobox", name="Skills").fill("Typography")
    page.keyboard.press("Enter")
    page.get_by_role("textbox", name="About you").fill("Letters, mostly. Some numbers.")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Finish later and go to your messages").click()
    expect(page.get_by_text("No conversations yet")).to_be_visible()
    expect(page.get_by_text("of 3 done")).to_have_count(0)
    for view, emptiness in {
        "Unread": "You have read everything",
        "Starred": "Nothing starred",
        "Drafts": "No drafts",
        "Hidden": "Nothing hidden",
    }.items():
        show(page, view)
        expect(page.get_by_text(emptiness)).to_be_visible()
    show(page, "All")


def _verify(page: Page, email: str) -> None:
    """The bar asks for it, sends the mail again, and goes away once the link was followed."""
    bar = page.get_by_role("complementary", name="Your e-mail address")
    expect(bar).to_contain_text(f"Verify {email}")
    bar.get_by_role("button", name="Send it again").click()
    expect(bar).to_contain_text(f"A new mail to {email} is on its way.")
    page.goto(page.url.split("/messages")[0] + "/outbox")
    page.get_by_role("link").filter(has_text=email).first.click()
    page.get_by_role("article").get_by_role("link", name=re.compile("verify#token=")).click()
    expect(page.get_by_role("heading", name="Your e-mail address is verified")).to_be_visible()
    page.get_by_role("link", name="Continue to Parley").click()
    expect(page.get_by_text("No conversations yet")).to_be_visible()
    expect(bar).to_have_count(0)


def _find(page: Page, known: Person) -> None:
    page.get_by_role("button", name="Find people").click()
    page.get_by_role("searchbox", name="Search by name, headline or skill").fill("nobody of that name")
    expect(page.get_by_text("Nobody found")).to_be_visible()
    page.get_by_role("searchbox", name="Search by name, headline or skill").fill(known.name)
    page.get_by_role("list", name="People found").get_by_role("link", name=known.name).click()
    expect(page.get_by_role("heading", name=known.name)).to_be_visible()
    expect(page.get_by_text("Typography")).to_be_visible()
    page.get_by_role("button", name="Message", exact=True).click()


@pytest.mark.parametrize("size", [DESKTOP, LAPTOP, PHONE], ids=lambda size: f"{size[0]} px")
def test_a_newcomer_signs_up_tells_about_themselves_verifies_the_address_and_writes_to_somebody(
    devices: Devices, town: Town, size: Size
) -> None:
    known = town.sign_up("Mara", time_zone="Europe/Stockholm")
    known.call("PATCH", "/me", headline="Brand director", skills=["Typography"])
    email = f"newcomer.{uuid.uuid4().hex[:12]}@example.com"
    name = town.new_name("João")
    page = devices.new(size=size, touch=size == PHONE).open("/")

    _sign_up(page, name, email)
    _tell_who_one_is(page)
    _see_how_conversations_begin(page)
    _verify(page, email)
    _find(page, known)

    expect(composer(page)).to_have_accessible_name(said(f"Message to {known.name}"))
    expect(page.get_by_text(said(f"This is the beginning of your conversation with {known.name}"))).to_be_visible()
    write(page, "Hello! I saw that you look for an identity designer.")
    expect(message(page, "identity designer")).to_contain_text("Sent")

    (room,) = known.call("GET", "/inbox")["items"]
    assert room["unread_count"] == 1
    assert known.texts(room["room"]["id"]) == ["Hello! I saw that you look for an identity designer."]
    (writer,) = room["room"]["people"]
    assert writer["headline"] == "Identity designer"
    profile = known.call("GET", f"/accounts/{writer['id']}")
    assert (profile["country"], profile["skills"]) == ("PT", ["Typography"])
    assert profile["hourly_rate"] == {"amount_minor": 6500, "currency": "USD"}
    assert profile["about"] == "Letters, mostly. Some numbers."


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_each_step_is_accessible_and_left_and_come_back_to(devices: Devices, town: Town, direction: str) -> None:
    joao = town.sign_up("João", verified=False)
    device = devices.new(joao, size=PHONE, touch=True)
    if direction == "rtl":
        device.mirror()
    page = device.open("/welcome?next=/people")
    expect(page.locator("html")).to_have_attribute("dir", direction)
    for title in ("Who are you?", "What do you do?", "Where are you?"):
        expect(page.get_by_role("heading", name=title)).to_be_visible()
        expect(page.get_by_text(f"We sent a link to {joao.email}")).to_be_visible()
        assert_accessible(page, title)
        page.reload()
        expect(page.get_by_role("heading", name=title)).to_be_visible()
        page.get_by_role("button", name="Skip this step").click()
    # Where one was heading before.
    expect(page.get_by_role("heading", name="People")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Where are you?")).to_be_visible()

    page.goto(f"{joao.origin}/messages")
    expect(page.get_by_text("0 of 3 done")).to_be_visible()
    assert_accessible(page, "an empty inbox, nothing told")
    page.get_by_role("button", name="Do not show this again").click()
    expect(page.get_by_text("of 3 done")).to_have_count(0)
    page.get_by_role("button", name="Not now").click()
    page.reload()
    expect(page.get_by_text("No conversations yet")).to_be_visible()
    expect(page.get_by_text("of 3 done")).to_have_count(0)
    expect(page.get_by_role("complementary", name="Your e-mail address")).to_have_count(0)


def test_a_wrong_password_field_says_so_to_everybody(devices: Devices) -> None:
    device = devices.new()
    device.watch.expect_refusal("POST /api/v1/accounts 422")
    page = device.open("/sign-up")
    page.get_by_role("textbox", name="Your name").fill("Somebody")
    page.get_by_role("textbox", name="E-mail address").fill("somebody@example.com")
    page.get_by_role("textbox", name="Password").fill("0123456789")
    page.get_by_role("button", name="Create an account").click()
    expect(page.get_by_role("textbox", name="Password")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("textbox", name="Password")).to_be_focused()


def test_instants_are_told_in_the_zone_and_the_way_of_the_person(devices: Devices, town: Town) -> None:
    mara, aiko = town.sign_up("Mara"), town.sign_up("Aiko", time_zone="Asia/Tokyo", locale="ja-JP")
    room = mara.room_with(aiko)
    sent = mara.send(room, "Hello.")
    at = datetime.fromisoformat(sent["created_at"])
    # The browser stands in Lisbon; what counts is where she says she is.
    page = devices.new(aiko, locale="ja-JP").open(f"/messages/{room}")
    expect(message(page, "Hello.")).to_contain_text(at.astimezone(ZoneInfo("Asia/Tokyo")).strftime("%-H:%M"))
    expect(page.get_by_text(re.compile(r"in Lisbon, \d+ hours behind you"))).to_be_visible()
