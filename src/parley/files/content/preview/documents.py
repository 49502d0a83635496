"""PDF: how many pages, and how the first one looks. Forms are not filled in and scripts not run: the library has no engine for them."""

import math
from importlib import import_module
from pathlib import Path
from typing import Any

from PIL import Image

from parley.files.content.preview.drawing import DISPLAY_NAME, DISPLAY_SIDE, THUMBNAIL_NAME, save_both, to_plain
from parley.files.content.preview.model import PasswordNeeded, PictureTooLarge, PreviewMade

MOST_POINTS = 100_000
"""35 metres. Acrobat stops at 14,400 points; plotters' files go somewhat beyond."""

_LARGEST_SCALE = 3.0  # 216 dpi: sharp on a good screen, and no more for a page the size of a stamp


def draw_first_page(source: Path, folder: Path) -> PreviewMade:
    """Count the pages and write both pictures of the first.

    Raises `PasswordNeeded`, `PictureTooLarge` for a page of absurd size, and what the library makes of broken bytes.
    """
    document = _open(source)
    pages = len(document)
    page = document[0]
    width, height = page.get_size()
    longest = max(width, height)
    if not math.isfinite(longest) or longest > MOST_POINTS:
        raise PictureTooLarge
    if min(width, height) <= 0:
        raise ValueError("The first page has no size.")
    picture: Image.Image = page.render(scale=min(DISPLAY_SIDE / longest, _LARGEST_SCALE)).to_pil()
    save_both(to_plain(picture), folder)
    return PreviewMade(
        width=max(1, round(width)), height=max(1, round(height)), pages=pages, thumbnail=THUMBNAIL_NAME, display=DISPLAY_NAME
    )


def _open(source: Path) -> Any:
    pdfium = import_module("pypdfium2")
    try:
        return pdfium.PdfDocument(source)
    except pdfium.PdfiumError as error:
        if error.err_code in {pdfium.raw.FPDF_ERR_PASSWORD, pdfium.raw.FPDF_ERR_SECURITY}:
            raise PasswordNeeded from error
        raise
