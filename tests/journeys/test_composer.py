"""Writing: what is typed, pasted and chosen becomes what the others read."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import hostile
from tests.journeys.accessibility import assert_accessible
from tests.journeys.browsing import DESKTOP, PHONE, Device, Devices, Size
from tests.journeys.people import Person, Town
from tests.journeys.screens import expect_opened, message, messages, rich, sent, write

pytestmark = pytest.mark.journey

CORPUS = Path(__file__).parents[2] / "web/src/features/messages/components/composer/corpus"
CLIPS = sorted(path.stem for path in CORPUS.glob("*.clip"))

# A paste as the browser makes one, with what programs put on the clipboard.
PASTE = """(field, given) => {
  const data = new DataTransfer()
  for (const [type, text] of Object.entries(given)) data.setData(type, text)
  field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
}"""


def opened(devices: Devices, town: Town, *, size: Size = DESKTOP, touch: bool = False) -> tuple[Page, Person, Person, str]:
    """Mara's page with an empty room with João in it."""
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    page = devices.new(mara, size=size, touch=touch).open(f"/messages/{room}")
    expect_opened(page)
    rich(page).focus()
    return page, mara, joao, room


def test_markdown_typed_becomes_what_it_means_and_is_stored_as_markdown(devices: Devices, town: Town) -> None:
    page, mara, _, room = opened(devices, town)
    field = rich(page)
    page.keyboard.type("**bold** and *slanted*, ~~gone~~ and `code_1` but 2 * 3 * 4 and snake_case_name")
    expect(field.locator("strong")).to_have_text("bold")
    expect(field.locator("em")).to_have_text("slanted")
    expect(field.locator("s")).to_have_text("gone")
    expect(field.locator("code")).to_have_text("code_1")
    text = sent(page, mara, room)
    assert text == "**bold** and *slanted*, ~~gone~~ and `code_1` but 2 * 3 * 4 and snake_case_name"
    row = messages(page).last
    expect(row.locator("strong")).to_have_text("bold")
    expect(row).to_contain_text("2 * 3 * 4 and snake_case_name")


def test_lists_quotes_and_code_are_written_line_by_line(devices: Devices, town: Town) -> None:
    page, mara, _, room = opened(devices, town)
    keys = page.keyboard
    keys.type("- one")
    keys.press("Shift+Enter")
    keys.type("two")
    keys.press("Control+Enter")
    keys.type("still two")
    keys.press("Shift+Enter")
    keys.press("Tab")
    keys.type("deeper")
    for _ in range(3):
        keys.press("Shift+Enter")
    keys.type("> said")
    for _ in range(2):
        keys.press("Shift+Enter")
    keys.type("1. first")
    for _ in range(2):
        keys.press("Shift+Enter")
    keys.type("```py")
    keys.press("Enter")
    keys.type("def f(a):")
    keys.press("Enter")
    keys.type("    return a ** 2")
    expect(rich(page).locator("[data-token=keyword]")).to_have_text(["def", "return"])
    keys.press("ArrowDown")
    stored = "- one\n- two\n  still two\n  - deeper\n\n> said\n\n1. first\n\n```py\ndef f(a):\n    return a ** 2\n```"
    assert sent(page, mara, room) == stored
    row = messages(page).last
    expect(row.locator("ul ul li")).to_have_text("deeper")
    expect(row.locator("blockquote")).to_have_text("said")
    expect(row.locator("pre [data-token=keyword]")).to_have_text(["def", "return"])


