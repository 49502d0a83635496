"""What a preview is made from, and what was made."""

from typing import Literal

import msgspec

Failure = Literal["malformed", "too_large", "encrypted"]


class PreviewRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A file as the scanner found it. Paths are absolute; `folder` is empty and the child may write there. The name gives code its language."""

    source: str
    media_type: str
    kind: str
    folder: str
    name: str = ""


class PreviewMade(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was found out and made. `thumbnail`, `display` and `media` are names of files in the folder.

    Width and height are of the picture, the film or the first page (in points) as it is seen, after turning. `failure` says why there is
    less than this kind has otherwise: bytes that do not decode, more pixels than are drawn, or a password.
    """

    width: int | None = None
    height: int | None = None
    pages: int | None = None
    duration_ms: int | None = None
    thumbnail: str | None = None
    display: str | None = None
    media: str | None = None
    text: str | None = None
    language: str | None = None
    failure: Failure | None = None


class StripRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A picture to be copied without what it says of its maker and place. Paths are absolute."""

    source: str
    target: str
    media_type: str


class StripMade(msgspec.Struct, frozen=True, kw_only=True):
    """Whether `target` was written: false for a type whose metadata cannot be taken out, and for bytes that are not what they claim."""

    stripped: bool


class PictureTooLarge(Exception):
    """More pixels, frames or points than are drawn; seen in the header, before anything is decoded."""


class PasswordNeeded(Exception):
    """The file opens with a password only."""
