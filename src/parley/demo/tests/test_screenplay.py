"""Reading screenplays."""

import pytest

from parley.demo.model import (
    Add,
    After,
    Ago,
    ContentInvalid,
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
    Star,
    StartTopic,
    WriteDraft,
)
from parley.demo.screenplay import parse_screenplay
from parley.rooms.model import History, Role, RoomKind

HANDLES = ("mara", "joao", "wei")
HEAD = "room: group\ntitle: Team\npeople: mara, joao\ntimes of: Europe/Lisbon\n"

EVERYTHING = f"""% A remark.
{HEAD}unread: joao 2, mara 1
before: desk 500

== -12d 09:41 mara #brief

Two lines,
% not this one

and a blank one.

== +1h2m3s joao re #brief
Yes @{{wei}}

== +40s joao #own re #brief
Both
== +1m mara reacts 👍
== +1m mara unreacts 👍 to #brief
== +1m joao edits #own
Changed
== +1m joao edits
Again
== +1m joao deletes #own
== +1m mara adds wei from now
== +1m mara adds wei with full history
== +1m mara makes wei admin
== +1m mara renames
New title
== +1m wei leaves
== +1m mara pins #brief
== +1m mara unpins
== +1m mara starts ~icon from #brief
The icon
== +1m joao starts ~money
Money
== +1m joao #size re #brief in ~icon
16 px
== +1m mara in ~money
Sent
== +1m mara renames ~icon
The smallest icon
== +1m mara resolves ~icon
== +1m mara reopens ~icon
== +1m joao forwards #price of desk
== +1m joao forwards #price of desk #copy in ~money
Look
== +1m joao drafts re #size in ~icon
Smaller still
== -2h15m joao drafts re #brief
Not yet
== -25m joao stars
== -0m joao mutes
== +0s joao hides
"""


def test_every_verb_is_read() -> None:
    play = parse_screenplay("x.txt", EVERYTHING, HANDLES)
    assert (play.kind, play.title, play.people, play.time_zone) == (RoomKind.GROUP, "Team", ("mara", "joao"), "Europe/Lisbon")
    assert play.unread == {"joao": 2, "mara": 1}
    assert play.scenes == ("desk", 500)
    assert [(cue.who, cue.act) for cue in play.cues] == [
        ("mara", Say("Two lines,\n\nand a blank one.", "brief")),
        ("joao", Say("Yes @{wei}", None, "brief")),
        ("joao", Say("Both", "own", "brief")),
        ("mara", React("👍", None, on=True)),
        ("mara", React("👍", "brief", on=False)),
        ("joao", Edit("Changed", "own")),
        ("joao", Edit("Again", None)),
        ("joao", Delete("own")),
        ("mara", Add("wei", History.FROM_NOW)),
        ("mara", Add("wei", History.FULL)),
        ("mara", GiveRole("wei", Role.ADMIN)),
        ("mara", Rename("New title")),
        ("wei", Leave()),
        ("mara", Pin("brief", on=True)),
        ("mara", Pin(None, on=False)),
        ("mara", StartTopic("The icon", "icon", "brief")),
        ("joao", StartTopic("Money", "money")),
        ("joao", Say("16 px", "size", "brief", "icon")),
        ("mara", Say("Sent", topic="money")),
        ("mara", NameTopic("The smallest icon", "icon")),
        ("mara", Resolve("icon", on=True)),
        ("mara", Resolve("icon", on=False)),
        ("joao", Say("", forwards=Elsewhere("rooms/desk.txt", "price"))),
        ("joao", Say("Look", "copy", topic="money", forwards=Elsewhere("rooms/desk.txt", "price"))),
        ("joao", WriteDraft("Smaller still", "size", "icon")),
        ("joao", WriteDraft("Not yet", "brief")),
        ("joao", Star()),
        ("joao", Mute()),
        ("joao", Hide()),
    ]


