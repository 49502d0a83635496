"""Two people with a browser each, side by side."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import Devices
from tests.journeys.people import Town
from tests.journeys.screens import (
    act,
    badge,
    composer,
    message,
    messages,
    open_room,
    react,
    room_list,
    room_menu,
    room_row,
    said,
    show,
    timeline,
    write,
)

pytestmark = pytest.mark.journey


def test_each_sees_at_once_what_the_other_types_writes_and_reads(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    hers, his = devices.new(mara).open(f"/messages/{room}"), devices.new(joao).open("/messages")

    composer(hers).press_sequentially("Mor")
    expect(his.get_by_text("No messages yet")).to_be_visible()
    composer(hers).fill("Morning! The board liked direction B.")
    composer(hers).press("Enter")
    expect(message(hers, "direction B")).to_contain_text("Sent")

    # He has another page open: the list and the badge tell him, and she does not read that he has seen it.
    expect(room_row(his, mara.name)).to_contain_text("1 unread message")
    expect(badge(his)).to_have_accessible_name("1 unread message")
    expect(his).to_have_title(re.compile(r"^\(1\) "))
    open_room(his, mara.name)
    expect(message(his, "direction B")).to_have_count(1)
    expect(badge(his)).to_have_count(0)
    expect(his).not_to_have_title(re.compile(r"^\("))
    expect(message(hers, "direction B")).to_contain_text("Seen")

    composer(his).press_sequentially("Good")
    expect(hers.get_by_text(said(f"{joao.name} is writing…"))).to_be_visible()
    write(his, "Good morning, Mara.")
    expect(message(hers, "Good morning, Mara.")).to_have_count(1)
    expect(hers.get_by_text(said(f"{joao.name} is writing…"))).to_have_count(0)
    expect(message(his, "Good morning, Mara.")).to_contain_text("Seen")
    assert mara.texts(room) == ["Morning! The board liked direction B.", "Good morning, Mara."]


def test_reactions_replies_edits_and_deletions_show_on_both_sides(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    mara.send(room, "The wordmark closes up at 16 px.")
    hers, his = devices.new(mara).open(f"/messages/{room}"), devices.new(joao).open(f"/messages/{room}")

    react(message(his, "The wordmark closes up"), "party")
    reaction = message(hers, "The wordmark closes up").get_by_role("button", name=said(f"{joao.name} reacted with"))
    expect(reaction).to_contain_text("🎉 1")
    reaction.click()
    expect(message(his, "The wordmark closes up")).to_contain_text("🎉 2")

    act(message(his, "The wordmark closes up"), "Reply")
    expect(his.get_by_text(said(f"Replying to {mara.name}"))).to_be_visible()
    write(his, "Opened the countr by 6 units.")
    answer = message(hers, "Opened the countr")
    expect(answer.get_by_role("button", name="In reply to")).to_contain_text("The wordmark closes up at 16 px.")

    act(message(his, "Opened the countr"), "Edit")
    edited = his.get_by_role("textbox", name="Edit your message")
    expect(edited).to_have_text("Opened the countr by 6 units.")
    edited.fill("Opened the counter by 6 units.")
    edited.press("Enter")
    expect(message(hers, "Opened the counter")).to_contain_text("edited")
    message(hers, "Opened the counter").get_by_role("button", name=re.compile("edited")).click()
    expect(hers.get_by_role("dialog", name="Earlier versions")).to_contain_text("Opened the countr by 6 units.")
    hers.keyboard.press("Escape")

    act(messages(hers).first, "Delete")
    expect(messages(hers).first.get_by_role("button", name="Undo")).to_be_visible()
    expect(hers.get_by_text("You deleted this message")).to_be_visible()
    expect(his.get_by_text("This message was deleted")).to_be_visible()
    expect(message(his, "Opened the counter").get_by_role("button", name="In reply to")).to_contain_text(
        "Original message deleted"
    )
    expect(timeline(his).get_by_text("The wordmark closes up")).to_have_count(0)
    expect(messages(his)).to_have_count(2)


def test_a_mention_is_completed_while_it_is_typed_and_is_marked_for_who_is_meant(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    hers, his = devices.new(mara).open(f"/messages/{room}"), devices.new(joao).open("/messages")

    composer(hers).press_sequentially("Can you look, @jo")
    expect(hers.get_by_role("listbox", name="People to mention").get_by_role("option", name=joao.name)).to_be_visible()
    composer(hers).press("Enter")
    expect(composer(hers)).to_have_text(f"Can you look, @{joao.name}")
    composer(hers).press("Enter")

    expect(message(hers, "Can you look").get_by_role("link", name=f"@{joao.name}")).to_be_visible()
    expect(room_row(his, mara.name).get_by_role("img", name="You are mentioned")).to_be_visible()
    open_room(his, mara.name)
    message(his, "Can you look").get_by_role("link", name=f"@{joao.name}").click()
    expect(his.get_by_role("heading", name=joao.name)).to_be_visible()


def test_what_is_begun_on_one_device_is_finished_on_the_other(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    laptop, phone = devices.new(joao).open(f"/messages/{room}"), devices.new(joao).open(f"/messages/{room}")

    composer(laptop).fill("Begun at the desk,")
    expect(laptop.get_by_text("Draft saved")).to_be_visible()
    expect(composer(phone)).to_have_text("Begun at the desk,")
    composer(phone).fill("Begun at the desk, finished on the train.")
    composer(phone).press("Enter")
    expect(message(laptop, "finished on the train")).to_have_count(1)
    expect(composer(laptop)).to_have_text("")

    composer(laptop).fill("A thought for later")
    expect(room_row(phone, mara.name)).to_contain_text("Draft: A thought for later")
    show(phone, "Drafts")
    expect(room_row(phone, mara.name)).to_have_count(1)
    assert joao.texts(room) == ["Begun at the desk, finished on the train."]


def test_a_room_is_starred_hidden_and_marked_unread(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    mara.send(room, "Invoice 14 is paid.")
    page = devices.new(joao).open(f"/messages/{room}")
    other = devices.new(joao).open("/messages")
    expect(message(page, "Invoice 14")).to_have_count(1)
    expect(badge(other)).to_have_count(0)

    page.get_by_role("button", name="Star", exact=True).click()
    expect(room_row(other, mara.name).get_by_role("img", name="Starred")).to_be_visible()
    show(other, "Starred")
    expect(room_row(other, mara.name)).to_have_count(1)
    show(other, "All")

    act(message(page, "Invoice 14"), "Mark unread from here")
    expect(badge(other)).to_have_accessible_name("1 unread message")
    expect(page.get_by_text("New since you were here")).to_be_visible()

    room_menu(other, mara.name, "Mark as read")
    expect(badge(page)).to_have_count(0)
    room_menu(other, mara.name, "Hide")
    expect(room_list(other).get_by_text("No conversations yet")).to_be_visible()
    other.get_by_role("searchbox", name="Filter rooms and people").fill(mara.name)
    expect(room_row(other, mara.name)).to_have_count(1)
    other.get_by_role("searchbox", name="Filter rooms and people").fill("")
    show(other, "Hidden")
    expect(room_row(other, mara.name)).to_have_count(1)

    # The next message brings it back.
    show(other, "All")
    mara.send(room, "And number 15 is on its way.")
    expect(room_row(other, mara.name)).to_contain_text("And number 15")
