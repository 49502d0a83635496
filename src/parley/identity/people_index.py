"""How people are found by what they are called, in any script, without an extension of PostgreSQL.

Name, headline and skills are folded (case, accents, width) and cut into grams of one to three characters, kept in an array with a GIN index.
A query is folded the same way; the grams of each of its words narrow the rows, `like` settles them. It is what `pg_trgm` does, and also
serves words of one and two characters, which in Chinese or Japanese are whole words.
"""

import unicodedata
from typing import NamedTuple

MAX_QUERY = 100
MAX_QUERY_WORDS = 6

# Letters that are their own letter to Unicode and an accented one to whoever types on another keyboard.
_LOOKALIKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h"})


class PeopleIndex(NamedTuple):
    """What is stored to find a person by. `name` has no leading space; in `text` each word has one before it."""

    name: str
    text: str
    grams: list[str]


class PeopleQuery(NamedTuple):
    """`prefix` matches names that begin with the whole query; a row has all `grams`, and its text is like all `patterns`."""

    prefix: str
    grams: list[str]
    patterns: list[str]


def fold(text: str) -> str:
    """Lower case without accents, words separated by one space."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in decomposed if unicodedata.category(c) not in {"Mn", "Me", "Cf", "Cc", "Cs"} or c.isspace())
    return " ".join(unicodedata.normalize("NFKC", bare.casefold()).translate(_LOOKALIKES).split())


def index_person(display_name: str, headline: str, skills: list[str]) -> PeopleIndex:
    name = fold(display_name)
    words = " ".join([name, fold(headline), *(fold(skill) for skill in skills)]).split()
    grams = {gram for word in words for gram in _grams(word)}
    return PeopleIndex(name, "".join(f" {word}" for word in words), sorted(grams))


def parse_query(text: str) -> PeopleQuery | None:
    """None when nothing is left to look for. Words beyond the sixth only narrow by `prefix`."""
    folded = fold(text[:MAX_QUERY])
    words = folded.split()[:MAX_QUERY_WORDS]
    if not words:
        return None
    grams: set[str] = set()
    patterns: list[str] = []
    for word in words:
        grams.update(_needed_grams(word))
        starts_word = len(word) == 1 and not _is_ideographic(word)
        patterns.append(f"% {_escaped(word)}%" if starts_word else f"%{_escaped(word)}%")
    return PeopleQuery(f"{_escaped(folded)}%", sorted(grams), patterns)


def _grams(word: str) -> set[str]:
    grams = {word[i : i + size] for size in (2, 3) for i in range(len(word) - size + 1)}
    grams.add(f" {word[0]}")
    grams.update(c for c in word if _is_ideographic(c))
    return grams


def _needed_grams(word: str) -> set[str]:
    if len(word) == 1:
        return {word} if _is_ideographic(word) else {f" {word}"}
    size = min(len(word), 3)
    return {word[i : i + size] for i in range(len(word) - size + 1)}


def _is_ideographic(character: str) -> bool:
    """Whether a single character of this script may be a word in the middle of a word."""
    return unicodedata.category(character) == "Lo"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
