"""How the host of a link is shown: so that no other host looks the same."""

import unicodedata
from typing import NamedTuple
from urllib.parse import urlsplit

import idna

# Scripts that one language writes together; any other mixture in one label is a disguise.
_TOGETHER = (
    frozenset({"HAN", "HIRAGANA", "KATAKANA", "LATIN"}),
    frozenset({"HAN", "HANGUL", "LATIN"}),
    frozenset({"HAN", "BOPOMOFO", "LATIN"}),
)
# Letters of other scripts that are drawn as Latin ones (Unicode TR 39, the part that fonts do not tell apart).
_DRAWN_AS_LATIN = {
    **dict(zip("аеорсухіјѕԁԛԝһӏьпгвнкмт", "aeopcyxijsdqwhlbnrbhkmt", strict=True)),
    **dict(zip("αορνυικτχε", "aopvuiktxe", strict=True)),
    **dict(zip("օոսցհ", "onugh", strict=True)),
}


class ShownHost(NamedTuple):
    """`text` is what to show; `is_disguised`: its letters can be taken for those of another host, so that `text` is its ASCII form."""

    text: str
    is_disguised: bool


def shown_host(url: str) -> ShownHost:
    """The host of an address for reading: in its own script, unless it could be taken for another one. Empty when there is none."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        ascii_host = host if host.isascii() else idna.encode(host, uts46=True).decode()
    except (ValueError, UnicodeError):
        return ShownHost("", is_disguised=True)
    labels = [_label(label) for label in ascii_host.split(".")]
    is_disguised = any(disguised for _, disguised in labels)
    return ShownHost(ascii_host if is_disguised else ".".join(text for text, _ in labels), is_disguised)


def _label(label: str) -> tuple[str, bool]:
    if not label.startswith("xn--"):
        return label, False
    try:
        text = idna.decode(label)
    except (ValueError, UnicodeError):
        return label, True
    scripts = {script for character in text if (script := _script(character)) is not None}
    is_mixed = len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER)
    return text, is_mixed or _reads_as_latin(text)


def _script(character: str) -> str | None:
    """First word of the letter's Unicode name, which is its script; None for digits and hyphens."""
    if not character.isalpha():
        return None
    return unicodedata.name(character, "UNKNOWN").partition(" ")[0].replace("CJK", "HAN")


def _reads_as_latin(text: str) -> bool:
    """Whether a word of another script can be read as one in Latin letters from beginning to end."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    letters = [character for character in bare if character.isalpha()]
    foreign = [character for character in letters if not character.isascii()]
    return bool(foreign) and all(character.isascii() or character in _DRAWN_AS_LATIN for character in letters)
