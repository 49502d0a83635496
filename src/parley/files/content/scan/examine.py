"""Looking through a file and everything packed in it, once, within limits."""

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from parley.files.content.scan import pdf, signatures
from parley.files.content.scan.archives.members import Intake, Member
from parley.files.content.scan.archives.streams import walk_stream
from parley.files.content.scan.archives.tar import walk_tar
from parley.files.content.scan.archives.zipped import list_names, walk_zip
from parley.files.content.scan.kinds import APK, EXECUTABLES, JAR, Edges, Sniffed, agrees, read_edges, sniff
from parley.files.content.scan.names import climbs, extension_of, has_misleading_extension, is_program_name
from parley.files.content.scan.texts import decode_text
from parley.files.content.scan.verdict import FileKind, Reason, Refused, ScanLimits, Unscannable
from parley.files.content.scan.yara import Content, find_matches, read_pieces

_IN_MEMORY_BYTES = 4 << 20
_LARGEST_DRAWING = 32 << 20
_LONGEST_LINK = 4096
_OFFICE = ("application/vnd.openxml", "application/vnd.ms-visio", "application/vnd.oasis")
_SHOWN = frozenset({FileKind.PICTURE, FileKind.VIDEO, FileKind.AUDIO})
_ZIP_END = b"PK\x05\x06"


