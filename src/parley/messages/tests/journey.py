"""Random journeys: people who do anything to each other's rooms, in any order, while their connections come and go."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from hypothesis import strategies as st

from parley.ground.clock import FixedClock
from parley.ground.db.work import UnitOfWork, Work
from parley.ground.errors import AppError
from parley.identity.model import Viewer
from parley.messages import service
from parley.messages.model import NewDraft, NewMessage
from parley.messages.tests.client import Client
from parley.rooms import service as rooms
from parley.rooms.model import History, Invitation, PlaceChange, Role, RoomChange
from parley.testing.people import make_person

PEOPLE = ("Mara Lindqvist", "João Oliveira", "Wei Chen", "田中愛子")
EMOJI = ("👍", "🎉", "❤️")
TEXTS = ("Morning!", "هل يمكننا التحدث غدًا؟", "**bold** and [a link](https://example.com)", "ありがとうございます。", "x" * 300)


class Step:
    """One drawn action: who, in which room, and three numbers to choose with."""

    def __init__(self, name: str, actor: int, room: int, numbers: tuple[int, int, int]) -> None:
        self.name, self.actor, self.room, self.numbers = name, actor, room, numbers

    def __repr__(self) -> str:
        return f"{PEOPLE[self.actor].split()[0]} {self.name} in room {self.room} {self.numbers}"


NAMES = (
    *("send",) * 4,
    *("burst", "reply", "mention", "edit", "edit", "delete", "react", "react", "unreact", "read", "read", "unread"),
    *("star", "hide", "mute", "draft", "rename", "add", "add_from_now", "remove", "leave", "role"),
    *("disconnect", "disconnect", "connect"),
)

steps = st.builds(
    Step,
    st.sampled_from(NAMES),
    st.integers(0, len(PEOPLE) - 1),
    st.integers(0, 1),
    st.tuples(st.integers(0, 30), st.integers(0, 3), st.integers(0, 4)),
)


class Journey:
    """Four people, a direct room of the first two, a group of the first three, a client for each person."""

    def __init__(self, work: Work, clock: FixedClock) -> None:
        self.work, self.clock = work, clock
        self.viewers: list[Viewer] = []
        self.room_ids: list[str] = []
        self.clients: list[Client] = []
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

    async def _command(self, step: Step) -> None:
        viewer, room_id = self.viewers[step.actor], self.room_ids[step.room]
        if step.name in {"send", "reply", "mention", "burst"}:
            await self._send(step, viewer, room_id)
            return
        async with self.work.writing() as uow:
            await ACTS[step.name](Acting(uow, self, step))

    async def _send(self, step: Step, viewer: Viewer, room_id: str) -> None:
        reply_to_seq = step.numbers[0] if step.name == "reply" else None
        text = TEXTS[step.numbers[2]]
        if step.name == "mention":
            named = self.viewers[step.numbers[1]]
            text = f"[@somebody](parley:account/{named.account_id}) {text}"
        count = 5 if step.name == "burst" else 1
        sending = []
        for _ in range(count):
            self._sent += 1
            sending.append(service.send(self.work, room_id, viewer, NewMessage(f"c{self._sent}", text, reply_to_seq)))
        await asyncio.gather(*sending)

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

    async def place(self, change: PlaceChange) -> None:
        await rooms.change_place(self.uow, self.room_id, self.viewer, change)

    async def add(self, history: History) -> None:
        await rooms.add_member(self.uow, self.room_id, self.viewer, Invitation(self.other, history))

    async def react(self, *, on: bool) -> None:
        await service.react(self.uow, self.room_id, self.viewer, self.seq, EMOJI[self.choice % 3], on=on)

    async def draft(self) -> None:
        text = ("", "half a thought")[self.choice % 2]
        await service.save_draft(self.uow, self.room_id, self.viewer, NewDraft(text, None, self.step.numbers[1]))


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
    "role": lambda a: rooms.set_role(a.uow, a.room_id, a.viewer, a.other, tuple(Role)[a.choice % 3]),
}
