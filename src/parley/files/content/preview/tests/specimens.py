"""One sound file of every kind that is previewed, made here: no binary lies in the repository."""

import io
import struct
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av
from av.audio.stream import AudioStream
from av.container import OutputContainer
from PIL import Image, ImageDraw

SECRET = b"SECRETPLACE"
WIDTH, HEIGHT = 600, 400


class Specimen(NamedTuple):
    """A file as the scanner would describe it."""

    name: str
    kind: str
    media_type: str
    make: Callable[[], bytes]


def scene(mode: str = "RGB", size: tuple[int, int] = (WIDTH, HEIGHT)) -> Image.Image:
    """Red top left, green top right, blue below on the left, white on the right: it shows how it was turned."""
    picture = Image.new("RGB", size, "white")
    draw, (width, height) = ImageDraw.Draw(picture), size
    draw.rectangle((0, 0, width // 2 - 1, height // 2 - 1), fill=(200, 0, 0))
    draw.rectangle((width // 2, 0, width, height // 2 - 1), fill=(0, 150, 0))
    draw.rectangle((0, height // 2, width // 2 - 1, height), fill=(0, 0, 200))
    return picture if mode == "RGB" else picture.convert(mode)


def exif(orientation: int = 1) -> Image.Exif:
    """What a telephone writes: its maker, and where on Earth it was."""
    found = Image.Exif()
    found[0x0112] = orientation
    found[0x010F] = SECRET.decode()
    place = found.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (52.0, 31.0, 12.0), "E", (13.0, 24.0, 18.0)
    place[0x1B] = b"ASCII\0\0\0" + SECRET
    return found


def saved(picture: Image.Image, form: str, **options: object) -> bytes:
    """The bytes of a picture in that format."""
    written = io.BytesIO()
    picture.save(written, form, **options)
    return written.getvalue()


def animation(form: str, frames: int = 5, **options: object) -> bytes:
    """Frames that differ, 80 ms each."""
    first, *others = [Image.new("RGB", (120, 80), (40 * number % 256, 0, 90)) for number in range(frames)]
    return saved(first, form, save_all=True, append_images=others, duration=80, loop=0, **options)


def film(
    form: str, codec: str, sound: str | None = None, *, size: tuple[int, int] = (160, 90), options: dict[str, str] | None = None
) -> bytes:
    """Two seconds at 10 frames each, with a title and a place in the container's metadata."""
    written = io.BytesIO()
    with av.open(written, "w", format=form, options=options) as made:
        made.metadata.update(title=SECRET.decode(), location="+52.5200+013.4050/", comment=SECRET.decode())
        track = made.add_stream(codec, rate=10)
        assert isinstance(track, av.VideoStream)
        track.width, track.height = size
        track.pix_fmt = "yuv420p"
        heard = made.add_stream(sound, rate=48_000, layout="mono") if sound else None
        for number in range(20):
            picture = scene(size=size)
            picture.putpixel((number, 0), (255, 255, 0))
            frame = as_frame(picture)
            frame.pts = number
            frame.time_base = Fraction(1, 10)
            made.mux(track.encode(frame))
        made.mux(track.encode(None))
        if isinstance(heard, AudioStream):
            _play(made, heard)
    return written.getvalue()


as_frame: Callable[[Image.Image], av.VideoFrame] = av.VideoFrame.from_image


def sound(form: str, codec: str) -> bytes:
    """Two seconds of nothing to hear."""
    written = io.BytesIO()
    with av.open(written, "w", format=form) as made:
        made.metadata["title"] = SECRET.decode()
        track = made.add_stream(codec, rate=48_000, layout="mono")
        assert isinstance(track, AudioStream)
        _play(made, track)
    return written.getvalue()


def _play(made: OutputContainer, track: AudioStream) -> None:
    resampler = av.AudioResampler(
        format=track.format.name, layout="mono", rate=48_000, frame_size=track.codec_context.frame_size or 960
    )
    for number in range(100):
        frame = av.AudioFrame(format="s16", layout="mono", samples=960)
        frame.sample_rate = 48_000
        frame.pts = number * 960
        frame.planes[0].update(bytes(1920))
        for ready in resampler.resample(frame):
            made.mux(track.encode(ready))
    for ready in resampler.resample(None):
        made.mux(track.encode(ready))
    made.mux(track.encode(None))


def pdf(width: float = 595, height: float = 842, pages: int = 3) -> bytes:
    """Pages of that size in points, the first with a red rectangle in its upper left quarter."""
    drawn = f"1 0 0 rg 0 {height / 2} {width / 2} {height / 2} re f".encode()
    kids = " ".join(f"{4 + number} 0 R" for number in range(pages)).encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        *[b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.3f %.3f] /Contents 3 0 R >>" % (width, height)] * pages,
    ]
    written, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(written + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


def heic(size: tuple[int, int] = (160, 96), quarters: int = 0, words: bytes = b"") -> bytes:
    """A HEIC still (ISO/IEC 23008-12) around one frame of H.265, turned counter-clockwise by `quarters` of a turn.

    `words` is the body of an EXIF item.
    """
    configuration, frame = _key_frame(size)
    properties = [
        _full_box(b"ispe", struct.pack(">II", *size)),
        _box(b"hvcC", configuration),
        _full_box(b"pixi", bytes((3, 8, 8, 8))),
        _box(b"irot", bytes((quarters,))),
    ]
    association = struct.pack(">IHB4B", 1, 1, 4, 1, 0x82, 3, 0x84)
    start = _box(b"ftyp", b"heic" + bytes(4) + b"mif1heic")
    items = [(1, b"hvc1", frame)] + ([(2, b"Exif", words)] if words else [])

    def meta(at: int) -> bytes:
        places, named = b"", []
        for number, kind, body in reversed(items):  # the words stand before the picture
            places += struct.pack(">HHHII", number, 0, 1, at, len(body))
            named.append(_box(b"infe", b"\2\0\0\0" + struct.pack(">HH", number, 0) + kind + b"\0"))
            at += len(body)
        return _full_box(
            b"meta",
            _full_box(b"hdlr", bytes(4) + b"pict" + bytes(13)),
            _full_box(b"pitm", struct.pack(">H", 1)),
            _full_box(b"iloc", struct.pack(">BBH", 0x44, 0, len(items)) + places),
            _full_box(b"iinf", struct.pack(">H", len(items)), *named),
            _box(b"iprp", _box(b"ipco", *properties), _full_box(b"ipma", association)),
        )

    return start + meta(len(start) + len(meta(0)) + 8) + _box(b"mdat", words + frame)


def _key_frame(size: tuple[int, int]) -> tuple[bytes, bytes]:
    with av.open(io.BytesIO(film("mp4", "libx265", size=size)), "r") as made:
        track = made.streams.video[0]
        packet = next(iter(made.demux(track)))
        return bytes(track.codec_context.extradata or b""), bytes(packet)


def _box(kind: bytes, *bodies: bytes) -> bytes:
    body = b"".join(bodies)
    return struct.pack(">I", len(body) + 8) + kind + body


def _full_box(kind: bytes, *bodies: bytes) -> bytes:
    return _box(kind, bytes(4), *bodies)


SPECIMENS = (
    Specimen("photo.jpg", "picture", "image/jpeg", lambda: saved(scene(), "JPEG", exif=exif(6))),
    Specimen("fine.jpg", "picture", "image/jpeg", lambda: saved(scene("CMYK"), "JPEG", progressive=True)),
    Specimen("screen.png", "picture", "image/png", lambda: saved(scene("RGBA"), "PNG", exif=exif())),
    Specimen("drawing.png", "picture", "image/png", lambda: saved(scene("P"), "PNG")),
    Specimen("moving.gif", "picture", "image/gif", lambda: animation("GIF")),
    Specimen("moving.webp", "picture", "image/webp", lambda: animation("WEBP")),
    Specimen("still.webp", "picture", "image/webp", lambda: saved(scene("RGBA"), "WEBP", lossless=True)),
    Specimen("old.bmp", "picture", "image/bmp", lambda: saved(scene(), "BMP")),
    Specimen("scan.tif", "picture", "image/tiff", lambda: saved(scene(), "TIFF", compression="tiff_lzw", exif=exif(3))),
    Specimen("new.avif", "picture", "image/avif", lambda: saved(scene(size=(120, 80)), "AVIF")),
    Specimen("phone.heic", "picture", "image/heic", heic),
    Specimen("letter.pdf", "pdf", "application/pdf", pdf),
    Specimen("film.mp4", "video", "video/mp4", lambda: film("mp4", "libx264", "aac")),
    Specimen("film.mov", "video", "video/quicktime", lambda: film("mov", "mpeg4")),
    Specimen("film.webm", "video", "video/webm", lambda: film("webm", "libvpx", "libopus")),
    Specimen("film.mkv", "video", "video/x-matroska", lambda: film("matroska", "libx264", "libmp3lame")),
    Specimen("song.mp3", "audio", "audio/mpeg", lambda: sound("mp3", "libmp3lame")),
    Specimen("song.ogg", "audio", "audio/ogg", lambda: sound("ogg", "libopus")),
    Specimen("song.m4a", "audio", "audio/mp4", lambda: sound("ipod", "aac")),
    Specimen("song.wav", "audio", "audio/wav", lambda: sound("wav", "pcm_s16le")),
    Specimen("song.flac", "audio", "audio/flac", lambda: sound("flac", "flac")),
    Specimen("letter.txt", "text", "text/plain", lambda: "Grüße\n".encode() * 200),
)


def specimen(name: str) -> Specimen:
    """The one of that name."""
    return next(each for each in SPECIMENS if each.name == name)


def written(folder: Path, name: str, content: bytes) -> Path:
    """A file of that content."""
    path = folder / name
    path.write_bytes(content)
    return path
