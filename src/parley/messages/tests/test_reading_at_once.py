"""People who write and read at the same moment, in the room and in its topics."""

import asyncio
from collections.abc import Awaitable
from random import Random

from parley.ground.ids import new_id
from parley.identity.model import Viewer
from parley.messages import service
from parley.messages.model import NewMessage, NewTopic
from parley.messages.tests.conftest import Pair
from parley.messages.tests.recount import recount_members
from parley.rooms import service as rooms
from parley.rooms.model import TopicId

ACTS = 120


async def test_counts_stay_true_however_markers_and_messages_meet(pair: Pair) -> None:
    dice = Random(7)
    topics = [TopicId(new_id()) for _ in range(3)]
    for topic_id in topics:
        async with pair.work.writing() as uow:
            await service.start_topic(uow, pair.room_id, pair.mara, NewTopic(topic_id, "Invoices"))
    for number in range(20):
        await service.send(pair.work, pair.room_id, pair.mara, NewMessage(f"first {number}", "x", None, topics[number % 3]))

    async def send(viewer: Viewer, number: int) -> None:
        topic_id = dice.choice([None, *topics])
        await service.send(pair.work, pair.room_id, viewer, NewMessage(str(number), "x", None, topic_id))

    async def read(viewer: Viewer, _: int) -> None:
        async with pair.work.writing() as uow:
            await rooms.mark_read(uow, pair.room_id, viewer, dice.randint(4, 20), back=dice.random() < 0.4)

    async def read_topic(viewer: Viewer, _: int) -> None:
        async with pair.work.writing() as uow:
            head = (await rooms.require_member(uow, pair.room_id, viewer)).head_seq
            await service.mark_topic_read(uow, pair.room_id, viewer, dice.choice(topics), dice.randint(4, head))

    for turn in range(3):
        acts: list[Awaitable[None]] = [
            dice.choice((send, read, read_topic, read_topic))(dice.choice((pair.mara, pair.joao)), new)
            for new in range(ACTS * turn, ACTS * (turn + 1))
        ]
        await asyncio.gather(*acts)
        await recount_members(pair.work)
