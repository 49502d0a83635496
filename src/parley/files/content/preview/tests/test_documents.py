"""PDF: pages are counted and the first is drawn; a password and an absurd page are told from a broken file."""

from importlib import import_module
from pathlib import Path

import pytest
from PIL import Image

from parley.files.content.preview.make import make_preview
from parley.files.content.preview.model import PreviewMade, PreviewRequest
from parley.files.content.preview.tests.specimens import pdf, written


def show(folder: Path, content: bytes) -> PreviewMade:
    source = written(folder, "source", content)
    return make_preview(PreviewRequest(source=str(source), media_type="application/pdf", kind="pdf", folder=str(folder)))


def test_pages_are_counted_and_the_first_is_drawn(tmp_path: Path) -> None:
    made = show(tmp_path, pdf(pages=7))
    assert (made.width, made.height, made.pages, made.failure) == (595, 842, 7, None)
    with Image.open(tmp_path / "display.webp") as display:
        width, height = display.size
        assert (width, height) == (1785, 2526)
        assert display.getpixel((width // 4, height // 4)) == pytest.approx((255, 0, 0), abs=12)
        assert display.getpixel((width * 3 // 4, height // 4)) == (255, 255, 255)
    with Image.open(tmp_path / "thumbnail.webp") as thumbnail:
        assert max(thumbnail.size) == 480


@pytest.mark.parametrize("size", [(14_400, 14_400), (20_000, 10), (1, 1)])
def test_pages_of_any_usual_size_are_drawn_within_the_same_bounds(size: tuple[int, int], tmp_path: Path) -> None:
    assert show(tmp_path, pdf(*size)).failure is None
    with Image.open(tmp_path / "display.webp") as display:
        assert max(display.size) <= 2560


@pytest.mark.parametrize("size", [(200_000, 10), (10, 1e9), (1e7, 1e7)])
def test_a_page_of_absurd_size_is_refused_by_its_header(size: tuple[float, float], tmp_path: Path) -> None:
    assert show(tmp_path, pdf(*size)) == PreviewMade(failure="too_large")
    assert not tmp_path.joinpath("display.webp").exists()


def test_a_file_with_a_password_says_so(tmp_path: Path) -> None:
    assert show(tmp_path, locked_pdf()) == PreviewMade(failure="encrypted")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", pdf(pages=0), b"nothing of the kind"])
def test_what_has_no_page_is_malformed(content: bytes, tmp_path: Path) -> None:
    assert show(tmp_path, content) == PreviewMade(failure="malformed")


def locked_pdf() -> bytes:
    """The standard handler of ISO 32000-1 with entries that no password fits."""
    lock = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"41" * 32, b"42" * 32)
    return pdf().replace(b"trailer\n<<", b"trailer\n<< /ID [<00> <00>] /Encrypt " + lock)


def test_the_library_runs_no_scripts() -> None:
    assert not {"V8", "XFA"} & set(import_module("pypdfium2").PDFIUM_INFO.flags)
