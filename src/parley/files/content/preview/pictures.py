"""Pictures of cameras and programs: JPEG, PNG, GIF, WebP, BMP, TIFF, HEIC, AVIF. SVG is not drawn."""

import warnings
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from parley.files.content.preview.drawing import (
    DISPLAY_NAME,
    DISPLAY_SIDE,
    THUMBNAIL_NAME,
    orientation_of,
    save_both,
    save_display,
    save_thumbnail,
    to_plain,
)
from parley.files.content.preview.model import PictureTooLarge, PreviewMade

MOST_PIXELS = 80_000_000
"""Decoded that is 320 MB; the cameras of today's telephones write up to 50 million (and 200 million in a mode of its own)."""

MOST_FRAMES = 300
MOST_FRAME_PIXELS = 40_000_000
MOST_DECODED_PIXELS = 300_000_000
ANIMATION_SIDE = 960
"""An animation with more frames, or more pixels in all of them together (as shown, as decoded), stands still."""

# Pillow tries no decoder but these, whatever the bytes look like. MPO is what some cameras write for JPEG.
_FORMATS = {
    "image/jpeg": ("JPEG", "MPO"),
    "image/png": ("PNG",),
    "image/apng": ("PNG",),
    "image/gif": ("GIF",),
    "image/webp": ("WEBP",),
    "image/bmp": ("BMP",),
    "image/x-ms-bmp": ("BMP",),
    "image/tiff": ("TIFF",),
    "image/heic": ("HEIF",),
    "image/heif": ("HEIF",),
    "image/heic-sequence": ("HEIF",),
    "image/heif-sequence": ("HEIF",),
    "image/avif": ("AVIF",),
}
_ANIMATED = frozenset({"GIF", "WEBP", "PNG"})
_LYING = frozenset({5, 6, 7, 8})
_ANIMATION_QUALITY = 75
_ANIMATION_EFFORT = 2


def draw_picture(source: Path, media_type: str, folder: Path) -> PreviewMade:
    """Write both pictures. The display picture of an animation moves, unless it has too many frames or pixels for that.

    Raises `PictureTooLarge`, and whatever a decoder makes of broken bytes.
    """
    formats = _FORMATS.get(media_type)
    if formats is None:
        return PreviewMade()
    _prepare(formats)
    with Image.open(source, formats=formats) as picture:
        width, height = picture.size
        if width * height > MOST_PIXELS:
            raise PictureTooLarge
        if picture.format in _ANIMATED and getattr(picture, "is_animated", False):
            _draw_animation(picture, folder)
        else:
            shrunk = _shrunk(picture)
            if orientation_of(shrunk) in _LYING:
                width, height = height, width
            save_both(to_plain(shrunk), folder)
    return PreviewMade(width=width, height=height, thumbnail=THUMBNAIL_NAME, display=DISPLAY_NAME)


def _prepare(formats: tuple[str, ...]) -> None:
    # Some decoders open pictures in pictures; there the header of the inner one is looked at by Pillow.
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    if "HEIF" in formats:
        import_module("pi_heif").register_heif_opener(thumbnails=False, decode_threads=1)


def _shrunk(picture: Image.Image) -> Image.Image:
    if max(picture.size) <= DISPLAY_SIDE:
        picture.load()
        return picture
    # Steps between the colours of a palette are only seen once they are colours.
    smooth = picture.convert("RGBA" if picture.has_transparency_data else "RGB") if picture.mode in {"1", "P", "PA"} else picture
    smooth.thumbnail((DISPLAY_SIDE, DISPLAY_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return smooth


def _draw_animation(picture: Image.Image, folder: Path) -> None:
    first, *others = _frames(picture)
    save_thumbnail(first.picture, folder)
    if not others:
        save_display(first.picture, folder)
        return
    first.picture.save(
        folder / DISPLAY_NAME,
        "WEBP",
        save_all=True,
        append_images=[frame.picture for frame in others],
        duration=[first.duration_ms, *(frame.duration_ms for frame in others)],
        loop=_loops(picture),
        quality=_ANIMATION_QUALITY,
        method=_ANIMATION_EFFORT,
    )


class _Frame(NamedTuple):
    picture: Image.Image
    duration_ms: int


def _frames(picture: Image.Image) -> list[_Frame]:
    """All frames, or the first alone where there are too many. What comes after a broken one is left out."""
    frames: list[_Frame] = []
    each = picture.width * picture.height
    for number in range(MOST_FRAMES + 1):
        try:
            picture.seek(number)
            picture.load()
        except MemoryError:
            raise
        except Exception:
            if not frames:
                raise
            return frames
        duration = picture.info.get("duration", 0)
        plain = to_plain(picture.copy())
        plain.thumbnail((ANIMATION_SIDE, ANIMATION_SIDE), Image.Resampling.BILINEAR)
        frames.append(_Frame(plain.convert("RGBA"), _shown_for(duration)))
        shown = frames[0].picture
        if (number + 1) * shown.width * shown.height > MOST_FRAME_PIXELS or (number + 1) * each > MOST_DECODED_PIXELS:
            return frames[:1]
    return frames[:1]


def _shown_for(duration: object) -> int:
    """In milliseconds. Browsers take what is faster than 50 frames a second for a mistake, and show it for 100."""
    stated = int(duration) if isinstance(duration, int | float) and 0 <= duration <= 60_000 else 0
    return stated if stated >= 20 else 100


def _loops(picture: Image.Image) -> int:
    """How often it plays, 0 for without end. A GIF that says nothing plays once."""
    loops = picture.info.get("loop", 1)
    return loops if isinstance(loops, int) and 0 <= loops <= 65_535 else 0
