"""Two people and a direct room between them: through the services, and over the API."""

from typing import Any, NamedTuple

import httpx
import pytest_asyncio

from parley.ground.db.work import Work
from parley.ground.ids import new_id
from parley.identity.model import Viewer
from parley.messages import service
from parley.messages.model import Entry, NewMessage
from parley.rooms import service as rooms
from parley.rooms.model import RoomId
from parley.testing.api import ApiClient, NewPerson
from parley.testing.people import make_person, wire_messaging


class Pair(NamedTuple):
    """A direct room of Mara and João."""

    work: Work
    mara: Viewer
    joao: Viewer
    room_id: RoomId

    async def send(self, viewer: Viewer, text: str, client_id: str | None = None, reply_to_seq: int | None = None) -> Entry:
        sent = await service.send(self.work, self.room_id, viewer, NewMessage(client_id or text, text, reply_to_seq))
        return sent.entry


@pytest_asyncio.fixture
async def pair(work: Work) -> Pair:
    wire_messaging(work)
    mara, joao = await make_person(work, "Mara Lindqvist"), await make_person(work, "João Oliveira")
    async with work.writing() as uow:
        room_id, _ = await rooms.create_direct(uow, mara, joao.account_id)
    return Pair(work, mara, joao, room_id)


class Room:
    """A direct room of Mara and João with one message of Mara's, number 2."""

    def __init__(self, mara: ApiClient, joao: ApiClient, path: str) -> None:
        self.mara, self.joao, self.path = mara, joao, path
        self.message = f"{path}/messages/2"

    async def now(self) -> dict[str, Any]:
        page = (await self.joao.get(f"{self.path}/entries", params={"after_seq": 1, "limit": 1})).json()
        entry: dict[str, Any] = page["items"][0]
        return entry

    async def send(self, person: ApiClient, text: str, **more: Any) -> int:
        """The `seq` of a message sent now."""
        answer = await person.post(f"{self.path}/messages", json={"client_id": new_id(), "text": text, **more})
        assert answer.status_code == 201, answer.text
        seq: int = answer.json()["seq"]
        return seq

    async def start_topic(self, name: str, seq: int | None = None) -> str:
        """The id of a topic that Mara starts."""
        topic_id = new_id()
        answer = await self.mara.post(f"{self.path}/topics", json={"topic_id": topic_id, "name": name, "seq": seq})
        assert answer.status_code == 201, answer.text
        return topic_id

    async def topic(self, person: ApiClient, topic_id: str) -> dict[str, Any]:
        answer = await person.get(f"{self.path}/topics/{topic_id}")
        assert answer.status_code == 200, answer.text
        topic: dict[str, Any] = answer.json()
        return topic

    async def unread(self, person: ApiClient) -> int:
        """Of the room, as the inbox shows it."""
        (item,) = (await person.get("/inbox")).json()["items"]
        count: int = item["unread_count"]
        return count

    async def read(self, person: ApiClient, seq: int, **more: Any) -> dict[str, Any]:
        answer = await person.put(f"{self.path}/read", json={"seq": seq, **more})
        assert answer.status_code == 200, answer.text
        state: dict[str, Any] = answer.json()
        return state

    async def kinds(self) -> list[str]:
        """Of every entry of the room."""
        return [entry["kind"] for entry in (await self.mara.get(f"{self.path}/entries?limit=200")).json()["items"]]


@pytest_asyncio.fixture
async def room(new_person: NewPerson) -> Room:
    mara, joao = await new_person("Mara"), await new_person("João")
    made = await mara.post("/rooms", json={"kind": "direct", "account_id": joao.id})
    path = f"/rooms/{made.json()['room_id']}"
    sent = await mara.post(f"{path}/messages", json={"client_id": "c", "text": "Morning"})
    assert (sent.status_code, sent.json()["seq"]) == (201, 2)
    return Room(mara, joao, path)


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]
