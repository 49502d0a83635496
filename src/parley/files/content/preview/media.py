"""Film and sound: how long, how large, a picture, and a copy that browsers play. Nothing is encoded anew.

FFmpeg is told which container it has before it, and opens nothing else: formats that name other files or addresses to be read in their
place (playlists, concatenations) are never tried.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import av
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Disposition, Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image

from parley.files.content.preview.drawing import DISPLAY_NAME, DISPLAY_SIDE, THUMBNAIL_NAME, save_both
from parley.files.content.preview.model import PictureTooLarge, PreviewMade

MOST_FRAME_PIXELS = 40_000_000
"""8K is 33 million. Decoders keep up to 16 frames."""

_MOST_PACKETS_TRIED = 300
_MOST_UNDATED = 32
_POSTER_AT_MS = 1000  # many films begin black

_CONTAINERS = {
    "video/mp4": "mov",
    "video/quicktime": "mov",
    "video/x-m4v": "mov",
    "video/3gpp": "mov",
    "audio/mp4": "mov",
    "audio/x-m4a": "mov",
    "audio/m4a": "mov",
    "video/webm": "matroska",
    "audio/webm": "matroska",
    "video/x-matroska": "matroska",
    "audio/x-matroska": "matroska",
    "video/ogg": "ogg",
    "audio/ogg": "ogg",
    "audio/opus": "ogg",
    "application/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/mp3": "mp3",
    "audio/aac": "aac",
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/flac": "flac",
    "audio/x-flac": "flac",
    "audio/aiff": "aiff",
    "audio/x-aiff": "aiff",
    "video/x-msvideo": "avi",
    "video/avi": "avi",
    "video/mp2t": "mpegts",
    "video/mpeg": "mpeg",
}
_DRAWN = frozenset({"h264", "hevc", "vp8", "vp9", "av1", "mpeg4", "mpeg2video", "mjpeg", "prores", "theora", "h263"})
# Browsers decode no other sampling of H.264, whatever else it allows.
_PLAYED_SAMPLING = frozenset({"yuv420p", "yuvj420p"})


class _Target(NamedTuple):
    muxer: str
    name: str


_MP4, _WEBM = _Target("mp4", "media.mp4"), _Target("webm", "media.webm")
_IN_MP4 = frozenset({None, "aac", "mp3", "opus", "flac"})
_IN_WEBM = frozenset({None, "opus", "vorbis"})
_FILMS = {
    "h264": ((_MP4, _IN_MP4),),
    "vp8": ((_WEBM, _IN_WEBM),),
    "vp9": ((_WEBM, _IN_WEBM), (_MP4, _IN_MP4)),
    "av1": ((_WEBM, _IN_WEBM), (_MP4, _IN_MP4)),
}
_SOUNDS = {
    "aac": _Target("ipod", "media.m4a"),
    "mp3": _Target("mp3", "media.mp3"),
    "opus": _Target("ogg", "media.ogg"),
    "vorbis": _Target("ogg", "media.ogg"),
    "flac": _Target("flac", "media.flac"),
    "pcm_s16le": _Target("wav", "media.wav"),
    "pcm_u8": _Target("wav", "media.wav"),
}
# Nothing says who wrote it.
_ANONYMOUS = {"fflags": "+bitexact"}
_MUXER_OPTIONS = {
    "mp4": {"movflags": "+faststart"},  # the index in front, so that playing starts with the first bytes
    "ipod": {"movflags": "+faststart"},
    "mp3": {"id3v2_version": "0", "write_id3v1": "0"},
}


class _Sight(NamedTuple):
    """How large the film is seen: turned, and with its pixels made square."""

    width: int | None = None
    height: int | None = None
    is_drawn: bool = False


class _Copy(NamedTuple):
    name: str | None = None
    duration_ms: int | None = None


def show_media(source: Path, media_type: str, folder: Path) -> PreviewMade:
    """Write a poster if there is film, and `media` if browsers play what is inside: copied into a container of theirs, without metadata.

    Raises `PictureTooLarge`, and what FFmpeg makes of broken bytes.
    """
    container = _CONTAINERS.get(media_type)
    if container is None:
        return PreviewMade()
    with _opened(source, container) as film:
        duration = _duration_ms(film)
        sight = _draw_poster(film, duration, folder)
    with _opened(source, container) as film:
        copy = _copied(film, folder)
    return PreviewMade(
        width=sight.width,
        height=sight.height,
        duration_ms=duration if duration is not None else copy.duration_ms,
        thumbnail=THUMBNAIL_NAME if sight.is_drawn else None,
        display=DISPLAY_NAME if sight.is_drawn else None,
        media=copy.name,
    )


def _opened(source: Path, container: str) -> InputContainer:
    return av.open(f"file:{source}", "r", format=container, container_options={"protocol_whitelist": "file"})


def _codec(track: Stream | None) -> str | None:
    """The codec's name, whoever decodes it. A codec that FFmpeg does not know has no context, whatever the types say."""
    context = getattr(track, "codec_context", None)
    return None if context is None else str(context.codec.canonical_name)


