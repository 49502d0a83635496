"""axe finds nothing on any screen, in any state, in either theme."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import assert_accessible
from tests.journeys.browsing import PHONE, Devices
from tests.journeys.people import Person, Town
from tests.journeys.screens import act, composer, expect_opened, message, messages, room_list, room_row, show

pytestmark = pytest.mark.journey

RIGHT_TO_LEFT = "مرحبا، هذا نص من اليمين إلى اليسار\n\nשלום, וגם זה"
EVERYTHING = f"""# A heading

Bold **text**, *slanted*, ~~gone~~, `code` and a [link](https://example.com), 日本語, 🎉

> A quotation
> of two lines

1. first
2. second
   - nested

```python
print("{"long " * 60}")
```

| left | right |
| --- | ---: |
| a | 1 |

{RIGHT_TO_LEFT}

{"Supercalifragilisticexpialidocious" * 8}"""


def test_the_pages_before_one_is_signed_in(devices: Devices) -> None:
    device = devices.new()
    device.watch.expect_refusal("POST /api/v1/sessions 401", "POST /api/v1/accounts/verify 422", "POST /api/v1/accounts 422")
    page = device.open("/sign-in")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert_accessible(page, "sign in")
    page.get_by_role("textbox", name="E-mail address").fill("nobody@example.com")
    page.get_by_role("textbox", name="Password").fill("not the right password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert_accessible(page, "sign in, refused")

    device.open("/sign-up")
    page.get_by_role("textbox", name="Your name").fill("Somebody")
    page.get_by_role("textbox", name="E-mail address").fill("somebody@example.com")
    page.get_by_role("textbox", name="Password").fill("0123456789")
    page.get_by_role("button", name="Create an account").click()
    expect(page.get_by_role("textbox", name="Password")).to_have_accessible_description(re.compile("common|guess|easy"))
    assert_accessible(page, "sign up, refused")

    device.open("/reset-password")
    page.get_by_role("textbox", name="E-mail address").fill("nobody@example.com")
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_text("a mail with the link is on its way")).to_be_visible()
    assert_accessible(page, "forgotten password, sent")
    device.open("/reset-password#token=unknown")
    expect(page.get_by_role("textbox", name="New password")).to_be_visible()
    assert_accessible(page, "new password")
    device.open("/verify#token=unknown")
    expect(page.get_by_role("alert")).to_be_visible()
    assert_accessible(page, "verification, refused")
    device.open("/nowhere")
    expect(page.get_by_role("heading", name="There is nothing here")).to_be_visible()
    assert_accessible(page, "not found")


def test_an_empty_inbox_and_the_dialogs_it_opens(devices: Devices, town: Town) -> None:
    joao = town.sign_up("João")
    town.sign_up("Mara")
    page = devices.new(joao).open("/messages")
    expect(page.get_by_text("No conversations yet")).to_be_visible()
    assert_accessible(page, "empty inbox")
    show(page, "Unread")
    expect(page.get_by_text("You have read everything")).to_be_visible()
    page.get_by_role("button", name="New conversation").click()
    dialog = page.get_by_role("dialog", name="New conversation")
    expect(dialog.get_by_role("list", name="People found").get_by_role("listitem").first).to_be_visible()
    assert_accessible(page, "new conversation with one person")
    dialog.get_by_text("Group", exact=True).click()
    dialog.get_by_role("button", name="Create group").click()
    expect(dialog.get_by_text("Give the group a name.")).to_be_visible()
    dialog.get_by_role("list", name="People found").get_by_role("button").first.click()
    assert_accessible(page, "new group")
    dialog.get_by_role("searchbox").fill("nobody of that name")
    expect(dialog.get_by_text("Nobody found")).to_be_visible()
    assert_accessible(page, "nobody found")


def furnish(town: Town) -> tuple[Person, Person, str]:
    """A room of two with everything in it that a message can be, and further rooms in the list."""
    mara, joao, long = town.sign_up("Mara"), town.sign_up("João"), town.sign_up("Long", display_name="W" * 80)
    joao.call("PATCH", "/me", headline="مصمم هوية بصرية", about=RIGHT_TO_LEFT, skills=["Type", "名刺"])
    group = long.group("A long title " * 9, joao, mara)
    long.send(group, f"[@{joao.name}](parley:account/{joao.id}) {'unbroken' * 40}")
    mara.call("PATCH", f"/rooms/{group}/membership", starred=True)
    room = mara.room_with(joao)
    mara.send(room, "Deleted later.")
    mara.send(room, EVERYTHING)
    mara.send(room, RIGHT_TO_LEFT)
    answered = joao.send(room, "What do you think?", reply_to_seq=mara.send(room, "Typo heer.")["seq"])
    seqs = {entry["body"].get("text"): entry["seq"] for entry in joao.log(room)}
    mara.call("DELETE", f"/rooms/{room}/messages/{seqs['Deleted later.']}")
    mara.call("PATCH", f"/rooms/{room}/messages/{seqs['Typo heer.']}", text="Typo here.")
    mara.call("PUT", f"/rooms/{room}/messages/{answered['seq']}/reactions/🎉")
    mara.send(room, "The last word.")
    return mara, joao, room


def test_a_conversation_with_everything_in_it(devices: Devices, town: Town) -> None:
    _, joao, room = furnish(town)
    page = devices.new(joao).open("/messages")
    expect(room_list(page).get_by_role("listitem")).to_have_count(2)
    assert_accessible(page, "inbox")
    page.goto(f"{joao.origin}/messages/{room}")
    expect(page.get_by_text("New since you were here")).to_be_visible()
    assert_accessible(page, "conversation, unread")
    composer(page).fill("A draft. " + "x" * 10_000)
    expect(page.get_by_text("characters left")).to_be_visible()
    assert_accessible(page, "conversation, a long draft")
    composer(page).fill("x" * 10_241)
    expect(page.get_by_text("1 character too many")).to_be_visible()
    assert_accessible(page, "conversation, too long")
    composer(page).fill("@")
    expect(page.get_by_role("listbox", name="People to mention")).to_be_visible()
    assert_accessible(page, "conversation, mention")


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), PHONE], ids=["wide", "middle", "phone"])
def test_a_conversation_and_its_panels_at_every_width(devices: Devices, town: Town, size: tuple[int, int]) -> None:
    _, joao, room = furnish(town)
    page = devices.new(joao, size=size, touch=size == PHONE).open(f"/messages/{room}?panel=details")
    for tab in ("Details", "People"):
        page.get_by_role("tab", name=tab).click()
        expect(page.get_by_role("tab", name=tab, selected=True)).to_be_visible()
        expect(messages(page).last).to_be_attached()
        assert_accessible(page, f"conversation, {tab}")


def test_what_opens_over_a_conversation(devices: Devices, town: Town) -> None:
    mara, joao, room = furnish(town)
    page = devices.new(mara).open(f"/messages/{room}")
    expect(message(page, "The last word.")).to_be_in_viewport()
    states: dict[str, Callable[[Page], None]] = {
        "a message's bar": lambda _: message(page, "The last word.").hover(),
        "the emoji picker": lambda _: act(message(page, "The last word."), "React"),
        "a message's menu": lambda _: act(message(page, "The last word."), "More"),
        "deleting": lambda _: act(message(page, "The last word."), "Delete"),
        "replying": lambda _: act(message(page, "The last word."), "Reply"),
        "editing": lambda _: act(message(page, "The last word."), "Edit"),
        "earlier versions": lambda _: message(page, "Typo here.").get_by_role("button", name="edited").click(),
        "the room's menu": lambda _: (
            page.get_by_role("banner").or_(page.get_by_role("main")).get_by_role("button", name="Options for").last.click()
        ),
        "the own menu": lambda _: page.get_by_role("button", name="your menu").click(),
    }
    for state, enter in states.items():
        enter(page)
        assert_accessible(page, state)
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog").or_(page.get_by_role("menu"))).to_have_count(0)

    group = mara.group("Harbour relaunch", joao)
    page.goto(f"{mara.origin}/messages/{group}?panel=people")
    page.get_by_role("button", name="Add people").click()
    expect(page.get_by_role("dialog", name="Add people")).to_be_visible()
    assert_accessible(page, "adding people")
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Details").click()
    page.get_by_role("button", name="Leave group").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert_accessible(page, "leaving")


def test_states_of_trouble(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    hers, his = devices.new(mara), devices.new(joao)
    his.watch.expect_outage()
    hers.watch.expect_refusal("GET /api/v1/rooms/* 404")
    page = his.open(f"/messages/{room}")
    expect_opened(page)
    his.context.set_offline(offline=True)
    composer(page).fill("Into the void.")
    composer(page).press("Enter")
    expect(page.get_by_text("No connection.")).to_be_visible()
    expect(message(page, "Into the void.")).to_contain_text("Waiting for a connection")
    assert_accessible(page, "no connection")
    mara.call("PUT", f"/blocks/{joao.id}")
    his.context.set_offline(offline=False)
    expect(message(page, "Into the void.").get_by_role("alert")).to_be_visible()
    assert_accessible(page, "not sent")

    blocking = hers.open(f"/messages/{room}?panel=details")
    expect(blocking.get_by_role("button", name="Unblock")).to_be_visible()
    assert_accessible(blocking, "blocked")
    blocking.goto(f"{mara.origin}/messages/01900000-0000-7000-8000-000000000000")
    expect(blocking.get_by_text("This conversation is not open to you")).to_be_visible()
    assert_accessible(blocking, "not open")
    assert room_row(blocking, joao.name).count() == 1


def test_the_pages_about_oneself_and_others(devices: Devices, town: Town) -> None:
    mara, joao, _ = furnish(town)
    joao.call("PUT", f"/blocks/{mara.id}")
    joao.call("POST", "/tokens", name="Time sheets")
    page = devices.new(joao).open("/people")
    expect(page.get_by_role("list", name="People found").get_by_role("listitem").first).to_be_visible()
    assert_accessible(page, "people")
    for path, sight in {
        f"/people/{joao.id}": page.get_by_role("heading", name=joao.name),
        f"/people/{mara.id}": page.get_by_role("button", name="Unblock"),
        "/settings/profile": page.get_by_role("button", name="Save"),
        "/settings/preferences": page.get_by_role("switch").first,
        "/settings/security": page.get_by_role("button", name="Revoke"),
        "/settings/blocked": page.get_by_role("button", name="Unblock"),
        "/outbox": page.get_by_role("listitem").first,
    }.items():
        page.goto(f"{joao.origin}{path}")
        expect(sight).to_be_visible()
        assert_accessible(page, path)
    page.get_by_role("list").get_by_role("link").first.click()
    expect(page.get_by_role("article")).to_be_visible()
    assert_accessible(page, "a mail")
