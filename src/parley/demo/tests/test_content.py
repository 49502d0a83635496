"""What the content files promise."""

import re
import unicodedata

import pytest

from parley.demo.content import read_people, read_screenplays
from parley.demo.model import Delete, Edit, React, Say, Screenplay

SCRIPTS = {
    "Arabic": r"[\u0621-\u064a]{2,}",
    "Japanese": r"[\u3041-\u30ff]{3,}",
    "Portuguese": r"\b(você|embalagem|ficheiro|não)\b",
    "Spanish": r"\b(también|portada|español)\b",
    "German": r"\b(nicht|schreibe|Umschlag)\b",
    "Swahili": r"\b(Habari|asante|Nimeipakia)\b",
    "English": r"\b(the|and)\b",
}
FORMS = {
    "a numbered list": r"^1\. ",
    "a list": r"^- ",
    "a table": r"^\| ---",
    "code": r"^```\w*$",
    "a quote": r"^> ",
    "a link": r"https://",
    "a call by name": r"@\{\w+\}",
    "an emoji": r"[\U0001f300-\U0001faff]",
}


@pytest.fixture(scope="module")
def plays() -> list[Screenplay]:
    return read_screenplays(read_people())


def texts(plays: list[Screenplay]) -> list[str]:
    return [cue.act.text for play in plays for cue in play.cues if isinstance(cue.act, Say)]


def test_there_are_fourteen_people_or_more_in_six_time_zones_or_more() -> None:
    people = read_people().values()
    assert len(people) >= 14
    assert len({person.time_zone for person in people}) >= 6
    assert len({person.locale.split("-")[0] for person in people}) >= 6
    assert all(person.headline and person.about and person.skills for person in people)


def test_every_address_belongs_to_nobody() -> None:
    assert all(person.email.endswith("@example.com") for person in read_people().values())


@pytest.mark.parametrize("language", SCRIPTS)
def test_people_write_in_many_languages(plays: list[Screenplay], language: str) -> None:
    assert sum(bool(re.search(SCRIPTS[language], text)) for text in texts(plays)) >= 3


@pytest.mark.parametrize("form", FORMS)
def test_people_use_what_a_message_can_hold(plays: list[Screenplay], form: str) -> None:
    assert any(re.search(FORMS[form], text, re.MULTILINE) for text in texts(plays))


def test_people_reply_react_edit_and_delete(plays: list[Screenplay]) -> None:
    acts = [cue.act for play in plays for cue in play.cues]
    assert sum(isinstance(act, Say) and act.answers is not None for act in acts) > 40
    assert sum(isinstance(act, React) for act in acts) > 100
    assert sum(isinstance(act, Edit) for act in acts) >= 2
    assert any(isinstance(act, Delete) for act in acts)


def test_some_texts_are_long_and_some_are_a_word(plays: list[Screenplay]) -> None:
    lengths = [len(text) for text in texts(plays)]
    assert max(lengths) > 1_500
    assert sum(length < 25 for length in lengths) >= 10


def test_texts_are_in_the_form_that_is_stored(plays: list[Screenplay]) -> None:
    assert all(unicodedata.is_normalized("NFC", text) for text in texts(plays))


def test_links_lead_to_reserved_names_or_public_documentation(plays: list[Screenplay]) -> None:
    hosts = {host for text in texts(plays) for host in re.findall(r"https?://([\w.-]+)", text)}
    documented = {"www.w3.org", "developer.mozilla.org", "www.postgresql.org"}
    assert {host for host in hosts if host != "example.com" and not host.endswith(".example.com")} <= documented


def test_who_writes_in_a_direct_room_is_one_of_its_two(plays: list[Screenplay]) -> None:
    for play in plays:
        if play.title is None:
            assert {cue.who for cue in play.cues} <= set(play.people), play.name
