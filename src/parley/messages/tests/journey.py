"""Random journeys: people who do anything to each other's rooms, in any order, while their connections come and go."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from hypothesis import strategies as st

from parley.ground.clock import FixedClock
from parley.ground.db.work import UnitOfWork, Work
from parley.ground.errors import AppError
from parley.ground.ids import new_id
from parley.identity.model import Viewer
from parley.messages import service
from parley.messages.model import Forward, NewDraft, NewMessage, NewTopic, TopicChange
from parley.messages.tests.client import Client
from parley.rooms import service as rooms
from parley.rooms.model import History, Invitation, PlaceChange, Role, RoomChange, RoomId, TopicId
from parley.testing.people import make_person

PEOPLE = ("Mara Lindqvist", "João Oliveira", "Wei Chen", "田中愛子")
# Few, so that a journey comes back to them. Each room has topics of these ids of its own.
TOPICS = 2
SENDS = {"send", "reply", "mention", "burst", "send_in", "burst_in", "mention_in", "forward", "forward_in"}
EMOJI = ("👍", "🎉", "❤️")
TEXTS = ("Morning!", "هل يمكننا التحدث غدًا؟", "**bold** and [a link](https://example.com)", "ありがとうございます。", "x" * 300)


class Step:
    """One action: who, in which room, and three numbers to choose with. The first is often a `seq`."""

    def __init__(self, name: str, actor: int, room: int, numbers: tuple[int, int, int]) -> None:
        self.name, self.actor, self.room, self.numbers = name, actor, room, numbers

    def numbers_at(self, _head_seq: int) -> tuple[int, int, int]:
        """The numbers as they are meant when the room's log has come so far."""
        return self.numbers

    def __repr__(self) -> str:
        return f"{PEOPLE[self.actor].split()[0]} {self.name} in room {self.room} {self.numbers}"


class DrawnStep(Step):
    """A step of a random journey. Its first number counts from the end of the log, so that it mostly meets something."""

    def numbers_at(self, head_seq: int) -> tuple[int, int, int]:
        number, person, choice = self.numbers
        return max(head_seq - number, 0), person, choice


NAMES = (
    *("send",) * 4,
    *("burst", "reply", "mention", "edit", "edit", "delete", "react", "react", "unreact", "read", "read", "unread"),
    *("star", "hide", "mute", "draft", "rename", "add", "add_from_now", "remove", "leave", "role"),
    *("start", "start_from", "name", "resolve", "reopen", "topic_draft", "read_topic", "read_topic", "pin", "unpin"),
    *("send_in", "send_in", "send_in", "burst_in", "mention_in", "forward", "forward_in"),
    *("disconnect", "disconnect", "connect"),
)

# What moves read markers, and what they pass. Journeys of nothing else, of two people in one room, come to more of their meetings.
READING = ("send", "send_in", "send_in", "burst_in", "mention_in", "read", "read", "read_topic", "read_topic", "unread")


def _steps(names: tuple[str, ...], *, people: int, rooms: int) -> st.SearchStrategy[list[Step]]:
    step = st.builds(
        DrawnStep,
        st.sampled_from(names),
        st.integers(0, people - 1),
        st.integers(0, rooms - 1),
        st.tuples(st.integers(0, 12), st.integers(0, 3), st.integers(0, 4)),
    )
    return st.lists(step, min_size=10, max_size=60)


journeys = _steps(NAMES, people=len(PEOPLE), rooms=2) | _steps(READING, people=2, rooms=1)


class Journey:
    """Four people, a direct room of the first two, a group of the first three, so many topics in each, a client for each person."""

    def __init__(self, work: Work, clock: FixedClock, topics: int = 0) -> None:
        self.work, self.clock = work, clock
        self.viewers: list[Viewer] = []
        self.room_ids: list[str] = []
        self.clients: list[Client] = []
        self.topic_ids = tuple(new_id() for _ in range(TOPICS))
        self._topics_at_first = topics
        self._sent = 0

    async def begin(self) -> None:
        self.viewers = [await make_person(self.work, name) for name in PEOPLE]
        async with self.work.writing() as uow:
            direct, _ = await rooms.create_direct(uow, self.viewers[0], self.viewers[1].account_id)
        self.clock.move(timedelta(seconds=1))
        async with self.work.writing() as uow:
            others = [viewer.account_id for viewer in self.viewers[1:3]]
            group = await rooms.create_group(uow, self.viewers[0], "Northwind team", list(others))
        self.room_ids = [direct, group]
        for topic_id in self.topic_ids[: self._topics_at_first]:
            for room_id in self.room_ids:
                async with self.work.writing() as uow:
                    await service.start_topic(uow, room_id, self.viewers[0], NewTopic(TopicId(topic_id), "Invoices"))
        self.clients = [Client(self.work, viewer) for viewer in self.viewers]
        for client in self.clients:
            await client.connect()

    async def do(self, step: Step) -> None:
        """Carry out one step; what the rules forbid is refused and changes nothing."""
        self.clock.move(timedelta(seconds=1))
        client = self.clients[step.actor]
        if step.name == "disconnect" and client.online:
            await client.disconnect(after_frames=step.numbers[0])
        elif step.name == "connect" and not client.online:
            await client.connect()
        elif step.name not in {"connect", "disconnect"}:
            try:
                await self._command(step)
            except AppError:
                return

    async def _command(self, drawn: Step) -> None:
        viewer, room_id = self.viewers[drawn.actor], self.room_ids[drawn.room]
        step = Step(drawn.name, drawn.actor, drawn.room, drawn.numbers_at(await self._head(room_id)))
        if step.name in SENDS:
            await self._send(step, viewer, room_id)
            return
        async with self.work.writing() as uow:
            await ACTS[step.name](Acting(uow, self, step))

    async def _send(self, step: Step, viewer: Viewer, room_id: str) -> None:
        number, person, choice = step.numbers
        text = TEXTS[choice]
        if step.name.startswith("mention"):
            text = f"[@somebody](parley:account/{self.viewers[person].account_id}) {text}"
        topic_id = self.topic(number) if step.name.endswith("_in") else None
        forward = Forward(RoomId(self.room_ids[person % 2]), number) if step.name.startswith("forward") else None
        if forward is not None and choice % 2:
            text = ""
        sending = []
        count = 5 if step.name.startswith("burst") else 1
        for position in range(count):
            self._sent += 1
            # A burst in topics mixes them with the room itself.
            of_topic = None if topic_id is None or (count > 1 and position == choice) else TopicId(topic_id)
            reply_to_seq = number if step.name == "reply" else None
            message = NewMessage(f"c{self._sent}", text, reply_to_seq, of_topic, forward)
            sending.append(service.send(self.work, room_id, viewer, message))
        await asyncio.gather(*sending)

    async def _head(self, room_id: str) -> int:
        async with self.work.reading() as uow:
            row = await (await uow.conn.execute("select head_seq from room where id = %s", (room_id,))).fetchone()
        return int(row[0]) if row else 0

    def topic(self, number: int) -> str:
        return self.topic_ids[number % TOPICS]

    async def end(self) -> None:
        """Everybody comes online and reads what has arrived."""
        for client in self.clients:
            await client.settle()
            if not client.online:
                await client.connect()
        for client in self.clients:
            await client.settle()


