"""Before one is signed in."""

import re

from playwright.sync_api import expect

from tests.journeys.marketplace import JOAO
from tests.journeys.sights.sight import DARK, MIRRORED, NARROW, Chapter, Visit

chapter = Chapter("Before one is signed in", of=None)


@chapter.sight(DARK, NARROW, MIRRORED)
def sign_in(visit: Visit) -> None:
    """Signing in."""
    page = visit.open("/sign-in")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    expect(page.get_by_role("link", name="Look around as one of the demo people")).to_be_visible()


@chapter.sight(refusals=("POST /api/v1/sessions 401",))
def sign_in_refused(visit: Visit) -> None:
    """A wrong password."""
    page = visit.open("/sign-in")
    page.get_by_role("textbox", name="E-mail address").fill("nobody@example.com")
    page.get_by_role("textbox", name="Password").fill("not the right password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()


@chapter.sight(NARROW)
def sign_up(visit: Visit) -> None:
    """Creating an account."""
    page = visit.open("/sign-up")
    expect(page.get_by_role("button", name="Create an account")).to_be_visible()


@chapter.sight(refusals=("POST /api/v1/accounts 422",))
def sign_up_refused(visit: Visit) -> None:
    """A password that is easy to guess."""
    page = visit.open("/sign-up")
    page.get_by_role("textbox", name="Your name").fill("Somebody")
    page.get_by_role("textbox", name="E-mail address").fill("somebody@example.com")
    page.get_by_role("textbox", name="Password").fill("0123456789")
    page.get_by_role("button", name="Create an account").click()
    expect(page.get_by_role("textbox", name="Password")).to_have_accessible_description(re.compile("common|guess|easy"))


@chapter.sight()
def password_link_sent(visit: Visit) -> None:
    """A forgotten password: the link is on its way."""
    page = visit.open("/reset-password")
    page.get_by_role("textbox", name="E-mail address").fill("nobody@example.com")
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_text("a mail with the link is on its way")).to_be_visible()


@chapter.sight()
def new_password(visit: Visit) -> None:
    """Choosing a new password."""
    page = visit.open("/reset-password#token=unknown")
    expect(page.get_by_role("textbox", name="New password")).to_be_visible()


@chapter.sight(refusals=("POST /api/v1/accounts/verify 422",))
def link_used_up(visit: Visit) -> None:
    """A verification link that no longer works."""
    page = visit.open("/verify#token=unknown")
    expect(page.get_by_role("alert")).to_be_visible()


@chapter.sight(NARROW)
def demo(visit: Visit) -> None:
    """The people of the demo: one click signs in."""
    page = visit.open("/demo")
    expect(page.get_by_role("button").filter(has_text=JOAO)).to_be_visible()


@chapter.sight()
def not_found(visit: Visit) -> None:
    """An address where nothing is."""
    page = visit.open("/nowhere")
    expect(page.get_by_role("heading", name="There is nothing here")).to_be_visible()
