"""No network, no server: Parley opens from the device, says so, and what is written goes out once when there is one again."""

import random
import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.browsing import PHONE, Device, Devices
from tests.journeys.conftest import PATIENCE_MS
from tests.journeys.people import Person, Town
from tests.journeys.screens import composer, expect_opened, message, messages, open_room, room_row, write
from tests.journeys.serving import Server

pytestmark = pytest.mark.journey

# The files of the client are on the device, and it serves this page.
IS_KEPT = """async () => {
  await navigator.serviceWorker.ready
  while (navigator.serviceWorker.controller === null) await new Promise((again) => setTimeout(again, 50))
  return true
}"""
# What this origin has on the device that is somebody's own: names of databases, and who they are for.
PERSONAL = """async () => ({
  databases: (await indexedDB.databases()).map(({ name }) => name).filter((name) => name.startsWith('parley.')),
  texts: Object.keys(localStorage).filter((name) => name.startsWith('parley.unsaved.')),
  owner: localStorage.getItem('parley.kept-for'),
})"""
# How many entries are kept of each room. The database is not opened before the client has made it: that would make an empty one.
KEPT_LOGS = """async (accountId) => {
  const place = `parley.kept.${accountId}`
  if ((await indexedDB.databases()).every(({ name }) => name !== place)) return []
  return await new Promise((done, failed) => {
  const request = indexedDB.open(place)
  request.onerror = () => failed(request.error)
  request.onsuccess = () => {
    const all = request.result.transaction('parts').objectStore('parts').getAll()
    all.onsuccess = () => {
      request.result.close()
      done(all.result.filter(({ name }) => name.startsWith('["log"')).map(({ value }) => value.entries.length))
    }
  }
})
}"""


@pytest.fixture
def server(own_server: Server) -> Server:
    return own_server


@pytest.fixture(scope="module")
def own_town(own_server: Server) -> Iterator[Town]:
    town = Town(own_server.origin)
    yield town
    town.close()


@pytest.fixture
def town(own_town: Town) -> Town:
    return own_town


def banner(page: Page, text: str) -> Locator:
    """What the banner says, as a screen reader hears it."""
    return page.get_by_role("status").filter(has_text=text)


def wait_until_kept(page: Page, account: Person) -> list[int]:
    """Until the device has what it needs to open without a network; how many entries of each room."""
    assert page.evaluate(IS_KEPT)
    deadline = time.monotonic() + PATIENCE_MS / 1_000
    while not (kept := page.evaluate(KEPT_LOGS, account.id)):
        assert time.monotonic() < deadline, "no room is kept on the device"
        page.wait_for_timeout(100)
    return list(kept)


def wait_until_gone(page: Page, account: Person) -> None:
    """Until nothing of an account can be read on the device."""
    deadline = time.monotonic() + PATIENCE_MS / 1_000
    while f"parley.kept.{account.id}" in (left := page.evaluate(PERSONAL))["databases"] or left["owner"] is not None:
        assert time.monotonic() < deadline, left
        page.wait_for_timeout(100)


def test_it_opens_without_a_network_with_the_rooms_opened_last(devices: Devices, town: Town) -> None:
    mara, joao, wei = town.sign_up("Mara"), town.sign_up("João"), town.sign_up("Wei")
    with_joao, with_wei = mara.room_with(joao), mara.room_with(wei)
    joao.send(with_joao, "The lamps are lit.")
    wei.send(with_wei, "The charts are read.")
    hers = devices.new(mara)
    hers.watch.expect_outage()
    page = hers.open(f"/messages/{with_joao}")
    expect(message(page, "The lamps are lit.")).to_be_visible()
    wait_until_kept(page, mara)

    hers.context.set_offline(offline=True)
    page.reload()
    expect(banner(page, "You are offline.")).to_have_count(1)
    expect(message(page, "The lamps are lit.")).to_be_visible()
    expect(room_row(page, wei.name)).to_contain_text("The charts are read.")
    write(page, "From the tunnel.")
    expect(message(page, "From the tunnel.")).to_contain_text("Waiting for a connection")

    # A room that was never opened here: one can write to it, and is told why there is nothing to read.
    open_room(page, wei.name)
    expect(page.get_by_text("These messages are not on this device")).to_be_visible()
    write(page, "To you too.")
    expect(message(page, "To you too.")).to_contain_text("Waiting for a connection")
    page.reload()
    expect(message(page, "To you too.")).to_contain_text("Waiting for a connection")

    hers.context.set_offline(offline=False)
    expect(message(page, "To you too.")).to_contain_text("Sent")
    expect(message(page, "The charts are read.")).to_be_visible()
    expect(banner(page, "You are offline.")).to_have_count(0)
    open_room(page, joao.name)
    expect(message(page, "From the tunnel.")).to_contain_text("Sent")
    assert joao.texts(with_joao) == ["The lamps are lit.", "From the tunnel."]
    assert wei.texts(with_wei) == ["The charts are read.", "To you too."]


