"""The log's promises, checked against independent programs."""

import hashlib

import msgspec
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from parley.ground.canonical import canonical_json
from parley.rooms.model import LogEntry, RoomId, content_hash, leaf_hash

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
WHOLE = st.integers(-(2**53) + 1, 2**53 - 1)
KEYS = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1)
BODIES = st.recursive(TEXT | WHOLE | st.booleans() | st.none(), lambda b: st.lists(b) | st.dictionaries(KEYS, b), max_leaves=20)


@given(st.dictionaries(KEYS, BODIES))
def test_canonical_json_is_rfc_8785_on_what_bodies_are_made_of(body: dict[str, object]) -> None:
    assert canonical_json(body) == rfc8785.dumps(msgspec.to_builtins(body))


def test_a_leaf_hash_is_what_the_contract_says_to_the_byte() -> None:
    salt = bytes(range(16))
    body = {"text": "Grüße, ø", "mentions": ["b"], "reply_to_seq": 3}
    entry = LogEntry(RoomId("r"), 7, "i", "message", None, "c", "2026-03-02T09:00:00.000000Z", body)
    content = hashlib.sha256(salt + '{"mentions":["b"],"reply_to_seq":3,"text":"Grüße, ø"}'.encode()).digest()
    envelope = f'{{"at":"2026-03-02T09:00:00.000000Z","author":null,"content":"{content.hex()}","id":"i","kind":"message","room":"r","seq":7}}'
    assert content_hash(salt, body) == content
    assert leaf_hash(entry, content) == hashlib.sha256(b"\x00" + envelope.encode()).digest()
