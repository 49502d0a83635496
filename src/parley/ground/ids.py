"""UUIDv7 identifiers as lower-case strings, and secrets.

Ids travel and are stored as `uuid`; in Python they are plain strings under a `NewType` per kind of thing, since turning each into
a `uuid.UUID` and back was a measurable share of a message's cost.
"""

import hashlib
import re
import secrets

import uuid_utils

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")


def new_id() -> str:
    """A UUIDv7 (RFC 9562): sorts by the millisecond it was made in."""
    return str(uuid_utils.uuid7())


def is_id(text: str) -> bool:
    """Whether `text` is a UUID in the only spelling Parley emits: lower case, with hyphens."""
    return _UUID.match(text) is not None


def new_secret() -> str:
    """An unguessable URL-safe secret of 256 bits. Store only its `secret_hash`."""
    return secrets.token_urlsafe(32)


def secret_hash(secret: str) -> bytes:
    """SHA-256 of a secret. A plain hash suffices because the secret has 256 bits of entropy."""
    return hashlib.sha256(secret.encode()).digest()