def test_the_toolbar_says_what_holds_and_is_one_stop_for_the_tab_key(devices: Devices, town: Town) -> None:
    page, mara, _, room = opened(devices, town)
    bar = page.get_by_role("toolbar", name="Formatting")
    bold = bar.get_by_role("button", name="Bold")
    expect(bold).to_have_attribute("aria-pressed", "false")
    bold.click()
    expect(bold).to_have_attribute("aria-pressed", "true")
    page.keyboard.type("loud")
    bold.click()
    page.keyboard.type(" and plain")
    page.keyboard.press("Tab")
    expect(bold).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(bar.get_by_role("button", name="Italic")).to_be_focused()
    page.keyboard.press("End")
    expect(bar.get_by_role("button", name="Emoji")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(rich(page)).to_be_focused()
    assert sent(page, mara, room) == "**loud** and plain"


def test_a_link_is_asked_for_changed_and_taken_away(devices: Devices, town: Town) -> None:
    page, mara, _, room = opened(devices, town)
    page.keyboard.type("read the plan")
    for _ in range(8):
        page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Control+Shift+K")
    address = page.get_by_role("textbox", name="Address of the link")
    expect(address).to_be_focused()
    address.fill("javascript:alert(1)")
    address.press("Enter")
    expect(address).to_have_accessible_description("Give the address of a web page or a mailbox.")
    assert_accessible(page, "the bar of a link")
    address.fill("nordlys.example/plan")
    address.press("Enter")
    expect(rich(page)).to_be_focused()
    expect(rich(page).get_by_role("link", name="the plan")).to_have_attribute("href", "https://nordlys.example/plan")
    page.keyboard.press("Control+Shift+K")
    expect(address).to_have_value("https://nordlys.example/plan")
    page.keyboard.press("Escape")
    assert sent(page, mara, room) == "read [the plan](https://nordlys.example/plan)"


def test_a_command_falls_on_what_was_selected_the_moment_before(devices: Devices, town: Town) -> None:
    """The browser tells of a selection only after the key that made it: whoever types fast must not get the one before."""
    page, _, _, _ = opened(devices, town)
    for _ in range(12):
        page.keyboard.type("read the plan")
        for _ in range(8):
            page.keyboard.press("Shift+ArrowLeft")
        page.keyboard.press("Control+b")
        expect(rich(page).locator("strong")).to_have_text("the plan")
        page.keyboard.press("Control+a")
        page.keyboard.press("Backspace")
        page.keyboard.press("Control+b")
        page.keyboard.press("Control+b")


def test_people_and_emoji_are_offered_while_they_are_typed(devices: Devices, town: Town) -> None:
    page, mara, joao, room = opened(devices, town)
    field = rich(page)
    page.keyboard.type("hi @jo")
    expect(page.get_by_role("option")).to_have_count(1)
    expect(page.get_by_role("option")).to_contain_text(joao.name)
    assert_accessible(page, "people offered")
    chosen = page.get_by_role("option", selected=True)
    assert chosen.get_attribute("id") == field.get_attribute("aria-activedescendant")
    page.keyboard.press("Enter")
    expect(field.locator("[data-mention]")).to_have_text(f"@{joao.name}")
    page.keyboard.type(":tad")
    expect(page.get_by_role("listbox", name="Emoji")).to_be_visible()
    assert_accessible(page, "emoji offered")
    page.keyboard.press("Tab")
    page.keyboard.type(" at 10:30")
    expect(page.get_by_role("listbox")).to_have_count(0)
    assert sent(page, mara, room) == f"hi [@{joao.name}](parley:account/{joao.id}) 🎉 at 10:30"
    # A mention goes as a whole.
    page.keyboard.type("@jo")
    page.keyboard.press("Enter")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    expect(field).to_have_text("")


@pytest.mark.parametrize("name", CLIPS)
def test_what_other_programs_copy_is_pasted_clean(devices: Devices, town: Town, name: str) -> None:
    page, mara, _, room = opened(devices, town)
    rich(page).evaluate(PASTE, {"text/html": (CORPUS / f"{name}.clip").read_text(encoding="utf-8"), "text/plain": "plain"})
    # In a block of code, with which some end, Enter is another line.
    assert sent(page, mara, room, how="Send") == (CORPUS / f"{name}.md").read_text(encoding="utf-8").strip()
    assert page.evaluate("'PING' in window") is False


def test_a_paste_is_undone_and_redone_and_joins_the_line_it_is_put_in(devices: Devices, town: Town) -> None:
    page, mara, _, room = opened(devices, town)
    field = rich(page)
    page.keyboard.type("before after")
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    field.evaluate(PASTE, {"text/html": "<p>the <b>middle</b></p>"})
    expect(field).to_have_text("before the middleafter")
    page.keyboard.press("Control+z")
    expect(field).to_have_text("before after")
    page.keyboard.press("Control+Shift+z")
    expect(field.locator("strong")).to_have_text("middle")
    field.evaluate(PASTE, {"text/plain": "\nsecond_line *as it is*\nhttps://shop.example/a?utm_source=x&b=1"})
    stored = "before the **middle**\nsecond_line *as it is*\nhttps://shop.example/a?b=1after"
    assert sent(page, mara, room).replace("\\", "") == stored


def compose(device: Device, page: Page, text: str) -> None:
    """What an input method shows while it is choosing."""
    session = device.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})


