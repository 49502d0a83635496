"""Somebody comes for the first time."""

import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import Devices
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


def _see_an_empty_inbox(page: Page) -> None:
    expect(page.get_by_text("No conversations yet")).to_be_visible()
    expect(page.get_by_text("Choose a conversation")).to_be_visible()
    for view, emptiness in {
        "Unread": "You have read everything",
        "Starred": "Nothing starred",
        "Drafts": "No drafts",
        "Hidden": "Nothing hidden",
    }.items():
        show(page, view)
        expect(page.get_by_text(emptiness)).to_be_visible()


def _choose(page: Page, name: str, item: str) -> None:
    page.get_by_role("button", name=said(f"{name}: your menu")).click()
    page.get_by_role("menuitem", name=item).click()


def _verify(page: Page, name: str, email: str) -> None:
    _choose(page, name, "Settings")
    page.get_by_role("link", name="Sign-in and security").click()
    expect(page.get_by_text(said(f"{email} is not verified yet"))).to_be_visible()
    _choose(page, name, "Outgoing mail")
    page.get_by_role("link").filter(has_text=email).click()
    page.get_by_role("article").get_by_role("link", name=re.compile("verify#token=")).click()
    expect(page.get_by_role("heading", name="Your e-mail address is verified")).to_be_visible()
    page.get_by_role("link", name="Continue to Parley").click()


def _tell_about_oneself(page: Page, name: str) -> None:
    _choose(page, name, "Settings")
    page.get_by_role("textbox", name="Headline").fill("Identity designer")
    page.get_by_role("textbox", name="About you").fill("Letters, mostly. Some numbers.")
    page.get_by_role("textbox", name="Hourly rate").fill("65")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your profile is saved.")).to_be_visible()
    page.get_by_role("link", name="Sign-in and security").click()
    expect(page.get_by_role("heading", name="Where you are signed in")).to_be_visible()
    expect(page.get_by_text("is not verified yet")).to_have_count(0)


def _find(page: Page, known: Person) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="People").click()
    page.get_by_role("searchbox", name="Search by name, headline or skill").fill("nobody of that name")
    expect(page.get_by_text("Nobody found")).to_be_visible()
    page.get_by_role("searchbox", name="Search by name, headline or skill").fill(known.name)
    page.get_by_role("list", name="People found").get_by_role("link", name=known.name).click()
    expect(page.get_by_role("heading", name=known.name)).to_be_visible()
    expect(page.get_by_text("Typography")).to_be_visible()
    page.get_by_role("button", name="Message", exact=True).click()


def test_a_newcomer_signs_up_verifies_the_address_tells_about_themselves_and_writes_to_somebody(
    devices: Devices, town: Town
) -> None:
    known = town.sign_up("Mara", time_zone="Europe/Stockholm")
    known.call("PATCH", "/me", headline="Brand director", skills=["Typography"])
    email = f"newcomer.{uuid.uuid4().hex[:12]}@example.com"
    name = town.new_name("João")
    page = devices.new().open("/")

    _sign_up(page, name, email)
    _see_an_empty_inbox(page)
    _verify(page, name, email)
    _tell_about_oneself(page, name)
    _find(page, known)

    expect(composer(page)).to_have_accessible_name(said(f"Message to {known.name}"))
    expect(page.get_by_text(said(f"This is the beginning of your conversation with {known.name}"))).to_be_visible()
    write(page, "Hello! I saw that you look for an identity designer.")
    expect(message(page, "identity designer")).to_contain_text("Sent")

    (room,) = known.call("GET", "/inbox")["items"]
    assert room["unread_count"] == 1
    assert known.texts(room["room"]["id"]) == ["Hello! I saw that you look for an identity designer."]
    assert room["room"]["people"][0]["headline"] == "Identity designer"
