"""Plays a screenplay through the services of the domains, at the instants it tells."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from re import Match
from typing import NamedTuple

from parley.demo.model import (
    Act,
    Add,
    ContentInvalid,
    Cue,
    Delete,
    Edit,
    Elsewhere,
    GiveRole,
    Hide,
    Leave,
    Mute,
    NameTopic,
    OfTopic,
    Pin,
    React,
    Rename,
    Resolve,
    Say,
    Screenplay,
    Star,
    StartTopic,
    WriteDraft,
)
from parley.demo.props import make_prop
from parley.demo.screenplay import MENTION
from parley.demo.timing import resolve
from parley.files import service as files
from parley.ground.clock import FixedClock
from parley.ground.db.work import UnitOfWork, Work
from parley.ground.errors import AppError
from parley.ground.ids import new_id
from parley.identity.model import AccountId, Viewer
from parley.messages import service as messages
from parley.messages.model import Forward, MessageDraft, NewDraft, NewTopic, Sent, TopicChange
from parley.rooms import service as rooms
from parley.rooms.model import Invitation, PlaceChange, Role, RoomChange, RoomId, RoomKind, TopicId

MESSAGES_AT_ONCE = 500
_BEFORE_THE_FIRST = timedelta(seconds=45)
_MUTED_FOR = timedelta(days=365)


class Past:
    """One transaction with a clock of its own. What its units of work announce goes nowhere: nobody was connected in the past."""

    def __init__(self, work: Work, uow: UnitOfWork) -> None:
        self.now = uow.now()
        self._work = work
        self._conn = uow.conn
        self._clock = FixedClock(self.now)

    def at(self, instant: datetime) -> UnitOfWork:
        """A unit of work whose clock stands at `instant`."""
        self._clock.set(instant)
        return UnitOfWork(self._conn, self._clock, self._work.settings, self._work.ports)


class Member(NamedTuple):
    """One of the people, as somebody signed in, and what others call them."""

    viewer: Viewer
    display_name: str


class Performance:
    """One room, from its making to what everybody has read of it. `before`: the rooms played before it, whose messages may be forwarded here."""

    def __init__(
        self, past: Past, cast: Mapping[str, Member], play: Screenplay, before: "Mapping[str, Performance] | None" = None
    ) -> None:
        self._past = past
        self._cast = cast
        self._play = play
        self._before = before or {}
        self._room_id = RoomId("")
        self._waiting: list[tuple[MessageDraft, Say]] = []
        self._labels: dict[str, int] = {}
        self._topics: dict[str, TopicId] = {}
        # (seq, who) of every message.
        self._said: list[tuple[int, AccountId]] = []

    async def run(self) -> RoomId:
        """Make the room and play every cue.

        Raises: ContentInvalid, when the services refuse what a cue asks for, or somebody wrote after what they are said not to have read
        """
        times = resolve([cue.when for cue in self._play.cues], self._play.time_zone, self._past.now)
        self._room_id = await self._make_room(times[0] - _BEFORE_THE_FIRST)
        for number, (cue, at) in enumerate(zip(self._play.cues, times, strict=True)):
            try:
                await self._perform(number, cue, at)
            except AppError as refusal:
                raise ContentInvalid(self._play.name, cue.line, f"{cue.who} cannot do this: {refusal}") from refusal
        await self._flush()
        await self._read()
        return self._room_id

    def _viewer(self, handle: str) -> Viewer:
        return self._cast[handle].viewer

    async def _make_room(self, at: datetime) -> RoomId:
        host, *others = [self._viewer(handle) for handle in self._play.people]
        uow = self._past.at(at)
        if self._play.kind is RoomKind.DIRECT:
            return (await rooms.create_direct(uow, host, others[0].account_id))[0]
        return await rooms.create_group(uow, host, str(self._play.title), [other.account_id for other in others])

    async def _perform(self, number: int, cue: Cue, at: datetime) -> None:
        if isinstance(cue.act, Say):
            await self._say(number, cue, cue.act, at)
        else:
            await self._flush()
            await self._act(self._viewer(cue.who), cue.act, self._past.at(at))

    async def _say(self, number: int, cue: Cue, act: Say, at: datetime) -> None:
        """Messages wait for each other to be written together, but what is replied to must be there."""
        if len(self._waiting) >= MESSAGES_AT_ONCE or (act.answers is not None and act.answers not in self._labels):
            await self._flush()
        text, mentions = self._with_mentions(act.text)
        answers = None if act.answers is None else self._labels[act.answers]
        author_id = self._viewer(cue.who).account_id
        draft = MessageDraft(
            self._room_id,
            author_id,
            f"demo-{number}",
            text,
            answers,
            mentions,
            at,
            topic_id=None if act.topic is None else self._topics[act.topic],
            forward=None if act.forwards is None else self._find_elsewhere(cue.line, act.forwards),
            file_ids=tuple([await self._bring(cue.line, author_id, name, at) for name in act.files]),
        )
        self._waiting.append((draft, act))

    async def _bring(self, line: int, author_id: AccountId, name: str, at: datetime) -> str:
        """The id of a prop that is now a file of whoever sends it."""
        try:
            content = await asyncio.to_thread(make_prop, name)
        except KeyError:
            raise ContentInvalid(self._play.name, line, f"{name!r} is no file of props.py.") from None

        async def chunks() -> AsyncIterator[bytes]:
            yield content

        return (await files.keep_file(self._past.at(at), author_id, name, chunks())).id

    def find(self, label: str) -> Forward | None:
        """What `label` names here, for another room to forward."""
        return Forward(self._room_id, self._labels[label]) if label in self._labels else None

    def _find_elsewhere(self, line: int, elsewhere: Elsewhere) -> Forward:
        played = self._before.get(elsewhere.play)
        found = None if played is None else played.find(elsewhere.label)
        if found is None:
            raise ContentInvalid(
                self._play.name, line, f"#{elsewhere.label} is no message of {elsewhere.play}, played before this."
            )
        return found

    def _with_mentions(self, text: str) -> tuple[str, tuple[AccountId, ...]]:
        found: dict[AccountId, None] = {}

        def name(match: Match[str]) -> str:
            member = self._cast[match[1]]
            found[member.viewer.account_id] = None
            return f"[@{member.display_name}](parley:account/{member.viewer.account_id})"

        return MENTION.sub(name, text), tuple(found)

    async def _flush(self) -> None:
        """Write the messages that wait."""
        if not self._waiting:
            return
        drafts = [draft for draft, _ in self._waiting]
        answers = await messages.send_many(self._past.at(drafts[-1].at or self._past.now), drafts)
        for (draft, act), answer in zip(self._waiting, answers, strict=True):
            if not isinstance(answer, Sent):
                raise answer
            self._said.append((answer.entry.seq, draft.author_id))
            if act.label is not None:
                self._labels[act.label] = answer.entry.seq
        self._waiting.clear()

    def _seq(self, label: str | None) -> int:
        return self._said[-1][0] if label is None else self._labels[label]

    async def _act(self, viewer: Viewer, act: Act, uow: UnitOfWork) -> None:
        room_id = self._room_id
        match act:
            case Edit(text, label):
                await messages.edit(uow, room_id, viewer, self._seq(label), self._with_mentions(text)[0])
            case Delete(label):
                await messages.delete(uow, room_id, viewer, self._seq(label))
            case React(emoji, label, on):
                await messages.react(uow, room_id, viewer, self._seq(label), emoji, on=on)
            case Pin(label, on):
                await messages.pin(uow, room_id, viewer, self._seq(label), on=on)
            case WriteDraft(text, answers, topic):
                reply_to_seq = None if answers is None else self._labels[answers]
                topic_id = None if topic is None else self._topics[topic]
                draft = NewDraft(self._with_mentions(text)[0], reply_to_seq, topic_id=topic_id)
                await messages.save_draft(uow, room_id, viewer, draft)
            case StartTopic() | NameTopic() | Resolve():
                await self._change_topic(viewer, act, uow)
            case _:
                await self._change_room(viewer, act, uow)

    async def _change_topic(self, viewer: Viewer, act: OfTopic, uow: UnitOfWork) -> None:
        match act:
            case StartTopic(name, topic, label):
                self._topics[topic] = TopicId(new_id())
                seq = None if label is None else self._labels[label]
                await messages.start_topic(uow, self._room_id, viewer, NewTopic(self._topics[topic], name, seq))
            case NameTopic(name, topic):
                await messages.change_topic(uow, self._room_id, viewer, self._topics[topic], TopicChange(name=name))
            case Resolve(topic, on):
                await messages.change_topic(uow, self._room_id, viewer, self._topics[topic], TopicChange(resolved=on))

    async def _change_room(self, viewer: Viewer, act: Act, uow: UnitOfWork) -> None:
        room_id = self._room_id
        match act:
            case Add(person, history):
                await rooms.add_member(uow, room_id, viewer, Invitation(self._viewer(person).account_id, history))
            case GiveRole(person, role):
                await rooms.set_role(uow, room_id, viewer, self._viewer(person).account_id, Role(role))
            case Rename(title):
                await rooms.change_room(uow, room_id, viewer, RoomChange(title))
            case Leave():
                await rooms.remove_member(uow, room_id, viewer, viewer.account_id)
            case Star():
                await rooms.change_place(uow, room_id, viewer, PlaceChange(starred=True))
            case Mute():
                await rooms.change_place(uow, room_id, viewer, PlaceChange(muted_until=self._past.now + _MUTED_FOR))
            case Hide():
                await rooms.change_place(uow, room_id, viewer, PlaceChange(hidden=True))

    async def _read(self) -> None:
        """Move everybody's read marker to the end, or to before the messages they have not read yet."""
        uow = self._past.at(self._past.now)
        members = set(await rooms.list_audience(uow, self._room_id))
        for handle, member in self._cast.items():
            if member.viewer.account_id not in members:
                continue
            place = await rooms.require_member(uow, self._room_id, member.viewer)
            unread = self._play.unread.get(handle, 0)
            seq = self._first_unread(handle, unread) - 1 if unread else place.head_seq
            await rooms.mark_read(uow, self._room_id, member.viewer, seq, back=True)

    def _first_unread(self, handle: str, number: int) -> int:
        """The `seq` of the first of the last `number` messages, none of which may be this person's."""
        last = self._said[-number:]
        own = self._viewer(handle).account_id
        if len(last) < number or any(author == own for _, author in last):
            said = f"{handle} cannot have {number} unread: one of the last {number} messages is theirs."
            raise ContentInvalid(self._play.name, 1, said)
        return last[0][0]
