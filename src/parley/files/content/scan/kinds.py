"""What a file is by its bytes, what kind of thing that is to people, and whether its name says the same."""

from collections.abc import Callable
from typing import BinaryIO, Literal, NamedTuple

from parley.files.content.scan import signatures
from parley.files.content.scan.names import extension_of
from parley.files.content.scan.signatures import OCTETS
from parley.files.content.scan.texts import decode_text, find_markup
from parley.files.content.scan.verdict import FileKind

EDGE_BYTES = 64 << 10

Container = Literal["zip", "7z", "tar", "stream"]

OOXML = {
    "word": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "visio": "application/vnd.ms-visio.drawing",
}
APK, JAR = "application/vnd.android.package-archive", "application/java-archive"
_OLE_DOCUMENTS = {
    "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel",
    "Book": "application/vnd.ms-excel",
    "PowerPoint Document": "application/vnd.ms-powerpoint",
    "__properties_version1.0": "application/vnd.ms-outlook",
    "VisioDocument": "application/vnd.visio",
    "EncryptedPackage": "application/encrypted",
}
_ARCHIVES = frozenset(
    {
        signatures.ZIP, signatures.GZIP, signatures.BZIP2, signatures.XZ, signatures.TAR, signatures.SEVEN_ZIP, APK, JAR,
        "application/vnd.rar", "application/zstd", "application/x-lz4", "application/vnd.ms-cab-compressed", "application/x-rpm",
        "application/x-xar", "application/vnd.debian.binary-package", "application/x-iso9660-image",
    }
)  # fmt: skip
_CONTAINERS: dict[str, Container] = {
    signatures.ZIP: "zip",
    signatures.SEVEN_ZIP: "7z",
    signatures.TAR: "tar",
    signatures.GZIP: "stream",
    signatures.BZIP2: "stream",
    signatures.XZ: "stream",
}
_DOCUMENTS = (
    "application/vnd.openxml",
    "application/vnd.oasis",
    "application/vnd.ms-",
    "application/epub",
    "application/vnd.visio",
)
_KINDS = {
    signatures.PDF: FileKind.PDF,
    **dict.fromkeys(("application/json", "application/xml", "application/xhtml+xml"), FileKind.TEXT),
    **dict.fromkeys(
        ("application/msword", "application/rtf", "application/postscript", "application/encrypted"), FileKind.DOCUMENT
    ),
    signatures.OLE2: FileKind.DOCUMENT,
}
EXECUTABLES = frozenset(
    {signatures.PE, signatures.ELF, signatures.MACH_O, signatures.LNK, "application/vnd.ms-htmlhelp", "application/x-msi"}
)

# How text is told to people and served, by the name it was sent under: nothing but the name tells a script from a letter.
_TEXT_TYPES = {
    "css": "text/css", "csv": "text/csv", "htm": "text/html", "html": "text/html", "ics": "text/calendar", "js": "text/javascript",
    "json": "application/json", "md": "text/markdown", "mjs": "text/javascript", "svg": "image/svg+xml", "vcf": "text/vcard",
    "xhtml": "application/xhtml+xml", "xml": "application/xml",
}  # fmt: skip


class Sniffed(NamedTuple):
    """`is_text`: it decodes as text, whatever it then is. `markup` is told also where the name makes it plain text.

    `container`: the walker that opens it.
    """

    media_type: str
    kind: FileKind
    is_text: bool = False
    markup: str | None = None
    container: Container | None = None


class Edges(NamedTuple):
    """The first and last bytes of a file, at most `EDGE_BYTES` each."""

    head: bytes
    tail: bytes
    size_bytes: int


def read_edges(source: BinaryIO) -> Edges:
    size = source.seek(0, 2)
    source.seek(0)
    head = source.read(EDGE_BYTES)
    source.seek(max(0, size - EDGE_BYTES))
    return Edges(head, source.read(EDGE_BYTES), size)


def sniff(edges: Edges, name: str, list_members: Callable[[], list[str]]) -> Sniffed:
    """What the bytes are. `list_members` is asked for the names in a zip, on which it depends what kind of zip it is."""
    found = signatures.find_signature(edges.head)
    if found is None and (text := decode_text(edges.head)) is not None:
        return _text(text, extension_of(name))
    if found is None and b"PK\x05\x06" in edges.tail and list_members():
        found = signatures.ZIP
    container = _CONTAINERS.get(found or OCTETS)
    if found == signatures.ZIP:
        found = _zip_type(edges.head, list_members())
    elif found == signatures.OLE2:
        found = _ole_type(edges)
    media_type = found or OCTETS
    return Sniffed(media_type, kind_of(media_type), container=container)


def _text(text: str, extension: str) -> Sniffed:
    markup = find_markup(text)
    named = _TEXT_TYPES.get(extension)
    if named == "image/svg+xml":
        media_type = markup or "text/plain"
    elif markup == "image/svg+xml":
        media_type = markup if extension not in TEXT_EXTENSIONS else named or "text/plain"
    else:
        media_type = named or (markup if markup and extension not in TEXT_EXTENSIONS else "text/plain")
    kind = FileKind.PICTURE if media_type == "image/svg+xml" else FileKind.TEXT
    return Sniffed(media_type, kind, is_text=True, markup=markup)


