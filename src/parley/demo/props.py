"""The files that people of the demo send each other, of every kind that Parley knows, made when the demo is filled."""

import colorsys
import io
import math
import struct
import wave
import zipfile
from collections.abc import Callable, Mapping
from fractions import Fraction

import av
import py7zr
from PIL import Image, ImageDraw

_TEAL, _SAND, _INK, _CORAL = (15, 118, 110), (243, 236, 222), (30, 41, 48), (224, 108, 82)


def make_prop(name: str) -> bytes:
    """The bytes of the file of that name. KeyError when there is none."""
    return _PROPS[name]()


def _landscape(width: int, height: int, hue: float) -> Image.Image:
    """A harbour at some time of the day: sky, sea, a sun and its way over the water."""
    picture = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(picture)
    horizon = int(height * 0.58)
    for y in range(height):
        above = y < horizon
        light = 0.95 - 0.35 * (y / horizon) if above else 0.55 - 0.3 * ((y - horizon) / (height - horizon))
        red, green, blue = colorsys.hls_to_rgb((hue + (0 if above else 0.45)) % 1, light, 0.55)
        draw.line([(0, y), (width, y)], fill=(int(red * 255), int(green * 255), int(blue * 255)))
    sun = height // 9
    draw.ellipse([width * 0.62 - sun, horizon - 2.1 * sun, width * 0.62 + sun, horizon - 0.1 * sun], fill=_SAND)
    for number in range(12):
        y, half = horizon + 8 + number * (height - horizon) // 13, sun * (1 - number / 16)
        draw.rounded_rectangle([width * 0.62 - half, y, width * 0.62 + half, y + height // 90], radius=3, fill=_SAND)
    draw.polygon([(width * 0.18, horizon), (width * 0.24, horizon - height * 0.22), (width * 0.25, horizon)], fill=_INK)
    draw.rectangle([width * 0.15, horizon, width * 0.3, horizon + height * 0.025], fill=_INK)
    return picture


def _saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def _swatches() -> bytes:
    picture = Image.new("RGB", (1_200, 700), _SAND)
    draw = ImageDraw.Draw(picture)
    for column, colour in enumerate((_TEAL, _INK, _CORAL, (250, 250, 247))):
        draw.rounded_rectangle([60 + column * 275, 90, 305 + column * 275, 610], radius=22, fill=colour)
    return _saved(picture, "PNG")


def _pages(titles: list[str]) -> bytes:
    """A PDF with a page for each title."""
    pages = []
    for title in titles:
        page = Image.new("RGB", (620, 877), "white")
        draw = ImageDraw.Draw(page)
        draw.rectangle([48, 60, 572, 66], fill=_TEAL)
        draw.text((48, 84), title, fill=_INK, font_size=30)
        for line in range(22):
            draw.rounded_rectangle(
                [48, 160 + line * 29, 540 - (line * 97) % 170, 168 + line * 29], radius=4, fill=(226, 230, 231)
            )
        pages.append(page)
    return _saved(pages[0], "PDF", save_all=True, append_images=pages[1:])


def _bell() -> bytes:
    """Three strokes of a bell, nearly in G."""
    rate, out = 16_000, io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        for _ in range(3):
            stroke = [
                math.exp(-3.0 * n / rate) * sum(math.sin(2 * math.pi * 386 * part * n / rate) / part for part in (1, 2.76, 5.4))
                for n in range(rate * 2)
            ]
            sound.writeframes(struct.pack(f"<{len(stroke)}h", *(int(12_000 * value) for value in stroke)))
    return out.getvalue()


def _turntable() -> bytes:
    """Four seconds of a label that turns."""
    out = io.BytesIO()
    with av.open(out, "w", format="webm") as film:
        stream = film.add_stream("libvpx", rate=12, options={"deadline": "realtime", "cpu-used": "8"})
        stream.width, stream.height, stream.pix_fmt, stream.bit_rate = 480, 320, "yuv420p", 300_000
        stream.time_base = Fraction(1, 12)
        for number in range(48):
            picture = Image.new("RGB", (480, 320), _SAND)
            draw = ImageDraw.Draw(picture)
            angle = number / 48 * 2 * math.pi
            half = 20 + abs(math.cos(angle)) * 90
            draw.rounded_rectangle([240 - half, 60, 240 + half, 260], radius=14, fill=_TEAL if math.cos(angle) > 0 else _CORAL)
            draw.ellipse([150, 262, 330, 286], fill=(222, 214, 198))
            film.mux(stream.encode(av.VideoFrame.from_bytes(picture.convert("RGBA").tobytes(), 480, 320, format="rgba")))
        film.mux(stream.encode(None))
    return out.getvalue()


def _photos() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, hue in enumerate((0.08, 0.55, 0.95), start=1):
            archive.writestr(f"photos/{number:02}.jpg", _saved(_landscape(480, 320, hue), "JPEG", quality=80))
        archive.writestr("photos/captions.txt", "01 morning, 02 noon, 03 evening\n")
    return out.getvalue()


def _locked() -> bytes:
    """An archive that opens with a password only, so that no scanner sees into it."""
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password="only for us", header_encryption=True) as archive:  # a word of the play, no secret
        archive.writestr("The prices of last year, for whoever has the password.\n", "prices.txt")
    return out.getvalue()


def _disguised() -> bytes:
    """The head of a Windows program, under the name of a document."""
    return (
        b"MZ"
        + bytes(58)
        + struct.pack("<I", 64)
        + b"PE\0\0"
        + struct.pack("<HH", 0x8664, 1)
        + bytes(240)
        + b"not a program, only its head"
    )


_CSS = """\
:root {
  /* From the swatches, checked for contrast on both grounds. */
  --harbour: #0f766e;
  --ink: #1e2930;
  --coral: #e06c52;
  --sand: #f3ecde;
}

.label {
  background: var(--harbour);
  border-radius: 14px;
  color: var(--sand);
}
"""

_PROPS: Mapping[str, Callable[[], bytes]] = {
    "harbour-swatches.png": _swatches,
    "harbour-morning.jpg": lambda: _saved(_landscape(1_800, 1_200, 0.08), "JPEG", quality=84),
    "harbour-noon.jpg": lambda: _saved(_landscape(1_600, 1_200, 0.55), "JPEG", quality=84),
    "harbour-evening.jpg": lambda: _saved(_landscape(1_200, 1_600, 0.96), "JPEG", quality=84),
    "brand-guide.pdf": lambda: _pages(["Nordlys brand guide", "Colours", "Type", "Labels"]),
    "estimate.pdf": lambda: _pages(["Estimate"]),
    "tokens.css": _CSS.encode,
    "sizes.csv": "size,width_mm,height_mm\nsmall,40,60\nlarge,70,105\n".encode,
    "bell-buoy.wav": _bell,
    "label-turntable.webm": _turntable,
    "photos.zip": _photos,
    "old-prices.7z": _locked,
    "invoice-4711.pdf": _disguised,
}
