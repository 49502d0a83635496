"""Reads scenes: what two people who work together every day write to each other, with room for chance.

The file begins with who they are, when they work (in the time zone of the room that uses the scenes), and what is numbered on:

    people: joao, grace
    hours: 08:45-17:30
    counter ticket: NW-1042

Pools are what a name in braces stands for, one a line, indented. A value may hold names itself. After `=>` stands what answers it, and what
answers that:

    pool page
      checkout page
      product page of the {product}

    pool question
      Since when? => Since {release:1}, I think.

A scene has a kind and its turns. `first` opens the room, `opening` and `closing` a day, `weekend` closes a Friday; `lunch` comes at noon on
some days, and what is `once` comes up once in all. `work` is the rest; `work x3` comes up three times as often. A name in quotes makes the
scene a topic of its own, which is resolved at its end:

    === work
    grace: [Could|Can] you look at the {page}? It is {ticket+}.
      A line that is indented goes on with the text.
    ? joao: This turn is left out half of the time.
    > joao: A reply to what the other wrote last.
      + grace 👍

    === once "Moving the help pages"

`[this|that]` is one of the two. `{page}` is the same throughout a scene, `{page:2}` another one, `{Page}` the same with a capital.
`{question!}` is the answer to `{question}`, `{question!!}` the answer to that. `{3-9}` is a number, `{days=3-9}` one that `{days}` repeats.
`{ticket}` is the counter's number, `{ticket+}` uses it up, `{ticket:1}` is the one before, `{ticket:2}` and so on are earlier ones.
"""

import re
import unicodedata
from collections.abc import Collection

import msgspec

from parley.demo.model import ContentInvalid

KINDS = ("first", "opening", "work", "once", "lunch", "closing", "weekend")
FIRST, OPENING, WORK, ONCE, LUNCH, CLOSING, WEEKEND = KINDS
SLOT = re.compile(r"\{(?P<name>[A-Za-z]+)(?::(?P<other>\d))?(?P<mark>\+|!+)?\}")
ANSWER = " => "
NUMBER = re.compile(r"\{(?:(?P<name>[a-z]+)=)?(?P<low>\d+)-(?P<high>\d+)\}")
ALTERNATIVES = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")

_SCENE = re.compile(r"=== (?P<kind>[a-z]+)(?: x(?P<weight>[1-9]))?(?: \"(?P<topic>[^\"]+)\")?")
_TURN = re.compile(r"(?P<mark>[?>] )?(?P<who>[a-z]+): (?P<text>.+)")
_REACTION = re.compile(r" +\+ (?P<who>[a-z]+) (?P<emoji>\S+)")
_POOL = re.compile(r"pool (?P<name>[a-z]+)")
_COUNTER = re.compile(r"counter (?P<name>[a-z]+): (?P<prefix>\S*?)(?P<start>\d+)")
_PEOPLE = re.compile(r"people: (?P<one>[a-z]+), (?P<other>[a-z]+)")
_HOURS = re.compile(r"hours: (\d\d):(\d\d)-(\d\d):(\d\d)")


class Turn(msgspec.Struct):
    """One message with its places for chance. `optional`: left out half of the time; `reactions`: (who, emoji), each half of the time."""

    line: int
    who: str
    text: str
    optional: bool
    answers: bool
    reactions: list[tuple[str, str]] = []


class Scene(msgspec.Struct):
    """Some turns that belong together. `topic`: the name of the topic that they are."""

    line: int
    kind: str
    weight: int
    topic: str | None = None
    turns: list[Turn] = []


class Counter(msgspec.Struct, frozen=True):
    """What is numbered on: `prefix` and a number, from `start`."""

    prefix: str
    start: int


class Scenes(msgspec.Struct):
    """A whole file. `hours` are seconds of the day."""

    people: tuple[str, str] = ("", "")
    hours: tuple[int, int] = (9 * 3600, 17 * 3600)
    pools: dict[str, list[str]] = {}
    counters: dict[str, Counter] = {}
    scenes: list[Scene] = []

    def of_kind(self, kind: str) -> list[Scene]:
        """The scenes of a kind, each as often as its weight says."""
        return [scene for scene in self.scenes if scene.kind == kind for _ in range(scene.weight)]


