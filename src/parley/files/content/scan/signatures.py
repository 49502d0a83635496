"""What the first bytes of a file say that it is. Ordered: the first that fits is it.

Our own table, because what is decided from it must be predictable: general libraries guess from the extension as well, and know
hundreds of types by two bytes.
"""

import re
from typing import NamedTuple

OCTETS = "application/octet-stream"

ZIP = "application/zip"
OLE2 = "application/x-ole-storage"
GZIP, BZIP2, XZ, TAR, SEVEN_ZIP = (
    "application/gzip",
    "application/x-bzip2",
    "application/x-xz",
    "application/x-tar",
    "application/x-7z-compressed",
)
PDF = "application/pdf"
PE, ELF, MACH_O, LNK = (
    "application/vnd.microsoft.portable-executable",
    "application/x-elf",
    "application/x-mach-binary",
    "application/x-ms-shortcut",
)


class Signature(NamedTuple):
    offset: int
    magic: bytes
    media_type: str


_TABLE = (
    Signature(0, b"\x89PNG\r\n\x1a\n", "image/png"),
    Signature(0, b"\xff\xd8\xff", "image/jpeg"),
    Signature(0, b"GIF87a", "image/gif"),
    Signature(0, b"GIF89a", "image/gif"),
    Signature(0, b"II*\0", "image/tiff"),
    Signature(0, b"MM\0*", "image/tiff"),
    Signature(0, b"\0\0\1\0", "image/vnd.microsoft.icon"),
    Signature(0, b"8BPS", "image/vnd.adobe.photoshop"),
    Signature(0, b"\xff\x0a", "image/jxl"),
    Signature(0, b"\0\0\0\x0cJXL \r\n\x87\n", "image/jxl"),
    Signature(0, b"\0\0\0\x0cjP  \r\n\x87\n", "image/jp2"),
    Signature(0, b"%PDF-", PDF),
    Signature(0, b"%!PS", "application/postscript"),
    Signature(0, b"\xc5\xd0\xd3\xc6", "application/postscript"),
    Signature(0, b"{\\rt", "application/rtf"),
    Signature(0, b"PK\x03\x04", ZIP),
    Signature(0, b"PK\x05\x06", ZIP),
    Signature(0, b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
    Signature(0, b"\x1f\x8b", GZIP),
    Signature(0, b"BZh", BZIP2),
    Signature(0, b"\xfd7zXZ\0", XZ),
    Signature(0, b"Rar!\x1a\x07", "application/vnd.rar"),
    Signature(0, b"\x28\xb5\x2f\xfd", "application/zstd"),
    Signature(0, b"\x04\x22\x4d\x18", "application/x-lz4"),
    Signature(0, b"MSCF\0\0\0\0", "application/vnd.ms-cab-compressed"),
    Signature(0, b"!<arch>\ndebian", "application/vnd.debian.binary-package"),
    Signature(0, b"\xed\xab\xee\xdb", "application/x-rpm"),
    Signature(0, b"xar!\0", "application/x-xar"),
    Signature(257, b"ustar", TAR),
    Signature(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE2),
    Signature(0, b"\x7fELF", ELF),
    Signature(0, b"\xfe\xed\xfa\xce", MACH_O),
    Signature(0, b"\xfe\xed\xfa\xcf", MACH_O),
    Signature(0, b"\xce\xfa\xed\xfe", MACH_O),
    Signature(0, b"\xcf\xfa\xed\xfe", MACH_O),
    Signature(0, b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F", LNK),
    Signature(0, b"ITSF\3\0\0\0", "application/vnd.ms-htmlhelp"),
    Signature(0, b"dex\n0", "application/vnd.android.dex"),
    Signature(0, b"\0asm", "application/wasm"),
    Signature(0, b"ID3", "audio/mpeg"),
    Signature(0, b"fLaC", "audio/flac"),
    Signature(0, b"MThd", "audio/midi"),
    Signature(0, b"#!AMR", "audio/amr"),
    Signature(0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video/x-ms-asf"),
    Signature(0, b"FLV\1", "video/x-flv"),
    Signature(0, b"\0\0\1\xba", "video/mpeg"),
    Signature(0, b"\0\0\1\xb3", "video/mpeg"),
    Signature(0, b"wOFF", "font/woff"),
    Signature(0, b"wOF2", "font/woff2"),
    Signature(0, b"OTTO", "font/otf"),
    Signature(0, b"\0\1\0\0\0", "font/ttf"),
    Signature(0, b"SQLite format 3\0", "application/vnd.sqlite3"),
    Signature(0, b"glTF\2\0\0\0", "model/gltf-binary"),
    Signature(0x8001, b"CD001", "application/x-iso9660-image"),
)

_BRANDS = {
    b"avif": "image/avif",
    b"avis": "image/avif",
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), "image/heic"),
    b"M4A ": "audio/mp4",
    b"M4B ": "audio/mp4",
    b"qt  ": "video/quicktime",
}
_ENCODED_PICTURES = (b"avif", b"avis")
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo", b"AIFF": "audio/aiff", b"AIFC": "audio/aiff"}
_OLD_MOVIE = re.compile(rb".{4}(?:moov|mdat|wide|free|skip)", re.DOTALL)


def find_signature(head: bytes) -> str | None:
    """The media type that the bytes claim by their signature; None for text and for what is not known."""
    for signature in _TABLE:
        if head.startswith(signature.magic, signature.offset):
            return signature.media_type
    return _structured(head) or _weak(head)


def _structured(head: bytes) -> str | None:
    """Containers that have their type in a field of their own."""
    if head[4:8] == b"ftyp":
        return _brand(head)
    if head[:4] in {b"RIFF", b"FORM"}:
        return _RIFF.get(head[8:12])
    if head[:4] == b"OggS":
        return "video/ogg" if b"theora" in head[:512] else "audio/ogg"
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return "video/webm" if b"webm" in head[:4096] else "video/matroska"
    if head[:4] == b"\xca\xfe\xba\xbe" and len(head) >= 8:
        # A Java class has its version here, at least 45; a Mach-O for several processors their number.
        return MACH_O if int.from_bytes(head[4:8], "big") < 45 else "application/java-vm"
    return None


def _brand(head: bytes) -> str:
    size = min(int.from_bytes(head[:4], "big"), 256)
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, size, 4))]
    if brands[0] in _BRANDS and brands[0] not in {b"mif1", b"msf1"}:
        return _BRANDS[brands[0]]
    if brands[0] in {b"mif1", b"msf1"}:
        return "image/avif" if any(brand in _ENCODED_PICTURES for brand in brands) else "image/heic"
    return "video/mp4"


