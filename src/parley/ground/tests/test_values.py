"""Ids, instants, canonical JSON, cursors: the small values that everything else is made of."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from parley.ground.canonical import canonical_json
from parley.ground.clock import FixedClock, SystemClock, rfc3339
from parley.ground.errors import RequestMalformed
from parley.ground.ids import is_id, new_id, new_secret, secret_hash
from parley.ground.paging import decode_cursor, encode_cursor

# What bodies of entries are made of: no floats, whole numbers that every language holds, keys in ASCII.
_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
_KEY = st.text(st.characters(max_codepoint=126, min_codepoint=33))
_SCALAR = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | _TEXT
_BODY = st.recursive(_SCALAR, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEY, inner, max_size=4), max_leaves=12)


@given(_BODY)
def test_canonical_json_is_what_rfc_8785_says(body: Any) -> None:
    assert canonical_json(body) == rfc8785.dumps(body)


def test_ids_sort_by_the_time_they_were_made_and_are_spelled_one_way() -> None:
    ids = [new_id() for _ in range(1_000)]
    assert len(set(ids)) == 1_000
    assert [one[:8] for one in ids] == sorted(one[:8] for one in ids)
    assert all(is_id(one) and one[14] == "7" for one in ids)


@pytest.mark.parametrize(
    "text", ["", "x", "01A20CE2-95D9-72C5-942F-B996DC9D8A06", "01a20ce295d972c5942fb996dc9d8a06", f"{'0' * 8}\n"]
)
def test_any_other_spelling_is_no_id(text: str) -> None:
    assert not is_id(text)


def test_a_trailing_newline_makes_no_id() -> None:
    assert not is_id(f"{new_id()}\n")


def test_secrets_differ_and_are_kept_as_their_hash() -> None:
    secret = new_secret()
    assert secret != new_secret()
    assert secret_hash(secret) == hashlib.sha256(secret.encode()).digest()


def test_instants_are_written_in_utc_with_six_decimals() -> None:
    instant = datetime(2026, 3, 2, 10, 0, 0, 5, tzinfo=timezone(timedelta(hours=1)))
    assert rfc3339(instant) == "2026-03-02T09:00:00.000005Z"
    assert rfc3339(datetime(2026, 3, 2, tzinfo=UTC)) == "2026-03-02T00:00:00.000000Z"


def test_clocks_tell_aware_instants() -> None:
    assert SystemClock().now().tzinfo is UTC
    clock = FixedClock(datetime(2026, 3, 2, tzinfo=UTC))
    clock.move(timedelta(hours=1))
    assert clock.now() == datetime(2026, 3, 2, 1, tzinfo=UTC)


def test_a_cursor_gives_back_what_it_was_made_of() -> None:
    assert decode_cursor(encode_cursor("ä", 7), tuple[str, int]) == ("ä", 7)
    assert decode_cursor(None, tuple[str, int]) is None


@pytest.mark.parametrize("cursor", ["", "x", "!", "ä", encode_cursor(7, "ä"), encode_cursor("ä"), "0" * 10_000])
def test_a_cursor_that_no_list_gave_is_refused(cursor: str) -> None:
    with pytest.raises(RequestMalformed):
        decode_cursor(cursor, tuple[str, int])
