"""What a page says of itself, and how its host is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.files.links.cards import MOST_DESCRIPTION, MOST_TITLE, loom_video, read_card
from parley.files.links.fetching import Fetched
from parley.files.links.hosts import shown_host


def page(html: str | bytes, charset: str | None = "utf-8", media_type: str = "text/html") -> Fetched:
    body = html if isinstance(html, bytes) else html.encode()
    return Fetched("https://site.example/dir/page", media_type, charset, body, is_whole=True)


def test_what_is_written_for_cards_comes_before_what_the_page_says_anyway() -> None:
    card = read_card(
        page(
            "<head><title>Plain</title><meta name=description content='Plain words'><meta property='og:title' content='A &amp; B'>"
            "<meta property=og:description content='Fine words'><meta property=og:image content='../pic.png'>"
            "<meta property=og:site_name content=Site></head>"
        )
    )
    assert card == ("A & B", "Fine words", "Site", "https://site.example/pic.png")


def test_a_title_alone_makes_a_card() -> None:
    assert read_card(page("<title>\n  Only\u202e this  </title>")) == ("Only this", "", "", None)


def test_a_page_that_says_nothing_has_no_card() -> None:
    assert read_card(page("<body><title>too late</title><p>words")) is None
    assert read_card(page("")) is None
    assert read_card(page("%PDF-1.7", media_type="application/pdf")) is None


def test_a_page_in_another_charset_is_read() -> None:
    declared = '<meta charset="windows-1251"><title>Привет</title>'.encode("windows-1251")
    assert read_card(page(declared, charset=None)) == ("Привет", "", "", None)
    assert read_card(page("<title>日本</title>".encode("shift_jis"), charset="shift_jis")) == ("日本", "", "", None)
    assert read_card(page("<title>x</title>", charset="no-such")) == ("x", "", "", None)


def test_long_texts_are_cut_at_a_word() -> None:
    card = read_card(page(f"<title>{'word ' * 500}</title><meta name=description content='{'x' * 5_000}'>"))
    assert card is not None
    assert len(card.title) <= MOST_TITLE
    assert card.title.endswith("word…")
    assert len(card.description) == MOST_DESCRIPTION


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:image/png;base64,AAAA", "file:///etc/passwd", "http://[", "x" * 3_000]
)
def test_a_picture_is_an_address_of_the_web(address: str) -> None:
    card = read_card(page(f"<title>t</title><meta property=og:image content='{address}'>"))
    assert card is not None
    assert card.picture_url is None


@given(st.binary(max_size=2_000))
def test_any_bytes_can_be_read(body: bytes) -> None:
    card = read_card(page(b"<title>" + body, charset=None))
    assert card is None or (len(card.title) <= MOST_TITLE and card.title.isprintable())


def test_a_shared_loom_recording_is_known_by_its_address() -> None:
    name = "0123456789abcdef0123456789abcdef"
    assert loom_video(f"https://www.loom.com/share/{name}?sid=1") == name
    assert loom_video(f"https://loom.com/share/My-talk-{name}") == name
    for other in (
        f"http://www.loom.com/share/{name}",
        f"https://loom.com.example/share/{name}",
        "https://loom.com/share/x",
        "https://[",
    ):
        assert loom_video(other) is None


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.nordlys.example/x", ("nordlys.example", False)),
        ("https://bücher.example", ("bücher.example", False)),
        ("https://xn--bcher-kva.example", ("bücher.example", False)),
        ("https://münchen.example", ("münchen.example", False)),
        ("https://пример.example", ("пример.example", False)),
        ("https://例え.example", ("例え.example", False)),
        # Cyrillic letters throughout, which read as "apple"; then one of them among Latin ones; then Greek.
        ("https://аррӏе.example", ("xn--80ak6aa92e.example", True)),
        ("https://pаypal.example", ("xn--pypal-4ve.example", True)),
        ("https://αρρε.example", ("xn--mxai9aa.example", True)),
        ("https://xn--a.example", ("xn--a.example", True)),
        ("nonsense", ("", False)),
    ],
)
def test_a_host_is_shown_so_that_it_is_taken_for_no_other(url: str, shown: tuple[str, bool]) -> None:
    assert shown_host(url) == shown
