"""The web client in a Chromium, as somebody with 500 rooms, one of them of 100,000 messages, finds it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import httpx
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.people import Person, fill_rooms, make_direct_rooms, make_people, runtime_on
from bench.report import Row
from bench.server import Server
from parley.identity.model import AccountId, Viewer

ROOMS = 500
LONG_ROOM = 100_000
_SHORT_ROOM = 40
_SCROLL_SECONDS = 6
_SWITCHES = 10
_PASSWORD = "a quiet harbour at dawn"

# Collects what moved without being asked to, from before anything is drawn (https://web.dev/articles/cls).
_WATCH_SHIFTS = """
window.shifts = 0
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value
}).observe({ type: 'layout-shift', buffered: true })
"""
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
_SCRIPT_BYTES = """performance.getEntriesByType('resource')
  .filter(({ name }) => name.endsWith('.js')).reduce((sum, { transferSize }) => sum + transferSize, 0)"""
# Scrolls up by a steady pace and notes how long each frame took, in milliseconds.
_SCROLL = """(seconds) => new Promise((done) => {
  const region = document.querySelector('[role="region"][aria-label="Messages, oldest first"], section[aria-label="Messages, oldest first"]')
  const frames = []
  const began = performance.now()
  let last = began
  const step = (now) => {
    frames.push(now - last)
    last = now
    region.scrollTop -= 40
    if (now - began < seconds * 1000) requestAnimationFrame(step)
    else done(frames.slice(1))
  }
  requestAnimationFrame(step)
})"""
# Clicks a row of the list and counts frames until the other room's messages stand there.
_SWITCH = """(row) => new Promise((done) => {
  const link = document.querySelectorAll('ul[aria-label="Conversations"] li a')[row]
  const before = document.querySelector('article')
  let frames = 0
  performance.mark('switch')
  link.click()
  const look = () => {
    frames += 1
    const isShown = !before.isConnected && document.querySelector('article') !== null
    if (isShown) done({ frames, milliseconds: performance.measure('switched', 'switch').duration })
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
})"""


class Owner(NamedTuple):
    """Whose screen it is: the cookies of a session, and their rooms, the long one first."""

    cookies: dict[str, str]
    room_ids: list[str]


async def make_owner(server: Server) -> Owner:
    """Somebody with many rooms, signed in as in a browser."""
    async with httpx.AsyncClient(base_url=f"http://{server.host}:{server.port}/api/v1") as client:
        account = {"email": "owner@example.com", "password": _PASSWORD, "display_name": "Mara Lindqvist"}
        answer = await client.post("/accounts", json={**account, "time_zone": "Europe/Lisbon", "locale": "en"})
        answer.raise_for_status()
        cookies = dict(client.cookies)
    viewer = Viewer(AccountId(answer.json()["id"]), "signed in", None, is_operator=False, email_verified=True)
    async with runtime_on(server.database_url) as runtime:
        async with runtime.work.writing() as uow:
            people = await make_people(uow, ROOMS, "Reader")
        room_ids = await make_direct_rooms(runtime, [(Person(viewer, ""), other) for other in people])
        async with runtime.work.writing() as uow:
            await fill_rooms(uow, room_ids, _SHORT_ROOM)
        async with runtime.work.writing() as uow:
            await fill_rooms(uow, room_ids[:1], LONG_ROOM)
            await uow.conn.execute("update member set read_seq = (select head_seq from room where id = room_id)")
            await uow.conn.execute("analyze entry")
    return Owner(cookies, room_ids)


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """The Chromium that CHROMIUM names, or Playwright's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM") or None)
        yield browser
        browser.close()


def measure_screen(server: Server, owner: Owner) -> Iterator[Row]:
    """First paint, what moves, scrolling and changing rooms, each in a browser that has never been here."""
    with opened_browser() as browser:
        yield _measure_opening(_new_context(browser, server, owner), server, owner)
        yield _measure_scrolling(_new_context(browser, server, owner), server, owner)
        yield _measure_switch(_new_context(browser, server, owner), server)


def _new_context(browser: Browser, server: Server, owner: Owner) -> BrowserContext:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(_WATCH_SHIFTS)
    url = f"http://{server.host}:{server.port}"
    context.add_cookies([{"name": name, "value": value, "url": url} for name, value in owner.cookies.items()])
    return context


def _open(context: BrowserContext, server: Server, path: str) -> Page:
    page = context.new_page()
    page.goto(f"http://{server.host}:{server.port}{path}")
    return page


def _now(page: Page) -> float:
    """Milliseconds since the page was asked for."""
    return float(page.evaluate("performance.now()"))


def _measure_opening(context: BrowserContext, server: Server, owner: Owner) -> Row:
    page = _open(context, server, f"/messages/{owner.room_ids[0]}")
    page.locator("article").last.wait_for()
    page.get_by_role("textbox", name="Message to").wait_for()
    interactive = _now(page)
    page.wait_for_timeout(3_000)
    found = {
        "first_paint_ms": page.evaluate(_PAINT),
        "interactive_ms": interactive,
        "layout_shift": page.evaluate("window.shifts"),
        "script_bytes": page.evaluate(_SCRIPT_BYTES),
    }
    context.close()
    return Row(
        measure="client_opening",
        title=f"web client: opening an inbox of {ROOMS} rooms and a room of {LONG_ROOM:,} messages, nothing cached",
        peers="–",
        target="first paint ≤ 1 s, interactive ≤ 2 s, layout shift < 0.05",
        measured=f"first paint {found['first_paint_ms'] / 1_000:.2f} s, interactive {interactive / 1_000:.2f} s, "
        f"layout shift {found['layout_shift']:.3f}",
        details=found,
    )


def _measure_scrolling(context: BrowserContext, server: Server, owner: Owner) -> Row:
    page = _open(context, server, f"/messages/{owner.room_ids[0]}")
    page.locator("article").last.wait_for()
    page.wait_for_timeout(2_000)
    frames: list[float] = page.evaluate(_SCROLL, _SCROLL_SECONDS)
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    metrics: list[dict[str, Any]] = session.send("Performance.getMetrics")["metrics"]
    heap = next(metric["value"] for metric in metrics if metric["name"] == "JSHeapUsedSize")
    drawn = page.locator("article").count()
    context.close()
    missed = sum(round(frame / (1_000 / 60)) - 1 for frame in frames if frame > 25)
    return Row(
        measure="client_scrolling",
        title=f"web client: frames per second while scrolling {LONG_ROOM:,} messages",
        peers="–",
        target="60",
        measured=f"{len(frames) / (sum(frames) / 1_000):.0f}, {missed} of {len(frames) + missed} frames missed",
        details={"frames_ms": [round(frame, 1) for frame in frames], "heap_bytes": heap, "messages_drawn": drawn},
    )


def _measure_switch(context: BrowserContext, server: Server) -> Row:
    page = _open(context, server, "/messages")
    rows = page.get_by_role("list", name="Conversations").get_by_role("link")
    for row in (1, 2):
        rows.nth(row).click()
        page.locator("article").last.wait_for()
        page.wait_for_timeout(1_000)
    # Two rooms that are in memory now, over and over.
    switches = []
    for count in range(_SWITCHES):
        switches.append(page.evaluate(_SWITCH, 1 + count % 2))
        page.wait_for_timeout(300)
    context.close()
    frames = sorted(switch["frames"] for switch in switches)
    took = sorted(switch["milliseconds"] for switch in switches)
    return Row(
        measure="client_room_switch",
        title="web client: changing to a room that was open before",
        peers="–",
        target="the next frame",
        measured=f"{frames[len(frames) // 2]} frames, {took[len(took) // 2]:.0f} ms (median of {_SWITCHES})",
        details={"switches": switches},
    )
