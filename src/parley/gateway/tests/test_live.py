"""The socket, over a real connection."""

import json
from contextlib import AsyncExitStack
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from parley.gateway import frames
from parley.ground.ids import new_id
from parley.testing.api import ApiClient, NewPerson
from parley.testing.live import Live, LiveSocket


class Talk:
    """Mara and João in a direct room, each with an open socket."""

    def __init__(self, mara: ApiClient, joao: ApiClient, room_id: str) -> None:
        self.mara, self.joao, self.room_id = mara, joao, room_id
        self.hers: LiveSocket
        self.his: LiveSocket


async def talk(live: Live, new_person: NewPerson, stack: AsyncExitStack) -> Talk:
    mara, joao = await new_person("Mara Lindqvist"), await new_person("João Oliveira")
    answer = await mara.post("/rooms", json={"kind": "direct", "account_id": joao.id})
    assert answer.status_code == 201, answer.text
    talking = Talk(mara, joao, answer.json()["room"]["id"])
    talking.hers, talking.his = await live.ready(stack, mara), await live.ready(stack, joao)
    return talking


async def test_a_message_reaches_both_and_is_acknowledged(live: Live, new_person: NewPerson) -> None:
    async with AsyncExitStack() as stack:
        t = await talk(live, new_person, stack)
        await t.hers.send(type="message.send", request_id="r1", room_id=t.room_id, client_id="c1", text="Morning!")
        entry = (await t.hers.next("entry"))["entry"]
        ack = await t.hers.next("ack")
        assert ack == {"type": "ack", "request_id": "r1", "room_id": t.room_id, "seq": entry["seq"], "id": entry["id"]}
        assert (await t.his.next("entry"))["entry"] == entry
        page = (await t.joao.get(f"/rooms/{t.room_id}/entries")).json()
        assert page["items"][-1] == entry


async def test_a_message_of_a_topic_and_a_forwarded_one_go_over_the_socket_and_topics_are_read_there(
    live: Live, new_person: NewPerson
) -> None:
    async with AsyncExitStack() as stack:
        t = await talk(live, new_person, stack)
        topic_id = new_id()
        await t.mara.post(f"/rooms/{t.room_id}/topics", json={"topic_id": topic_id, "name": "Invoices"})
        of_topic = {"room_id": t.room_id, "client_id": "c1", "text": "Paid?", "topic_id": topic_id}
        await t.hers.send(type="message.send", request_id="r1", **of_topic)
        read = await t.hers.next("read")
        await t.hers.next("ack")
        assert (read["topic_id"], read["topic_seq"], read["topic_unread_count"]) == (topic_id, 3, 0)
        forward = {"room_id": t.room_id, "seq": 3}
        await t.hers.send(type="message.send", request_id="r2", room_id=t.room_id, client_id="c2", text="", forward=forward)
        await t.hers.next("ack")
        await t.his.send(type="read", room_id=t.room_id, seq=3, topic_id=topic_id)
        hers_moved, own = await t.his.next("read"), await t.his.next("read")
        assert (hers_moved["account_id"], own["account_id"], own["unread_count"]) == (t.mara.id, t.joao.id, 1)
        page = (await t.joao.get(f"/rooms/{t.room_id}/entries?after_seq=2")).json()
        assert page["items"][0]["topic_id"] == topic_id
        assert page["items"][1]["body"]["forwarded"]["text"] == "Paid?"


async def test_a_frame_of_an_ordinary_message_stays_small(live: Live, new_person: NewPerson) -> None:
    async with AsyncExitStack() as stack:
        t = await talk(live, new_person, stack)
        await t.hers.send(type="message.send", request_id="r1", room_id=t.room_id, client_id=new_id(), text="x" * 160)
        entry = await t.his.next("entry")
        assert len(json.dumps(entry, separators=(",", ":"))) < 900


