"""The beginning of texts, whatever wrote them."""

from pathlib import Path

import pytest

from parley.files.content.preview.make import make_preview
from parley.files.content.preview.model import PreviewMade, PreviewRequest
from parley.files.content.preview.tests.specimens import written
from parley.files.content.preview.text import LANGUAGES, MOST_CHARACTERS, language_of


def read(folder: Path, content: bytes, name: str = "notes.txt") -> PreviewMade:
    source = written(folder, "source", content)
    return make_preview(PreviewRequest(source=str(source), media_type="text/plain", kind="text", folder=str(folder), name=name))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_the_encoding_it_was_written_in(encoding: str, tmp_path: Path) -> None:
    assert read(tmp_path, "Grüße, 100 €".encode(encoding)).text == "Grüße, 100 €"


@pytest.mark.parametrize("byte_order", ["le", "be"])
def test_both_orders_of_bytes_are_known_by_their_mark(byte_order: str, tmp_path: Path) -> None:
    assert read(tmp_path, ("\ufeff" + "日本").encode(f"utf-16-{byte_order}")).text == "日本"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("text", ["日" * 100_000, "a" + "😀" * 100_000, "ab" * 100_000])
def test_the_beginning_is_4000_characters_and_none_is_cut(text: str, encoding: str, tmp_path: Path) -> None:
    assert read(tmp_path, text.encode(encoding)).text == text[:MOST_CHARACTERS]


def test_controls_go_and_lines_stay(tmp_path: Path) -> None:
    assert read(tmp_path, b"a\r\nb\rc\n\td\x00\x07\x1b[31m\x7f").text == "a\nb\nc\n\td[31m"


def test_characters_that_turn_the_direction_of_writing_go(tmp_path: Path) -> None:
    hidden = "if admin\u202e \u2066// only\u2069 \u2066begin"
    assert read(tmp_path, hidden.encode()).text == "if admin // only begin"


def test_a_last_character_that_is_not_whole_is_no_reason_to_take_another_encoding(tmp_path: Path) -> None:
    assert read(tmp_path, "ü".encode() * 20_000).text == "ü" * MOST_CHARACTERS


def test_bytes_that_are_no_text_still_end_in_characters(tmp_path: Path) -> None:
    assert read(tmp_path, bytes(range(256))).failure is None
    assert read(tmp_path, b"\xff\xfe\x00").failure is None
    assert read(tmp_path, b"").text == ""


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("main.py", "python"),
        ("App.TSX", "typescript"),
        ("index.html", "xml"),
        ("Dockerfile", "dockerfile"),
        ("Makefile", "makefile"),
        (".env", "ini"),
        ("notes.txt", None),
        ("README", None),
        ("", None),
    ],
)
def test_code_has_its_language_by_its_name(name: str, language: str | None) -> None:
    assert language_of(name) == language


def test_the_client_knows_every_language_by_that_name() -> None:
    listed = Path(__file__).parents[6].joinpath("web/src/features/messages/markdown/languages.ts").read_text()
    assert {name for name in LANGUAGES if f"highlight.js/lib/languages/{name}'" not in listed} == set()


@pytest.mark.parametrize("kind", ["document", "archive", "other"])
def test_kinds_without_a_preview_have_none_and_no_failure(kind: str, tmp_path: Path) -> None:
    source = written(tmp_path, "source", b"PK")
    request = PreviewRequest(source=str(source), media_type="application/zip", kind=kind, folder=str(tmp_path))
    assert make_preview(request) == PreviewMade()
