"""What people write about themselves, cleaned and bounded. Each function returns the text to store or raises with why not."""

import re
import unicodedata

MAX_DISPLAY_NAME = 80
MAX_HEADLINE = 140
MAX_ABOUT = 5_000
MAX_SKILLS = 30
MAX_SKILL = 50

# Characters that only steer how others are shown: overrides and isolates could make a name read as another one, or spill over the page.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Joiners (U+200C, U+200D) stay: Persian, the scripts of India and emoji need them.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]"
)
_SPACES = re.compile(r"\s+")
_BLANK_LINES = re.compile(r"\n{3,}")


class WordingRefused(ValueError):
    """The text is not acceptable; the message says why, for a person."""


def clean_line(text: str) -> str:
    """One line in NFC without control, steering and invisible characters; runs of white space become one space."""
    text = _INVISIBLE.sub("", _BIDI.sub("", _SPACES.sub(" ", text)))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", "".join(c for c in text if not _is_control(c)))).strip()


def clean_display_name(text: str) -> str:
    name = clean_line(text)
    # Letters, numbers, punctuation or symbols: a name of marks and joiners alone would be an empty space on the page.
    if not any(unicodedata.category(c)[0] in "LNPS" for c in name):
        raise WordingRefused("Write the name that others will see.")
    return _bounded(name, MAX_DISPLAY_NAME)


def clean_headline(text: str) -> str:
    return _bounded(clean_line(text), MAX_HEADLINE)


def clean_about(text: str) -> str:
    """Several lines. Writing direction marks may stay here: a paragraph of mixed scripts can need them."""
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = unicodedata.normalize("NFC", "".join(c for c in text if c in "\n\t" or not _is_control(c)))
    return _bounded(_BLANK_LINES.sub("\n\n", text).strip(), MAX_ABOUT)


def clean_skills(skills: list[str]) -> list[str]:
    """At most thirty, each once whatever its case, in the order given; empty ones go."""
    kept: dict[str, str] = {}
    for skill in skills:
        cleaned = clean_line(skill)
        if len(cleaned) > MAX_SKILL:
            raise WordingRefused(f"A skill has at most {MAX_SKILL} characters; {cleaned[:20]}… has {len(cleaned)}.")
        if cleaned:
            kept.setdefault(cleaned.casefold(), cleaned)
    if len(kept) > MAX_SKILLS:
        raise WordingRefused(f"List at most {MAX_SKILLS} skills; these are {len(kept)}.")
    return list(kept.values())


def _is_control(character: str) -> bool:
    """Control characters, surrogates, private use, and what Unicode has not assigned."""
    return unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"}


def _bounded(text: str, most: int) -> str:
    if len(text) > most:
        raise WordingRefused(f"Write at most {most:,} characters; this has {len(text):,}.")
    return text
