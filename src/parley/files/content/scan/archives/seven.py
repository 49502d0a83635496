"""7z, by py7zr, whose reader bounds the counts in a header by the header's length."""

import io
from typing import BinaryIO

from py7zr import SevenZipFile
from py7zr.exceptions import PasswordRequired, UnsupportedCompressionMethodError
from py7zr.io import Py7zIO, WriterFactory

from parley.files.content.scan.archives.members import Intake, Receive
from parley.files.content.scan.verdict import Reason, Refused, Unscannable


def walk_7z(source: BinaryIO, max_members: int, receive: Receive) -> None:
    """Have every member written to an intake, in the order of their bytes; members are packed together, so none is skipped."""
    source.seek(0)
    intakes = _Intakes(receive)
    try:
        with SevenZipFile(source) as archive:
            _check(archive, max_members)
            archive.extractall(factory=intakes)
    except (Refused, Unscannable, MemoryError):
        raise
    except PasswordRequired as error:
        raise Unscannable(Reason.ENCRYPTED, "7z") from error
    except UnsupportedCompressionMethodError as error:
        raise Unscannable(Reason.UNSUPPORTED, "7z method") from error
    except Exception as error:  # a hostile header makes it raise whatever its arithmetic meets
        raise Unscannable(Reason.MALFORMED, "7z") from error
    finally:
        intakes.abandon()


def _check(archive: SevenZipFile, max_members: int) -> None:
    if archive.needs_password():
        raise Unscannable(Reason.ENCRYPTED, "7z")
    if len(archive.files) > max_members:
        raise Refused(Reason.ARCHIVE_BOMB, "members")


class _Intakes(WriterFactory):
    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._latest: Intake | None = None

    def create(self, filename: str) -> Py7zIO:
        self._latest = self._receive(filename)
        return _Writer(self._latest)

    def abandon(self) -> None:
        if self._latest is not None:
            self._latest.abandon()


class _Writer(Py7zIO):
    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._size = 0

    def write(self, s: bytes | bytearray) -> int:
        self._intake.write(bytes(s))
        self._size += len(s)
        return len(s)

    def read(self, size: int | None = None) -> bytes:
        raise io.UnsupportedOperation(f"read({size}): a member is handed on as it comes")

    def seek(self, offset: int, whence: int = 0) -> int:
        """Asked for to the beginning when the member is whole; nothing is read from there."""
        return offset if whence == io.SEEK_SET else self._size

    def flush(self) -> None:
        return None

    def size(self) -> int:
        return self._size

    def close(self) -> None:
        self._intake.finish()
