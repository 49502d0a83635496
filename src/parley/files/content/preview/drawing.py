"""Pictures as they are shown: two sizes of WebP in sRGB, with nothing in them but pixels."""

import io
from pathlib import Path

from PIL import Image, ImageCms

THUMBNAIL_SIDE = 480
DISPLAY_SIDE = 2560
THUMBNAIL_NAME = "thumbnail.webp"
DISPLAY_NAME = "display.webp"

_THUMBNAIL_QUALITY = 80
_DISPLAY_QUALITY = 88
_EFFORT = 4  # of 0 to 6: from 5 on WebP takes twice as long for some percent less

_ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

_SRGB = ImageCms.createProfile("sRGB")


def save_both(picture: Image.Image, folder: Path) -> None:
    """Write the thumbnail and the display picture; `picture` is plain (see `to_plain`)."""
    save_display(picture, folder)
    save_thumbnail(picture, folder)


def save_display(picture: Image.Image, folder: Path) -> None:
    _fitted(picture, DISPLAY_SIDE).save(folder / DISPLAY_NAME, "WEBP", quality=_DISPLAY_QUALITY, method=_EFFORT)


def save_thumbnail(picture: Image.Image, folder: Path) -> None:
    _fitted(picture, THUMBNAIL_SIDE).save(folder / THUMBNAIL_NAME, "WEBP", quality=_THUMBNAIL_QUALITY, method=_EFFORT)


def _fitted(picture: Image.Image, side: int) -> Image.Image:
    if max(picture.size) <= side:
        return picture
    fitted = picture.copy()
    fitted.thumbnail((side, side), Image.Resampling.LANCZOS)
    return fitted


def to_plain(picture: Image.Image) -> Image.Image:
    """The same to look at, as RGB or RGBA pixels in sRGB, turned as its orientation says, and with no metadata.

    Shrink first: each step takes four bytes for a pixel.
    """
    profile = picture.info.get("icc_profile")
    turn = TURNS.get(orientation_of(picture))
    plain = _with_eight_bits(picture)
    if profile:
        plain = _in_srgb(plain, profile)
    plain = plain.convert("RGBA" if plain.has_transparency_data else "RGB")
    if plain.mode == "RGBA" and plain.getchannel("A").getextrema() == (255, 255):
        plain = plain.convert("RGB")
    plain.info.clear()  # the encoder would take profile, EXIF and XMP from there
    return plain if turn is None else plain.transpose(turn)


def orientation_of(picture: Image.Image) -> int:
    """1 to 8 as EXIF has it, once the pixels are there: a PNG may say it after them, and Pillow turns a TIFF by itself."""
    try:
        return int(picture.getexif().get(_ORIENTATION, 1))
    except MemoryError:
        raise
    except Exception:  # reading hostile EXIF raises whatever it runs into; the picture itself may be sound
        return 1


def _with_eight_bits(picture: Image.Image) -> Image.Image:
    """Grey pictures of 16 or 32 bits and of floating point, stretched over the 256 steps of a screen."""
    if not picture.mode.startswith(("I", "F")):
        return picture
    grey = picture if picture.mode == "F" else picture.convert("I").convert("F")
    low, high = (0.0, 65535.0) if picture.mode.startswith("I;16") else _float_extrema(grey)
    step = 255.0 / (high - low) if high > low else 0.0
    return grey.point(lambda value: value * step - low * step).convert("L")


def _float_extrema(picture: Image.Image) -> tuple[float, float]:
    low, high = picture.getextrema()
    return float(str(low)), float(str(high))


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """As it is where the profile is broken or belongs to other channels: colours a little off are better than no picture."""
    source = picture.convert("RGBA" if picture.has_transparency_data else "RGB") if picture.mode in {"P", "PA", "LA"} else picture
    try:
        shown = ImageCms.profileToProfile(
            source,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            _SRGB,
            outputMode=source.mode if source.mode == "RGBA" else "RGB",
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return shown if shown is not None else picture
