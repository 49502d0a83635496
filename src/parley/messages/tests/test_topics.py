"""Topics: started, renamed, resolved; their messages; what is unread in them and in their room."""

import json
from typing import Any

from parley.ground.bus import LocalBus
from parley.ground.db.work import Work
from parley.ground.ids import new_id
from parley.messages.model import MAX_TOPICS
from parley.messages.tests.conftest import Room, code
from parley.testing.api import ApiClient, NewPerson


async def _frames(bus: LocalBus, person: ApiClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    await bus.subscribe(f"account.{person.id}", lambda frame: found.append(json.loads(frame)))
    return found


async def test_a_topic_starts_from_a_message_and_a_repeat_changes_nothing(room: Room) -> None:
    given = {"topic_id": new_id(), "name": "  The\tinvoices ", "seq": 2}
    first = await room.mara.post(f"{room.path}/topics", json=given)
    again = await room.joao.post(f"{room.path}/topics", json={**given, "name": "Another name"})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == {
        "id": given["topic_id"],
        "room_id": room.path.split("/")[-1],
        "name": "The invoices",
        "root_seq": 2,
        "created_by": room.mara.id,
        "created_at": first.json()["created_at"],
        "resolved_by": None,
        "resolved_at": None,
        "message_count": 0,
        "last_seq": 3,
        "last_message_at": None,
        "read_seq": 0,
        "unread_count": 0,
        "draft": None,
    }
    assert again.json() == first.json()
    assert await room.kinds() == ["room.created", "message", "topic.started"]


async def test_only_one_topic_starts_from_a_message(room: Room) -> None:
    topic_id = await room.start_topic("Invoices", 2)
    refused = await room.joao.post(f"{room.path}/topics", json={"topic_id": new_id(), "name": "Money", "seq": 2})
    assert code(refused) == (409, "topic.exists")
    assert refused.json()["fields"] == {"topic_id": topic_id}
    for missing in (1, 3, 99):
        answer = await room.mara.post(f"{room.path}/topics", json={"topic_id": new_id(), "name": "Nothing", "seq": missing})
        assert code(answer) == (404, "message.not_found")
    await room.mara.delete(f"{room.path}/messages/{await room.send(room.mara, 'a slip')}")
    answer = await room.mara.post(f"{room.path}/topics", json={"topic_id": new_id(), "name": "Gone", "seq": 4})
    assert code(answer) == (409, "message.deleted")


async def test_a_name_has_1_to_120_characters_and_an_id_is_a_uuid(room: Room) -> None:
    async def start(**given: Any) -> tuple[int, str]:
        answer = await room.mara.post(f"{room.path}/topics", json={"topic_id": new_id(), "name": "x", **given})
        return (201, "") if answer.status_code == 201 else code(answer)

    assert await start(name="é" * 120) == (201, "")
    for wrong in ({"name": "x" * 121}, {"name": " \u200b\n"}, {"topic_id": "nonsense"}, {"topic_id": new_id().upper()}):
        assert await start(**wrong) == (422, "topic.invalid")
    assert (await room.kinds()).count("topic.started") == 1


async def test_a_room_has_at_most_so_many_topics(room: Room, work: Work) -> None:
    await room.start_topic("The first")
    async with work.writing() as uow:
        await uow.conn.execute(
            """
            insert into topic (room_id, id, name, started_seq, created_by, created_at, last_seq)
            select room_id, gen_random_uuid(), 'One of many', 3, created_by, created_at, 3 from topic, generate_series(2, %s)
            """,
            (MAX_TOPICS,),
        )
    answer = await room.mara.post(f"{room.path}/topics", json={"topic_id": new_id(), "name": "One too many"})
    assert code(answer) == (409, "topic.limit")


async def test_what_is_so_already_changes_nothing(room: Room) -> None:
    path = f"{room.path}/topics/{await room.start_topic('Invoices')}"
    for change in ({"name": "Invoices"}, {"resolved": False}, {}):
        assert (await room.joao.patch(path, json=change)).status_code == 200
    resolved = (await room.joao.patch(path, json={"name": "Paid", "resolved": True})).json()
    assert (resolved["name"], resolved["resolved_by"]) == ("Paid", room.joao.id)
    assert (await room.mara.patch(path, json={"resolved": True})).json() == resolved
    reopened = (await room.mara.patch(path, json={"resolved": False})).json()
    assert (reopened["resolved_by"], reopened["resolved_at"]) == (None, None)
    assert (await room.kinds())[2:] == ["topic.started", "topic.renamed", "topic.resolved", "topic.reopened"]


async def test_a_message_of_a_resolved_topic_is_taken_and_leaves_it_resolved(room: Room) -> None:
    topic_id = await room.start_topic("Invoices")
    await room.mara.patch(f"{room.path}/topics/{topic_id}", json={"resolved": True})
    await room.send(room.joao, "One more thing", topic_id=topic_id)
    topic = await room.topic(room.mara, topic_id)
    assert (topic["resolved_by"], topic["message_count"]) == (room.mara.id, 1)


async def test_topics_are_listed_by_their_newest_activity_in_pages_and_by_whether_they_are_resolved(room: Room) -> None:
    first, second, third = [await room.start_topic(name) for name in ("First", "Second", "Third")]
    await room.send(room.joao, "Back to the first", topic_id=first)
    await room.mara.patch(f"{room.path}/topics/{second}", json={"resolved": True})

    async def listed(**asked: Any) -> tuple[list[str], str | None]:
        page = (await room.mara.get(f"{room.path}/topics", params=asked)).json()
        return [topic["id"] for topic in page["items"]], page["next"]

    assert await listed() == ([first, third, second], None)
    assert (await listed(filter="open"))[0] == [first, third]
    assert (await listed(filter="resolved"))[0] == [second]
    ids, cursor = await listed(limit=2)
    assert ids == [first, third]
    assert await listed(limit=2, cursor=cursor) == ([second], None)
    assert code(await room.mara.get(f"{room.path}/topics?cursor=nonsense")) == (422, "request.malformed")


async def test_a_topic_s_messages_come_in_runs_and_stand_in_the_room_as_well(room: Room) -> None:
    topic_id = await room.start_topic("Invoices")
    seqs = []
    for number in range(6):
        seqs.append(await room.send(room.joao, f"in {number}", topic_id=topic_id))
        await room.send(room.mara, f"beside {number}")

    async def run(**asked: Any) -> list[int]:
        page = (await room.mara.get(f"{room.path}/topics/{topic_id}/entries", params=asked)).json()
        assert all(entry["topic_id"] == topic_id for entry in page["items"])
        assert (page["head_seq"], page["from_seq"]) == (15, 1)
        return [entry["seq"] for entry in page["items"]]

    assert await run() == seqs
    assert await run(limit=2) == seqs[-2:]
    assert await run(before_seq=seqs[3], limit=2) == seqs[1:3]
    assert await run(before_seq=seqs[1], limit=2) == seqs[:1]
    assert await run(after_seq=seqs[2], limit=2) == seqs[3:5]
    assert await run(around_seq=seqs[3], limit=4) == seqs[1:5]
    assert await run(around_seq=seqs[3] - 1, limit=2) == seqs[2:4]
    entries = (await room.joao.get(f"{room.path}/entries?after_seq=3")).json()["items"]
    assert [entry["seq"] for entry in entries if "topic_id" in entry] == seqs
    assert len(entries) == 12


async def test_what_is_read_in_a_topic_is_read_in_the_room_and_the_other_way_round(room: Room) -> None:
    topic_id = await room.start_topic("Invoices")
    beside = await room.send(room.mara, "beside")
    inside = [await room.send(room.mara, f"in {n}", topic_id=topic_id) for n in range(3)]
    assert (await room.unread(room.joao), (await room.topic(room.joao, topic_id))["unread_count"]) == (5, 3)
    state = await room.read(room.joao, inside[1], topic_id=topic_id)
    assert state == {"read_seq": 0, "unread_count": 3, "mention_count": 0, "topic_unread_count": 1}
    assert await room.read(room.joao, inside[0], topic_id=topic_id) == state
    assert (await room.topic(room.joao, topic_id))["read_seq"] == inside[1]
    assert (await room.read(room.joao, beside))["unread_count"] == 1
    assert (await room.read(room.joao, inside[2]))["unread_count"] == 0
    assert (await room.topic(room.joao, topic_id))["unread_count"] == 0


async def test_when_all_after_the_room_s_marker_was_read_in_topics_it_moves_to_the_head(room: Room) -> None:
    await room.read(room.joao, 2)
    one, other = await room.start_topic("One"), await room.start_topic("Other")
    first = await room.send(room.mara, "1", topic_id=one)
    second = await room.send(room.mara, "2", topic_id=other)
    assert (await room.read(room.joao, second, topic_id=other))["read_seq"] == 2
    assert (await room.read(room.joao, first, topic_id=one))["read_seq"] == second
    members = (await room.mara.get(room.path)).json()["members"]
    assert {member["account"]["id"]: member["read_seq"] for member in members}[room.joao.id] == second


async def test_going_back_makes_unread_what_was_read_in_topics(room: Room) -> None:
    topic_id = await room.start_topic("Invoices")
    seqs = [await room.send(room.mara, f"in {n}", topic_id=topic_id) for n in range(4)]
    await room.read(room.joao, seqs[3], topic_id=topic_id)
    assert await room.unread(room.joao) == 1
    state = await room.read(room.joao, seqs[1], back=True)
    assert (state["read_seq"], state["unread_count"]) == (seqs[1], 2)
    topic = await room.topic(room.joao, topic_id)
    assert (topic["read_seq"], topic["unread_count"]) == (seqs[1], 2)


async def test_each_topic_s_marker_that_goes_back_is_told_to_one_s_own_devices_alone(room: Room, bus: LocalBus) -> None:
    one, other = await room.start_topic("One"), await room.start_topic("Other")
    seqs = [await room.send(room.mara, "in", topic_id=topic) for topic in (one, other, one)]
    for topic, seq in ((one, seqs[2]), (other, seqs[1])):
        await room.read(room.joao, seq, topic_id=topic)
    await room.read(room.joao, 4)
    hers, his = await _frames(bus, room.mara), await _frames(bus, room.joao)
    await room.read(room.joao, seqs[1], back=True)
    assert [(frame["type"], frame.get("topic_id")) for frame in hers] == [("read", None)]
    told = {frame.get("topic_id"): (frame["seq"], frame["unread_count"], frame.get("topic_seq")) for frame in his}
    assert told == {one: (seqs[1], 1, seqs[1]), None: (seqs[1], 1, None)}


async def test_writing_in_a_topic_reads_that_topic_and_leaves_the_room(room: Room) -> None:
    topic_id = await room.start_topic("Invoices")
    await room.send(room.mara, "in", topic_id=topic_id)
    await room.send(room.mara, "beside")
    own = await room.send(room.joao, "mine", topic_id=topic_id)
    topic = await room.topic(room.joao, topic_id)
    assert (topic["read_seq"], topic["unread_count"], await room.unread(room.joao)) == (own, 0, 2)
    await room.send(room.joao, "mine, to all")
    assert await room.unread(room.joao) == 0


async def test_a_mention_in_a_topic_is_counted_until_the_topic_is_read(room: Room) -> None:
    topic_id = await room.start_topic("Invoices")
    text = f"[@João](parley:account/{room.joao.id}) look"
    await room.send(room.mara, text)
    seq = await room.send(room.mara, text, topic_id=topic_id)
    assert (await room.joao.get(room.path)).json()["membership"]["mention_count"] == 2
    assert (await room.read(room.joao, seq, topic_id=topic_id))["mention_count"] == 1
    assert (await room.joao.get("/inbox")).json()["items"][0]["mention_count"] == 1
    assert (await room.joao.get(room.path)).json()["membership"]["mention_count"] == 1


async def test_the_others_hear_only_when_the_room_s_marker_moves(room: Room, bus: LocalBus) -> None:
    topic_id = await room.start_topic("Invoices")
    hers, his = await _frames(bus, room.mara), await _frames(bus, room.joao)
    await room.send(room.joao, "mine", topic_id=topic_id)
    assert [frame["type"] for frame in hers] == ["entry"]
    assert [frame["type"] for frame in his] == ["entry", "read"]
    room_id = room.path.split("/")[-1]
    assert his[1] == {
        "type": "read",
        "room_id": room_id,
        "account_id": room.joao.id,
        "seq": 0,
        "unread_count": 1,
        "mention_count": 0,
        "topic_id": topic_id,
        "topic_seq": 4,
        "topic_unread_count": 0,
    }
    await room.read(room.joao, 4)
    hers.clear()
    await room.send(room.joao, "mine again", topic_id=topic_id)
    assert [frame["type"] for frame in hers] == ["entry", "read"]
    assert hers[1] == {"type": "read", "room_id": room_id, "account_id": room.joao.id, "seq": 5}


async def test_a_message_to_a_topic_that_is_not_there_is_refused(room: Room, new_person: NewPerson) -> None:
    answer = await room.mara.post(f"{room.path}/messages", json={"client_id": "t", "text": "x", "topic_id": new_id()})
    assert code(answer) == (404, "topic.not_found")
    answer = await room.mara.post(f"{room.path}/messages", json={"client_id": "t", "text": "x", "topic_id": "nonsense"})
    assert code(answer) == (404, "topic.not_found")
    topic_id = await room.start_topic("Invoices")
    stranger = await new_person("Eve")
    path = f"{room.path}/topics/{topic_id}"
    for answer in (
        await stranger.get(path),
        await stranger.get(f"{room.path}/topics"),
        await stranger.get(f"{path}/entries"),
        await stranger.patch(path, json={"resolved": True}),
        await stranger.post(f"{room.path}/topics", json={"topic_id": new_id(), "name": "Mine"}),
    ):
        assert code(answer) == (404, "room.not_found")
    path = f"{room.path}/topics/{new_id()}"
    for answer in (await room.mara.get(path), await room.mara.get(f"{path}/entries"), await room.mara.patch(path, json={})):
        assert code(answer) == (404, "topic.not_found")
    for missing in ("nonsense", new_id()):
        for answer in (
            await room.mara.put(f"{room.path}/read", json={"seq": 1, "topic_id": missing}),
            await room.mara.put(f"{room.path}/draft", json={"text": "x", "topic_id": missing}),
        ):
            assert code(answer) == (404, "topic.not_found")


async def test_a_block_keeps_both_from_topics_and_pins(room: Room) -> None:
    topic_id = await room.start_topic("Invoices")
    await room.joao.put(f"/blocks/{room.mara.id}")
    path = f"{room.path}/topics"
    for answer in (
        await room.mara.post(path, json={"topic_id": new_id(), "name": "More"}),
        await room.mara.patch(f"{path}/{topic_id}", json={"resolved": True}),
        await room.joao.patch(f"{path}/{topic_id}", json={"name": "Less"}),
        await room.joao.put(f"{room.message}/pin"),
    ):
        assert code(answer) == (403, "room.blocked")
    assert (await room.mara.patch(f"{path}/{topic_id}", json={"name": "Invoices"})).status_code == 200


async def test_who_sees_a_room_from_now_on_sees_topics_with_something_in_them_for_them(new_person: NewPerson) -> None:
    mara, joao, wei = await new_person("Mara"), await new_person("João"), await new_person("Wei")
    made = await mara.post("/rooms", json={"kind": "group", "title": "Team", "account_ids": [joao.id]})
    room = Room(mara, joao, f"/rooms/{made.json()['room_id']}")
    root = await room.send(mara, "The root")
    old, quiet = await room.start_topic("Old", root), await room.start_topic("Quiet")
    await room.send(mara, "before Wei", topic_id=old)
    await mara.post(f"{room.path}/members", json={"account_id": wei.id, "history": "from_now"})

    async def listed() -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = (await wei.get(f"{room.path}/topics")).json()["items"]
        return items

    assert await listed() == []
    for hidden in (old, quiet):
        answer = await wei.post(f"{room.path}/messages", json={"client_id": hidden, "text": "x", "topic_id": hidden})
        assert code(answer) == (404, "topic.not_found")
        assert code(await wei.get(f"{room.path}/topics/{hidden}")) == (404, "topic.not_found")
    await room.send(joao, "with Wei", topic_id=old)
    (topic,) = await listed()
    assert (topic["id"], topic["root_seq"], topic["message_count"], topic["unread_count"]) == (old, None, 1, 1)
    entries = (await wei.get(f"{room.path}/topics/{old}/entries")).json()["items"]
    assert [entry["state"]["text"] for entry in entries] == ["with Wei"]
    entries = (await wei.get(f"{room.path}/topics/{old}/entries?around_seq=1")).json()["items"]
    assert [entry["state"]["text"] for entry in entries] == ["with Wei"]


async def test_a_topic_has_a_draft_of_its_own(room: Room) -> None:
    topic_id = await room.start_topic("Invoices")
    path = f"{room.path}/draft"
    of_room = (await room.mara.put(path, json={"text": "to all"})).json()
    of_topic = (await room.mara.put(path, json={"text": "about money", "topic_id": topic_id})).json()
    assert (of_room["topic_id"], of_topic["topic_id"], of_topic["version"]) == (None, topic_id, 1)
    assert (await room.topic(room.mara, topic_id))["draft"] == of_topic
    assert (await room.topic(room.joao, topic_id))["draft"] is None
    assert (await room.mara.get(room.path)).json()["membership"]["draft"] == of_room
    conflict = await room.mara.put(path, json={"text": "from elsewhere", "topic_id": topic_id, "base_version": 0})
    assert code(conflict) == (409, "draft.conflict")
    assert conflict.json()["fields"]["draft"] == of_topic
    await room.mara.put(path, json={"text": "", "base_version": 1})
    (item,) = (await room.mara.get("/inbox?filter=drafts")).json()["items"]
    assert item["draft"] is None
    await room.mara.put(path, json={"text": "", "topic_id": topic_id, "base_version": 1})
    assert (await room.mara.get("/inbox?filter=drafts")).json()["items"] == []


async def test_a_repeated_message_of_a_topic_counts_once(room: Room) -> None:
    topic_id = await room.start_topic("Invoices")
    given = {"client_id": "same", "text": "Once", "topic_id": topic_id}
    first, again = [await room.joao.post(f"{room.path}/messages", json=given) for _ in range(2)]
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert first.json()["topic_id"] == topic_id
    assert (await room.topic(room.mara, topic_id))["message_count"] == 1


async def test_a_deleted_message_stays_in_its_topic_as_a_placeholder(room: Room) -> None:
    topic_id = await room.start_topic("Invoices")
    seq = await room.send(room.joao, "A slip", topic_id=topic_id)
    await room.joao.delete(f"{room.path}/messages/{seq}")
    (entry,) = (await room.mara.get(f"{room.path}/topics/{topic_id}/entries")).json()["items"]
    assert (entry["topic_id"], entry["body"], entry["state"]["text"]) == (topic_id, None, None)
    assert (await room.topic(room.mara, topic_id))["message_count"] == 1