def parse_scenes(name: str, source: str, handles: Collection[str]) -> Scenes:
    """The scenes in the file `name`. `handles`: the people there are.

    Raises: ContentInvalid
    """
    return _Reader(name, handles).read(source)


class _Reader:
    def __init__(self, file: str, handles: Collection[str]) -> None:
        self._file = file
        self._handles = handles
        self._found = Scenes()
        self._pool: list[str] | None = None

    def read(self, source: str) -> Scenes:
        for number, line in enumerate(unicodedata.normalize("NFC", source).splitlines(), start=1):
            text = line.rstrip()
            if not text or text.startswith("%"):
                continue
            if text.startswith("  "):
                self._read_indented(number, text)
            elif found := _POOL.fullmatch(text):
                self._pool = self._found.pools.setdefault(found["name"], [])
            elif self._found.scenes or text.startswith("==="):
                self._pool = None
                self._read_of_scene(number, text)
            else:
                self._pool = None
                self._read_head(number, text)
        if not all(self._found.of_kind(kind) for kind in KINDS):
            raise self._invalid(1, f"there must be a scene of each kind: {', '.join(KINDS)}.")
        self._check_names()
        return self._found

    def _read_head(self, line: int, text: str) -> None:
        if found := _PEOPLE.fullmatch(text):
            self._found.people = (found["one"], found["other"])
            for handle in self._found.people:
                if handle not in self._handles:
                    raise self._invalid(line, f"{handle!r} is nobody: people.toml has {', '.join(self._handles)}.")
        elif found := _HOURS.fullmatch(text):
            hour, minute, end_hour, end_minute = map(int, found.groups())
            self._found.hours = (hour * 3600 + minute * 60, end_hour * 3600 + end_minute * 60)
        elif found := _COUNTER.fullmatch(text):
            self._found.counters[found["name"]] = Counter(found["prefix"], int(found["start"]))
        else:
            raise self._invalid(line, f"{text!r} is not known here: people, hours, counter, pool and `===` are.")

    def _read_of_scene(self, line: int, text: str) -> None:
        if found := _SCENE.fullmatch(text):
            if found["kind"] not in KINDS:
                raise self._invalid(line, f"a scene is one of {', '.join(KINDS)}, not {found['kind']!r}.")
            self._found.scenes.append(Scene(line, found["kind"], int(found["weight"] or 1), found["topic"]))
            return
        found = _TURN.fullmatch(text)
        if found is None or found["who"] not in self._found.people:
            said = " or ".join(f"`{handle}: …`" for handle in self._found.people)
            raise self._invalid(line, f"{text!r} is no turn: write {said}.")
        mark = found["mark"]
        self._found.scenes[-1].turns.append(Turn(line, found["who"], found["text"], mark == "? ", mark == "> "))

    def _read_indented(self, line: int, text: str) -> None:
        if self._pool is not None:
            self._pool.append(text.strip())
            return
        turns = self._found.scenes[-1].turns if self._found.scenes else []
        if not turns:
            raise self._invalid(line, "an indented line goes on with a pool or a turn; there is none above.")
        if found := _REACTION.fullmatch(text):
            if found["who"] not in self._found.people:
                raise self._invalid(line, f"{found['who']!r} is not one of the two.")
            turns[-1].reactions.append((found["who"], found["emoji"]))
        else:
            turns[-1].text += "\n" + text[2:]

    def _check_names(self) -> None:
        """Every name in braces must stand for something, so that no text ever shows one."""
        named = [(0, value, "") for values in self._found.pools.values() for value in values]
        named += [(scene.line, scene.topic, scene.kind) for scene in self._found.scenes if scene.topic is not None]
        named += [(turn.line, turn.text, scene.kind) for scene in self._found.scenes for turn in scene.turns]
        numbers = {found["name"] for _, text, _ in named for found in NUMBER.finditer(text)}
        known = self._found.pools.keys() | self._found.counters.keys() | numbers
        for line, text, _ in named:
            for found in SLOT.finditer(text):
                if found["name"].lower() not in known:
                    raise self._invalid(line, f"{found.group()} stands for nothing: make a `pool {found['name'].lower()}`.")

    def _invalid(self, line: int, message: str) -> ContentInvalid:
        return ContentInvalid(self._file, line, message)