def _film_track(film: InputContainer) -> VideoStream | None:
    """The first film, not the cover of a song."""
    return next((track for track in film.streams.video if not track.disposition & Disposition.attached_pic), None)


def _duration_ms(film: InputContainer) -> int | None:
    """None where the container does not say, as in what browsers record."""
    return round(film.duration / 1000) if film.duration is not None and film.duration > 0 else None


def _draw_poster(film: InputContainer, duration: int | None, folder: Path) -> _Sight:
    track = _film_track(film)
    if track is None or _codec(track) not in _DRAWN:
        return _Sight()
    if track.codec_context.width * track.codec_context.height > MOST_FRAME_PIXELS:
        raise PictureTooLarge
    track.codec_context.thread_count = 1
    frame = _frame_at(film, track, min(_POSTER_AT_MS, (duration or 0) // 10)) or _frame_at(film, track, 0)
    if frame is None:
        return _Sight()
    if frame.width * frame.height > MOST_FRAME_PIXELS:
        raise PictureTooLarge
    ratio = track.sample_aspect_ratio or Fraction(1)
    width, height = frame.width, frame.height
    if Fraction(1, 4) <= ratio <= 4:
        width = max(1, round(width * ratio))
    scale = min(1.0, DISPLAY_SIDE / max(width, height))
    draw: Callable[..., Image.Image] = frame.to_image
    picture = draw(width=max(1, round(width * scale)), height=max(1, round(height * scale)))
    # FFmpeg and Pillow both count counter-clockwise.
    turned = picture.transpose(_TURNS[frame.rotation % 360]) if frame.rotation % 360 in _TURNS else picture
    save_both(turned, folder)
    if frame.rotation % 180 == 90:
        width, height = height, width
    return _Sight(width, height, is_drawn=True)


_TURNS = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}


def _frame_at(film: InputContainer, track: VideoStream, milliseconds: int) -> VideoFrame | None:
    """The first frame that decodes from the key frame before that moment on."""
    try:
        film.seek(milliseconds * 1000)
        for packet in islice(film.demux(track), _MOST_PACKETS_TRIED):
            for frame in packet.decode():
                return frame
    except av.FFmpegError:
        return None
    return None


def _copied(film: InputContainer, folder: Path) -> _Copy:
    """The packets as they are, in a new container; nothing where they turn out not to fit in there."""
    picture = _film_track(film)
    sound = next(iter(film.streams.audio), None)
    target = _target(picture, sound)
    tracks = [track for track in (picture, sound) if track is not None]
    if target is None:
        return _Copy()
    try:
        with av.open(
            str(folder / target.name), "w", format=target.muxer, options=_ANONYMOUS | _MUXER_OPTIONS.get(target.muxer, {})
        ) as made:
            end = _copy_packets(film, tracks, made)
    except (av.FFmpegError, ValueError):
        (folder / target.name).unlink(missing_ok=True)
        return _Copy()
    return _Copy(target.name, round(end * 1000)) if end > 0 else _Copy()


def _target(picture: VideoStream | None, sound: Stream | None) -> _Target | None:
    heard = _codec(sound)
    if picture is None:
        return _SOUNDS.get(heard or "")
    seen = _codec(picture)
    if seen == "h264" and picture.codec_context.pix_fmt not in _PLAYED_SAMPLING:
        return None
    if sound is not None and heard is None:
        return None
    return next((target for target, sounds in _FILMS.get(seen or "", ()) if heard in sounds), None)


def _copy_packets(film: InputContainer, tracks: Sequence[Stream], made: OutputContainer) -> Fraction:
    """Copy them all; returns when the last one ends, in seconds."""
    copies = {track.index: made.add_stream_from_template(track, opaque=True) for track in tracks}
    for copy in copies.values():
        copy.metadata.clear()
    end = Fraction(0)
    for packet in _dated(film.demux(*tracks)):
        if packet.pts is not None:
            end = max(end, (packet.pts + (packet.duration or 0)) * packet.time_base)
        packet.stream = copies[packet.stream.index]
        made.mux(packet)
    return end


def _dated(packets: "Iterable[Packet[Stream]]") -> "Iterator[Packet[Stream]]":
    """Each with its moment of decoding. Matroska does not write them down, and FFmpeg knows them only after a few packets of a track.

    Raises ValueError where it never does: `_MOST_UNDATED` in a row is more than any codec reorders.
    """
    undated: dict[int, list[Packet[Stream]]] = {}
    for packet in packets:
        if packet.size == 0:  # the end of a track
            continue
        earlier = undated.setdefault(packet.stream.index, [])
        if packet.dts is None:
            earlier.append(packet)
            if len(earlier) > _MOST_UNDATED:
                raise ValueError("These packets cannot be put in the order of decoding.")
            continue
        for number, early in enumerate(earlier):
            early.dts = packet.dts - (len(earlier) - number) * max(1, packet.duration or 0)
            yield early
        earlier.clear()
        yield packet
    if any(undated.values()):
        raise ValueError("The last packets cannot be put in the order of decoding.")
