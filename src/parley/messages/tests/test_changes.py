"""Editing, deleting, reacting: what changes, what stays, who may."""

from datetime import timedelta

from parley.ground.clock import FixedClock
from parley.messages.tests.conftest import Room, code


async def test_an_edit_shows_and_the_old_text_is_kept(room: Room) -> None:
    edited = await room.mara.patch(room.message, json={"text": "Good morning"})
    assert edited.status_code == 200
    assert edited.json() == await room.now()
    assert (edited.json()["state"]["text"], edited.json()["body"]["text"]) == ("Good morning", "Morning")
    versions = (await room.joao.get(f"{room.message}/versions")).json()["items"]
    assert [version["text"] for version in versions] == ["Morning", "Good morning"]


async def test_only_the_author_edits_and_only_for_as_long_as_the_room_says(room: Room, clock: FixedClock) -> None:
    assert code(await room.joao.patch(room.message, json={"text": "hacked"})) == (403, "message.not_yours")
    clock.move(timedelta(minutes=15))
    assert (await room.mara.patch(room.message, json={"text": "just in time"})).status_code == 200
    clock.move(timedelta(seconds=1))
    assert code(await room.mara.patch(room.message, json={"text": "late"})) == (409, "message.edit_window_closed")
    await room.joao.patch(room.path, json={"edit_window_seconds": None})
    assert (await room.mara.patch(room.message, json={"text": "no limit now"})).status_code == 200
    await room.joao.patch(room.path, json={"edit_window_seconds": 0})
    clock.move(timedelta(seconds=1))
    assert code(await room.mara.patch(room.message, json={"text": "never"})) == (409, "message.edit_window_closed")


async def test_an_edit_to_the_same_text_appends_nothing(room: Room) -> None:
    await room.mara.patch(room.message, json={"text": "Morning"})
    assert (await room.mara.get(f"{room.path}/entries")).json()["head_seq"] == 2


async def test_a_deleted_message_leaves_a_placeholder_and_its_text_is_nowhere(room: Room) -> None:
    await room.mara.patch(room.message, json={"text": "a secret second thought"})
    await room.joao.post(f"{room.path}/messages", json={"client_id": "r", "text": "What?", "reply_to_seq": 2})
    assert code(await room.joao.delete(room.message)) == (403, "message.not_yours")
    assert (await room.mara.delete(room.message)).status_code == 204
    assert (await room.mara.delete(room.message)).status_code == 204
    entry = await room.now()
    assert entry["body"] is None
    for path in ("entries", "log", "messages/2/versions"):
        text = (await room.mara.get(f"{room.path}/{path}")).text
        assert "Morning" not in text, path
        assert "secret" not in text, path
    log = (await room.joao.get(f"{room.path}/log")).json()["items"]
    assert [(e["body"] is None, e["salt"] is None, len(e["content"])) for e in log if e["seq"] in {2, 3}] == [
        (True, True, 64)
    ] * 2
    assert code(await room.mara.patch(room.message, json={"text": "back"})) == (409, "message.deleted")
    assert code(await room.joao.put(f"{room.message}/reactions/👍")) == (409, "message.deleted")


async def test_reactions_are_sets_of_people(room: Room) -> None:
    for client, emoji in ((room.joao, "👍"), (room.joao, "👍"), (room.mara, "👍"), (room.mara, "🏴󠁧󠁢󠁷󠁬󠁳󠁿")):
        assert (await client.put(f"{room.message}/reactions/{emoji}")).status_code == 204
    state = (await room.now())["state"]
    assert isinstance(state, dict)
    assert [(r["emoji"], len(r["account_ids"])) for r in state["reactions"]] == [("👍", 2), ("🏴󠁧󠁢󠁷󠁬󠁳󠁿", 1)]
    await room.joao.delete(f"{room.message}/reactions/👍")
    await room.mara.delete(f"{room.message}/reactions/👍")
    state = (await room.now())["state"]
    assert isinstance(state, dict)
    assert [r["emoji"] for r in state["reactions"]] == ["🏴󠁧󠁢󠁷󠁬󠁳󠁿"]
    assert (await room.mara.get(f"{room.path}/entries")).json()["head_seq"] == 7


async def test_a_reaction_is_exactly_one_emoji(room: Room) -> None:
    for emoji in ("👍", "❤️", "❤", "👩‍👩‍👧‍👦", "🇵🇹", "5️⃣", "👋🏽", "©", "™️"):
        assert (await room.joao.put(f"{room.message}/reactions/{emoji}")).status_code == 204, emoji
    for text in ("a", "12", "👍👍", "🇵🇹🇸🇪", "x👍", "👍 ", "‍", "️", "👩‍", "a" * 100, "+1", "%3Cscript%3E"):
        assert code(await room.joao.put(f"{room.message}/reactions/{text}")) == (422, "reaction.invalid"), text


async def test_a_message_has_at_most_twenty_different_reactions(room: Room) -> None:
    for number in range(20):
        await room.joao.put(f"{room.message}/reactions/{chr(0x1F600 + number)}")
    assert code(await room.joao.put(f"{room.message}/reactions/👍")) == (409, "reaction.limit")
    assert (await room.mara.put(f"{room.message}/reactions/{chr(0x1F600)}")).status_code == 204


async def test_notices_and_missing_entries_are_no_messages(room: Room) -> None:
    for seq in (0, 1, 3, 99, 2**40, 2**70):
        assert code(await room.mara.patch(f"{room.path}/messages/{seq}", json={"text": "x"})) == (404, "message.not_found"), seq


async def test_a_draft_is_on_every_device_and_is_never_overwritten_unseen(room: Room) -> None:
    path = f"{room.path}/draft"
    first = (await room.mara.put(path, json={"text": "Half a", "reply_to_seq": 2})).json()
    assert first["version"] == 1
    assert (await room.mara.get("/inbox")).json()["items"][0]["draft"] == first
    assert (await room.joao.get("/inbox")).json()["items"][0]["draft"] is None
    second = (await room.mara.put(path, json={"text": "Half a thought", "base_version": 1})).json()
    late = await room.mara.put(path, json={"text": "another device", "base_version": 1})
    assert code(late) == (409, "draft.conflict")
    assert late.json()["fields"]["draft"] == second
    assert (await room.mara.put(path, json={"text": "Half a thought", "base_version": None})).json() == second
    await room.mara.put(path, json={"text": "", "base_version": 2})
    assert (await room.mara.get("/inbox")).json()["items"][0]["draft"] is None
    assert (await room.mara.put(path, json={"text": "anew"})).json()["version"] == 4
