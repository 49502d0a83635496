"""Who gets in, who is put out, and who may write to whom."""

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import Devices
from tests.journeys.people import PASSWORD, Person, Town
from tests.journeys.screens import composer, expect_opened, message, said, write

pytestmark = pytest.mark.journey


def sign_in(page: Page, email: str, password: str) -> None:
    page.get_by_role("textbox", name="E-mail address").fill(email)
    page.get_by_role("textbox", name="Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_a_link_to_a_room_leads_there_after_signing_in_with_the_right_password(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    device = devices.new()
    device.watch.expect_refusal("POST /api/v1/sessions 401")
    page = device.open(f"/messages/{room}?panel=people")

    sign_in(page, joao.email, "not the right password")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("heading", name="Sign in to Parley")).to_be_visible()
    sign_in(page, joao.email, PASSWORD)
    expect(composer(page)).to_have_accessible_name(said(f"Message to {mara.name}"))
    expect(page.get_by_role("tab", name="People")).to_have_attribute("aria-selected", "true")

    page.get_by_role("button", name=said(f"{joao.name}: your menu")).click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in to Parley")).to_be_visible()
    expect(page.get_by_text("You have been signed out.")).to_have_count(0)
    page.go_back()
    expect(page.get_by_role("heading", name="Sign in to Parley")).to_be_visible()


def test_a_device_that_is_signed_out_from_another_is_out_at_once(devices: Devices, town: Town) -> None:
    joao = town.sign_up("João")
    lost = devices.new(joao, user_agent="Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0")
    kept = devices.new(joao)
    page, other = kept.open("/settings/security"), lost.open("/messages")
    expect(other.get_by_text("No conversations yet")).to_be_visible()

    sessions = page.get_by_role("region", name="Where you are signed in")
    sessions.get_by_role("listitem").filter(has_text="Firefox on Linux").get_by_role("button", name="Sign out").click()
    expect(other.get_by_role("heading", name="Sign in to Parley")).to_be_visible()
    expect(other.get_by_text("You have been signed out.")).to_be_visible()
    expect(sessions.get_by_role("listitem").filter(has_text="Firefox on Linux")).to_have_count(0)
    expect(sessions.get_by_role("listitem").filter(has_text="This one")).to_have_count(1)


def test_a_forgotten_password_is_replaced_through_the_mail_and_ends_every_session(devices: Devices, town: Town) -> None:
    joao = town.sign_up("João")
    elsewhere = devices.new(joao).open("/messages")
    expect(elsewhere.get_by_text("No conversations yet")).to_be_visible()
    device = devices.new()
    page = device.open("/sign-in")
    page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_role("textbox", name="E-mail address").fill(joao.email)
    page.get_by_role("button", name="Send the link").click()
    expect(
        page.get_by_text(said(f"If there is an account for {joao.email}, a mail with the link is on its way."))
    ).to_be_visible()

    device.open(f"/reset-password#token={town.token_mailed_to(joao.email)}")
    page.get_by_role("textbox", name="New password").fill("a louder harbour at noon")
    page.get_by_role("button", name="Save the new password").click()
    expect(elsewhere.get_by_role("heading", name="Sign in to Parley")).to_be_visible()
    expect(page.get_by_role("heading", name="Sign in to Parley")).to_be_visible()
    sign_in(page, joao.email, "a louder harbour at noon")
    expect(page.get_by_text("No conversations yet")).to_be_visible()


def test_who_is_blocked_sees_why_nothing_is_sent_and_can_send_it_once_unblocked(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    hers, his = devices.new(mara).open(f"/messages/{room}?panel=details"), devices.new(joao).open(f"/messages/{room}")
    expect_opened(his)

    hers.get_by_role("button", name="Block", exact=True).click()
    hers.get_by_role("dialog", name=said(f"Block {joao.name}?")).get_by_role("button", name="Block").click()
    expect(hers.get_by_text(said(f"You have blocked {joao.name}, so neither of you can write."))).to_be_visible()
    expect(composer(hers)).to_have_count(0)

    write(his, "Are you there?")
    failed = message(his, "Are you there?")
    expect(failed.get_by_role("alert")).to_contain_text("Not sent.")
    assert mara.texts(room) == []
    hers.get_by_role("button", name="Unblock").click()
    expect_opened(hers)
    failed.get_by_role("button", name="Retry").click()
    expect(message(hers, "Are you there?")).to_have_count(1)
    expect(message(his, "Are you there?")).to_contain_text("Seen")
    assert mara.texts(room) == ["Are you there?"]


def test_an_api_token_is_shown_once_works_and_stops_when_it_is_revoked(devices: Devices, town: Town) -> None:
    joao = town.sign_up("João")
    page = devices.new(joao).open("/settings/security")
    page.get_by_role("textbox", name="Name of a new token").fill("Time sheets")
    page.get_by_role("button", name="Create").click()
    shown = page.get_by_role("alert").filter(has_text="The token of Time sheets").get_by_role("code")
    token = shown.inner_text()
    assert _asks(joao, token) == 200

    page.reload()
    row = page.get_by_role("region", name="API tokens").get_by_role("listitem").filter(has_text="Time sheets")
    expect(row).to_contain_text("last used")
    expect(page.get_by_text(token)).to_have_count(0)
    row.get_by_role("button", name="Revoke").click()
    page.get_by_role("dialog", name="Revoke Time sheets?").get_by_role("button", name="Revoke").click()
    expect(row).to_have_count(0)
    assert _asks(joao, token) == 401


def _asks(person: Person, token: str) -> int:
    return httpx.get(f"{person.origin}/api/v1/me", headers={"authorization": f"Bearer {token}"}).status_code
