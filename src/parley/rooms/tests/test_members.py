"""Who is in a room, and what they may do there."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
import pytest_asyncio

from parley.ground.clock import FixedClock
from parley.ground.ids import new_id
from parley.ground.settings import GroundSettings, Settings
from parley.rooms.settings import RoomSettings
from parley.testing.api import ApiClient, NewPerson


class Team:
    """A group: Mara owns it, João and Priya are members. Eve is not in it."""

    def __init__(self, people: list[ApiClient], room_id: str) -> None:
        self.mara, self.joao, self.priya, self.eve = people
        self.path = f"/rooms/{room_id}"

    async def roles(self) -> dict[str, str]:
        members = (await self.mara.get(self.path)).json()["members"]
        return {m["account"]["display_name"]: m["role"] for m in members if m["left_at"] is None}

    async def kinds(self, client: ApiClient) -> list[str]:
        return [entry["kind"] for entry in (await client.get(f"{self.path}/entries")).json()["items"]]


@pytest_asyncio.fixture
async def team(new_person: NewPerson) -> Team:
    people = [await new_person(name) for name in ("Mara", "João", "Priya", "Eve")]
    answer = await people[0].post(
        "/rooms", json={"kind": "group", "title": " Northwind  team ", "account_ids": [people[1].id, people[2].id]}
    )
    assert answer.status_code == 201, answer.text
    assert answer.json()["room"]["title"] == "Northwind team"
    return Team(people, answer.json()["room_id"])


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def add(team: Team, by: ApiClient, whom: ApiClient, history: str = "full", **more: Any) -> httpx.Response:
    return await by.post(f"{team.path}/members", json={"account_id": whom.id, "history": history, **more})


async def test_who_is_added_with_full_history_sees_it_and_has_nothing_unread(team: Team) -> None:
    await team.mara.post(f"{team.path}/messages", json={"client_id": "1", "text": "before"})
    answer = await add(team, team.mara, team.eve)
    assert (answer.status_code, answer.json()["role"]) == (201, "member")
    assert "message" in await team.kinds(team.eve)
    item = (await team.eve.get("/inbox")).json()["items"][0]
    assert (item["unread_count"], item["last_entry"]["state"]["text"]) == (0, "before")


async def test_who_is_added_from_now_sees_only_what_comes_and_the_room_knows_it(team: Team) -> None:
    await team.mara.post(f"{team.path}/messages", json={"client_id": "1", "text": "before"})
    await add(team, team.mara, team.eve, "from_now")
    await team.mara.post(f"{team.path}/messages", json={"client_id": "2", "text": "after"})
    entries = (await team.eve.get(f"{team.path}/entries", params={"before_seq": 99})).json()["items"]
    assert [entry["kind"] for entry in entries] == ["member.added", "message"]
    assert entries[0]["body"] == {"account_id": team.eve.id, "role": "member", "history": "from_now"}
    log = (await team.eve.get(f"{team.path}/log")).json()["items"]
    assert log[0]["seq"] == entries[0]["seq"]
    around = (await team.eve.get(f"{team.path}/entries", params={"around_seq": 1})).json()["items"]
    assert around == entries
    for path in ("messages/4/versions", "messages/4/reactions/👍"):
        refused = await (team.eve.get if path.endswith("versions") else team.eve.put)(f"{team.path}/{path}")
        assert code(refused) == (404, "message.not_found")


async def test_roles_decide_who_adds_and_removes(team: Team) -> None:
    assert code(await add(team, team.joao, team.eve)) == (403, "room.forbidden")
    assert (await team.mara.patch(f"{team.path}/members/{team.joao.id}", json={"role": "admin"})).status_code == 200
    assert (await add(team, team.joao, team.eve)).status_code == 201
    assert code(await add(team, team.joao, team.eve)) == (409, "room.already_member")
    assert code(await team.joao.delete(f"{team.path}/members/{team.mara.id}")) == (403, "room.forbidden")
    assert code(await team.priya.delete(f"{team.path}/members/{team.eve.id}")) == (403, "room.forbidden")
    assert (await team.joao.delete(f"{team.path}/members/{team.eve.id}")).status_code == 204
    assert code(await team.joao.delete(f"{team.path}/members/{team.eve.id}")) == (404, "room.member_not_found")
    assert code(await team.joao.patch(f"{team.path}/members/{team.priya.id}", json={"role": "admin"})) == (403, "room.forbidden")


async def test_the_owner_s_role_passes_on_when_given_away_and_when_the_owner_leaves(team: Team) -> None:
    await team.mara.patch(f"{team.path}/members/{team.joao.id}", json={"role": "owner"})
    assert await team.roles() == {"Mara": "admin", "João": "owner", "Priya": "member"}
    assert (await team.joao.delete(f"{team.path}/members/{team.joao.id}")).status_code == 204
    assert await team.roles() == {"Mara": "owner", "Priya": "member"}


async def test_who_was_removed_can_come_back_and_sees_what_they_were_granted(team: Team) -> None:
    await team.mara.delete(f"{team.path}/members/{team.priya.id}")
    assert code(await team.priya.get(team.path)) == (404, "room.not_found")
    assert (await team.priya.get("/inbox")).json()["items"] == []
    await add(team, team.mara, team.priya, "from_now")
    assert await team.kinds(team.priya) == ["member.added"]


async def test_a_direct_room_has_two_people_for_good(team: Team) -> None:
    made = await team.mara.post("/rooms", json={"kind": "direct", "account_id": team.joao.id})
    again = await team.joao.post("/rooms", json={"kind": "direct", "account_id": team.mara.id})
    assert (made.status_code, again.status_code) == (201, 200)
    path = f"/rooms/{made.json()['room_id']}"
    assert again.json()["room_id"] == made.json()["room_id"]
    fixed = (409, "room.direct_fixed")
    assert code(await team.mara.post(f"{path}/members", json={"account_id": team.eve.id, "history": "full"})) == fixed
    assert code(await team.mara.delete(f"{path}/members/{team.mara.id}")) == fixed
    assert code(await team.mara.patch(path, json={"title": "Ours"})) == fixed


async def test_a_room_can_be_renamed_by_whoever_manages_it(team: Team) -> None:
    assert code(await team.joao.patch(team.path, json={"title": "Mine"})) == (403, "room.forbidden")
    renamed = await team.mara.patch(team.path, json={"title": "New name", "edit_window_seconds": None})
    assert (renamed.json()["title"], renamed.json()["edit_window_seconds"]) == ("New name", None)
    for bad in ({"title": " "}, {"title": "x" * 121}, {"edit_window_seconds": -1}, {"edit_window_seconds": 2**40}):
        assert code(await team.mara.patch(team.path, json=bad)) == (422, "room.invalid")
    assert (await team.mara.get(team.path)).json()["room"]["title"] == "New name"


async def test_nobody_outside_learns_that_a_room_exists(team: Team) -> None:
    calls: list[tuple[str, str, Any]] = [
        ("GET", "", None), ("PATCH", "", {"title": "x"}), ("GET", "/entries", None), ("GET", "/log", None),
        ("POST", "/messages", {"client_id": "c", "text": "x"}), ("PATCH", "/messages/1", {"text": "x"}), ("DELETE", "/messages/1", None),
        ("GET", "/messages/1/versions", None), ("PUT", "/messages/1/reactions/👍", None), ("DELETE", "/messages/1/reactions/👍", None),
        ("PUT", "/read", {"seq": 1}), ("PUT", "/draft", {"text": "x"}), ("PATCH", "/membership", {"starred": True}),
        ("POST", "/members", {"account_id": team.eve.id, "history": "full"}), ("PATCH", f"/members/{team.eve.id}", {"role": "owner"}),
        ("DELETE", f"/members/{team.joao.id}", None),
    ]  # fmt: skip
    for method, path, body in calls:
        answer = await team.eve.request(method, f"{team.path}{path}", json=body)
        assert code(answer) == (404, "room.not_found"), (method, path)
        missing = await team.eve.request(method, f"/rooms/{new_id()}{path}", json=body)
        assert code(missing) == (404, "room.not_found"), (method, path)
        assert {**missing.json(), "instance": None} == {**answer.json(), "instance": None}


class TestFirstContacts:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(
            [
                GroundSettings(public_url="http://localhost:8000"),
                RoomSettings(first_contacts_per_day=2, first_contacts_per_day_unverified=1),
            ]
        )

    async def test_only_so_many_new_conversations_start_in_a_day(self, new_person: NewPerson, clock: FixedClock) -> None:
        mara = await new_person("Mara")
        others = [await new_person(f"Person {n}") for n in range(3)]
        for other in others[:2]:
            assert (await mara.post("/rooms", json={"kind": "direct", "account_id": other.id})).status_code == 201
        refused = await mara.post("/rooms", json={"kind": "direct", "account_id": others[2].id})
        assert code(refused) == (429, "room.first_contact_limit")
        assert int(refused.headers["retry-after"]) == 24 * 3600
        assert (await mara.post("/rooms", json={"kind": "direct", "account_id": others[0].id})).status_code == 200
        clock.move(timedelta(hours=24, seconds=1))
        assert (await mara.post("/rooms", json={"kind": "direct", "account_id": others[2].id})).status_code == 201

    async def test_an_unverified_account_may_start_fewer(self, new_person: NewPerson) -> None:
        eve = await new_person("Eve", verified=False)
        others = [await new_person(f"Person {n}") for n in range(2)]
        assert (await eve.post("/rooms", json={"kind": "direct", "account_id": others[0].id})).status_code == 201
        assert code(await eve.post("/rooms", json={"kind": "direct", "account_id": others[1].id})) == (
            429,
            "room.first_contact_limit",
        )
