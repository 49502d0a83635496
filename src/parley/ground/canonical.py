"""RFC 8785 canonical JSON for the values that room logs are made of.

Bodies hold strings, whole numbers below 2**53, booleans, nulls, lists and objects with ASCII keys. On that subset msgspec's sorted
encoding is byte for byte RFC 8785 (a test compares it with the `rfc8785` package over generated values) and 20 times faster.
"""

import hashlib
from typing import Any

import msgspec

_encoder = msgspec.json.Encoder(order="sorted")


def canonical_json(value: Any) -> bytes:
    """RFC 8785 bytes of `value`."""
    return _encoder.encode(value)


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
