"""Random journeys: people who do anything to each other's rooms, in any order, while their connections come and go."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

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
    *("send",) * 4, "burst", "reply", "mention", "edit", "edit", "delete", "react", "react", "unreact", "read", "read", "unread", "star", "hide", "mute",
    "draft", "rename", "add", "add_from_now", "remove", "leave", "role", "disconnect", "disconnect", "connect",
)  # fmt: skip

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
            await ACTS[step.name](uow, room_id, viewer, step, self)

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


Act = Callable[[UnitOfWork, str, Viewer, Step, Journey], Awaitable[Any]]


def _other(journey: Journey, step: Step) -> str:
    return journey.viewers[step.numbers[1]].account_id


def _role(step: Step) -> Role:
    return (Role.OWNER, Role.ADMIN, Role.MEMBER)[step.numbers[2] % 3]


def _add(history: History) -> Act:
    return lambda u, r, v, s, j: rooms.add_member(u, r, v, Invitation(j.viewers[s.numbers[1]].account_id, history))


ACTS: dict[str, Act] = {
    "edit": lambda u, r, v, s, j: service.edit(u, r, v, s.numbers[0], f"edited {TEXTS[s.numbers[2]]}"),
    "delete": lambda u, r, v, s, j: service.delete(u, r, v, s.numbers[0]),
    "react": lambda u, r, v, s, j: service.react(u, r, v, s.numbers[0], EMOJI[s.numbers[2] % 3], on=True),
    "unreact": lambda u, r, v, s, j: service.react(u, r, v, s.numbers[0], EMOJI[s.numbers[2] % 3], on=False),
    "read": lambda u, r, v, s, j: rooms.mark_read(u, r, v, s.numbers[0]),
    "unread": lambda u, r, v, s, j: rooms.mark_read(u, r, v, s.numbers[0], back=True),
    "star": lambda u, r, v, s, j: rooms.change_place(u, r, v, PlaceChange(starred=s.numbers[2] % 2 == 0)),
    "hide": lambda u, r, v, s, j: rooms.change_place(u, r, v, PlaceChange(hidden=s.numbers[2] % 2 == 0)),
    "mute": lambda u, r, v, s, j: rooms.change_place(
        u, r, v, PlaceChange(muted_until=j.clock.now() + timedelta(hours=s.numbers[0]))
    ),
    "draft": lambda u, r, v, s, j: service.save_draft(
        u, r, v, NewDraft(("", "half a thought")[s.numbers[2] % 2], None, s.numbers[1])
    ),
    "rename": lambda u, r, v, s, j: rooms.change_room(u, r, v, RoomChange(title=f"Team {s.numbers[0]}")),
    "add": _add(History.FULL),
    "add_from_now": _add(History.FROM_NOW),
    "remove": lambda u, r, v, s, j: rooms.remove_member(u, r, v, _other(j, s)),
    "leave": lambda u, r, v, s, j: rooms.remove_member(u, r, v, v.account_id),
    "role": lambda u, r, v, s, j: rooms.set_role(u, r, v, _other(j, s), _role(s)),
}