async def test_a_program_signs_in_with_a_token_from_any_origin(live: Live, new_person: NewPerson) -> None:
    mara = await new_person("Mara Lindqvist")
    token = (await mara.post("/tokens", json={"name": "bot"})).json()["token"]
    async with live.socket(Authorization=f"Bearer {token}") as opened:
        assert (await opened.next("ready"))["protocol"] == 1


async def test_a_page_of_another_site_cannot_open_a_socket(live: Live, new_person: NewPerson) -> None:
    mara = await new_person("Mara Lindqvist")
    with pytest.raises(InvalidStatus) as refused:
        async with live.socket(mara, Origin="https://evil.example"):
            pass
    assert refused.value.response.status_code == 403
    async with live.socket(mara, Origin=live.origin) as own:
        assert await own.next("ready")


async def test_who_is_not_signed_in_is_closed_with_4001(live: Live) -> None:
    async with live.socket() as opened:
        assert await opened.closed() == frames.CLOSE_SESSION_ENDED


async def test_a_revoked_session_is_cut_at_once_and_others_stay(live: Live, new_person: NewPerson) -> None:
    async with AsyncExitStack() as stack:
        t = await talk(live, new_person, stack)
        token = (await t.mara.post("/tokens", json={"name": "bot"})).json()
        program = await stack.enter_async_context(live.socket(Authorization=f"Bearer {token['token']}"))
        await program.next("ready")
        assert (await t.mara.delete("/sessions/current")).status_code == 204
        assert await t.hers.closed() == frames.CLOSE_SESSION_ENDED
        await program.send(type="ping")
        assert await program.next("pong")


async def test_a_revoked_token_is_cut_at_once(live: Live, new_person: NewPerson) -> None:
    mara = await new_person("Mara Lindqvist")
    token = (await mara.post("/tokens", json={"name": "bot"})).json()
    async with live.socket(Authorization=f"Bearer {token['token']}") as program:
        await program.next("ready")
        assert (await mara.delete(f"/tokens/{token['id']}")).status_code == 204
        assert await program.closed() == frames.CLOSE_SESSION_ENDED


async def test_a_removed_member_stops_receiving(live: Live, new_person: NewPerson) -> None:
    async with AsyncExitStack() as stack:
        t = await talk(live, new_person, stack)
        group = {"kind": "group", "title": "Team", "account_ids": [t.joao.id]}
        room_id = (await t.mara.post("/rooms", json=group)).json()["room"]["id"]
        assert (await t.mara.delete(f"/rooms/{room_id}/members/{t.joao.id}")).status_code == 204
        await t.mara.post(f"/rooms/{room_id}/messages", json={"client_id": "c", "text": "now we are alone"})
        seen = await t.his.until_pong()
        assert {"type": "membership", "room_id": room_id, "removed": True} in seen
        assert "now we are alone" not in json.dumps(seen)
        assert (await t.joao.get(f"/rooms/{room_id}")).status_code == 404


BAD_FRAMES: dict[str, tuple[str, str]] = {
    "unknown type": ('{"type": "conquer", "request_id": "r"}', "request.malformed"),
    "no type": ("{}", "request.malformed"),
    "missing fields": ('{"type": "message.send", "request_id": "r"}', "request.malformed"),
    "wrong types": ('{"type": "read", "room_id": 7, "seq": "x"}', "request.malformed"),
    "huge number": (f'{{"type": "read", "room_id": "{new_id()}", "seq": 99999999999999999999}}', "request.malformed"),
    "wrong room": (f'{{"type": "read", "room_id": "{new_id()}", "seq": 1}}', "room.not_found"),
    "room that is no id": ('{"type": "typing", "room_id": "\' or 1=1"}', "room.not_found"),
    "lone surrogate": (
        f'{{"type": "message.send", "request_id": "r", "room_id": "{new_id()}", "client_id": "c", "text": "a\\ud800"}}',
        "request.malformed",
    ),
}


