"""Small pictures: an interface has few colours, so each picture gets a palette of its own."""

import io
from pathlib import Path

from PIL import Image

# Fewer make letters on tinted grounds rough; with more the pictures of all sights are too many bytes.
_COLOURS = 64


def save(screenshot: bytes, path: Path) -> None:
    """Write a screenshot with a palette. A picture that shows the same as before is left as it is."""
    with Image.open(io.BytesIO(screenshot)) as picture:
        reduced = picture.convert("RGB").quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    written = io.BytesIO()
    reduced.save(written, format="PNG", optimize=True)
    if not path.exists() or path.read_bytes() != written.getvalue():
        path.write_bytes(written.getvalue())
