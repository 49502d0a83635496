"""Daily talk, improvised."""

import re
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from parley.demo.content import read_people, read_scenes
from parley.demo.improvise import LIVELY_DAYS, improvise
from parley.demo.model import ContentInvalid, Cue, OnDay, React, Say
from parley.demo.scenes import Scenes, parse_scenes
from parley.demo.timing import working_day

TODAY = date(2026, 3, 4)
TOTAL = 20_000


@pytest.fixture(scope="module")
def scenes() -> Scenes:
    return read_scenes("release-desk", read_people())


@pytest.fixture(scope="module")
def talk(scenes: Scenes) -> list[Cue]:
    return list(improvise(scenes, TOTAL, TODAY))


def texts(talk: list[Cue]) -> list[str]:
    return [cue.act.text for cue in talk if isinstance(cue.act, Say)]


def test_the_talk_is_the_same_each_time(scenes: Scenes, talk: list[Cue]) -> None:
    assert list(improvise(scenes, TOTAL, TODAY)) == talk


def test_it_is_as_long_as_asked_and_varied(talk: list[Cue]) -> None:
    said = texts(talk)
    assert TOTAL <= len(said) < TOTAL + 40
    assert len(set(said)) > 0.4 * TOTAL
    # In a working conversation "Looking." comes often, a long sentence seldom.
    assert max(Counter(said).values()) <= 150
    assert max(times for text, times in Counter(said).items() if len(text) > 100) <= 8


def test_what_is_to_come_once_comes_once(scenes: Scenes, talk: list[Cue]) -> None:
    told = Counter(texts(talk))
    fixed = [
        turn.text
        for scene in scenes.of_kind("once")
        for turn in scene.turns
        if not turn.optional and not set("{[") & set(turn.text)
    ]
    telling = [text for text in fixed if len(text) > 40]
    assert len(telling) > 30
    assert {told[text] for text in telling} == {1}


def test_nothing_of_the_notation_is_left_in_a_text(talk: list[Cue]) -> None:
    left = [text for text in texts(talk) if re.search(r"\{\w*[:+!=]?\w*\}|=>|\[[^\]]*\||  [+>?] ", text)]
    assert left == []


def test_it_ascends_within_the_working_days_of_months(talk: list[Cue]) -> None:
    moments = [(-cue.when.days, cue.when.second) for cue in talk if isinstance(cue.when, OnDay)]
    assert len(moments) == len(talk)
    assert all(one < next_one for one, next_one in pairwise(moments))
    assert moments[0][0] < -200
    assert moments[-1][0] == -1
    # From 8:40 in Lisbon (11:40 at most in Nairobi) to 19:15 (22:15).
    assert min(second for _, second in moments) >= 8 * 3600 + 40 * 60
    assert max(second for _, second in moments) < 19 * 3600 + 15 * 60


def test_weekends_are_wished_on_fridays_only(talk: list[Cue]) -> None:
    days = {
        cue.when.days for cue in talk if isinstance(cue.act, Say) and isinstance(cue.when, OnDay) and "Wikendi" in cue.act.text
    }
    assert days
    assert {working_day(TODAY, day).weekday() for day in days} == {4}


def test_reactions_and_replies_are_in_the_latest_weeks(talk: list[Cue]) -> None:
    lively = [cue for cue in talk if isinstance(cue.act, React) or (isinstance(cue.act, Say) and cue.act.answers)]
    assert len(lively) > 50
    assert all(isinstance(cue.when, OnDay) and cue.when.days <= LIVELY_DAYS for cue in lively)


HEAD = "people: joao, grace\nhours: 09:00-17:00\ncounter ticket: NW-7\npool page\n  basket\n  shop => Open => Closed\n"
REST = "".join(f"=== {kind}\ngrace: Hi\n" for kind in ("first", "opening", "once", "lunch", "closing", "weekend"))
WRONG = {
    "nobody": (HEAD.replace("grace", "eve") + REST, "x.txt:1: 'eve' is nobody"),
    "unknown head": ("colour: red\n", "x.txt:1: 'colour: red' is not known here"),
    "unknown kind": (f"{HEAD}=== party\n", "x.txt:7: a scene is one of"),
    "no turn": (f"{HEAD}=== work\nsomebody says something\n", "x.txt:8: 'somebody says something' is no turn"),
    "not one of the two": (f"{HEAD}=== work\nmara: Hi\n", "x.txt:8: 'mara: Hi' is no turn"),
    "a stranger reacts": (f"{HEAD}=== work\njoao: Hi\n  + mara 👍\n", "x.txt:9: 'mara' is not one of the two"),
    "goes on with nothing": (f"{HEAD}=== work\n  Hi\n", "x.txt:8: an indented line goes on"),
    "stands for nothing": (f"{HEAD}=== work\njoao: The {{door}}\n{REST}", "x.txt:8: {door} stands for nothing"),
    "a kind is missing": (f"{HEAD}{REST}", "x.txt:1: there must be a scene of each kind"),
}


@pytest.mark.parametrize(("source", "said"), WRONG.values(), ids=WRONG.keys())
def test_what_cannot_be_read_is_told_with_its_line(source: str, said: str) -> None:
    with pytest.raises(ContentInvalid) as caught:
        parse_scenes("x.txt", source, ("joao", "grace", "mara"))
    assert str(caught.value).startswith(said)


def test_names_numbers_answers_and_counters_are_filled_in() -> None:
    work = "=== work\njoao: {ticket+}: {page}, {page:2}, {Page} {page!} {page!!} {n=3-9}\ngrace: {ticket} {n} [a|a] {ticket:1}\n"
    source = HEAD.replace("  basket\n", "  basket => Open => Closed\n") + work + REST
    said = texts(list(improvise(parse_scenes("x.txt", source, ("joao", "grace")), 60, TODAY)))
    first = next(text for text in said if text.startswith("NW-"))
    follows = said[said.index(first) + 1]
    found = re.fullmatch(r"NW-7: (basket|shop), (basket|shop), (Basket|Shop) Open Closed ([3-9])", first)
    assert found is not None
    assert found[1] != found[2]
    assert found[3].lower() == found[1]
    assert follows == f"NW-7 {found[4]} a NW-7"
    assert next(text for text in said[said.index(first) + 1 :] if text.startswith("NW-8: "))