class Acting:
    """What a step acts with: its unit of work, its room, who acts, and the whole journey."""

    def __init__(self, uow: UnitOfWork, journey: Journey, step: Step) -> None:
        self.uow, self.journey, self.step = uow, journey, step
        self.room_id = journey.room_ids[step.room]
        self.viewer = journey.viewers[step.actor]
        self.seq, person, self.choice = step.numbers
        self.other = journey.viewers[person].account_id
        self.topic_id = journey.topic(self.choice)

    async def place(self, change: PlaceChange) -> None:
        await rooms.change_place(self.uow, self.room_id, self.viewer, change)

    async def add(self, history: History) -> None:
        await rooms.add_member(self.uow, self.room_id, self.viewer, Invitation(self.other, history))

    async def react(self, *, on: bool) -> None:
        await service.react(self.uow, self.room_id, self.viewer, self.seq, EMOJI[self.choice % 3], on=on)

    async def draft(self) -> None:
        text = ("", "half a thought")[self.choice % 2]
        await service.save_draft(self.uow, self.room_id, self.viewer, NewDraft(text, None, self.step.numbers[1]))

    async def topic_draft(self) -> None:
        text = ("", "half a thought on this")[self.choice % 2]
        new = NewDraft(text, None, self.step.numbers[1], TopicId(self.topic_id))
        await service.save_draft(self.uow, self.room_id, self.viewer, new)

    async def start(self, seq: int | None) -> None:
        new = NewTopic(TopicId(self.topic_id), f"Topic {self.choice}", seq)
        await service.start_topic(self.uow, self.room_id, self.viewer, new)

    async def change_topic(self, change: TopicChange) -> None:
        await service.change_topic(self.uow, self.room_id, self.viewer, self.topic_id, change)

    async def pin(self, *, on: bool) -> None:
        await service.pin(self.uow, self.room_id, self.viewer, self.seq, on=on)


ACTS: dict[str, Callable[[Acting], Awaitable[object]]] = {
    "edit": lambda a: service.edit(a.uow, a.room_id, a.viewer, a.seq, f"edited {TEXTS[a.choice]}"),
    "delete": lambda a: service.delete(a.uow, a.room_id, a.viewer, a.seq),
    "react": lambda a: a.react(on=True),
    "unreact": lambda a: a.react(on=False),
    "read": lambda a: rooms.mark_read(a.uow, a.room_id, a.viewer, a.seq),
    "unread": lambda a: rooms.mark_read(a.uow, a.room_id, a.viewer, a.seq, back=True),
    "star": lambda a: a.place(PlaceChange(starred=a.choice % 2 == 0)),
    "hide": lambda a: a.place(PlaceChange(hidden=a.choice % 2 == 0)),
    "mute": lambda a: a.place(PlaceChange(muted_until=a.journey.clock.now() + timedelta(hours=a.seq))),
    "draft": lambda a: a.draft(),
    "rename": lambda a: rooms.change_room(a.uow, a.room_id, a.viewer, RoomChange(title=f"Team {a.seq}")),
    "add": lambda a: a.add(History.FULL),
    "add_from_now": lambda a: a.add(History.FROM_NOW),
    "remove": lambda a: rooms.remove_member(a.uow, a.room_id, a.viewer, a.other),
    "leave": lambda a: rooms.remove_member(a.uow, a.room_id, a.viewer, a.viewer.account_id),
    "start": lambda a: a.start(None),
    "start_from": lambda a: a.start(a.seq),
    "name": lambda a: a.change_topic(TopicChange(name=f"Name {a.seq}")),
    "resolve": lambda a: a.change_topic(TopicChange(resolved=True)),
    "reopen": lambda a: a.change_topic(TopicChange(resolved=False)),
    "topic_draft": lambda a: a.topic_draft(),
    "read_topic": lambda a: service.mark_topic_read(a.uow, a.room_id, a.viewer, a.topic_id, a.seq),
    "pin": lambda a: a.pin(on=True),
    "unpin": lambda a: a.pin(on=False),
    "role": lambda a: rooms.set_role(a.uow, a.room_id, a.viewer, a.other, tuple(Role)[a.choice % 3]),
}
