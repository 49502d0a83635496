"""Reads a screenplay: what happens in one room, as a text file that people write and translate.

It begins with what the room is, one `name: value` a line:

    room: direct                     or `group`, which then has a `title:`
    people: mara, joao               handles of `people.toml`; the first one makes the room
    times of: Europe/Lisbon          the time zone of the times of day below
    unread: joao 2, mara 1           how many of the last messages somebody has not read yet; the others have read all
    before: release-desk 20000       so many messages of daily talk come before, improvised from `scenes/release-desk.txt`

Then what happens, in order. Each begins with `==`, a time, and who does it; the text follows on the next lines, as long as it likes:

    == -12d 09:41 mara #brief        twelve working days ago at 9:41; `#brief` is a name to refer to
    Hi! I have put together a brief.

    == +6m joao re #brief            six minutes later (`+40s`, `+2h10m`), a reply
    == -2h15m joao                   two hours and a quarter before now (`-25m`)
    == +1m mara reacts 👍 to #brief  without `to …`: to the message before; `unreacts` takes it back
    == +1m joao edits #brief         the text that follows replaces it; also `deletes`, both of the message before unless named
    == +1m mara pins #brief          also `unpins`, both the message before unless named
    == +1m mara starts ~icon from #brief
    The icon                         the text is the topic's name; without `from …`: from no message
    == +2m joao #size in ~icon       a message of that topic; `re` comes before `in`
    == +2m joao with plan.pdf, a.png files of `props.py`, last in the line; a text may follow
    == +1m mara renames ~icon        the text that follows is its new name
    == +1m mara resolves ~icon       also `reopens`
    == +4m joao forwards #price of checkout-speed #copy in ~icon
                                     what `#price` names in that room, which is played before; a text may follow
    == +1m mara adds wei from now    or `with full history`
    == +1m mara makes wei admin      or `member`, `owner`
    == +1m mara renames              the text that follows is the new title
    == +1m wei leaves
    == +1m joao drafts re #brief     the text that follows is not sent yet; also `in ~icon`
    == +1m joao stars                also `mutes`, `hides`

`@{wei}` in a text calls Wei by name. Lines that begin with `%` are remarks.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from parley.demo.model import (
    Act,
    Add,
    After,
    Ago,
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
    OnDay,
    Pin,
    React,
    Rename,
    Resolve,
    Say,
    Screenplay,
    Star,
    StartTopic,
    When,
    WriteDraft,
)
from parley.rooms.model import History, Role, RoomKind

MENTION = re.compile(r"@\{([a-z]+)\}")
# What a message may hold unless an operator changes it.
MAX_TEXT = 10_240
# Days before anything.
_NEVER = 1_000_000

_CUE = re.compile(r"== (?P<when>[-+]\S+(?: \d\d:\d\d)?) (?P<who>[a-z]+)(?: (?P<what>.+))?")
_ON_DAY = re.compile(r"-(?P<days>[1-9]\d*)d (?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)")
_AGO = re.compile(r"-(?=\d)(?:(?P<hours>\d+)h)?(?:(?P<minutes>\d+)m)?")
_AFTER = re.compile(r"\+(?=\d)(?:(?P<hours>\d+)h)?(?:(?P<minutes>\d+)m)?(?:(?P<seconds>\d+)s)?")

_LABEL = r"#(?P<label>[\w-]+)"
_TOPIC = r"~(?P<topic>[\w-]+)"
_REPLY = r"(?:(?:^|(?<=\S) )re #(?P<answers>[\w-]+))?"
_IN_TOPIC = rf"(?:(?:^|(?<=\S) )in {_TOPIC})?"
_WITH_FILES = r"(?:(?:^|(?<=\S) )with (?P<files>[\w.-]+(?:, [\w.-]+)*))?"
_SAY = re.compile(rf"(?:{_LABEL})?{_REPLY}{_IN_TOPIC}{_WITH_FILES}")
_FORWARD = re.compile(rf"forwards #(?P<passed_on>[\w-]+) of (?P<play>[\w-]+)(?: {_LABEL})?{_IN_TOPIC}")
# Each verb with what follows it. Those of the second table are followed by a text.
_BARE = {
    "deletes": rf"(?: {_LABEL})?",
    "reacts": rf" (?P<emoji>\S+)(?: to {_LABEL})?",
    "unreacts": rf" (?P<emoji>\S+)(?: to {_LABEL})?",
    "pins": rf"(?: {_LABEL})?",
    "unpins": rf"(?: {_LABEL})?",
    "resolves": rf" {_TOPIC}",
    "reopens": rf" {_TOPIC}",
    "adds": r" (?P<person>[a-z]+) (?P<history>from now|with full history)",
    "makes": r" (?P<person>[a-z]+) (?P<role>owner|admin|member)",
    "leaves": "",
    "stars": "",
    "mutes": "",
    "hides": "",
}
_WITH_TEXT = {
    "edits": rf"(?: {_LABEL})?",
    "starts": rf" {_TOPIC}(?: from {_LABEL})?",
    "renames": rf"(?: {_TOPIC})?",
    "drafts": rf"{_REPLY}{_IN_TOPIC}",
}
_VERBS = {verb: re.compile(verb + rest) for verb, rest in (_BARE | _WITH_TEXT).items()}

_ACTS: dict[str, Callable[[dict[str, str | None], str], Act]] = {
    "deletes": lambda found, _: Delete(found["label"]),
    "reacts": lambda found, _: React(str(found["emoji"]), found["label"], on=True),
    "unreacts": lambda found, _: React(str(found["emoji"]), found["label"], on=False),
    "pins": lambda found, _: Pin(found["label"], on=True),
    "unpins": lambda found, _: Pin(found["label"], on=False),
    "starts": lambda found, text: StartTopic(text, str(found["topic"]), found["label"]),
    "resolves": lambda found, _: Resolve(str(found["topic"]), on=True),
    "reopens": lambda found, _: Resolve(str(found["topic"]), on=False),
    "adds": lambda found, _: Add(str(found["person"]), History.FROM_NOW if found["history"] == "from now" else History.FULL),
    "makes": lambda found, _: GiveRole(str(found["person"]), Role(str(found["role"]))),
    "leaves": lambda _, __: Leave(),
    "stars": lambda _, __: Star(),
    "mutes": lambda _, __: Mute(),
    "hides": lambda _, __: Hide(),
    "edits": lambda found, text: Edit(text, found["label"]),
    "renames": lambda found, text: Rename(text) if found["topic"] is None else NameTopic(text, found["topic"]),
    "drafts": lambda found, text: WriteDraft(text, found["answers"], found["topic"]),
}


class _Block(NamedTuple):
    """A line that begins with `==`, and the text below it."""

    line: int
    head: str
    text: str


def parse_screenplay(name: str, source: str, handles: Collection[str]) -> Screenplay:
    """The screenplay in the file `name`. `handles`: the people there are.

    Raises: ContentInvalid
    """
    return _Reader(name, handles).read(source)


class _Reader:
    def __init__(self, file: str, handles: Collection[str]) -> None:
        self._file = file
        self._handles = handles
        self._labels: set[str] = set()
        self._topics: set[str] = set()
        self._has_said = False

    def read(self, source: str) -> Screenplay:
        lines = unicodedata.normalize("NFC", source).splitlines()
        first = next((number for number, line in enumerate(lines) if line.startswith("==")), len(lines))
        told = self._read_settings(lines[:first])
        cues = tuple(self._read_cue(block) for block in _blocks(lines, first))
        if not cues:
            raise self._invalid(len(lines), "nothing happens in this room: write at least one `==`.")
        self._check_order(cues)
        kind = self._choice(told, "room", RoomKind)
        title = told.get("title", (0, None))[1]
        if (title is None) == (kind is RoomKind.GROUP):
            raise self._invalid(told["room"][0], "a group has a `title:`, a direct room has none.")
        line, names = self._required(told, "people")
        people = tuple(self._person(line, handle.strip()) for handle in names.split(","))
        if len(set(people)) != len(people) or (kind is RoomKind.DIRECT and len(people) != 2):
            raise self._invalid(line, "name each person once; a direct room has two.")
        return Screenplay(
            name=self._file,
            kind=kind,
            title=title,
            people=people,
            time_zone=self._required(told, "times of")[1],
            unread=self._read_unread(*told["unread"]) if "unread" in told else {},
            scenes=self._read_scenes(*told["before"]) if "before" in told else None,
            cues=cues,
        )

    def _read_settings(self, lines: list[str]) -> dict[str, tuple[int, str]]:
        told: dict[str, tuple[int, str]] = {}
        for number, line in enumerate(lines, start=1):
            if not line.strip() or line.startswith("%"):
                continue
            name, colon, value = line.partition(":")
            if not colon or name not in {"room", "title", "people", "times of", "unread", "before"}:
                raise self._invalid(number, f"{line!r} is not known here: room, title, people, times of, unread and before are.")
            told[name] = (number, value.strip())
        return told

    def _required(self, told: dict[str, tuple[int, str]], name: str) -> tuple[int, str]:
        if name not in told:
            raise self._invalid(1, f"`{name}:` is missing.")
        return told[name]

    def _choice(self, told: dict[str, tuple[int, str]], name: str, kinds: type[RoomKind]) -> RoomKind:
        line, value = self._required(told, name)
        try:
            return kinds(value)
        except ValueError:
            raise self._invalid(line, f"`{name}:` is one of {', '.join(kinds)}, not {value!r}.") from None

    def _read_unread(self, line: int, value: str) -> dict[str, int]:
        unread: dict[str, int] = {}
        for part in value.split(","):
            handle, _, number = part.strip().partition(" ")
            if not number.isdecimal() or number == "0":
                raise self._invalid(line, f"{part.strip()!r} is not a person and a number, such as `joao 2`.")
            unread[self._person(line, handle)] = int(number)
        return unread

    def _read_scenes(self, line: int, value: str) -> tuple[str, int]:
        name, _, number = value.partition(" ")
        if not number.isdecimal():
            raise self._invalid(
                line, f"{value!r} is not a file of scenes and a number of messages, such as `release-desk 20000`."
            )
        return name, int(number)

    def _read_cue(self, block: _Block) -> Cue:
        found = _CUE.fullmatch(block.head)
        if found is None:
            raise self._invalid(
                block.line, f"{block.head!r} is not `== TIME WHO` with what they do, such as `== -12d 09:41 mara`."
            )
        when = self._read_time(block.line, found["when"])
        who = self._person(block.line, found["who"])
        return Cue(block.line, when, who, self._read_act(block, found["what"] or ""))

    def _read_time(self, line: int, text: str) -> When:
        if found := _ON_DAY.fullmatch(text):
            # Nobody writes on the full minute: the line's number gives the seconds.
            second = int(found["hour"]) * 3600 + int(found["minute"]) * 60 + line * 37 % 60
            return OnDay(int(found["days"]), second)
        if found := _AGO.fullmatch(text):
            return Ago(int(found["hours"] or 0) * 3600 + int(found["minutes"] or 0) * 60)
        if found := _AFTER.fullmatch(text):
            hours, minutes, seconds = (int(found[unit] or 0) for unit in ("hours", "minutes", "seconds"))
            return After(hours * 3600 + minutes * 60 + seconds)
        raise self._invalid(
            line, f"{text!r} is no time: write `-12d 09:41`, `-2h15m`, `-25m`, or `+6m` after what stands before."
        )

    def _read_act(self, block: _Block, what: str) -> Act:
        verb = what.partition(" ")[0]
        if verb in _VERBS:
            found = _VERBS[verb].fullmatch(what)
            if found is None:
                raise self._invalid(block.line, f"{what!r} is not how `{verb}` is written.")
            self._check_text(block, expected=verb in _WITH_TEXT)
            said = found.groupdict()
            if verb == "starts":
                self._name_topic(block.line, said["topic"])
            self._check_references(block.line, said, needs_message="label" in said and verb != "starts")
            return _ACTS[verb](said, block.text)
        return self._read_message(block, what)

    def _read_message(self, block: _Block, what: str) -> Say:
        found = _SAY.fullmatch(what) or _FORWARD.fullmatch(what)
        if found is None:
            known = ", ".join(_VERBS)
            raise self._invalid(
                block.line, f"{what!r} is no verb: known are {known}, forwards; or `#name`, `re #name`, `in ~name`."
            )
        said = {"answers": None, "play": None, "files": None} | found.groupdict()
        label, answers, topic, play = said["label"], said["answers"], said["topic"], said["play"]
        files = tuple(said["files"].split(", ")) if said["files"] else ()
        self._check_text(block, expected=(play is None and not files) or bool(block.text))
        self._check_references(block.line, {"answers": answers, "topic": topic}, needs_message=False)
        if label in self._labels:
            raise self._invalid(block.line, f"#{label} is the name of another message already.")
        if label is not None:
            self._labels.add(label)
        self._has_said = True
        forwards = None if play is None else Elsewhere(f"rooms/{play}.txt", str(said["passed_on"]))
        return Say(block.text, label, answers, topic, forwards, files)

    def _name_topic(self, line: int, topic: str | None) -> None:
        if topic in self._topics:
            raise self._invalid(line, f"~{topic} is the name of another topic already.")
        self._topics.add(str(topic))

    def _check_text(self, block: _Block, *, expected: bool) -> None:
        if bool(block.text) != expected:
            raise self._invalid(block.line, "a text must follow." if expected else "no text may follow.")
        if len(block.text) > MAX_TEXT:
            raise self._invalid(block.line, f"the text has {len(block.text):,} characters, at most {MAX_TEXT:,} can be sent.")
        for handle in MENTION.findall(block.text):
            self._person(block.line, handle)

    def _check_references(self, line: int, said: dict[str, str | None], *, needs_message: bool) -> None:
        for label in (said.get("label"), said.get("answers")):
            if label is not None and label not in self._labels:
                raise self._invalid(line, f"#{label} is no message before this.")
        topic = said.get("topic")
        if topic is not None and topic not in self._topics:
            raise self._invalid(line, f"~{topic} is no topic before this.")
        if needs_message and not self._has_said:
            raise self._invalid(line, "there is no message before this.")
        if said.get("person") is not None:
            self._person(line, str(said["person"]))

    def _check_order(self, cues: tuple[Cue, ...]) -> None:
        """Times as they are written must ascend; what follows by `+` is not looked at."""
        if isinstance(cues[0].when, After):
            raise self._invalid(cues[0].line, "the first time cannot follow another one.")
        before = (0, -_NEVER, 0)
        for cue in cues:
            moment = before
            match cue.when:
                case OnDay(days, second):
                    moment = (0, -days, second // 60)
                case Ago(seconds):
                    moment = (1, -seconds, 0)
            if moment < before:
                raise self._invalid(cue.line, "this is earlier than what stands before it.")
            before = moment

    def _person(self, line: int, handle: str) -> str:
        if handle not in self._handles:
            raise self._invalid(line, f"{handle!r} is nobody: people.toml has {', '.join(self._handles)}.")
        return handle

    def _invalid(self, line: int, message: str) -> ContentInvalid:
        return ContentInvalid(self._file, line, message)


def _blocks(lines: list[str], first: int) -> Iterator[_Block]:
    starts = [number for number in range(first, len(lines)) if lines[number].startswith("==")]
    for start, end in zip(starts, [*starts, len(lines)][1:], strict=True):
        body = [line for line in lines[start + 1 : end] if not line.startswith("%")]
        yield _Block(start + 1, lines[start].rstrip(), "\n".join(body).strip("\n").rstrip())
