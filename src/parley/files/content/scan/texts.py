"""Text, by decoding it; and whether it is HTML or SVG."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Control characters that no text holds; a file with them that is not text in UTF-16 is binary (WHATWG MIME Sniffing, section 7.2).
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_SKIPPED = re.compile(
    r"(?:\s+|<\?(?!php).*?\?>|<!--.*?-->|<!doctype(?:\s+svg[^\[>]*(?:\[.*?\]\s*)?)>)+", re.DOTALL | re.IGNORECASE
)
_SVG = re.compile(r"<(?:[\w-]+:)?svg[\s>/]", re.IGNORECASE)
# The tags by which browsers take a file without a type for HTML (WHATWG MIME Sniffing, section 7.1).
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|meta|base|object|embed|form|img|link)[\s>/]",
    re.IGNORECASE,
)


def decode_text(head: bytes) -> str | None:
    """The beginning of a text file, of which `head` are the first bytes and may end within a character; None for binary."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return codecs.getincrementaldecoder(encoding)("replace").decode(head)
    if _BINARY.search(head):
        return _without_mark(head)
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return head.decode("cp1252", "replace")


def _without_mark(head: bytes) -> str | None:
    """UTF-16 that does not say so, by the zeros that every second byte of Latin text then is."""
    sample = head[: len(head) // 2 * 2][:512]
    for encoding, zeros, letters in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        if len(sample) >= 8 and not zeros.strip(b"\0") and not _BINARY.search(letters):
            return codecs.getincrementaldecoder(encoding)("replace").decode(head)
    return None


def find_markup(text: str) -> str | None:
    """The media type when a browser would take this for a page or a drawing."""
    body = text.lstrip("\ufeff\0 \t\r\n\f")
    skipped = _SKIPPED.match(body)
    root = body[skipped.end() :] if skipped else body
    if _SVG.match(root):
        return "image/svg+xml"
    if _HTML.match(body) or _HTML.match(root):
        return "text/html"
    return "application/xml" if body.startswith("<?xml") else None