def test_an_input_method_is_left_alone(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    device = devices.new(mara)
    page = device.open(f"/messages/{room}")
    rich(page).focus()
    compose(device, page, "ni")
    compose(device, page, "你好")
    page.keyboard.press("Enter")
    assert mara.texts(room) == []
    device.context.new_cdp_session(page).send("Input.insertText", {"text": "你好"})
    expect(rich(page)).to_have_text("你好")
    assert sent(page, mara, room) == "你好"


def test_two_devices_that_write_at_once_lose_nothing(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    room = mara.room_with(joao)
    desk, phone = devices.new(mara), devices.new(mara, size=PHONE, touch=True)
    at_desk, on_phone = desk.open(f"/messages/{room}"), phone.open(f"/messages/{room}")
    rich(at_desk).focus()
    at_desk.keyboard.type("**Begun** here")
    expect(at_desk.get_by_text("Draft saved")).to_be_visible()
    expect(rich(on_phone).locator("strong")).to_have_text("Begun")
    phone.watch.expect_outage()
    phone.watch.expect_refusal("PUT /api/v1/rooms/*/draft 409")
    phone.context.set_offline(True)
    rich(on_phone).focus()
    on_phone.keyboard.press("End")
    on_phone.keyboard.type(", and there")
    rich(at_desk).focus()
    at_desk.keyboard.type(", and here")
    expect(at_desk.get_by_text("Draft saved")).to_be_visible()
    phone.context.set_offline(False)
    conflict = on_phone.get_by_role("alert").filter(has_text="You wrote something else on another device")
    expect(conflict).to_contain_text("Begun here, and there")
    expect(conflict).to_contain_text("Begun here, and here")
    assert_accessible(on_phone, "two drafts")
    conflict.get_by_role("button", name="Keep both").click()
    expect(rich(at_desk)).to_have_text("Begun here, and hereBegun here, and there")


def test_a_topic_has_a_draft_of_its_own(devices: Devices, town: Town) -> None:
    page, mara, _, room = opened(devices, town)
    page.keyboard.type("Of the room")
    expect(page.get_by_text("Draft saved")).to_be_visible()
    topic = "01980000-0000-7000-8000-00000000000a"
    mara.call("POST", f"/rooms/{room}/topics", topic_id=topic, name="Colours")
    page.goto(f"{mara.origin}/messages/{room}?topic={topic}")
    expect(rich(page)).to_have_accessible_name("Message to Colours")
    expect(rich(page)).to_have_text("")
    rich(page).focus()
    page.keyboard.type("Of the topic")
    expect(page.get_by_text("Draft saved")).to_be_visible()
    page.reload()
    expect(rich(page)).to_have_text("Of the topic")
    page.goto(f"{mara.origin}/messages/{room}")
    expect(rich(page)).to_have_text("Of the room")


def test_the_send_key_is_a_setting(devices: Devices, town: Town) -> None:
    mara, joao = town.sign_up("Mara"), town.sign_up("João")
    mara.call("PATCH", "/me", enter_sends=False)
    room = mara.room_with(joao)
    page = devices.new(mara).open(f"/messages/{room}")
    rich(page).focus()
    page.keyboard.type("- one")
    page.keyboard.press("Enter")
    page.keyboard.type("two")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("more")
    page.get_by_role("button", name="Send").click()
    expect(messages(page).last).to_contain_text("Sent")
    assert mara.texts(room) == ["- one\n- two\n  more"]


def test_the_up_arrow_edits_the_last_message_in_the_same_field(devices: Devices, town: Town) -> None:
    page, mara, joao, room = opened(devices, town)
    mara.send(room, f"**Good** morning [@{joao.name}](parley:account/{joao.id})")
    expect(messages(page)).to_have_count(1)
    page.keyboard.press("ArrowUp")
    edited = page.get_by_role("textbox", name="Edit your message")
    expect(edited.locator("strong")).to_have_text("Good")
    page.keyboard.type("!")
    with page.expect_response(lambda answer: answer.request.method == "PATCH"):
        page.keyboard.press("Enter")
    expect(message(page, "edited")).to_be_visible()
    now = mara.call("GET", f"/rooms/{room}/entries")["items"]
    texts = [entry["state"]["text"] for entry in now if entry["kind"] == "message"]
    assert texts == [f"**Good** morning [@{joao.name}](parley:account/{joao.id})!"]


def test_a_text_that_is_too_long_is_kept_and_its_writer_told(devices: Devices, town: Town) -> None:
    page, mara, _, room = opened(devices, town)
    field = rich(page)
    field.evaluate(PASTE, {"text/plain": "x" * 10_200})
    expect(page.get_by_text("40 characters left")).to_be_visible()
    page.keyboard.type("y" * 43)
    expect(page.get_by_role("alert")).to_contain_text("3 characters too many. A message can have 10,240.")
    page.keyboard.press("Enter")
    expect(field).to_contain_text("xy")
    expect(page.get_by_role("button", name="Send")).to_be_disabled()
    for _ in range(3):
        page.keyboard.press("Backspace")
    assert sent(page, mara, room) == "x" * 10_200 + "y" * 40


def test_a_phone_has_the_tools_on_a_line_that_opens(devices: Devices, town: Town) -> None:
    page, mara, _, room = opened(devices, town, size=PHONE, touch=True)
    expect(page.get_by_role("button", name="Bold")).to_have_count(0)
    page.get_by_role("button", name="Show formatting").tap()
    page.get_by_role("button", name="Bold").tap()
    page.keyboard.type("thumb")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert_accessible(page, "the composer of a phone with its tools")
    assert sent(page, mara, room) == "**thumb**"


def test_words_from_the_right_stand_on_the_right(devices: Devices, town: Town) -> None:
    page, mara, _, room = opened(devices, town)
    page.keyboard.type("شكرا **جزيلا** يا João")
    direction = "element => getComputedStyle(element).direction"
    assert rich(page).locator("p").first.evaluate(direction) == "rtl"
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("thanks")
    assert rich(page).locator("p").last.evaluate(direction) == "ltr"
    assert sent(page, mara, room) == "شكرا **جزيلا** يا João\nthanks"


def assert_unharmed(page: Page) -> None:
    assert page.evaluate("'PING' in window") is False
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("kind", ["SCRIPTS", "LINKS", "LOADS", "DIRECTIONS", "BOMBS"])
def test_a_hostile_text_is_only_a_text_when_it_is_pasted(devices: Devices, town: Town, kind: str) -> None:
    page, _, _, _ = opened(devices, town)
    field = rich(page)
    texts: tuple[str, ...] = getattr(hostile, kind)
    for text in texts:
        for given in ({"text/plain": text}, {"text/html": text, "text/plain": text}):
            field.evaluate(PASTE, given)
            assert_unharmed(page)
            page.keyboard.press("Control+a")
            page.keyboard.press("Delete")
    write(page, "Still here.")
    expect(message(page, "Still here.")).to_contain_text("Sent")


@pytest.mark.parametrize("kind", ["SCRIPTS", "LINKS", "LOADS", "DIRECTIONS", "BOMBS"])
def test_a_hostile_text_is_only_a_text_when_it_is_a_draft(devices: Devices, town: Town, kind: str) -> None:
    mara = town.sign_up("Mara")
    page = devices.new(mara).open("/people")
    texts: tuple[str, ...] = getattr(hostile, kind)
    for number, text in enumerate(texts):
        room = mara.group(f"Room {number}", town.sign_up("João"))
        mara.call("PUT", f"/rooms/{room}/draft", text=text, base_version=None)
        page.goto(f"{mara.origin}/messages/{room}")
        expect(rich(page)).not_to_have_text("")
        assert_unharmed(page)
        page.keyboard.press("Escape")
        assert mara.place(room)["draft"]["text"] == text