def test_times_are_days_back_time_back_or_after_what_stands_before() -> None:
    times = [cue.when for cue in parse_screenplay("x.txt", EVERYTHING, HANDLES).cues]
    first = times[0]
    assert isinstance(first, OnDay)
    assert (first.days, first.second // 60) == (12, 9 * 60 + 41)
    assert times[1:3] == [After(3723), After(40)]
    assert times[-4:] == [Ago(2 * 3600 + 15 * 60), Ago(25 * 60), Ago(0), After(0)]


CUE = f"{HEAD}== -3d 10:00 mara\nHello\n"
WRONG = {
    "nobody": (f"{CUE}== +1m eve\nHi\n", "x.txt:7: 'eve' is nobody"),
    "nobody is called": (f"{CUE}== +1m mara\nHi @{{eve}}\n", "x.txt:7: 'eve' is nobody"),
    "nobody is added": (f"{CUE}== +1m mara adds eve from now\n", "x.txt:7: 'eve' is nobody"),
    "nobody in the room": (CUE.replace("mara, joao", "mara, eve"), "x.txt:3: 'eve' is nobody"),
    "no verb": (f"{CUE}== +1m mara sings\n", "x.txt:7: 'sings' is no verb"),
    "half a verb": (f"{CUE}== +1m mara adds wei\n", "x.txt:7: 'adds wei' is not how `adds` is written"),
    "no time": (f"{CUE}== -3days mara\nHi\n", "x.txt:7: '-3days' is no time"),
    "no hour": (f"{CUE}== -2d 24:00 mara\nHi\n", "x.txt:7: '-2d 24:00' is no time"),
    "no person": (f"{CUE}== -2d 10:00\nHi\n", "x.txt:7: '== -2d 10:00' is not `== TIME WHO`"),
    "earlier than before": (f"{CUE}== -4d 10:00 mara\nHi\n", "x.txt:7: this is earlier"),
    "a day after a moment ago": (f"{CUE}== -5m mara\nHi\n== -1d 10:00 mara\nHi\n", "x.txt:9: this is earlier"),
    "nothing to follow": (f"{HEAD}== +1m mara\nHi\n", "x.txt:5: the first time"),
    "no text": (f"{CUE}== +1m mara\n", "x.txt:7: a text must follow"),
    "a text too many": (f"{CUE}== +1m mara reacts 👍\nHi\n", "x.txt:7: no text may follow"),
    "too long": (f"{CUE}== +1m mara\n{'x' * 10_241}\n", "x.txt:7: the text has 10,241 characters"),
    "unknown label": (f"{CUE}== +1m mara re #later\nHi\n", "x.txt:7: #later is no message before this"),
    "label twice": (f"{CUE}== +1m mara #a\nHi\n== +1m mara #a\nHi\n", "x.txt:9: #a is the name of another message"),
    "unknown topic": (f"{CUE}== +1m mara in ~icon\nHi\n", "x.txt:7: ~icon is no topic before this"),
    "resolves no topic": (f"{CUE}== +1m mara resolves ~icon\n", "x.txt:7: ~icon is no topic before this"),
    "topic twice": (f"{CUE}== +1m mara starts ~a\nA\n== +1m mara starts ~a\nA\n", "x.txt:9: ~a is the name of another topic"),
    "a topic from nothing": (f"{CUE}== +1m mara starts ~a from #later\nA\n", "x.txt:7: #later is no message before this"),
    "forwards nothing": (f"{CUE}== +1m mara forwards\n", "x.txt:7: 'forwards' is no verb"),
    "reacts to nothing": (f"{HEAD}== -3d 10:00 mara reacts 👍\n", "x.txt:5: there is no message before this"),
    "unknown setting": (f"colour: red\n{CUE}", "x.txt:1: 'colour: red' is not known here"),
    "unknown kind": (CUE.replace("group", "party"), "x.txt:1: `room:` is one of direct, group, not 'party'"),
    "direct with title": (CUE.replace("group", "direct"), "x.txt:1: a group has a `title:`"),
    "no people": (CUE.replace("people: mara, joao\n", ""), "x.txt:1: `people:` is missing"),
    "twice the same": (CUE.replace("mara, joao", "mara, mara"), "x.txt:3: name each person once"),
    "unread of nobody": (CUE.replace("times of", "unread: joao\ntimes of"), "x.txt:4: 'joao' is not a person and a number"),
    "daily talk without number": (CUE.replace("times of", "before: desk\ntimes of"), "x.txt:4: 'desk' is not a file of scenes"),
    "empty": (HEAD, "x.txt:4: nothing happens"),
}


@pytest.mark.parametrize(("source", "said"), WRONG.values(), ids=WRONG.keys())
def test_what_cannot_be_read_is_told_with_its_line(source: str, said: str) -> None:
    with pytest.raises(ContentInvalid) as caught:
        parse_screenplay("x.txt", source, HANDLES)
    assert str(caught.value).startswith(said)
