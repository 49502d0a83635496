"""What people type, over every text there is: accepted or refused, never half."""

import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from parley.ground.clock import SystemClock
from parley.ground.mail.model import Mail
from parley.ground.mail.sending import compose
from parley.identity.addresses import AddressRefused, address_key, parse_address
from parley.identity.people_index import fold, index_person, parse_query
from parley.identity.places import CURRENCIES, canonical_locale, countries, time_zones
from parley.identity.wording import WordingRefused, clean_about, clean_display_name, clean_line

LOCAL = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=70)
DOMAIN = st.sampled_from(
    ["example.com", "bücher.example", "EXAMPLE.co.uk", "例え.jp", "-bad-.com", "a..b", "x" * 64 + ".com", "localhost"]
)


@given(LOCAL, DOMAIN)
def test_an_address_that_is_accepted_can_be_written_to(local: str, domain: str) -> None:
    try:
        address = parse_address(f"{local}@{domain}")
    except AddressRefused:
        return
    compose(Mail(to=address.address, subject="x", text="x\n"), "Parley <parley@localhost>", SystemClock())
    assert parse_address(address.address) == address
    assert address_key(address.key) == address.key
    assert len(address.address.encode()) <= 254


@pytest.mark.parametrize(
    ("typed", "address", "key"),
    [
        (" Mara.L+x@Example.COM ", "Mara.L+x@example.com", "mara.l+x@example.com"),
        ("jose\u0301@example.com", "jos\u00e9@example.com", "jos\u00e9@example.com"),
        ("a@BÜCHER.example", "a@xn--bcher-kva.example", "a@xn--bcher-kva.example"),
        ("a@ｅｘａｍｐｌｅ。com", "a@example.com", "a@example.com"),
    ],
)
def test_spellings_of_one_address_have_one_key(typed: str, address: str, key: str) -> None:
    assert parse_address(typed) == (address, key)


@given(st.text())
def test_a_cleaned_line_is_clean(text: str) -> None:
    line = clean_line(text)
    assert clean_line(line) == line
    assert unicodedata.is_normalized("NFC", line)
    assert line == line.strip()
    assert "  " not in line
    assert not [c for c in line if unicodedata.category(c) in {"Cc", "Cs"} or c in "\u202e\u2066\u200b\ufeff"]


@given(st.text())
def test_a_name_is_visible_and_short_or_refused(text: str) -> None:
    try:
        name = clean_display_name(text)
    except WordingRefused:
        return
    assert 1 <= len(name) <= 80
    assert clean_display_name(name) == name


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_a_cleaned_text_keeps_its_lines_and_nothing_hidden(text: str) -> None:
    about = clean_about(text)
    assert clean_about(about) == about
    assert "\x00" not in about
    assert "\r" not in about
    assert "\n\n\n" not in about


@given(st.text(st.characters(categories=["L", "N", "P", "S", "M"]), min_size=1, max_size=12), st.data())
def test_a_person_is_found_by_any_part_of_a_word_of_their_name(name: str, draw: st.DataObject) -> None:
    index = index_person(name, "", [])
    assume(index.name)
    word = draw.draw(st.sampled_from(index.name.split()))
    start = draw.draw(st.integers(0, len(word) - 1))
    part = word[start : draw.draw(st.integers(start + 1, len(word)))]
    # A single letter finds only the beginning of a word; what a cut in the middle of a character leaves is not what anybody types.
    assume(fold(part) == part and (len(part) > 1 or start == 0))
    query = parse_query(part)
    assert query is not None
    assert set(query.grams) <= set(index.grams)
    for pattern in query.patterns:
        assert re.sub(r"\\(.)", r"\1", pattern[1:-1]) in index.text


def test_the_standards_tables_are_there() -> None:
    assert {"PT", "DE", "JP"} <= countries()
    assert len(countries()) == 249
    assert {"Europe/Lisbon", "UTC", "Asia/Calcutta", "America/Argentina/Buenos_Aires"} <= time_zones()
    assert {"EUR", "USD", "JPY"} <= CURRENCIES
    assert all(len(code) == 3 for code in CURRENCIES)


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("en", "en"), ("PT_br", "pt-BR"), ("zh-hant-tw", "zh-Hant-TW"), ("sr-Latn", "sr-Latn"), ("es-419", "es-419"), ("de-DE-1996", "de-DE-1996"),
        ("en-u-hc-h12", "en-u-hc-h12"), ("", None), ("e", None), ("english", None), ("en--US", None), ("en-US-", None), ("x" * 40, None),
    ],
)  # fmt: skip
def test_a_locale_is_a_tag_in_its_usual_case_or_none(typed: str, tag: str | None) -> None:
    assert canonical_locale(typed) == tag
