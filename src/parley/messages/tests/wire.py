"""Values as they come over the wire."""

from typing import Any

import msgspec

Json = dict[str, Any]


def plain(value: Any) -> Any:
    """What a client gets after decoding the JSON of `value`."""
    return msgspec.json.decode(msgspec.json.encode(value))
