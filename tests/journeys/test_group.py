"""A group from its first to its last day."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import Devices
from tests.journeys.people import Town
from tests.journeys.screens import composer, message, messages, room_row, said, timeline, write

pytestmark = pytest.mark.journey


def test_a_group_is_made_filled_with_or_without_its_past_and_given_roles(devices: Devices, town: Town) -> None:
    owner, first, late, latest = (town.sign_up(name) for name in ("Grace", "Wei", "Omar", "Lena"))
    hers, theirs = devices.new(owner).open("/messages"), devices.new(first).open("/messages")
    with_past, from_now = devices.new(late).open("/messages"), devices.new(latest).open("/messages")

    hers.get_by_role("button", name="New conversation").first.click()
    dialog = hers.get_by_role("dialog", name="New conversation")
    dialog.get_by_text("Group", exact=True).click()
    dialog.get_by_role("button", name="Create group").click()
    expect(dialog.get_by_text("Give the group a name.")).to_be_visible()
    expect(dialog.get_by_text("Choose at least one person.")).to_be_visible()
    dialog.get_by_role("textbox", name="Name of the group").fill("Harbour relaunch")
    dialog.get_by_role("searchbox").fill(first.name)
    dialog.get_by_role("button", name=first.name).click()
    dialog.get_by_role("button", name="Create group").click()

    expect(composer(hers)).to_have_accessible_name("Message to Harbour relaunch")
    expect(timeline(hers).get_by_text(said(f"{owner.name} created “Harbour relaunch”"))).to_be_visible()
    write(hers, "Said before anybody else came.")
    room_row(theirs, "Harbour relaunch").get_by_role("link").click()
    expect(message(theirs, "Said before anybody else came.")).to_have_count(1)

    hers.get_by_role("button", name="Details and people").click()
    hers.get_by_role("tab", name="People").click()
    _add(hers, late.name, "Everything from the beginning")
    _add(hers, latest.name, "Only messages from now on")
    expect(timeline(hers).get_by_text(said(f"added {late.name}, who can read everything"))).to_be_visible()
    expect(timeline(hers).get_by_text(said(f"added {latest.name}, who can read from here on"))).to_be_visible()
    write(hers, "Said to all.")

    for page, count in ((with_past, 2), (from_now, 1)):
        room_row(page, "Harbour relaunch").get_by_role("link").click()
        expect(message(page, "Said to all.")).to_have_count(1)
        expect(messages(page)).to_have_count(count)

    _choose(hers, first.name, "Make admin")
    expect(timeline(hers).get_by_text(said(f"made {first.name} admin"))).to_be_visible()
    theirs.get_by_role("button", name="Details and people").click()
    theirs.get_by_role("tab", name="People").click()
    expect(theirs.get_by_role("button", name="Add people")).to_be_visible()
    from_now.get_by_role("button", name="Details and people").click()
    from_now.get_by_role("tab", name="People").click()
    expect(from_now.get_by_role("list", name="Members").get_by_role("listitem")).to_have_count(4)
    expect(from_now.get_by_role("button", name="Add people")).to_have_count(0)


def test_the_room_leaves_the_screen_of_who_is_removed_at_once(devices: Devices, town: Town) -> None:
    owner, member = town.sign_up("Grace"), town.sign_up("Wei")
    room = owner.group("Harbour relaunch", member)
    owner.send(room, "Welcome.")
    his_device = devices.new(member)
    hers, his = devices.new(owner).open(f"/messages/{room}?panel=people"), his_device.open(f"/messages/{room}")
    expect(message(his, "Welcome.")).to_have_count(1)
    # The page that is open asks for the room once more, and hears what anybody else would.
    his_device.watch.expect_refusal("GET /api/v1/rooms/* 404")

    _choose(hers, member.name, "Remove from group")
    hers.get_by_role("dialog", name=said(f"Remove {member.name}?")).get_by_role("button", name="Remove from group").click()
    expect(his.get_by_text("This conversation is not open to you")).to_be_visible()
    expect(room_row(his, "Harbour relaunch")).to_have_count(0)
    expect(timeline(hers).get_by_text(said(f"removed {member.name}"))).to_be_visible()
    expect(hers.get_by_role("list", name="No longer here").get_by_text(member.name)).to_be_visible()
    write(hers, "Said without them.")
    his.reload()
    expect(his.get_by_text("This conversation is not open to you")).to_be_visible()
    expect(his.get_by_text("Said without them.")).to_have_count(0)


def test_a_member_leaves_and_the_others_are_told(devices: Devices, town: Town) -> None:
    owner, member = town.sign_up("Grace"), town.sign_up("Wei")
    room = owner.group("Harbour relaunch", member)
    hers, his = devices.new(owner).open(f"/messages/{room}"), devices.new(member).open(f"/messages/{room}?panel=details")

    his.get_by_role("button", name="Leave group").click()
    his.get_by_role("dialog", name=re.compile("^Leave ")).get_by_role("button", name="Leave group").click()
    expect(his.get_by_text("No conversations yet")).to_be_visible()
    expect(timeline(hers).get_by_text(said(f"{member.name} left"))).to_be_visible()


def _add(page: Page, name: str, history: str) -> None:
    page.get_by_role("button", name="Add people").click()
    dialog = page.get_by_role("dialog", name="Add people")
    dialog.get_by_role("radio", name=history).check()
    dialog.get_by_role("searchbox").fill(name)
    dialog.get_by_role("button", name=said(f"Add {name}")).click()
    expect(page.get_by_text(said(f"{name} is now in the group."))).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)


def _choose(page: Page, name: str, choice: str) -> None:
    page.get_by_role("list", name="Members").get_by_role("button", name=said(f"Options for {name}")).click()
    page.get_by_role("menuitem", name=choice).click()