def test_a_half_written_message_outlives_the_page_without_a_network(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    hers = devices.new(mara)
    hers.watch.expect_outage()
    page = hers.open(f"/messages/{room}")
    expect_opened(page)
    wait_until_kept(page, mara)

    hers.context.set_offline(offline=True)
    composer(page).press_sequentially("Half a thou")
    page.reload()
    expect(composer(page)).to_have_text("Half a thou")
    hers.context.set_offline(offline=False)
    expect(banner(page, "You are offline.")).to_have_count(0)
    deadline = time.monotonic() + PATIENCE_MS / 1_000
    while (mara.place(room)["draft"] or {}).get("text") != "Half a thou":
        assert time.monotonic() < deadline, "the draft never came to the server"
        page.wait_for_timeout(100)


def test_it_opens_while_the_server_is_dead_and_says_when_it_tries_again(devices: Devices, town: Town, server: Server) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    joao.send(room, "The lamps are lit.")
    hers = devices.new(mara, size=PHONE, theme="dark")
    hers.watch.expect_outage()
    page = hers.open(f"/messages/{room}")
    expect(message(page, "The lamps are lit.")).to_be_visible()
    wait_until_kept(page, mara)

    server.kill()
    page.goto(f"{hers.origin}/messages")
    expect(banner(page, "Parley cannot be reached.")).to_have_count(1)
    expect(room_row(page, joao.name)).to_contain_text("The lamps are lit.")
    expect(page.get_by_text(re.compile(r"Trying again"))).to_have_count(1)
    retry = page.get_by_role("button", name="Retry now")
    retry.click()
    expect(retry).to_be_visible()
    server.start()
    # By itself, or by a press when that comes first: the wait grows up to half a minute.
    expect(banner(page, "Parley cannot be reached.")).to_have_count(0, timeout=60_000)
    joao.send(room, "And you are back.")
    expect(room_row(page, joao.name)).to_contain_text("And you are back.")


def test_little_is_kept_and_nothing_after_signing_out(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    for number in range(230):
        joao.send(room, f"No. {number}.")
    mara.call("PUT", f"/rooms/{room}/read", seq=mara.place(room)["head_seq"])
    hers = devices.new(mara)
    page = hers.open(f"/messages/{room}?at=2")
    expect(message(page, "No. 0.")).to_be_visible()
    page.goto(f"{hers.origin}/messages/{room}")
    expect(message(page, "No. 229.")).to_be_visible()
    (kept,) = wait_until_kept(page, mara)
    assert 0 < kept <= 200

    page.get_by_role("button", name=re.compile("your menu")).click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    wait_until_gone(page, mara)
    assert page.evaluate(PERSONAL) == {"databases": [], "texts": [], "owner": None}


def test_what_was_kept_goes_when_the_session_ends_elsewhere(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    joao.send(room, "For your eyes.")
    hers = devices.new(mara)
    page = hers.open(f"/messages/{room}")
    expect(message(page, "For your eyes.")).to_be_visible()
    wait_until_kept(page, mara)

    page.goto("about:blank")
    for session in mara.call("GET", "/sessions")["items"]:
        if not session["current"]:
            mara.call("DELETE", f"/sessions/{session['id']}")
    page.goto(f"{hers.origin}/messages")
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    wait_until_gone(page, mara)


def test_two_tabs_agree_on_what_failed_and_each_can_retry_or_cancel(devices: Devices, town: Town, server: Server) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    hers = devices.new(mara)
    hers.watch.expect_outage()
    first, second = hers.open(f"/messages/{room}"), hers.open_tab(f"/messages/{room}")
    expect_opened(first)
    expect_opened(second)
    hers.watch.expect_refusal("GET /api/v1/accounts/* 404")
    hers.watch.allow_refusal("POST /api/v1/rooms/*/messages 403")
    # He blocks her while she is away: the server will refuse what she has written.
    hers.context.set_offline(offline=True)
    write(first, "Are you there?")
    write(second, "Forget it.")
    joao.call("PUT", f"/blocks/{mara.id}")
    hers.context.set_offline(offline=False)
    for tab in (first, second):
        expect(message(tab, "Are you there?").get_by_role("button", name="Retry")).to_be_visible()
        expect(message(tab, "Forget it.").get_by_role("button", name="Retry")).to_be_visible()

    second.reload()
    expect(message(second, "Are you there?").get_by_role("button", name="Retry")).to_be_visible()
    message(second, "Forget it.").get_by_role("button", name="Cancel").click()
    expect(message(first, "Forget it.")).to_have_count(0)
    joao.call("DELETE", f"/blocks/{mara.id}")
    message(second, "Are you there?").get_by_role("button", name="Retry").click()
    for tab in (first, second):
        expect(message(tab, "Are you there?")).to_contain_text("Sent")
    assert joao.texts(room) == ["Are you there?"]


def upset(chance: random.Random, server: Server, device: Device, path: str) -> None:
    """Kill the server or start it again, load a page again, or close it and open another one in its place."""
    what = chance.choice(("nothing", "server", "reload", "close"))
    page = chance.choice(device.context.pages)
    if what == "server":
        server.start() if server.is_killed else server.kill()
    elif what == "reload":
        page.reload()
    elif what == "close":
        page.close()
        device.open_tab(path)


@pytest.mark.parametrize("seed", [11, 12])
def test_random_outages_lose_and_double_nothing(devices: Devices, town: Town, server: Server, seed: int) -> None:
    chance = random.Random(seed)
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    path = f"/messages/{mara.room_with(joao)}"
    hers, his = devices.new(mara), devices.new(joao)
    for device in (hers, his):
        device.watch.expect_outage()
        expect_opened(device.open(path))
    hers.open_tab(path)
    assert hers.page.evaluate(IS_KEPT)

    written = [f"Seed {seed}, number {number}." for number in range(12)]
    for text in written:
        hers.context.set_offline(offline=chance.random() < 0.4)
        page = chance.choice(hers.context.pages)
        expect(composer(page)).to_be_editable()
        write(page, text)
        upset(chance, server, hers, path)
    hers.context.set_offline(offline=False)
    if server.is_killed:
        server.start()

    for page in [*hers.context.pages, his.page]:
        expect(messages(page)).to_have_count(len(written))
        expect(page.get_by_text("Waiting for a connection")).to_have_count(0)
    assert joao.texts(path.rpartition("/")[2]) == written
