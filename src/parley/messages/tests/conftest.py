"""Two people and a direct room between them."""

from typing import NamedTuple

import pytest_asyncio

from parley.ground.db.work import Work
from parley.identity.model import Viewer
from parley.messages import service
from parley.messages.model import Entry, NewMessage
from parley.rooms import service as rooms
from parley.rooms.model import RoomId
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