@pytest.mark.parametrize(("text", "code"), BAD_FRAMES.values(), ids=BAD_FRAMES.keys())
async def test_a_bad_frame_is_answered_and_the_socket_lives(live: Live, new_person: NewPerson, text: str, code: str) -> None:
    async with live.socket(await new_person("Mara Lindqvist")) as opened:
        await opened.next("ready")
        await opened.connection.send(text)
        assert (await opened.next("error"))["code"] == code
        await opened.send(type="ping")
        assert await opened.next("pong")


BREAKERS: dict[str, Any] = {
    "not JSON": "hello",
    "a list": "[]",
    "bytes": b"{}",
    "65 KiB": json.dumps({"type": "ping", "x": "y" * 66_000}),
}


@pytest.mark.parametrize("payload", BREAKERS.values(), ids=BREAKERS.keys())
async def test_what_breaks_the_protocol_is_closed_with_4002(live: Live, new_person: NewPerson, payload: Any) -> None:
    async with live.socket(await new_person("Mara Lindqvist")) as opened:
        await opened.next("ready")
        await opened.connection.send(payload)
        assert await opened.closed() == frames.CLOSE_PROTOCOL_BROKEN


async def test_unknown_fields_are_ignored(live: Live, new_person: NewPerson) -> None:
    async with live.socket(await new_person("Mara Lindqvist")) as opened:
        await opened.send(type="ping", later="perhaps")
        assert await opened.next("pong")


@pytest.mark.parametrize(
    ("text", "code"),
    [("x" * 10_241, "message.too_long"), (" ", "message.empty"), ("a\x00b", "message.invalid")],
    ids=["long", "empty", "NUL"],
)
async def test_text_that_is_refused_says_why_under_its_request_id(
    live: Live, new_person: NewPerson, text: str, code: str
) -> None:
    async with AsyncExitStack() as stack:
        t = await talk(live, new_person, stack)
        await t.hers.send(type="message.send", request_id="r9", room_id=t.room_id, client_id="c", text=text)
        refusal = await t.hers.next("error")
        assert (refusal["code"], refusal["request_id"]) == (code, "r9")
        assert (await t.mara.get(f"/rooms/{t.room_id}/entries")).json()["head_seq"] == 1


async def test_typing_reaches_the_other_only_and_not_when_switched_off(live: Live, new_person: NewPerson) -> None:
    async with AsyncExitStack() as stack:
        t = await talk(live, new_person, stack)
        await t.hers.send(type="typing", room_id=t.room_id)
        assert await t.his.next("typing") == {"type": "typing", "room_id": t.room_id, "account_id": t.mara.id}
        assert not [f for f in await t.hers.until_pong() if f["type"] == "typing"]
        await t.mara.patch("/me", json={"shows_typing": False})
        await t.hers.send(type="typing", room_id=t.room_id)
        await t.hers.until_pong()
        assert not [f for f in await t.his.until_pong() if f["type"] == "typing"]


async def test_coming_online_is_shown_to_contacts_unless_switched_off(live: Live, new_person: NewPerson) -> None:
    async with AsyncExitStack() as stack:
        t = await talk(live, new_person, stack)
        assert (await t.hers.next("presence"))["account_id"] == t.joao.id
        assert [p["account_id"] for p in (await t.joao.get("/presence")).json()["items"]] == [t.mara.id]
        await t.mara.patch("/me", json={"shows_presence": False})
        assert (await t.joao.get("/presence")).json()["items"] == []


async def test_reading_on_one_device_shows_on_the_other_and_to_the_sender(live: Live, new_person: NewPerson) -> None:
    async with AsyncExitStack() as stack:
        t = await talk(live, new_person, stack)
        phone = await live.ready(stack, t.joao)
        await t.hers.send(type="message.send", request_id="r", room_id=t.room_id, client_id="c", text="read me")
        seq = (await phone.next("entry"))["entry"]["seq"]
        await t.his.send(type="read", room_id=t.room_id, seq=seq)
        own = await phone.next("read")
        assert (own["seq"], own["unread_count"], own["mention_count"]) == (seq, 0, 0)
        seen = await t.hers.next("read")
        assert seen == {"type": "read", "room_id": t.room_id, "account_id": t.joao.id, "seq": seq}
