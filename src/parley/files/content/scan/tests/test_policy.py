"""The table in `scan`, row by row: what is let through, what is not, and what it is told as."""

import io
import wave
import zlib

import pytest
from PIL import Image

from parley.files.content.scan.tests.conftest import Judge
from parley.files.content.scan.tests.samples import (
    EICAR,
    compound_file_of,
    office_of,
    packed_pdf_of,
    pdf_of,
    picture,
    tar_of,
    windows_program,
    zip_of,
)
from parley.files.content.scan.verdict import FileKind, Outcome, Reason, Verdict

HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
SVG = b'<?xml version="1.0"?>\n<!-- drawn by hand -->\n<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/></svg>'
ELF = b"\x7fELF\2\1\1" + bytes(100)
LNK = b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F" + bytes(60)


def _sound() -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(8000)
        writer.writeframes(bytes(1600))
    return made.getvalue()


def _with_comment(comment: bytes) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (8, 8)).save(made, "JPEG", comment=comment)
    return made.getvalue()


def _utf_16(text: bytes) -> bytes:
    return text.decode().encode("utf-16")


REFUSED = [
    ("EICAR bare", "a.txt", EICAR, Reason.MALWARE),
    ("EICAR in a picture", "a.png", picture() + EICAR, Reason.MALWARE),
    ("EICAR in a text", "a.md", b"# Test\n" * 100 + EICAR + b"\nend", Reason.MALWARE),
    ("EICAR across two pieces", "a.bin", b"\xff" * ((8 << 20) - 30) + EICAR, Reason.MALWARE),
    ("a Windows program", "setup.exe", windows_program(), Reason.EXECUTABLE),
    ("a Windows program under another name", "invoice.pdf", windows_program(), Reason.EXECUTABLE),
    ("a Windows program without a name", "invoice", windows_program(), Reason.EXECUTABLE),
    ("a Linux program", "tool", ELF, Reason.EXECUTABLE),
    ("a macOS program", "tool", b"\xcf\xfa\xed\xfe" + bytes(100), Reason.EXECUTABLE),
    ("a macOS program for two processors", "tool", b"\xca\xfe\xba\xbe\0\0\0\2" + bytes(100), Reason.EXECUTABLE),
    ("a shortcut", "brief.lnk", LNK, Reason.EXECUTABLE),
    ("a shortcut named as a document", "brief.docx", LNK, Reason.EXECUTABLE),
    ("a program in a zip", "work.zip", zip_of({"bin/a.dat": windows_program()}), Reason.EXECUTABLE),
    ("a script that Windows runs", "brief.vbs", b'MsgBox "hello"', Reason.EXECUTABLE),
    ("an HTML application", "brief.hta", HTML, Reason.EXECUTABLE),
    ("an HTML application in a zip", "brief.zip", zip_of({"brief.hta": HTML}), Reason.EXECUTABLE),
    ("a batch file on its own", "brief.bat", b"@echo off\r\n", Reason.EXECUTABLE),
    ("a misleading name", "invoice.pdf.html", b"<p>hello</p>", Reason.TYPE_MISMATCH),
    ("HTML named as a picture", "a.png", HTML, Reason.TYPE_MISMATCH),
    ("HTML named as a PDF", "a.pdf", HTML, Reason.TYPE_MISMATCH),
    ("HTML in UTF-16 named as a picture", "a.jpg", _utf_16(HTML), Reason.TYPE_MISMATCH),
    ("HTML named as a spreadsheet", "a.xls", HTML, Reason.TYPE_MISMATCH),
    ("HTML named as a drawing", "a.svg", HTML, Reason.TYPE_MISMATCH),
    ("SVG named as a picture", "a.png", SVG, Reason.TYPE_MISMATCH),
    ("a zip named as a picture", "a.jpg", zip_of({"a.txt": b"hello"}), Reason.TYPE_MISMATCH),
    ("a picture named as a PDF", "a.pdf", picture(), Reason.TYPE_MISMATCH),
    ("text named as a film", "a.mp4", b"hello", Reason.TYPE_MISMATCH),
    ("a PNG whose signature is off by one byte", "a.png", b"\x88" + picture()[1:], Reason.TYPE_MISMATCH),
    ("a picture with a zip behind it", "a.gif", picture("GIF") + zip_of({"a.class": b"hello"}), Reason.TYPE_MISMATCH),
    ("a picture with a zip in the middle", "a.png", picture() + zip_of({"a": b"b"}) + bytes(200_000), Reason.TYPE_MISMATCH),
    ("a picture with HTML behind it", "a.jpg", picture("JPEG") + HTML, Reason.TYPE_MISMATCH),
    ("a picture with HTML in its comment", "a.jpg", _with_comment(b"<script>alert(1)</script>"), Reason.TYPE_MISMATCH),
    ("a picture with a PDF behind it", "a.png", picture() + pdf_of("<< /Type /Catalog >>"), Reason.TYPE_MISMATCH),
    ("a picture with a RAR behind it", "a.png", picture() + b"Rar!\x1a\x07\x01\0" + bytes(50), Reason.TYPE_MISMATCH),
    ("a sound with a zip behind it", "a.wav", _sound() + zip_of({"a": b"b"}), Reason.TYPE_MISMATCH),
    ("a PDF with a zip behind it", "a.pdf", pdf_of("<< /Type /Catalog >>") + zip_of({"a": b"b"}), Reason.TYPE_MISMATCH),
    ("a picture with a program in it", "a.png", picture() + windows_program(), Reason.EXECUTABLE),
    ("a drawing with a script", "a.svg", SVG.replace(b"<path", b"<script>x()</script><path"), Reason.SCRIPT),
    ("a drawing with a script of a namespace", "a.svg", SVG.replace(b"<path", b"<svg:script/><path"), Reason.SCRIPT),
    ("a drawing with a handler", "a.svg", SVG.replace(b"<path", b'<path onclick = "x()"'), Reason.SCRIPT),
    ("a drawing with a script's address", "a.svg", SVG.replace(b"<path", b'<a href="JavaScript:x()"/><path'), Reason.SCRIPT),
    ("a drawing with a hidden address", "a.svg", SVG.replace(b"<path", b'<a href="&#106;avascript:x()"/><path'), Reason.SCRIPT),
    ("a drawing with a page in it", "a.svg", SVG.replace(b"<path", b"<foreignObject><p/></foreignObject><path"), Reason.SCRIPT),
    ("a drawing with an entity", "a.svg", b'<!DOCTYPE svg [<!ENTITY x "y">]>' + SVG[21:], Reason.SCRIPT),
    ("a drawing in UTF-16 with a script", "a.svg", _utf_16(b"<svg><script>x()</script></svg>"), Reason.SCRIPT),
    ("a Word document with macros", "a.doc", compound_file_of("WordDocument", "_VBA_PROJECT"), Reason.MACRO),
    ("an OOXML document with macros", "a.docm", office_of({"word/vbaProject.bin": b"x"}), Reason.MACRO),
    ("an OOXML document with macros under another name", "a.docx",
     office_of({"word/media/a.bin": compound_file_of("VBA", "_VBA_PROJECT")}), Reason.MACRO),
    ("a workbook with Excel 4 macros", "a.xlsx", office_of({"xl/macrosheets/sheet1.xml": b"<x/>"}, "xl"), Reason.MACRO),
    ("a document with a remote template", "a.docx", office_of({"word/_rels/settings.xml.rels":
     b'<Relationship Type="http://schemas/attachedTemplate" Target="https://a.example/t.dotm" TargetMode="External"/>'}), Reason.MACRO),
    ("a document with DDE", "a.docx", office_of({"word/a.xml": b"<w:instrText>DDEAUTO c:\\\\x.exe</w:instrText>"}), Reason.MACRO),
    ("RTF with an object that updates itself", "a.rtf", b"{\\rtf1{\\object\\objupdate{\\*\\objdata 0105}}}", Reason.MACRO),
    ("a PDF that launches", "a.pdf", pdf_of("<< /OpenAction << /S /Launch /F (cmd.exe) >> >>"), Reason.SCRIPT),
    ("a PDF that runs a script", "a.pdf", pdf_of("<< /OpenAction 2 0 R >>", "<< /S /JavaScript /JS (x) >>"), Reason.SCRIPT),
    ("a PDF with escaped names", "a.pdf", pdf_of("<< /Open#41ction << /S /J#61vaScript /JS (x) >> >>"), Reason.SCRIPT),
    ("a PDF with a hidden script", "a.pdf", packed_pdf_of("<< /OpenAction 3 0 R >>", "3 0 << /S /JavaScript /JS (x) >>"), Reason.SCRIPT),
    ("a PDF with a hidden launch", "a.pdf", packed_pdf_of("<< >>", "<< /S /Laun#63h >>"), Reason.SCRIPT),
    ("a PDF with a program in it", "a.pdf", packed_pdf_of("<< >>", windows_program().decode("latin-1")), Reason.EXECUTABLE),
    ("an installer", "setup.bin", compound_file_of("x") + bytes.fromhex("84100c0000000000c000000000000046"), Reason.EXECUTABLE),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "reason"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_this_is_refused(judge: Judge, name: str, content: bytes, reason: Reason) -> None:
    verdict = judge(content, name)
    assert (verdict.outcome, verdict.reason) == (Outcome.REFUSED, reason), verdict
    assert verdict.rule


CLEAN = [
    ("nothing at all", "empty.png", b"", "text/plain", FileKind.TEXT),
    ("a letter", "a.txt", b"Dear client,\n", "text/plain", FileKind.TEXT),
    ("a letter in UTF-16", "a.txt", "Grüße".encode("utf-16"), "text/plain", FileKind.TEXT),
    ("an old letter", "a.txt", "Grüße".encode("cp1252"), "text/plain", FileKind.TEXT),
    ("a table", "a.csv", b"a,b\n1,2\n", "text/csv", FileKind.TEXT),
    ("a program's source", "a.py", b"#!/usr/bin/env python3\nprint(1)\n", "text/plain", FileKind.TEXT),
    ("a shell script", "deploy.sh", b"#!/bin/sh\necho\n", "text/plain", FileKind.TEXT),
    ("a script of a page", "a.js", b"document.write('<script>')", "text/javascript", FileKind.TEXT),
    ("HTML under its own name", "a.html", HTML, "text/html", FileKind.TEXT),
    ("HTML as text", "a.txt", HTML, "text/plain", FileKind.TEXT),
    ("HTML as a component", "a.vue", b"<script>export default {}</script>", "text/plain", FileKind.TEXT),
    ("a drawing", "logo.svg", SVG, "image/svg+xml", FileKind.PICTURE),
    ("a drawing whose text speaks of an onset", "logo.svg", SVG.replace(b"<path", b"<text>on time = good</text><path"),
     "image/svg+xml", FileKind.PICTURE),
    ("a PNG", "a.png", picture(), "image/png", FileKind.PICTURE),
    ("a PNG named JPEG", "a.jpg", picture(), "image/png", FileKind.PICTURE),
    ("a WebP", "a.webp", picture("WEBP"), "image/webp", FileKind.PICTURE),
    ("an AVIF", "a.avif", picture("AVIF", (64, 64)), "image/avif", FileKind.PICTURE),
    ("a bitmap", "a.bmp", picture("BMP"), "image/bmp", FileKind.PICTURE),
    ("a TIFF", "a.tiff", picture("TIFF"), "image/tiff", FileKind.PICTURE),
    ("a PNG with one wrong byte in its middle", "a.png", picture()[:40] + b"\0" + picture()[41:], "image/png", FileKind.PICTURE),
    ("a sound", "a.wav", _sound(), "audio/wav", FileKind.AUDIO),
    ("a film", "a.mp4", b"\0\0\0\x18ftypisom\0\0\0\0isomavc1" + bytes(50), "video/mp4", FileKind.VIDEO),
    ("a film of a camera", "a.mov", b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + bytes(50), "video/quicktime", FileKind.VIDEO),
    ("a recording of a screen", "a.webm", b"\x1a\x45\xdf\xa3\x9fB\x82\x84webm" + bytes(50), "video/webm", FileKind.VIDEO),
    ("a photo of a phone", "a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(50), "image/heic", FileKind.PICTURE),
    ("a song", "a.mp3", b"ID3\4\0\0\0\0\0\0" + bytes(50), "audio/mpeg", FileKind.AUDIO),
    ("a PDF", "a.pdf", pdf_of("<< /Type /Catalog /OpenAction [2 0 R /Fit] >>"), "application/pdf", FileKind.PDF),
    ("a form whose fields compute", "a.pdf", pdf_of("<< /Type /Catalog >>", "<< /AA << /K << /S /JavaScript >> >> >>"),
     "application/pdf", FileKind.PDF),
    ("a Word document", "a.docx", office_of({}), "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     FileKind.DOCUMENT),
    ("an old Word document", "a.doc", compound_file_of("WordDocument"), "application/msword", FileKind.DOCUMENT),
    ("a book", "a.epub", zip_of({"mimetype": b"application/epub+zip"}, 0), "application/epub+zip", FileKind.DOCUMENT),
    ("an app with native code", "a.apk", zip_of({"AndroidManifest.xml": b"\3\0", "lib/x/a.so": ELF}),
     "application/vnd.android.package-archive", FileKind.ARCHIVE),
    ("a tar of sources", "a.tar", tar_of({"a/run.bat": b"@echo off\r\n", "a/a.py": b"print()"}), "application/x-tar", FileKind.ARCHIVE),
    ("a tar that ends with a zip", "a.tar", tar_of({"a.zip": zip_of({"a": b"b"})}), "application/x-tar", FileKind.ARCHIVE),
    ("bytes of a kind nobody knows", "a.dat", bytes(range(256)), "application/octet-stream", FileKind.OTHER),
    ("a Java class", "A.class", b"\xca\xfe\xba\xbe\0\0\0\x3d" + bytes(50), "application/java-vm", FileKind.OTHER),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "media_type", "kind"), [row[1:] for row in CLEAN], ids=[row[0] for row in CLEAN])
def test_this_is_let_through_as_what_it_is(judge: Judge, name: str, content: bytes, media_type: str, kind: FileKind) -> None:
    verdict = judge(content, name)
    assert verdict == Verdict(Outcome.CLEAN, None, media_type, kind, verdict.sha256)


ENCRYPTED = [
    ("a.pdf", pdf_of("<< /Type /Catalog >>", trailer="/Encrypt 5 0 R")),
    ("a.docx", compound_file_of("EncryptionInfo", "EncryptedPackage")),
]


@pytest.mark.parametrize(("name", "content"), ENCRYPTED)
def test_an_encrypted_document_is_unscannable(judge: Judge, name: str, content: bytes) -> None:
    verdict = judge(content, name)
    assert (verdict.outcome, verdict.reason) == (Outcome.UNSCANNABLE, Reason.ENCRYPTED)


def test_a_pdf_that_inflates_beyond_measure_is_unscannable(judge: Judge) -> None:
    packed = zlib.compress(bytes(64 << 20)).decode("latin-1")
    verdict = judge(pdf_of("<< /Type /Catalog >>", f"<< >>\nstream\n{packed}\nendstream"), "a.pdf")
    assert (verdict.outcome, verdict.reason) == (Outcome.UNSCANNABLE, Reason.TOO_LARGE)


def test_the_hash_is_of_the_whole_file(judge: Judge) -> None:
    assert judge(b"abc", "a.txt").sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
