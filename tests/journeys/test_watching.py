"""What looks after every journey would notice."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import violations
from tests.journeys.browsing import Device, Devices

pytestmark = pytest.mark.journey


@pytest.fixture
def device(devices: Devices) -> Device:
    """A page that complains of nothing yet."""
    opened = devices.new()
    expect(opened.open("/sign-in").get_by_role("button", name="Sign in")).to_be_visible()
    return opened


def heard(device: Device) -> str:
    """What the watch has collected; it is taken out, so that the journey itself goes through."""
    device.page.evaluate("0")
    collected = "\n".join(device.watch.problems())
    device.watch.forget()
    return collected


def run_in_page(page: Page, script: str) -> None:
    """As the page's own script would: later, and outside of what waits for an answer."""
    page.evaluate(f"() => new Promise((done) => setTimeout(() => {{ setTimeout(done, 50); {script} }}))")


@pytest.mark.parametrize(
    ("script", "complaint"),
    [
        ("console.error('broken')", "console: broken"),
        ("throw new Error('thrown')", "uncaught: thrown"),
        ("Promise.reject(new Error('rejected'))", "uncaught: rejected"),
        ("window.alert('press me')", "dialog: press me"),
        ("fetch('/api/v1/inbox')", "GET /api/v1/inbox 401"),
        ("fetch('https://evil.example/').catch(() => undefined)", "Content Security Policy"),
        ("new Image().src = 'https://evil.example/pixel.png'", "Content Security Policy"),
        ("document.body.append(Object.assign(document.createElement('script'), { text: '1' }))", "Content Security Policy"),
    ],
)
def test_what_goes_wrong_in_a_page_fails_its_journey(device: Device, script: str, complaint: str) -> None:
    run_in_page(device.page, script)
    assert complaint in heard(device)


def test_a_refusal_that_was_announced_must_come(device: Device) -> None:
    device.watch.expect_refusal("GET /api/v1/rooms/* 404", "GET /api/v1/inbox 401")
    run_in_page(device.page, "fetch('/api/v1/rooms/1')")
    assert heard(device) == "never came: GET /api/v1/inbox 401"


def test_axe_is_asked_and_answers(device: Device) -> None:
    assert violations(device.page) == []
    device.page.evaluate("() => { document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/favicon.svg\">') }")
    (found,) = violations(device.page)
    assert found.startswith("image-alt:")