def _weak(head: bytes) -> str | None:
    """Signatures of so few bytes that the fields behind them must make sense too."""
    return next((media_type for is_such, media_type in _WEAK if is_such(head)), None)


def _is_bitmap(head: bytes) -> bool:
    return head[:2] == b"BM" and len(head) >= 26 and int.from_bytes(head[14:18], "little") in {12, 40, 52, 56, 64, 108, 124}


def _is_aac(head: bytes) -> bool:
    return head[:2] in {b"\xff\xf1", b"\xff\xf9"} and len(head) > 7


def _is_transport_stream(head: bytes) -> bool:
    return head[:1] == b"G" and len(head) > 376 and head[188] == head[376] == 0x47


def _is_old_movie(head: bytes) -> bool:
    return _OLD_MOVIE.match(head) is not None


def _is_program(head: bytes) -> bool:
    """Windows starts every file with `MZ` as a program, if only to say that it is broken; text may begin with the letters too."""
    if head[:2] != b"MZ":
        return False
    return b"\0" in head[:64] or len(head) < 64 or head[int.from_bytes(head[60:64], "little") :][:2] in {b"PE", b"NE", b"LE"}


def _is_mpeg_audio(head: bytes) -> bool:
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    bit_rate, sample_rate = head[2] >> 4, head[2] >> 2 & 3
    return bit_rate not in {0, 15} and sample_rate != 3


def _is_old_tar(head: bytes) -> bool:
    """Before POSIX a tar had no signature, only the sum of its header's bytes."""
    field = head[148:156].strip(b" \0")
    if len(head) < 512 or not re.fullmatch(rb"[0-7]{1,7}", field):
        return False
    return int(field, 8) == sum(head[:148]) + 8 * 32 + sum(head[156:512])


_WEAK = (
    (_is_program, PE),
    (_is_bitmap, "image/bmp"),
    (_is_mpeg_audio, "audio/mpeg"),
    (_is_aac, "audio/aac"),
    (_is_transport_stream, "video/mp2t"),
    (_is_old_movie, "video/quicktime"),
    (_is_old_tar, TAR),
)
