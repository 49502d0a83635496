"""Files made to be scanned. None is kept as it is: a scanner on a developer's machine would take the working copy away."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping

import py7zr
from PIL import Image

EICAR = ("X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*").encode()

Members = Mapping[str, bytes]


def zip_of(members: Members, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def seven_of(members: Members, password: str | None = None) -> bytes:
    made = io.BytesIO()
    with py7zr.SevenZipFile(made, "w", password=password) as archive:
        for name, content in members.items():
            archive.writestr(content, name)
    return made.getvalue()


def tar_of(members: Members, style: int = tarfile.PAX_FORMAT) -> bytes:
    made = io.BytesIO()
    with tarfile.TarFile.open(fileobj=made, mode="w", format=style) as archive:
        for name, content in members.items():
            header = tarfile.TarInfo(name)
            header.size = len(content)
            archive.addfile(header, io.BytesIO(content))
    return made.getvalue()


def gzip_of(content: bytes) -> bytes:
    return gzip.compress(content)


def picture(style: str = "PNG", size: tuple[int, int] = (16, 16)) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, (200, 40, 90)).save(made, style)
    return made.getvalue()


def pdf_of(*objects: str, trailer: str = "") -> bytes:
    """A PDF of those objects, the first being its catalog. Readers rebuild the table that it leaves out."""
    body = "".join(f"{number} 0 obj\n{content}\nendobj\n" for number, content in enumerate(objects, start=1))
    return f"%PDF-1.7\n{body}trailer\n<< /Root 1 0 R {trailer} >>\n%%EOF\n".encode("latin-1")


def packed_pdf_of(catalog: str, *hidden: str) -> bytes:
    """A PDF whose other objects are in a deflated object stream."""
    stream = zlib.compress(" ".join(hidden).encode("latin-1")).decode("latin-1")
    return pdf_of(catalog, f"<< /Type /ObjStm /Filter /FlateDecode /Length {len(stream)} >>\nstream\n{stream}\nendstream")


def windows_program() -> bytes:
    stub = b"MZ" + bytes(58) + struct.pack("<I", 128) + b"\x0e\x1f\xba\x0e\0" + b"!This program cannot be run in DOS mode.\r\n$"
    return stub.ljust(128, b"\0") + b"PE\0\0" + bytes(400)


def compound_file_of(*names: str) -> bytes:
    """The beginning of an OLE2 file and a directory with those names in it."""
    directory = b"".join((name.encode("utf-16-le") + b"\0\0").ljust(128, b"\0") for name in ("Root Entry", *names))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + directory


def office_of(members: Members, folder: str = "word") -> bytes:
    return zip_of({"[Content_Types].xml": b"<Types/>", f"{folder}/document.xml": b"<w:document/>", **members})


def nested_zip(content: bytes, levels: int) -> bytes:
    for level in range(levels):
        content = zip_of({f"level{level}.zip" if level else "inner.txt": content})
    return content


def overlapping_zip(entries: int, kernel_bytes: int = 1 << 20) -> bytes:
    """Entries whose headers all point at the same packed bytes (Fifield's full overlap)."""
    content = bytes(kernel_bytes)
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = squeezed.compress(content) + squeezed.flush()
    fields = struct.pack("<HHHHHIII", 20, 0, 8, 0, 0, zlib.crc32(content), len(packed), len(content))
    local = b"PK\3\4" + fields + struct.pack("<HH", 1, 0) + b"0" + packed
    directory = b"".join(
        b"PK\1\2" + struct.pack("<H", 20) + fields + struct.pack("<HHHHHII", 1, 0, 0, 0, 0, 0, 0) + b"0" for _ in range(entries)
    )
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, entries & 0xFFFF, entries & 0xFFFF, len(directory), len(local), 0)
    return local + directory + end


def encrypted_zip(content: bytes) -> bytes:
    """A zip whose entry says that it is encrypted, in both of its headers."""
    made = bytearray(zip_of({"secret.txt": content}))
    for signature, flags_at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        made[made.index(signature) + flags_at] |= 1
    return bytes(made)


CONTAINERS: Mapping[str, Callable[[bytes], bytes]] = {
    "a.zip": lambda content: zip_of({"d/inner.txt": content}),
    "stored.zip": lambda content: zip_of({"d/inner.txt": content}, zipfile.ZIP_STORED),
    "bz2.zip": lambda content: zip_of({"d/inner.txt": content}, zipfile.ZIP_BZIP2),
    "prefixed.zip": lambda content: b"\0self-extractor\xff" * 10 + zip_of({"d/inner.txt": content}),
    "a.7z": lambda content: seven_of({"d/inner.txt": content}),
    "a.gz": gzip_of,
    "two.gz": lambda content: gzip_of(b"") + gzip_of(content),
    "a.bz2": bz2.compress,
    "a.xz": lzma.compress,
    "a.tar": lambda content: tar_of({"d/inner.txt": content}),
    "gnu.tar": lambda content: tar_of({"d/" * 120 + "inner.txt": content}, tarfile.GNU_FORMAT),
    "pax.tar": lambda content: tar_of({"d/" * 120 + "ïnner.txt": content}, tarfile.PAX_FORMAT),
    "a.tar.gz": lambda content: gzip_of(tar_of({"d/inner.txt": content})),
    "a.tar.bz2": lambda content: bz2.compress(tar_of({"d/inner.txt": content})),
    "a.tar.xz": lambda content: lzma.compress(tar_of({"d/inner.txt": content})),
    "a.docx": lambda content: office_of({"word/embeddings/inner.bin": content}),
}
"""What makes a container of a content, by the name it is sent under."""
