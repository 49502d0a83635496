"""Film and sound: how long, how large, how it looks; and a copy that browsers play, which says nothing of its maker."""

import struct
from pathlib import Path

import av
import pytest
from PIL import Image

from parley.files.content.preview import media
from parley.files.content.preview.make import make_preview
from parley.files.content.preview.model import PreviewMade, PreviewRequest
from parley.files.content.preview.tests.specimens import SECRET, Specimen, film, saved, scene, sound, specimen, written
from parley.files.content.preview.tests.test_pictures import corners, shown

_QUARTERS = ["red", "green", "blue", "white"]


def show(folder: Path, content: bytes, media_type: str) -> PreviewMade:
    source = written(folder, "source", content)
    kind = media_type.split("/", maxsplit=1)[0]
    return make_preview(PreviewRequest(source=str(source), media_type=media_type, kind=kind, folder=str(folder)))


@pytest.mark.parametrize("name", ["film.mp4", "film.mov", "film.webm", "film.mkv"])
def test_a_film_has_a_size_a_length_and_a_poster(name: str, tmp_path: Path) -> None:
    made = show(tmp_path, specimen(name).make(), specimen(name).media_type)
    assert (made.width, made.height, made.thumbnail, made.display) == (160, 90, "thumbnail.webp", "display.webp")
    assert made.duration_ms == pytest.approx(2000, abs=50)
    assert corners(shown(tmp_path, "display.webp")) == _QUARTERS


PLAYED = [
    (Specimen("h264 in mp4", "video", "video/mp4", lambda: film("mp4", "libx264", "aac")), "media.mp4"),
    (Specimen("h264 in mov", "video", "video/quicktime", lambda: film("mov", "libx264")), "media.mp4"),
    (Specimen("h264 in mkv", "video", "video/x-matroska", lambda: film("matroska", "libx264", "libmp3lame")), "media.mp4"),
    (Specimen("vp8", "video", "video/webm", lambda: film("webm", "libvpx", "libopus")), "media.webm"),
    (Specimen("vp9", "video", "video/webm", lambda: film("webm", "libvpx-vp9")), "media.webm"),
    (Specimen("vp9 with aac", "video", "video/mp4", lambda: film("mp4", "libvpx-vp9", "aac")), "media.mp4"),
    (Specimen("av1", "video", "video/mp4", lambda: film("mp4", "libsvtav1")), "media.webm"),
    (Specimen("mp3", "audio", "audio/mpeg", lambda: sound("mp3", "libmp3lame")), "media.mp3"),
    (Specimen("aac", "audio", "audio/aac", lambda: sound("adts", "aac")), "media.m4a"),
    (Specimen("m4a", "audio", "audio/mp4", lambda: sound("ipod", "aac")), "media.m4a"),
    (Specimen("opus", "audio", "audio/webm", lambda: sound("webm", "libopus")), "media.ogg"),
    (Specimen("flac", "audio", "audio/flac", lambda: sound("flac", "flac")), "media.flac"),
    (Specimen("wav", "audio", "audio/wav", lambda: sound("wav", "pcm_s16le")), "media.wav"),
]


@pytest.mark.parametrize(("each", "name"), PLAYED, ids=lambda value: getattr(value, "name", ""))
def test_what_browsers_play_is_copied_without_its_words_and_nothing_is_lost(each: Specimen, name: str, tmp_path: Path) -> None:
    content = each.make()
    made = show(tmp_path, content, each.media_type)
    assert made.media == name
    copy = tmp_path.joinpath(name).read_bytes()
    assert SECRET not in copy
    assert b"+52.5200" not in copy
    before, after = decoded(tmp_path / "source"), decoded(tmp_path / name)
    assert after["video"] == before["video"]
    # What an encoder put before the beginning and behind the end is cut off to the sample in some containers only.
    assert after["audio"] == pytest.approx(before["audio"], abs=1152)


def decoded(path: Path) -> dict[str, int]:
    """How many frames of picture, and samples of sound, come out in the end."""
    counts = {"video": 0, "audio": 0}
    with av.open(str(path), "r") as opened:
        for frame in opened.decode(*opened.streams.video, *opened.streams.audio):
            counts["video" if isinstance(frame, av.VideoFrame) else "audio"] += getattr(frame, "samples", 1)
    return counts


@pytest.mark.parametrize(("codec", "heard"), [("libx265", None), ("mpeg4", "aac"), ("libx264", "ac3")])
def test_what_browsers_do_not_play_has_a_poster_and_no_copy(codec: str, heard: str | None, tmp_path: Path) -> None:
    made = show(tmp_path, film("mp4", codec, heard), "video/mp4")
    assert (made.display, made.media, made.failure) == ("display.webp", None, None)


