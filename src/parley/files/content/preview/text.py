"""The beginning of texts and program source, as characters that may be shown."""

import codecs
import re
from pathlib import Path

from parley.files.content.preview.model import PreviewMade

MOST_CHARACTERS = 4000
_MOST_BYTES = 4 * MOST_CHARACTERS * 2  # the longest encoding, and as much again for what is dropped

# Of the control characters only tab and line feed stay. Those that turn the direction of writing go too: with them code reads otherwise than
# it runs (CVE-2021-42574).
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")

# By the names that the client's highlighter knows.
LANGUAGES = {
    "bash": "sh bash zsh ksh",
    "c": "c h",
    "cpp": "cpp cc cxx hpp hh hxx",
    "csharp": "cs",
    "css": "css",
    "dart": "dart",
    "diff": "diff patch",
    "dockerfile": "dockerfile",
    "elixir": "ex exs",
    "go": "go",
    "graphql": "graphql gql",
    "haskell": "hs",
    "ini": "ini cfg conf toml properties env",
    "java": "java",
    "javascript": "js jsx mjs cjs",
    "json": "json jsonl geojson webmanifest ipynb",
    "kotlin": "kt kts",
    "less": "less",
    "lua": "lua",
    "makefile": "mk makefile gnumakefile",
    "markdown": "md markdown",
    "nginx": "nginx",
    "objectivec": "m mm",
    "perl": "pl pm",
    "php": "php",
    "powershell": "ps1 psm1 psd1",
    "python": "py pyi",
    "r": "r",
    "ruby": "rb gemspec rakefile gemfile",
    "rust": "rs",
    "scala": "scala sbt",
    "scss": "scss",
    "sql": "sql",
    "swift": "swift",
    "typescript": "ts tsx mts cts",
    "xml": "xml html htm xhtml svg vue xsd xsl plist",
    "yaml": "yaml yml",
}
_LANGUAGE_OF = {ending: language for language, endings in LANGUAGES.items() for ending in endings.split()}


def read_text(source: Path, name: str) -> PreviewMade:
    """The first 4,000 characters, and the language as far as the name tells it."""
    with source.open("rb") as file:
        beginning = file.read(_MOST_BYTES)
    text = _CONTROL.sub("", _decoded(beginning).replace("\r\n", "\n").replace("\r", "\n"))
    return PreviewMade(text=text[:MOST_CHARACTERS], language=language_of(name))


def language_of(name: str) -> str | None:
    """The highlighter's name of the language that files of this name are written in."""
    return _LANGUAGE_OF.get(name.lower().rpartition(".")[2])


def _decoded(beginning: bytes) -> str:
    """UTF-16 by its mark, UTF-8 where it is, else as Windows wrote it in the West. The last character may be cut."""
    if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return codecs.getincrementaldecoder("utf-16")(errors="replace").decode(beginning)
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(beginning, final=len(beginning) < _MOST_BYTES)
    except UnicodeDecodeError:
        return beginning.decode("cp1252", errors="replace")
