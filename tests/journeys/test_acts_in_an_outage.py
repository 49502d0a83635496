"""The network is cut and the server killed in the middle of a topic, a pin, a forward, a deletion: it is done once, or refused aloud."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import Devices
from tests.journeys.people import Town
from tests.journeys.screens import act, composer, expect_opened, message, messages, write
from tests.journeys.serving import Server

pytestmark = pytest.mark.journey

WAITING = "Waiting for a connection"
GONE_WITHIN_MS = 40_000


@pytest.fixture
def server(own_server: Server) -> Server:
    return own_server


@pytest.fixture
def town(own_server: Server) -> Iterator[Town]:
    town = Town(own_server.origin)
    yield town
    town.close()


def test_what_is_written_in_a_topic_without_a_server_arrives_in_that_topic(devices: Devices, town: Town, server: Server) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    topic = "01900000-0000-7000-8000-000000000001"
    mara.call("POST", f"/rooms/{room}/topics", topic_id=topic, name="Logo")
    hers, his = devices.new(mara), devices.new(joao)
    for device in (hers, his):
        device.watch.expect_outage()
        device.open(f"/messages/{room}?topic={topic}")
        expect_opened(device.page)

    hers.context.set_offline(offline=True)
    write(hers.page, "From the tunnel.")
    expect(message(hers.page, "From the tunnel.")).to_contain_text(WAITING)
    hers.context.set_offline(offline=False)
    expect(message(his.page, "From the tunnel.")).to_have_count(1)

    server.kill()
    write(hers.page, "To a dead server.")
    expect(message(hers.page, "To a dead server.")).to_contain_text(WAITING)
    hers.page.reload()
    server.start()
    expect(message(his.page, "To a dead server.")).to_have_count(1)
    expect(messages(hers.page)).to_have_count(2)
    expect(hers.page.get_by_text(WAITING)).to_have_count(0)
    sent = [entry["body"] for entry in joao.log(room) if entry["kind"] == "message"]
    assert [(body["text"], body["topic_id"]) for body in sent] == [("From the tunnel.", topic), ("To a dead server.", topic)]


def test_a_forward_waits_for_the_server_and_is_made_once(devices: Devices, town: Town, server: Server) -> None:
    mara, joao, grace = town.sign_up("Mara"), town.sign_up("João"), town.sign_up("Grace")
    source, target = mara.room_with(joao), joao.room_with(grace)
    mara.send(source, "The budget.")
    his, hers = devices.new(joao), devices.new(grace)
    for device in (his, hers):
        device.watch.expect_outage()
    page = his.open(f"/messages/{source}")
    hers.open(f"/messages/{target}")
    expect_opened(hers.page)
    act(message(page, "The budget."), "More")
    page.get_by_role("menuitem", name="Forward").click()
    dialog = page.get_by_role("dialog", name="Forward message")
    dialog.get_by_role("radio", name=grace.name).click()
    server.kill()
    dialog.get_by_role("button", name="Forward").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    server.start()
    expect(messages(hers.page)).to_have_count(1)
    expect(messages(hers.page).get_by_role("figure")).to_contain_text("The budget.")
    expect(messages(page)).to_have_count(1)
    assert [entry["kind"] for entry in grace.log(target)].count("message") == 1


def test_a_deletion_outlives_the_server(devices: Devices, town: Town, server: Server) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    mara.send(room, "Gone for good.")
    hers, his = devices.new(mara), devices.new(joao)
    for device in (hers, his):
        device.watch.expect_outage()
        device.open(f"/messages/{room}")
        expect_opened(device.page)
    act(message(hers.page, "Gone for good."), "Delete")
    server.kill()
    expect(hers.page.get_by_role("button", name="Undo")).to_be_visible()
    server.start()
    expect(messages(his.page).last).to_contain_text("This message was deleted", timeout=GONE_WITHIN_MS)
    expect(messages(hers.page).last).to_contain_text("You deleted this message", timeout=GONE_WITHIN_MS)
    assert [entry["kind"] for entry in joao.log(room)].count("message.deleted") == 1


def test_a_pin_and_a_topic_that_could_not_be_made_say_so(devices: Devices, town: Town, server: Server) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    mara.send(room, "The address.")
    hers = devices.new(mara)
    hers.watch.expect_outage()
    page = hers.open(f"/messages/{room}")
    expect_opened(page)
    act(message(page, "The address."), "Start a topic")
    dialog = page.get_by_role("dialog", name="Start topic")
    server.kill()
    dialog.get_by_role("button", name="Start topic").click()
    expect(dialog.get_by_role("textbox")).to_have_accessible_description(re.compile("."))
    server.start()
    dialog.get_by_role("button", name="Start topic").click()
    expect(page.get_by_role("heading", name="The address.")).to_be_visible()
    page.get_by_role("link", name="All messages").click()

    server.kill()
    act(message(page, "The address."), "More")
    page.get_by_role("menuitem", name="Pin to the conversation").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    server.start()
    expect(composer(page)).to_be_editable()
    kinds = [entry["kind"] for entry in mara.log(room)]
    assert kinds.count("topic.started") == 1
    assert kinds.count("message.pinned") == 0