def test_an_index_stands_at_the_front_so_that_playing_begins_at_once(tmp_path: Path) -> None:
    content = specimen("film.mp4").make()
    assert content.index(b"moov") > content.index(b"mdat")
    show(tmp_path, content, "video/mp4")
    copy = tmp_path.joinpath("media.mp4").read_bytes()
    assert copy.index(b"moov") < copy.index(b"mdat")


@pytest.mark.parametrize(
    ("matrix", "size", "seen"),
    [
        ((0, 1, -1, 0), (90, 160), ["blue", "red", "white", "green"]),
        ((-1, 0, 0, -1), (160, 90), ["white", "blue", "green", "red"]),
        ((0, -1, 1, 0), (90, 160), ["green", "white", "red", "blue"]),
    ],
)
def test_a_film_taken_on_its_side_is_seen_upright(
    matrix: tuple[int, ...], size: tuple[int, int], seen: list[str], tmp_path: Path
) -> None:
    made = show(tmp_path, turned(specimen("film.mp4").make(), *matrix), "video/mp4")
    assert (made.width, made.height) == size
    assert shown(tmp_path, "display.webp").size == size
    assert corners(shown(tmp_path, "display.webp")) == seen
    with av.open(str(tmp_path / "media.mp4"), "r") as copy:
        assert next(copy.decode(video=0)).rotation % 180 == (90 if size[0] < size[1] else 0)


def turned(content: bytes, a: int, b: int, c: int, d: int) -> bytes:
    """With another matrix in the header of the first track (ISO/IEC 14496-12, 8.3.2)."""
    plain = struct.pack(">9i", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)
    at = content.index(plain, content.index(b"tkhd"))
    other = struct.pack(">9i", a << 16, b << 16, 0, c << 16, d << 16, 0, 0, 0, 1 << 30)
    return content[:at] + other + content[at + len(plain) :]


def test_a_recording_of_a_browser_says_no_length_and_still_has_one(tmp_path: Path) -> None:
    content = film("webm", "libvpx", "libopus", options={"live": "1"})
    with av.open(str(written(tmp_path, "live", content)), "r") as live:
        assert live.duration is None
    made = show(tmp_path, content, "video/webm")
    assert made.duration_ms == pytest.approx(2000, abs=50)


def test_the_cover_of_a_song_is_no_film(tmp_path: Path) -> None:
    made = show(tmp_path, with_cover(specimen("song.mp3").make()), "audio/mpeg")
    assert (made.width, made.display, made.media) == (None, None, "media.mp3")
    assert SECRET not in tmp_path.joinpath("media.mp3").read_bytes()


def with_cover(song: bytes) -> bytes:
    """With an ID3 2.3 tag of one picture in front."""
    picture = b"\0image/png\0\3\0" + saved(scene(size=(30, 20)), "PNG") + SECRET
    frame = b"APIC" + struct.pack(">IH", len(picture), 0) + picture
    size = bytes((len(frame) >> shift) & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\3\0\0" + size + frame + song


def test_more_pixels_than_are_drawn_are_refused_by_the_header(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "MOST_FRAME_PIXELS", 160 * 90 - 1)
    assert show(tmp_path, specimen("film.mp4").make(), "video/mp4") == PreviewMade(failure="too_large")


@pytest.mark.parametrize("media_type", ["video/mp4", "video/webm", "audio/mpeg", "audio/ogg"])
def test_a_list_that_names_other_files_is_not_followed(media_type: str, tmp_path: Path) -> None:
    other = written(tmp_path, "other.mp4", specimen("film.mp4").make())
    for listed in (f"#EXTM3U\n#EXTINF:2,\nfile://{other}\n#EXT-X-ENDLIST\n", f"ffconcat version 1.0\nfile {other}\n"):
        made = show(tmp_path, listed.encode(), media_type)
        assert (made.failure, made.media, made.duration_ms) == ("malformed", None, None)


def test_a_type_that_has_no_container_of_ours_is_not_tried(tmp_path: Path) -> None:
    assert show(tmp_path, specimen("film.mp4").make(), "video/x-flv") == PreviewMade()
    assert not [path for path in tmp_path.iterdir() if path.suffix == ".webp"]


def test_the_poster_of_a_large_film_is_made_small(tmp_path: Path) -> None:
    made = show(tmp_path, film("mp4", "mpeg4", size=(3200, 1800)), "video/mp4")
    assert (made.width, made.height) == (3200, 1800)
    assert shown(tmp_path, "display.webp").size == (2560, 1440)
    assert isinstance(shown(tmp_path, "thumbnail.webp"), Image.Image)
