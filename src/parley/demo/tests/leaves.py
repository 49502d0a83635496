"""Leaf hashes, recomputed from the raw log as anybody could."""

from parley.messages.model import RawEntry
from parley.rooms.model import LogEntry, content_hash, leaf_hash


def leaf_of(entry: RawEntry) -> str:
    """The leaf hash in hex; where the body is not withheld it must fit the content hash."""
    content = bytes.fromhex(entry.content)
    if entry.body is not None:
        assert content_hash(bytes.fromhex(entry.salt or ""), entry.body) == content
    logged = LogEntry(
        entry.room_id, entry.seq, entry.id, entry.kind, entry.author_id, entry.client_id, entry.created_at, entry.body or {}
    )
    return leaf_hash(logged, content).hex()
