"""Originals without their metadata: the pixels bit for bit, turned as before, and not a word more."""

import io
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from parley.files.content.preview.apart import strip_apart
from parley.files.content.preview.drawing import orientation_of
from parley.files.content.preview.model import StripRequest
from parley.files.content.preview.stripping import strip_metadata
from parley.files.content.preview.tests.specimens import SECRET, animation, exif, heic, saved, scene, written
from parley.files.content.preview.tests.test_corpus import broken_copies

_XMP = b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"
PICTURES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "baseline": ("image/jpeg", lambda: saved(scene(), "JPEG", exif=exif(6), comment=SECRET, xmp=_XMP)),
    "progressive": ("image/jpeg", lambda: saved(noise(), "JPEG", exif=exif(1), progressive=True, quality=95)),
    "restarts": ("image/jpeg", lambda: saved(noise(), "JPEG", exif=exif(3), restart_marker_blocks=2)),
    "ink": ("image/jpeg", lambda: saved(scene("CMYK"), "JPEG", exif=exif(1))),
    "screen": ("image/png", lambda: saved(scene("RGBA"), "PNG", exif=exif(8))),
    "palette": ("image/png", lambda: saved(scene("P"), "PNG", exif=exif(1), transparency=3)),
    "moving png": ("image/png", lambda: animation("PNG", exif=exif(1))),
    "lossless": ("image/webp", lambda: saved(scene("RGBA"), "WEBP", lossless=True, exif=exif(6), xmp=_XMP)),
    "lossy": ("image/webp", lambda: saved(scene(), "WEBP", exif=exif(1), xmp=_XMP)),
    "moving webp": ("image/webp", lambda: animation("WEBP", exif=exif(1), xmp=_XMP)),
}


def noise() -> Image.Image:
    return Image.frombytes("RGB", (200, 150), random.Random(4).randbytes(200 * 150 * 3))


def strip(folder: Path, content: bytes, media_type: str) -> bytes | None:
    source, target = written(folder, "source", content), folder / "target"
    target.unlink(missing_ok=True)
    made = strip_metadata(StripRequest(source=str(source), target=str(target), media_type=media_type))
    assert made.stripped == target.exists()
    return target.read_bytes() if made.stripped else None


@pytest.mark.parametrize("name", PICTURES)
def test_pixels_stay_and_words_go(name: str, tmp_path: Path) -> None:
    media_type, make = PICTURES[name]
    content = make()
    assert SECRET in content or name == "ink"
    stripped = strip(tmp_path, content, media_type)
    assert stripped is not None
    assert SECRET not in stripped
    before, after = Image.open(io.BytesIO(content)), Image.open(io.BytesIO(stripped))
    for number in range(getattr(before, "n_frames", 1)):
        before.seek(number)
        after.seek(number)
        assert before.tobytes() == after.tobytes()
    orientation = before.getexif()[0x0112]
    assert dict(after.getexif()) == ({} if orientation == 1 else {0x0112: orientation})
    assert "xmp" not in after.info


class TestContainersOfItems:
    def test_pixels_stay_and_words_go_from_avif(self, tmp_path: Path) -> None:
        content = saved(scene(size=(120, 80)), "AVIF", exif=exif(6), xmp=_XMP)
        assert content.count(SECRET) == 3
        stripped = strip(tmp_path, content, "image/avif")
        assert stripped is not None
        assert SECRET not in stripped
        assert len(stripped) == len(content)
        before, after = Image.open(io.BytesIO(content)), Image.open(io.BytesIO(stripped))
        assert before.tobytes() == after.tobytes()
        assert orientation_of(after) == 6

    def test_words_go_from_heic_wherever_they_stand(self, tmp_path: Path) -> None:
        plain, worded = heic(), heic(words=b"\0\0\0\0MM" + SECRET)
        assert SECRET in worded
        stripped = strip(tmp_path, worded, "image/heic")
        assert stripped is not None
        assert SECRET not in stripped
        assert stripped.endswith(plain[plain.index(b"mdat") + 4 :])

    @pytest.mark.parametrize("cut", [0, 10, 40, 200])
    def test_what_is_cut_short_or_holds_a_box_that_nobody_knows_is_not_written(self, cut: int, tmp_path: Path) -> None:
        assert strip(tmp_path, heic()[:cut], "image/heic") is None
        assert strip(tmp_path, heic() + b"\0\0\0\x20uuid" + bytes(8) + SECRET, "image/heic") is None


def test_the_colour_profile_stays(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for form in ("JPEG", "PNG", "WEBP"):
        stripped = strip(tmp_path, saved(scene(), form, icc_profile=profile), f"image/{form.lower()}")
        assert stripped is not None
        assert Image.open(io.BytesIO(stripped)).info["icc_profile"] == profile


@pytest.mark.parametrize("name", PICTURES)
def test_what_hides_behind_the_end_goes(name: str, tmp_path: Path) -> None:
    media_type, make = PICTURES[name]
    content = make()
    assert strip(tmp_path, content + b"PK\x03\x04" + SECRET, media_type) == strip(tmp_path, content, media_type)


def test_the_small_picture_in_a_jpeg_goes(tmp_path: Path) -> None:
    content = saved(scene(), "JPEG")
    start = content.index(b"JFIF\0")
    small = content[start : start + 12] + b"\1\1" + b"\x07\x08\x09"
    with_small = content[: start - 2] + (len(small) + 2).to_bytes(2, "big") + small + content[start + 14 :]
    assert Image.open(io.BytesIO(with_small)).tobytes() == Image.open(io.BytesIO(content)).tobytes()
    assert strip(tmp_path, with_small, "image/jpeg") == strip(tmp_path, content, "image/jpeg")


@pytest.mark.parametrize("media_type", ["image/jpeg", "image/png", "image/webp"])
def test_what_is_not_such_a_picture_is_not_written(media_type: str, tmp_path: Path) -> None:
    for content in (b"", b"RIFF", b"\xff\xd8", b"\xff\xd8\xff\xe0\0\1", b"\x89PNG\r\n\x1a\n", saved(scene(), "GIF")):
        assert strip(tmp_path, content, media_type) is None


def test_types_whose_metadata_cannot_be_taken_out_say_so(tmp_path: Path) -> None:
    assert strip(tmp_path, saved(scene(), "TIFF"), "image/tiff") is None


@pytest.mark.parametrize("name", PICTURES)
def test_broken_pictures_end_in_an_answer_and_none_keeps_its_words(name: str, tmp_path: Path) -> None:
    media_type, make = PICTURES[name]
    for number in range(10):
        for broken in broken_copies(make(), random.Random(number)):
            stripped = strip(tmp_path, broken, media_type)
            assert stripped is None or len(stripped) <= len(broken) + 100


async def test_it_works_in_a_child_as_well(tmp_path: Path) -> None:
    source = written(tmp_path, "source", PICTURES["baseline"][1]())
    target = tmp_path / "made" / "target"
    target.parent.mkdir()
    made = await strip_apart(StripRequest(source=str(source), target=str(target), media_type="image/jpeg"))
    assert made.stripped
    assert SECRET not in target.read_bytes()
