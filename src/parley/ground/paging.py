"""Pages of lists: `{"items": [...], "next": cursor or null}`."""

import base64
import binascii
from typing import Any, Generic, TypeVar

import msgspec

from parley.ground.errors import RequestMalformed

T = TypeVar("T")

MAX_LIMIT = 200
DEFAULT_LIMIT = 50


class Page(msgspec.Struct, Generic[T]):
    """One page of a list. `next` is the opaque cursor of the following page, null on the last."""

    items: list[T]
    next: str | None = None


def encode_cursor(*values: Any) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(values)).decode().rstrip("=")


def decode_cursor(cursor: str | None, shape: type[T]) -> T | None:
    """The values of a cursor made by `encode_cursor`, checked against `shape`, a tuple type.

    Raises: request.malformed
    """
    if cursor is None:
        return None
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)), type=shape)
    except (msgspec.MsgspecError, binascii.Error, ValueError):
        raise RequestMalformed("The cursor is not one that this list gave.", fields={"cursor": "unknown cursor"}) from None
