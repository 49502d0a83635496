"""Pictures as they are shown: turned, in two sizes, moving, with nothing in them but pixels, and never larger than is drawn."""

import io
import struct
from pathlib import Path
from zlib import crc32

import pytest
from PIL import Image, ImageCms

from parley.files.content.preview.apart import preview_apart
from parley.files.content.preview.make import make_preview
from parley.files.content.preview.model import PreviewMade, PreviewRequest
from parley.files.content.preview.pictures import MOST_FRAMES
from parley.files.content.preview.tests.specimens import (
    HEIGHT,
    SECRET,
    SPECIMENS,
    WIDTH,
    animation,
    exif,
    heic,
    saved,
    scene,
    specimen,
    written,
)

_RED, _GREEN, _BLUE, _WHITE = (200, 0, 0), (0, 150, 0), (0, 0, 200), (255, 255, 255)


def draw(folder: Path, content: bytes, media_type: str) -> PreviewMade:
    source = written(folder, "source", content)
    return make_preview(PreviewRequest(source=str(source), media_type=media_type, kind="picture", folder=str(folder)))


def shown(folder: Path, name: str) -> Image.Image:
    return Image.open(io.BytesIO(folder.joinpath(name).read_bytes()))


def corners(picture: Image.Image) -> list[str]:
    """The colours of the four quarters: from the top left, as one reads."""
    shown = picture.convert("RGB")
    width, height = shown.size
    names = {"red": _RED, "green": _GREEN, "blue": _BLUE, "white": _WHITE}
    found = []
    for x, y in ((1, 1), (3, 1), (1, 3), (3, 3)):
        pixel = shown.getpixel((width * x // 4, height * y // 4))
        assert isinstance(pixel, tuple)
        found.append(min(names, key=lambda name: sum(abs(a - b) for a, b in zip(names[name], pixel, strict=True))))
    return found


@pytest.mark.parametrize(
    ("orientation", "seen"),
    [
        (1, ["red", "green", "blue", "white"]),
        (2, ["green", "red", "white", "blue"]),
        (3, ["white", "blue", "green", "red"]),
        (4, ["blue", "white", "red", "green"]),
        (5, ["red", "blue", "green", "white"]),
        (6, ["blue", "red", "white", "green"]),
        (7, ["white", "green", "blue", "red"]),
        (8, ["green", "white", "red", "blue"]),
        (9, ["red", "green", "blue", "white"]),
    ],
)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_picture_is_seen_as_its_orientation_says(form: str, orientation: int, seen: list[str], tmp_path: Path) -> None:
    made = draw(tmp_path, saved(scene(), form, exif=exif(orientation)), f"image/{form.lower()}")
    size = (HEIGHT, WIDTH) if 5 <= orientation <= 8 else (WIDTH, HEIGHT)
    assert (made.width, made.height) == size
    display = shown(tmp_path, "display.webp")
    assert display.size == size
    assert corners(display) == seen
    assert corners(shown(tmp_path, "thumbnail.webp")) == seen


@pytest.mark.parametrize(("quarters", "seen"), [(0, ["red", "green", "blue", "white"]), (1, ["green", "white", "red", "blue"])])
def test_a_picture_of_a_telephone_is_seen_as_its_container_says(quarters: int, seen: list[str], tmp_path: Path) -> None:
    made = draw(tmp_path, heic(quarters=quarters), "image/heic")
    assert (made.width, made.height) == ((96, 160) if quarters else (160, 96))
    assert corners(shown(tmp_path, "display.webp")) == seen


@pytest.mark.parametrize("name", [each.name for each in SPECIMENS if each.kind == "picture"])
def test_two_sizes_are_made_and_nothing_is_in_them_but_pixels(name: str, tmp_path: Path) -> None:
    each = specimen(name)
    made = draw(tmp_path, each.make(), each.media_type)
    assert (made.thumbnail, made.display, made.failure) == ("thumbnail.webp", "display.webp", None)
    for file in ("thumbnail.webp", "display.webp"):
        content = tmp_path.joinpath(file).read_bytes()
        assert not any(part in content for part in (SECRET, b"EXIF", b"ICCP", b"XMP "))


def test_a_place_and_a_comment_are_gone_from_what_is_shown(tmp_path: Path) -> None:
    content = saved(scene(), "JPEG", exif=exif(), comment=SECRET, xmp=b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>")
    assert content.count(SECRET) == 4
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825)
    draw(tmp_path, content, "image/jpeg")
    for name in ("thumbnail.webp", "display.webp"):
        assert SECRET not in tmp_path.joinpath(name).read_bytes()
        assert not shown(tmp_path, name).getexif()


def test_large_pictures_are_made_small_and_small_ones_stay(tmp_path: Path) -> None:
    assert draw(tmp_path, saved(scene(size=(4000, 1000)), "JPEG"), "image/jpeg").width == 4000
    assert shown(tmp_path, "display.webp").size == (2560, 640)
    assert shown(tmp_path, "thumbnail.webp").size == (480, 120)
    draw(tmp_path, saved(scene(size=(40, 30)), "PNG"), "image/png")
    assert shown(tmp_path, "display.webp").size == (40, 30)
    assert shown(tmp_path, "thumbnail.webp").size == (40, 30)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_one_sees_through_stays_so(mode: str, tmp_path: Path) -> None:
    picture = scene("RGBA")
    picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    options = {"transparency": 0} if mode == "P" else {}
    draw(tmp_path, saved(picture.convert(mode), "PNG", **options), "image/png")
    assert shown(tmp_path, "display.webp").mode == "RGBA"
    draw(tmp_path, saved(scene("RGBA"), "PNG"), "image/png")
    assert shown(tmp_path, "display.webp").mode == "RGB"


@pytest.mark.parametrize("mode", ["1", "L", "I;16", "I", "F"])
def test_grey_of_every_depth_reaches_from_black_to_white(mode: str, tmp_path: Path) -> None:
    grey = Image.linear_gradient("L")
    if mode == "I;16":
        grey = Image.frombytes("I;16", grey.size, b"".join(struct.pack("<H", 257 * value) for value in grey.tobytes()))
    else:
        grey = grey.convert(mode)
    draw(tmp_path, saved(grey, "TIFF"), "image/tiff")
    steps = shown(tmp_path, "display.webp").convert("L").histogram()
    assert sum(steps[:12]) > 0
    assert sum(steps[244:]) > 0


def test_colours_of_another_space_are_brought_into_that_of_the_screen(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    draw(tmp_path, saved(scene(), "JPEG", icc_profile=profile), "image/jpeg")  # belongs to other channels: left as it is
    assert corners(shown(tmp_path, "display.webp")) == ["red", "green", "blue", "white"]
    swapped = swapped_profile()
    draw(tmp_path, saved(scene(), "PNG", icc_profile=swapped), "image/png")
    assert corners(shown(tmp_path, "display.webp"))[:2] == ["green", "red"]


def swapped_profile() -> bytes:
    """sRGB with red and green exchanged, by exchanging the names of the two tags that say what they look like."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"?XYZ").replace(b"gXYZ", b"rXYZ").replace(b"?XYZ", b"gXYZ")


class TestAnimations:
    @pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
    def test_they_move_with_their_own_rhythm_and_the_small_one_stands(self, form: str, tmp_path: Path) -> None:
        draw(tmp_path, animation(form, 5), f"image/{form.lower()}")
        display = shown(tmp_path, "display.webp")
        assert getattr(display, "n_frames", 1) == 5
        display.seek(1)
        display.load()
        assert (display.info["duration"], display.info["loop"]) == (80, 0)
        assert getattr(shown(tmp_path, "thumbnail.webp"), "n_frames", 1) == 1

    def test_too_many_frames_stand_still(self, tmp_path: Path) -> None:
        assert draw(tmp_path, animation("GIF", MOST_FRAMES + 1), "image/gif").failure is None
        assert getattr(shown(tmp_path, "display.webp"), "n_frames", 1) == 1

    def test_what_comes_before_a_broken_frame_moves(self, tmp_path: Path) -> None:
        content = animation("GIF", 5)
        assert draw(tmp_path, content[: len(content) * 3 // 5], "image/gif").failure is None
        assert 1 <= getattr(shown(tmp_path, "display.webp"), "n_frames", 1) < 5


def test_a_bomb_is_refused_by_its_header(tmp_path: Path) -> None:
    """In a child with so little memory that nothing of 2.5 thousand million pixels could be decoded, and it ends by itself."""
    header = b"IHDR" + struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    body = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", crc32(header)) + b"\0\0\0\0IDAT" + bytes(4)
    assert draw(tmp_path, body, "image/png") == PreviewMade(failure="too_large")


async def test_a_bomb_is_no_more_than_an_answer_in_a_server(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    folder.mkdir()
    source = written(
        tmp_path,
        "bomb.gif",
        b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0, 0, 0) + b",\0\0\0\0\xff\xff\xff\xff\0\2\2\x4c\1\0;",
    )
    made = await preview_apart(
        PreviewRequest(source=str(source), media_type="image/gif", kind="picture", folder=str(folder), name="bomb.gif")
    )
    assert made == PreviewMade(failure="too_large")
    assert not list(folder.iterdir())


@pytest.mark.parametrize("media_type", ["image/svg+xml", "image/x-xcf", "text/html"])
def test_what_is_no_picture_of_ours_is_not_tried(media_type: str, tmp_path: Path) -> None:
    assert draw(tmp_path, saved(scene(), "PNG"), media_type) == PreviewMade()


def test_a_picture_that_is_another_than_it_is_said_to_be_is_not_drawn(tmp_path: Path) -> None:
    assert draw(tmp_path, saved(scene(), "TIFF"), "image/png") == PreviewMade(failure="malformed")
