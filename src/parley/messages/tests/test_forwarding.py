"""Forwarding: a copy of what somebody may see, in their own room, with the first author's name."""

from typing import Any

import pytest_asyncio

from parley.ground.ids import new_id
from parley.messages.tests.conftest import Room, code
from parley.testing.api import ApiClient, NewPerson


class TwoRooms(Room):
    """Mara and João's room, and one of João's with Wei."""

    def __init__(self, room: Room, wei: ApiClient, other: str) -> None:
        super().__init__(room.mara, room.joao, room.path)
        self.wei, self.other = wei, other
        self.room_id = room.path.split("/")[-1]

    async def forward(self, seq: int, text: str = "", *, to: str = "", person: ApiClient | None = None, **more: Any) -> Any:
        forward = {"room_id": self.room_id, "seq": seq}
        given = {"client_id": new_id(), "text": text, "forward": forward, **more}
        return await (person or self.joao).post(f"{to or self.other}/messages", json=given)


@pytest_asyncio.fixture
async def two(room: Room, new_person: NewPerson) -> TwoRooms:
    wei = await new_person("Wei Chen")
    made = await room.joao.post("/rooms", json={"kind": "direct", "account_id": wei.id})
    return TwoRooms(room, wei, f"/rooms/{made.json()['room_id']}")


async def test_a_copy_says_who_wrote_it_and_when(two: TwoRooms) -> None:
    original = await two.now()
    answer = await two.forward(2, "Look at this")
    assert answer.status_code == 201
    assert answer.json()["body"] == {
        "text": "Look at this",
        "forwarded": {
            "author_id": two.mara.id,
            "author_name": "Mara",
            "text": "Morning",
            "created_at": original["created_at"],
        },
    }
    assert (await two.wei.get(f"{two.other}/entries")).json()["items"][-1] == answer.json()


async def test_the_text_as_it_is_now_is_copied_and_the_copy_outlives_the_original(two: TwoRooms) -> None:
    await two.mara.patch(two.message, json={"text": "Good morning"})
    copy = (await two.forward(2)).json()
    assert (copy["body"]["text"], copy["state"]["text"], copy["body"]["forwarded"]["text"]) == ("", "", "Good morning")
    await two.mara.delete(two.message)
    assert (await two.wei.get(f"{two.other}/entries")).json()["items"][-1] == copy
    assert code(await two.forward(2)) == (404, "message.not_found")


async def test_a_repeat_finds_the_first_copy_also_when_the_original_is_gone(two: TwoRooms) -> None:
    first = await two.forward(2, client_id="same")
    await two.mara.delete(two.message)
    again = await two.forward(2, client_id="same")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()


async def test_what_was_forwarded_without_words_is_passed_on_with_its_first_author(two: TwoRooms) -> None:
    bare = (await two.forward(2, " \n")).json()
    worded = (await two.forward(2, "Look")).json()
    made = await two.wei.post("/rooms", json={"kind": "direct", "account_id": two.mara.id})
    to = f"/rooms/{made.json()['room_id']}"
    here = {"room_id": bare["room_id"], "seq": bare["seq"]}
    passed_on = (await two.forward(0, to=to, person=two.wei, forward=here)).json()
    assert passed_on["body"]["forwarded"] == bare["body"]["forwarded"]
    own_words = (await two.forward(0, to=to, person=two.wei, forward={**here, "seq": worded["seq"]})).json()
    assert own_words["body"]["forwarded"]["author_name"] == "João"
    assert own_words["body"]["forwarded"]["text"] == "Look"


async def test_nobody_forwards_what_they_may_not_see(two: TwoRooms) -> None:
    answer = await two.forward(2, person=two.wei)
    assert code(answer) == (404, "message.not_found")
    for missing in (0, 1, 99):
        assert code(await two.forward(missing)) == (404, "message.not_found")
    nowhere = await two.forward(2, forward={"room_id": "nonsense", "seq": 2})
    assert code(nowhere) == (404, "message.not_found")
    stranger = await two.forward(2, to=two.path, person=two.wei)
    assert code(stranger) == (404, "room.not_found")


async def test_who_left_a_room_or_sees_it_from_later_on_forwards_nothing_of_before(two: TwoRooms) -> None:
    made = await two.mara.post("/rooms", json={"kind": "group", "title": "Team", "account_ids": [two.joao.id]})
    team = Room(two.mara, two.joao, f"/rooms/{made.json()['room_id']}")
    seq = await team.send(two.mara, "Before Wei")
    here = {"room_id": made.json()["room_id"], "seq": seq}
    await two.mara.post(f"{team.path}/members", json={"account_id": two.wei.id, "history": "from_now"})
    assert code(await two.forward(0, person=two.wei, forward=here)) == (404, "message.not_found")
    assert (await two.forward(0, forward=here)).status_code == 201
    await two.joao.delete(f"{team.path}/members/{two.joao.id}")
    assert code(await two.forward(0, forward=here)) == (404, "message.not_found")


async def test_a_message_with_nothing_to_see_needs_something_forwarded(two: TwoRooms) -> None:
    answer = await two.joao.post(f"{two.other}/messages", json={"client_id": "c", "text": ""})
    assert code(answer) == (422, "message.empty")
    longest = await two.send(two.mara, "x" * 10_240)
    assert (await two.forward(longest, "y" * 10_240)).status_code == 201
    assert code(await two.forward(longest, "y" * 10_241)) == (422, "message.too_long")


async def test_a_reply_to_a_bare_copy_quotes_what_was_forwarded(two: TwoRooms) -> None:
    copy = (await two.forward(2)).json()
    given = {"client_id": "r", "text": "Thanks", "reply_to_seq": copy["seq"]}
    reply = (await two.wei.post(f"{two.other}/messages", json=given)).json()
    assert reply["state"]["reply"]["excerpt"] == "Morning"
    assert (await two.joao.get(f"{two.other}/entries")).json()["items"][-1] == reply


async def test_a_copy_may_stand_in_a_topic(two: TwoRooms) -> None:
    topic_id = await two.start_topic("Greetings")
    copy = (await two.forward(2, to=two.path, topic_id=topic_id)).json()
    assert (copy["topic_id"], copy["body"]["forwarded"]["text"]) == (topic_id, "Morning")
    assert (await two.topic(two.mara, topic_id))["message_count"] == 1
