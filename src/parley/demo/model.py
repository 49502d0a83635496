"""The people of the demo and what they do, as values."""

from typing import NamedTuple

import msgspec

from parley.identity.model import AccountBrief, Money
from parley.rooms.model import History, Role, RoomKind


class ContentInvalid(Exception):
    """A content file cannot be read; the message names the file, the line and what was expected there."""

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(f"{file}:{line}: {message}")


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the demo's people, as `people.toml` has them. `introduction`: what they are, where, in a few words."""

    display_name: str
    introduction: str
    email: str
    joined_days_ago: int
    country: str
    time_zone: str
    locale: str
    headline: str
    about: str
    skills: list[str]
    hourly_rate: Money | None = None
    is_operator: bool = False
    shows_presence: bool = True


class DemoPerson(AccountBrief, frozen=True):
    """One of the demo's people as somebody who chooses sees them. `hint`: what they are, and how full their inbox is."""

    hint: str


class OnDay(NamedTuple):
    """So many working days before today, at that second of the room's day."""

    days: int
    second: int


class Ago(NamedTuple):
    """So many seconds before now."""

    seconds: int


class After(NamedTuple):
    """So many seconds after what stands before it."""

    seconds: int


When = OnDay | Ago | After


class Elsewhere(msgspec.Struct, frozen=True):
    """A message of another room: the name of its screenplay, and the message's label there."""

    play: str
    label: str


class Say(msgspec.Struct, frozen=True):
    """A message. `label`: what later lines call it; `answers`: the label of the message that it replies to; `topic`: that of the topic it is of.

    `forwards`: a message passed on with it; `files`: names of `props` sent with it; with either the text may be empty.
    """

    text: str
    label: str | None = None
    answers: str | None = None
    topic: str | None = None
    forwards: Elsewhere | None = None
    files: tuple[str, ...] = ()


class Edit(msgspec.Struct, frozen=True):
    """An own message gets a new text. `label` None is the message before."""

    text: str
    label: str | None


class Delete(msgspec.Struct, frozen=True):
    label: str | None


class React(msgspec.Struct, frozen=True):
    """`on` False takes the reaction back."""

    emoji: str
    label: str | None
    on: bool


class Pin(msgspec.Struct, frozen=True):
    """`on` False takes the pin off."""

    label: str | None
    on: bool


class StartTopic(msgspec.Struct, frozen=True):
    """A topic begins. `topic`: what later lines call it; `label`: the message it starts from."""

    name: str
    topic: str
    label: str | None = None


class NameTopic(msgspec.Struct, frozen=True):
    name: str
    topic: str


class Resolve(msgspec.Struct, frozen=True):
    """`on` False opens the topic again."""

    topic: str
    on: bool


class Add(msgspec.Struct, frozen=True):
    person: str
    history: History


class GiveRole(msgspec.Struct, frozen=True):
    person: str
    role: Role


class Rename(msgspec.Struct, frozen=True):
    title: str


class Leave(msgspec.Struct, frozen=True):
    pass


class WriteDraft(msgspec.Struct, frozen=True):
    text: str
    answers: str | None
    topic: str | None = None


class Star(msgspec.Struct, frozen=True):
    pass


class Mute(msgspec.Struct, frozen=True):
    pass


class Hide(msgspec.Struct, frozen=True):
    pass


OfTopic = StartTopic | NameTopic | Resolve
Act = Say | Edit | Delete | React | Pin | OfTopic | Add | GiveRole | Rename | Leave | WriteDraft | Star | Mute | Hide


class Cue(msgspec.Struct, frozen=True):
    """Somebody does something in a room. `line`: where the screenplay says so, 0 for what is improvised."""

    line: int
    when: When
    who: str
    act: Act


class Screenplay(msgspec.Struct, frozen=True):
    """What happens in one room.

    The first of `people` makes it, the others are there from the start. Times of day are those of `time_zone`. `unread`: how many of the
    last messages somebody has not read yet; who is not named has read everything. `scenes`: the file that the daily talk before the first
    cue is improvised from, and the number of messages in it.
    """

    name: str
    kind: RoomKind
    title: str | None
    people: tuple[str, ...]
    time_zone: str
    unread: dict[str, int]
    scenes: tuple[str, int] | None
    cues: tuple[Cue, ...]
