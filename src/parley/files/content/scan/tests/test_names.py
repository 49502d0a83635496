"""Names of files as they come, and as they may stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.files.content.scan.names import (
    MAX_NAME_CHARACTERS,
    clean_name,
    climbs,
    extension_of,
    has_misleading_extension,
    is_program_name,
)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\photo.jpg", "photo.jpg"),
        ("cafe\u0301.txt", "café.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\0b\r\nc.txt", "ab c.txt"),
        ("a\u200bb.txt", "ab.txt"),
        (".htaccess", "htaccess"),
        ("...", "file"),
        ("", "file"),
        ("  padded .txt. ", "padded.txt"),
        (".\u202e.pdf", "pdf"),
        ("con", "_con"),
        ("NUL.txt", "_NUL.txt"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ("console.log", "console.log"),
        ('a<b>:"c|d?.txt', "a_b___c_d_.txt"),
        ("photo.jpg            .scr", "photo.jpg .scr".replace(" .", ".")),
        ("👩\u200d💻.png", "👩\u200d💻.png"),
        ("数据.xlsx", "数据.xlsx"),
        ("a/", "file"),
        ("no extension but. a sentence that is long", "no extension but. a sentence that is long"),
    ],
)
def test_a_name_is_cleaned(raw: str, clean: str) -> None:
    assert clean_name(raw) == clean


def test_a_long_name_keeps_its_extension() -> None:
    assert clean_name("a" * 500 + ".tar.gz") == "a" * (MAX_NAME_CHARACTERS - 3) + ".gz"
    assert len(clean_name("a." + "b" * 500)) <= MAX_NAME_CHARACTERS


@given(st.text(max_size=400))
def test_a_clean_name_is_clean_whatever_it_was(raw: str) -> None:
    name = clean_name(raw)
    assert 0 < len(name) <= MAX_NAME_CHARACTERS
    assert clean_name(name) == name
    assert not set(name) & set('/\\<>:"|?*\0\r\n\u202e\u200b')
    assert not name.startswith((".", " "))
    assert not name.endswith((".", " "))
    name.encode()


@pytest.mark.parametrize(
    "name",
    [
        "invoice.pdf.exe",
        "photo.jpg .scr",
        "a.docx.js",
        "page.pdf.html",
        "a.png.HTA",
        "x.txt.bat",
        "photo      .exe",
        "gpj\u202e.exe",
    ],
)
def test_a_name_made_to_mislead_is_known(name: str) -> None:
    assert has_misleading_extension(name)


@pytest.mark.parametrize(
    "name", ["a.pdf", "site.min.js", "a.tar.gz", "report.final.docx", "photo.jpg.png", "v1.2.html", "setup.exe", "שלום\u200f.pdf"]
)
def test_a_name_with_dots_in_it_need_not_mislead(name: str) -> None:
    assert not has_misleading_extension(name)


def test_extensions_are_taken_from_the_last_dot_of_the_last_part() -> None:
    assert [extension_of(name) for name in ("A.PDF", "a.b/c", "a", "x/.bashrc", "a.tar.gz")] == ["pdf", "", "", "bashrc", "gz"]


def test_batch_files_are_programs_alone_and_source_in_an_archive() -> None:
    assert is_program_name("a.bat", in_archive=False)
    assert not is_program_name("a.bat", in_archive=True)
    assert is_program_name("a.scr", in_archive=True)
    assert not is_program_name("www.example.com", in_archive=True)


@pytest.mark.parametrize(
    ("name", "does"), [("a/b", False), ("a/../b", False), ("./a", False), ("../a", True), ("a/../../b", True), ("/a", True)]
)
def test_a_path_climbs_when_it_leaves_its_folder_anywhere(name: str, does: object) -> None:
    assert climbs(name) is does
