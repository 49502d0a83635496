"""Names of files, which come from strangers and are shown to people and written into headers and archives."""

import re
import unicodedata

MAX_NAME_CHARACTERS = 200
MAX_EXTENSION_CHARACTERS = 20
UNNAMED = "file"

# Categories: control, format (bidi overrides, zero-width), surrogate, private use, line and paragraph separators.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
# Emoji are put together with the zero-width joiner, Persian and Indic words are spelt with both.
_JOINERS = frozenset({"\u200c", "\u200d"})
# Refused by Windows in a name; the colon also opens an alternate data stream.
_RESERVED_CHARACTERS = str.maketrans(dict.fromkeys('<>:"|?*', "_"))
_RESERVED_STEM = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)", re.IGNORECASE)

# What the operating systems of those who receive it run or open as a program on a double click.
EXECUTABLE_EXTENSIONS = frozenset(
    "appinstaller application appref-ms chm com cpl dll exe gadget hlp hta inf jse lnk mde msc msi msix msp mst pif reg scf scr "
    "settingcontent-ms sys url vbe vbs vxd wsc wsf wsh xll".split()
)
# Also run on a double click on Windows, but part of many a source tree (`gradlew.bat`).
BATCH_EXTENSIONS = frozenset({"bat", "cmd"})
_HARMLESS_WHEN_UNPACKED = frozenset({"com", "hlp", "inf", "reg", "sys", "url"})
_ACTIVE_EXTENSIONS = (
    EXECUTABLE_EXTENSIONS | BATCH_EXTENSIONS | frozenset("app hta htm html jar js mht mhtml ps1 shtml xht xhtml".split())
)
_DECOY_EXTENSIONS = frozenset(
    "7z avi bmp csv doc docx gif gz heic jpeg jpg mov mp3 mp4 odp ods odt pdf png ppt pptx rar rtf tif tiff txt wav webm webp xls "
    "xlsx zip".split()
)
_PADDED_EXTENSION = re.compile(r"\s{3,}[._]|\.\w{1,5}\s+\.|[\s_]{12,}\S{0,10}\.\w+$")
_DIRECTION_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")


def clean_name(raw: str) -> str:
    """A name that is safe to show, to store and to send in a header: NFC, one line, no path, at most 200 characters.

    The extension survives the cut. What has nothing left is called "file".
    """
    text = unicodedata.normalize("NFC", raw.encode("utf-8", "replace").decode())
    last = re.split(r"[/\\]", text)[-1]
    visible = "".join(_visible(character) for character in last)
    tidy = re.sub(r"\s+", " ", visible).translate(_RESERVED_CHARACTERS).strip(". ")
    stem, dot, extension = tidy.rpartition(".")
    if not dot or len(extension) > MAX_EXTENSION_CHARACTERS:
        stem, extension = tidy, ""
    stem = stem.rstrip(". ")[: MAX_NAME_CHARACTERS - len(extension) - 1].rstrip(". \u200c\u200d")
    if not stem.strip("\u200c\u200d"):
        stem = UNNAMED
    if _RESERVED_STEM.fullmatch(stem.split(".")[0].rstrip()):
        stem = f"_{stem}"[: MAX_NAME_CHARACTERS - len(extension) - 1]
    return f"{stem}.{extension}" if extension else stem


def _visible(character: str) -> str:
    if character in _JOINERS:
        return character
    category = unicodedata.category(character)
    if category in _INVISIBLE:
        return " " if character in "\t\n\r\v\f" else ""
    return " " if category == "Zs" else character


def extension_of(name: str) -> str:
    """Lower case, without the dot; empty when there is none."""
    last = re.split(r"[/\\]", name)[-1]
    _, dot, extension = last.rpartition(".")
    return extension.strip().lower() if dot else ""


def is_program_name(name: str, *, in_archive: bool) -> bool:
    """Whether a system would run what is named so. In an archive, names that also are sites, settings and source pass."""
    extension = extension_of(name)
    if in_archive:
        return extension in EXECUTABLE_EXTENSIONS - _HARMLESS_WHEN_UNPACKED
    return extension in EXECUTABLE_EXTENSIONS | BATCH_EXTENSIONS


def climbs(name: str) -> bool:
    """Whether a member's name leads out of the folder that its archive is unpacked into."""
    parts = re.split(r"[/\\]", name)
    if not parts[0] and len(parts) > 1:
        return True
    depth = 0
    for part in parts:
        depth += -1 if part == ".." else part not in {"", "."}
        if depth < 0:
            return True
    return re.match(r"[A-Za-z]:", name) is not None


def has_misleading_extension(name: str) -> bool:
    """Whether a name is made to be taken for another type: `invoice.pdf.exe`, `photo.jpg      .scr`, or text running backwards."""
    if _DIRECTION_OVERRIDES.search(name) and extension_of(name) in _ACTIVE_EXTENSIONS:
        return True
    parts = [part.strip().lower() for part in name.split(".")]
    if len(parts) < 2 or parts[-1] not in _ACTIVE_EXTENSIONS:
        return False
    return (len(parts) > 2 and parts[-2] in _DECOY_EXTENSIONS) or _PADDED_EXTENSION.search(name) is not None