def _zip_type(head: bytes, members: list[str]) -> str:
    names = set(members)
    if head[26:28] == b"\x08\0" and head[30:38] == b"mimetype":
        length = int.from_bytes(head[28:30], "little")
        declared = head[38 + length : 38 + length + int.from_bytes(head[22:26], "little")]
        if declared.startswith((b"application/vnd.oasis.", b"application/epub")) and declared.isascii():
            return declared.decode()[:100].strip()
    if "[Content_Types].xml" in names:
        folders = {name.split("/")[0] for name in names}
        return next((media_type for folder, media_type in OOXML.items() if folder in folders), signatures.ZIP)
    if "AndroidManifest.xml" in names:
        return APK
    return JAR if "META-INF/MANIFEST.MF" in names else signatures.ZIP


def _ole_type(edges: Edges) -> str:
    """By the names in its directory, which is looked for where small and ordinary documents have it: at either end."""
    if bytes.fromhex("84100c0000000000c000000000000046") in edges.head + edges.tail:
        return "application/x-msi"
    for name, media_type in _OLE_DOCUMENTS.items():
        entry = name.encode("utf-16-le") + b"\0\0"
        if entry in edges.head or entry in edges.tail:
            return media_type
    return signatures.OLE2


def kind_of(media_type: str) -> FileKind:
    top = media_type.split("/", maxsplit=1)[0]
    if top in {"video", "audio", "text"}:
        return FileKind(top)
    if top == "image":
        return FileKind.PICTURE
    if media_type in _ARCHIVES:
        return FileKind.ARCHIVE
    if media_type.startswith(_DOCUMENTS):
        return FileKind.DOCUMENT
    return _KINDS.get(media_type, FileKind.OTHER)


TEXT_EXTENSIONS = frozenset(
    "asc astro bash bat c cc cfg clj cmd coffee conf cpp cs css csv dart diff dockerfile ejs erb ex exs fish go graphql groovy h hbs "
    "hpp hs htm html hx ics ini ipynb java js json json5 jsonl jsx kt less liquid log lua m map md mdx mjs ml mm mustache nim njk "
    "patch php pl po properties proto ps1 pug py r rb rs rst sass scala scss sh sol sql srt styl sub svelte swift tex text tf toml "
    "tsv tsx twig txt vb vcf vtt vue xhtml xml xsd xsl xslt yaml yml zig zsh".split()
)
_GROUP_OF_EXTENSION = {
    **dict.fromkeys(TEXT_EXTENSIONS, "text"),
    **dict.fromkeys("apng avif bmp dib gif heic heif ico jfif jp2 jpe jpeg jpg jxl png tif tiff webp".split(), "picture"),
    **dict.fromkeys("3gp aac aif aiff avi flac flv m4a m4b m4v mka mkv mov mp3 mp4 mpeg mpg oga ogg ogv opus wav webm wma wmv".split(), "media"),
    **dict.fromkeys("docx dotx odp ods odt odg potx ppsx pptx vsdx xlsx xltx docm xlsm pptm epub".split(), "document"),
    **dict.fromkeys("doc dot msg pot pps ppt rtf vsd xls xlt".split(), "document"),
    **dict.fromkeys("aar apk ear ipa jar key kmz nbm numbers pages sketch usdz war whl xpi zip".split(), "zip"),
    "pdf": "pdf", "svg": "svg", "psd": "psd", "7z": "7z", "rar": "rar", "tar": "tar", "gz": "gz", "tgz": "gz", "svgz": "gz",
    "bz2": "bz2", "tbz2": "bz2", "xz": "xz", "txz": "xz", "zst": "zst", "eps": "ps", "ps": "ps",
}  # fmt: skip
_GROUP_OF_TYPE = {
    signatures.PDF: "pdf", "image/svg+xml": "svg", "image/vnd.adobe.photoshop": "psd", signatures.SEVEN_ZIP: "7z",
    "application/vnd.rar": "rar", signatures.TAR: "tar", signatures.GZIP: "gz", signatures.BZIP2: "bz2", signatures.XZ: "xz",
    "application/zstd": "zst", "application/postscript": "ps", signatures.ZIP: "zip", APK: "zip", JAR: "zip",
}  # fmt: skip
# Groups whose members are not all known by their first bytes: old encodings of text, MP3 behind padding.
_LENIENT = frozenset({"text", "media"})
# A zip may be named for what it is made of, and Illustrator and Keynote documents are a PDF and a zip.
_ALSO = {("zip", "document"), ("ps", "pdf")}


def agrees(name: str, sniffed: Sniffed) -> bool:
    """Whether the extension and the bytes are of one group. A picture may be any other picture; an unknown extension claims nothing."""
    claimed = _GROUP_OF_EXTENSION.get(extension_of(name))
    if claimed is None:
        return True
    if claimed == "text" and sniffed.is_text:
        return True
    if sniffed.media_type == OCTETS:
        return claimed in _LENIENT
    actual = _group_of_type(sniffed)
    return actual == claimed or (claimed, actual) in _ALSO


def _group_of_type(sniffed: Sniffed) -> str:
    if group := _GROUP_OF_TYPE.get(sniffed.media_type):
        return group
    if sniffed.kind in {FileKind.VIDEO, FileKind.AUDIO}:
        return "media"
    return str(sniffed.kind)
