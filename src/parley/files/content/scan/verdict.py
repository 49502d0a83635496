"""What is said about a file, and how much work may be spent on saying it."""

from enum import StrEnum

import msgspec


class Outcome(StrEnum):
    CLEAN = "clean"
    REFUSED = "refused"
    UNSCANNABLE = "unscannable"


class Reason(StrEnum):
    """Why a file is not clean. Permanent: clients translate from it."""

    MALWARE = "malware"
    EXECUTABLE = "executable"
    TYPE_MISMATCH = "type_mismatch"
    MACRO = "macro"
    SCRIPT = "script"
    ARCHIVE_BOMB = "archive_bomb"

    ENCRYPTED = "encrypted"
    TOO_DEEP = "too_deep"
    TOO_LARGE = "too_large"
    MALFORMED = "malformed"
    UNSUPPORTED = "unsupported"


class FileKind(StrEnum):
    PICTURE = "picture"
    VIDEO = "video"
    AUDIO = "audio"
    PDF = "pdf"
    TEXT = "text"
    DOCUMENT = "document"
    ARCHIVE = "archive"
    OTHER = "other"


class ScanLimits(msgspec.Struct, frozen=True):
    """How far a container is followed. Beyond `max_depth` it is unscannable; beyond the others it is an archive bomb.

    `max_ratio` is of unpacked to packed bytes and counts from `ratio_floor_bytes` unpacked on: a blank page or a log of zeros packs
    1,000 to 1 (the most that deflate can), and does no harm while it is small. Real work stays below 100.
    """

    max_depth: int = 6
    max_members: int = 50_000
    max_total_bytes: int = 4 << 30
    max_ratio: int = 200
    ratio_floor_bytes: int = 16 << 20


class ScanRequest(msgspec.Struct, frozen=True):
    """One file to examine: `path` to its bytes, the `name` it was given, and the `folder` for large members (None: the system's)."""

    path: str
    name: str
    limits: ScanLimits = ScanLimits()
    folder: str | None = None


class Verdict(msgspec.Struct, frozen=True):
    """`reason` is None exactly when the file is clean; `rule` names what matched, `member` where in the container (`a.zip/b.doc`)."""

    outcome: Outcome
    reason: Reason | None
    media_type: str
    kind: FileKind
    sha256: str
    rule: str | None = None
    member: str | None = None


class _Finding(Exception):
    """`member` is where in the container, set by whoever walks through it."""

    def __init__(self, reason: Reason, rule: str) -> None:
        self.reason = reason
        self.rule = rule
        self.member: str | None = None
        super().__init__(f"{reason}: {rule}")


class Refused(_Finding):
    """Found on the way: this file is not let through, whatever the rest of it holds."""


class Unscannable(_Finding):
    """Found on the way: this part cannot be looked into. The rest still can."""