class Budget:
    """What unpacking may still cost. Everything that anything unpacks to counts, on every level."""

    def __init__(self, limits: ScanLimits, packed_bytes: int) -> None:
        self.limits = limits
        self._packed_bytes = packed_bytes
        self._total = 0
        self._members = 0

    def count_member(self) -> None:
        self._members += 1
        if self._members > self.limits.max_members:
            raise Refused(Reason.ARCHIVE_BOMB, "members")

    def spend(self, size: int) -> None:
        self._total += size
        if self._total > self.limits.max_total_bytes:
            raise Refused(Reason.ARCHIVE_BOMB, "total")
        # What is nested is unpacked once for each level that it is in.
        self.check_ratio(self._packed_bytes, self._total // self.limits.max_depth)

    def check_ratio(self, packed: int, unpacked: int) -> None:
        if unpacked > self.limits.ratio_floor_bytes and unpacked > packed * self.limits.max_ratio:
            raise Refused(Reason.ARCHIVE_BOMB, "ratio")


class Examiner:
    """Goes through one file. `obstacles` are what it could not look into; what must be refused it raises."""

    def __init__(self, limits: ScanLimits, size_bytes: int, folder: str | None) -> None:
        self.obstacles: list[Unscannable] = []
        self.budget = Budget(limits, size_bytes)
        self._limits = limits
        self._folder = folder
        self._trail: list[str] = []
        self._inside: list[str] = []

    def identify(self, source: BinaryIO, name: str) -> tuple[Edges, Sniffed]:
        edges = read_edges(source)
        return edges, sniff(edges, name, lambda: self._names_in_zip(source))

    def examine(self, source: BinaryIO, name: str, edges: Edges, sniffed: Sniffed) -> None:
        """Judge one file or member, then what is in it. An empty one is nothing, whatever it is called."""
        if edges.size_bytes == 0:
            return
        self._judge_program(name, sniffed)
        if not self._inside:
            _judge_name(name, sniffed)
        if _ZIP_END in edges.tail and _must_be_one_thing(sniffed) and self._names_in_zip(source):
            raise Refused(Reason.TYPE_MISMATCH, "zip_at_the_end")
        with self._noting():
            self._apply_rules(source, sniffed, edges)
        with self._noting():
            self._walk(source, name, sniffed)

    def visit(self, member: Member) -> None:
        """Read a member of the container that is being walked, and examine it."""
        if member.is_link:
            self._judge_link(member)
            return
        intake = self.receive(member.name, member.packed_bytes)
        try:
            with self._on_trail(member.name), self._noting():
                for chunk in member.chunks:
                    intake.write(chunk)
            intake.finish()
        finally:
            intake.abandon()

    def receive(self, name: str, packed_bytes: int | None = None) -> Intake:
        self.budget.count_member()
        with self._on_trail(name), self._noting():
            if climbs(name):
                raise Unscannable(Reason.MALFORMED, "name climbs")
        return _Spool(self, name, packed_bytes)

    def open_spool(self) -> BinaryIO:
        return cast("BinaryIO", SpooledTemporaryFile(_IN_MEMORY_BYTES, dir=self._folder))

    def examine_member(self, source: BinaryIO, name: str) -> None:
        with self._on_trail(name):
            self.examine(source, name, *self.identify(source, name))

    def _names_in_zip(self, source: BinaryIO) -> list[str]:
        try:
            return list_names(source, max_members=self._limits.max_members)
        except Refused:  # the walk says so; here it is only asked what is in it
            return []

    def _judge_program(self, name: str, sniffed: Sniffed) -> None:
        if sniffed.media_type in EXECUTABLES and not self._is_native_library(sniffed):
            raise Refused(Reason.EXECUTABLE, "program")
        if is_program_name(name, in_archive=bool(self._inside)):
            raise Refused(Reason.EXECUTABLE, "program_name")
        if self._is_in_office() and name.lower().endswith("vbaproject.bin"):
            raise Refused(Reason.MACRO, "vba_project")
        if self._is_in_office() and "/macrosheets/" in name.lower():
            raise Refused(Reason.MACRO, "excel_4_macro_sheet")

    def _is_native_library(self, sniffed: Sniffed) -> bool:
        return sniffed.media_type == signatures.ELF and bool(self._inside) and self._inside[-1] in {APK, JAR}

    def _is_in_office(self) -> bool:
        return bool(self._inside) and self._inside[-1].startswith(_OFFICE)

    def _judge_link(self, member: Member) -> None:
        self.budget.count_member()
        with self._on_trail(member.name), self._noting():
            target = b"".join(member.chunks)[:_LONGEST_LINK].decode("utf-8", "surrogateescape")
            folder = member.name.rpartition("/")[0]
            if climbs(member.name) or climbs(target if target.startswith("/") else f"{folder or '.'}/{target}"):
                raise Unscannable(Reason.MALFORMED, "link climbs")

    def _apply_rules(self, source: BinaryIO, sniffed: Sniffed, edges: Edges) -> None:
        content = self._content(sniffed, edges)
        signs: set[str] = set()
        for match in find_matches(_views(source, content, edges), content):
            if match.reason is not None:
                raise Refused(match.reason, match.rule)
            signs.add(match.rule)
            if {"pdf_opens_action", "pdf_javascript"} <= signs:
                raise Refused(Reason.SCRIPT, "pdf_script_on_open")
        if "pdf_encrypted" in signs:
            raise Unscannable(Reason.ENCRYPTED, "pdf_encrypted")

    def _content(self, sniffed: Sniffed, edges: Edges) -> Content:
        """Which rules apply. A drawing inside an archive is source: nothing shows it from there."""
        if sniffed.is_text:
            is_drawing = sniffed.media_type == "image/svg+xml" and not self._inside
            return "svg" if is_drawing else "office" if self._is_in_office() else "text"
        if sniffed.container is not None or sniffed.kind is FileKind.ARCHIVE:
            return "archive"
        if edges.head.startswith(b"\xd0\xcf\x11\xe0"):
            return "ole"
        if sniffed.media_type == "application/rtf":
            return "rtf"
        if sniffed.kind is FileKind.PDF:
            return "pdf"
        return "media" if sniffed.kind in _SHOWN else "other"

    def _walk(self, source: BinaryIO, name: str, sniffed: Sniffed) -> None:
        if sniffed.media_type == "application/encrypted":
            raise Unscannable(Reason.ENCRYPTED, "office")
        if sniffed.container is None:
            if sniffed.kind is FileKind.ARCHIVE:
                raise Unscannable(Reason.UNSUPPORTED, sniffed.media_type)
            return
        if len(self._inside) >= self._limits.max_depth:
            raise Unscannable(Reason.TOO_DEEP, "depth")
        self._inside.append(sniffed.media_type)
        try:
            self._open(source, name, sniffed)
        finally:
            self._inside.pop()

    def _open(self, source: BinaryIO, name: str, sniffed: Sniffed) -> None:
        if sniffed.container == "zip":
            walk_zip(source, self._limits.max_members, self.visit)
        elif sniffed.container == "tar":
            walk_tar(source, self.visit)
        elif sniffed.container == "stream":
            walk_stream(source, name, self.visit)
        else:
            from parley.files.content.scan.archives.seven import walk_7z  # it loads half a dozen native libraries

            walk_7z(source, self._limits.max_members, self.receive)

    @contextmanager
    def _on_trail(self, name: str) -> Iterator[None]:
        self._trail.append(name)
        try:
            yield
        except Refused as refused:
            refused.member = refused.member or self._where()
            raise
        finally:
            self._trail.pop()

    @contextmanager
    def _noting(self) -> Iterator[None]:
        """What cannot be looked into is remembered, once for each reason, and the rest goes on."""
        try:
            yield
        except Unscannable as obstacle:
            obstacle.member = obstacle.member or self._where()
            if all(known.reason is not obstacle.reason for known in self.obstacles):
                self.obstacles.append(obstacle)

    def _where(self) -> str | None:
        return "/".join(self._trail)[:500].encode("utf-8", "replace").decode() or None


class _Spool:
    """One member on its way: counted while it comes in, examined when it is whole."""

    def __init__(self, examiner: Examiner, name: str, packed_bytes: int | None) -> None:
        self._examiner = examiner
        self._name = name
        self._packed_bytes = packed_bytes
        self._size = 0
        self._content = examiner.open_spool()

    def write(self, chunk: bytes) -> None:
        self._size += len(chunk)
        self._examiner.budget.spend(len(chunk))
        if self._packed_bytes is not None:
            self._examiner.budget.check_ratio(self._packed_bytes, self._size)
        self._content.write(chunk)

    def finish(self) -> None:
        with self._content as content:
            self._examiner.examine_member(content, self._name)

    def abandon(self) -> None:
        self._content.close()


def _judge_name(name: str, sniffed: Sniffed) -> None:
    if has_misleading_extension(name):
        raise Refused(Reason.TYPE_MISMATCH, "misleading_extension")
    if not agrees(name, sniffed):
        raise Refused(Reason.TYPE_MISMATCH, f"{extension_of(name)}_is_{sniffed.media_type}")


def _must_be_one_thing(sniffed: Sniffed) -> bool:
    return sniffed.is_text or sniffed.kind in _SHOWN or sniffed.kind is FileKind.PDF


def _views(source: BinaryIO, content: Content, edges: Edges) -> Iterator[bytes]:
    """The bytes as whoever opens the file comes to read them."""
    if content == "pdf":
        yield from pdf.views(source)
        return
    for _, piece in read_pieces(source):
        yield piece
    if content == "svg":
        if edges.size_bytes > _LARGEST_DRAWING:
            raise Unscannable(Reason.TOO_LARGE, "drawing")
        source.seek(0)
        text = decode_text(source.read()) or ""
        yield text.encode("utf-8", "replace")
