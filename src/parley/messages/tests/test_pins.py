"""Pins: by any member, for everybody, few of them."""

from datetime import timedelta

from parley.ground.clock import FixedClock
from parley.messages.model import MAX_PINS
from parley.messages.tests.conftest import Room, code
from parley.testing.api import ApiClient, NewPerson


async def pinned(room: Room, person: ApiClient) -> list[int]:
    answer = await person.get(f"{room.path}/pins")
    assert answer.status_code == 200
    return [entry["seq"] for entry in answer.json()["items"]]


async def test_any_member_pins_and_unpins_and_a_repeat_changes_nothing(room: Room) -> None:
    for _ in range(2):
        assert (await room.joao.put(f"{room.message}/pin")).status_code == 204
    entry = await room.now()
    assert entry["state"]["pin"]["account_id"] == room.joao.id
    assert entry["state"]["state_seq"] == 3
    assert (await room.mara.get(f"{room.path}/pins")).json()["items"] == [entry]
    for _ in range(2):
        assert (await room.mara.delete(f"{room.message}/pin")).status_code == 204
    assert (await room.now())["state"]["pin"] is None
    assert await room.kinds() == ["room.created", "message", "message.pinned", "message.unpinned"]
    assert await pinned(room, room.joao) == []


async def test_the_last_pinned_comes_first_and_an_edit_keeps_the_pin(room: Room, clock: FixedClock) -> None:
    later = await room.send(room.joao, "Later")
    for seq in (later, 2):
        clock.move(timedelta(seconds=1))
        await room.mara.put(f"{room.path}/messages/{seq}/pin")
    await room.mara.patch(room.message, json={"text": "Good morning"})
    await room.joao.put(f"{room.message}/reactions/👍")
    assert await pinned(room, room.joao) == [2, later]
    assert (await room.now())["state"]["pin"]["account_id"] == room.mara.id


async def test_a_deleted_message_is_unpinned_and_cannot_be_pinned(room: Room) -> None:
    await room.mara.patch(room.message, json={"text": "Good morning"})
    await room.mara.put(f"{room.message}/pin")
    await room.mara.delete(room.message)
    state = (await room.now())["state"]
    assert (state["pin"], state["edited_at"], state["text"]) == (None, None, None)
    assert await pinned(room, room.mara) == []
    assert code(await room.joao.put(f"{room.message}/pin")) == (409, "message.deleted")
    assert (await room.joao.delete(f"{room.message}/pin")).status_code == 204
    for missing in (1, 99):
        assert code(await room.joao.put(f"{room.path}/messages/{missing}/pin")) == (404, "message.not_found")


async def test_a_room_has_at_most_so_many_pins(room: Room) -> None:
    seqs = [await room.send(room.mara, f"Pinned {number}") for number in range(MAX_PINS)]
    for seq in seqs:
        assert (await room.mara.put(f"{room.path}/messages/{seq}/pin")).status_code == 204
    assert code(await room.joao.put(f"{room.message}/pin")) == (409, "pin.limit")
    await room.mara.delete(f"{room.path}/messages/{seqs[0]}/pin")
    assert (await room.joao.put(f"{room.message}/pin")).status_code == 204


async def test_who_sees_a_room_from_now_on_sees_no_earlier_pins(room: Room, new_person: NewPerson) -> None:
    wei = await new_person("Wei")
    made = await room.mara.post("/rooms", json={"kind": "group", "title": "Team", "account_ids": [room.joao.id]})
    group = Room(room.mara, room.joao, f"/rooms/{made.json()['room_id']}")
    before = await group.send(room.mara, "Before Wei")
    await room.mara.put(f"{group.path}/messages/{before}/pin")
    assert code(await wei.get(f"{group.path}/pins")) == (404, "room.not_found")
    await room.mara.post(f"{group.path}/members", json={"account_id": wei.id, "history": "from_now"})
    after = await group.send(room.joao, "With Wei")
    await wei.put(f"{group.path}/messages/{after}/pin")
    assert await pinned(group, wei) == [after]
    assert sorted(await pinned(group, room.mara)) == [before, after]
    assert code(await wei.delete(f"{group.path}/messages/{before}/pin")) == (404, "message.not_found")
