"""The built-in rules, by YARA-X. One set per process, compiled when it is first needed (some milliseconds)."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple

import yara_x

from parley.files.content.scan.verdict import Reason, Unscannable

_FOLDER = Path(__file__).with_name("rules")

# A pattern that lies across two pieces is whole in one of them while it is no longer than the overlap.
PIECE_BYTES = 8 << 20
OVERLAP_BYTES = 64 << 10
_SECONDS_PER_PIECE = 30

Content = Literal["archive", "media", "office", "ole", "other", "pdf", "rtf", "svg", "text"]


class Match(NamedTuple):
    """`reason` is None for a sign, which means something only together with others."""

    rule: str
    reason: Reason | None


def _sources() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(_FOLDER.glob("*.yar"))]


# Raise the number when code of this folder judges otherwise than before; the rules speak for themselves.
_JUDGEMENT = 1
RULES_VERSION = f"{_JUDGEMENT}.{hashlib.sha256(''.join(_sources()).encode()).hexdigest()[:12]}"
"""Changes whenever a file might be judged otherwise: what was scanned under another is to be scanned again."""


@cache
def _rules() -> yara_x.Rules:
    compiler = yara_x.Compiler()
    compiler.define_global("content", "other")
    for source in _sources():
        compiler.add_source(source)
    return compiler.build()


@cache
def _scanner() -> yara_x.Scanner:
    scanner = yara_x.Scanner(_rules())
    scanner.set_timeout(_SECONDS_PER_PIECE)
    scanner.max_matches_per_pattern(1000)
    return scanner


def find_matches(pieces: Iterable[bytes], content: Content) -> Iterator[Match]:
    """What the rules find in each piece, for bytes that are such a content. A rule may be told once for each piece."""
    scanner = _scanner()
    scanner.set_global("content", content)
    for piece in pieces:
        try:
            results = scanner.scan(piece)
        except yara_x.TimeoutError as error:
            raise Unscannable(Reason.TOO_LARGE, "rules") from error
        for rule in results.matching_rules:
            reason = dict(rule.metadata)["reason"]
            yield Match(rule.identifier, None if reason == "sign" else Reason(str(reason)))


def read_pieces(source: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The source in overlapping pieces, each with where it begins."""
    at = 0
    while True:
        source.seek(at)
        piece = source.read(PIECE_BYTES)
        if piece:
            yield at, piece
        if len(piece) < PIECE_BYTES:
            return
        at += PIECE_BYTES - OVERLAP_BYTES
