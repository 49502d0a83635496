"""The server is killed, tabs are closed, the network is gone: what was written arrives, and once."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import Devices
from tests.journeys.people import Town
from tests.journeys.screens import composer, expect_opened, message, messages, write
from tests.journeys.serving import Server

pytestmark = pytest.mark.journey


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


def test_a_message_sent_to_a_killed_server_arrives_once_when_it_is_back(devices: Devices, town: Town, server: Server) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    hers, his = devices.new(mara), devices.new(joao)
    hers.watch.expect_outage()
    his.watch.expect_outage()
    writing, reading = hers.open(f"/messages/{room}"), his.open(f"/messages/{room}")
    expect_opened(reading)
    write(writing, "Before.")
    expect(message(reading, "Before.")).to_have_count(1)

    composer(writing).fill("Between typing and sending, the server died.")
    server.kill()
    composer(writing).press("Enter")
    expect(message(writing, "the server died")).to_contain_text("Waiting for a connection")
    expect(writing.get_by_role("status").filter(has_text="Parley cannot be reached.")).to_have_count(1)
    write(writing, "And one more.")
    server.start()

    expect(message(reading, "And one more.")).to_have_count(1)
    expect(message(reading, "the server died")).to_have_count(1)
    expect(message(writing, "And one more.")).to_contain_text("Seen")
    expect(writing.get_by_text("Parley cannot be reached.")).to_have_count(0)
    expect(messages(writing)).to_have_count(3)
    expect(messages(reading)).to_have_count(3)
    assert joao.texts(room) == ["Before.", "Between typing and sending, the server died.", "And one more."]


@pytest.mark.parametrize("ending", ["the tab is closed", "the page is loaded again"])
def test_an_unsent_message_outlives_its_page(devices: Devices, town: Town, server: Server, ending: str) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    hers, his = devices.new(mara), devices.new(joao)
    hers.watch.expect_outage()
    his.watch.expect_outage()
    writing, reading = hers.open(f"/messages/{room}"), his.open(f"/messages/{room}")
    expect_opened(writing)
    expect_opened(reading)

    server.kill()
    write(writing, f"Written before {ending}.")
    expect(message(writing, "Written before")).to_contain_text("Waiting for a connection")
    if ending == "the tab is closed":
        hers.context.new_page()
        writing.close()
        server.start()
        writing = hers.open_tab("/messages")
    else:
        server.start()
        writing.reload()

    expect(message(reading, "Written before")).to_have_count(1)
    writing.goto(f"{hers.origin}/messages/{room}")
    expect(message(writing, "Written before")).to_contain_text("Seen")
    expect(messages(writing)).to_have_count(1)
    assert joao.texts(room) == [f"Written before {ending}."]


def test_a_message_acknowledged_to_nobody_is_not_doubled_when_it_is_sent_again(
    devices: Devices, town: Town, server: Server
) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    hers = devices.new(mara)
    hers.watch.expect_outage()
    page = hers.open(f"/messages/{room}")
    expect_opened(page)

    # The server is killed as soon as the message is in its log: whether the answer left before is chance, the outcome must not be.
    for number in range(3):
        composer(page).fill(f"Number {number}.")
        composer(page).press("Enter")
        while len(joao.texts(room)) <= number:
            pass
        server.kill()
        server.start()
        expect(message(page, f"Number {number}.")).to_contain_text("Sent")
    expect(messages(page)).to_have_count(3)
    assert joao.texts(room) == ["Number 0.", "Number 1.", "Number 2."]


def test_what_is_written_without_a_network_is_sent_when_it_returns(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    hers, his = devices.new(mara), devices.new(joao)
    hers.watch.expect_outage()
    writing, reading = hers.open(f"/messages/{room}"), his.open(f"/messages/{room}")
    expect_opened(writing)

    hers.context.set_offline(offline=True)
    write(writing, "From the tunnel.")
    write(reading, "Meanwhile, above ground.")
    expect(message(writing, "From the tunnel.")).to_contain_text("Waiting for a connection")
    expect(message(writing, "Meanwhile")).to_have_count(0)
    hers.context.set_offline(offline=False)

    expect(message(reading, "From the tunnel.")).to_have_count(1)
    expect(message(writing, "Meanwhile, above ground.")).to_have_count(1)
    expect(messages(writing)).to_have_text([re.compile("Meanwhile"), re.compile("From the tunnel")])
    expect(messages(reading)).to_have_text([re.compile("Meanwhile"), re.compile("From the tunnel")])
    assert joao.texts(room) == ["Meanwhile, above ground.", "From the tunnel."]


def test_two_tabs_of_one_person_send_what_waits_once(devices: Devices, town: Town, server: Server) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    hers = devices.new(mara)
    hers.watch.expect_outage()
    first, second = hers.open(f"/messages/{room}"), hers.open_tab(f"/messages/{room}")
    expect_opened(first)
    expect_opened(second)

    server.kill()
    write(first, "From the first tab.")
    expect(message(second, "From the first tab.")).to_contain_text("Waiting for a connection")
    write(second, "From the second tab.")
    expect(message(first, "From the second tab.")).to_contain_text("Waiting for a connection")
    server.start()

    for tab in (first, second):
        expect(message(tab, "From the second tab.")).to_contain_text("Sent")
        expect(messages(tab)).to_have_count(2)
    assert joao.texts(room) == ["From the first tab.", "From the second tab."]
