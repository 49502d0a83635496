"""Several files as one zip, made while it is sent: stored without compression, in pieces, nothing of it kept anywhere."""

import io
import zipfile
from collections.abc import AsyncIterator, Sequence
from typing import Any

from parley.files.errors import FileNotReady
from parley.files.model import StoredFile
from parley.files.service.serving import Content, download_of, open_content
from parley.ground.clock import Clock
from parley.ground.db.work import Work

# Most files of one zip.
MAX_FILES = 200


def contents_of(chosen: Sequence[StoredFile]) -> list[Content]:
    """What of these files goes into a zip: those that are clean, each under a name of its own.

    Raises: file.not_ready, when none is
    """
    found = [download_of(stored) for stored in chosen if stored.file.state == "clean"]
    if not found:
        raise FileNotReady("None of these files can be downloaded yet.")
    taken: set[str] = set()
    return [content._replace(name=_free_name(content.name, taken)) for content in found]


async def stream_zip(work: Work, contents: Sequence[Content], clock: Clock) -> AsyncIterator[bytes]:
    """The bytes of the zip. Every member says its size after its bytes, as a stream has to."""
    pipe = _Pipe()
    now = clock.now()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as archive:
        for content in contents:
            member = zipfile.ZipInfo(content.name, now.timetuple()[:6])
            member.file_size = content.size_bytes
            with archive.open(member, "w") as target:
                async for chunk in open_content(work, content, 0, content.size_bytes):
                    target.write(chunk)
                    yield pipe.take()
            yield pipe.take()
    yield pipe.take()


class _Pipe(io.RawIOBase):
    """A file that can only be written to, and gives what was written since it was last asked."""

    def __init__(self) -> None:
        super().__init__()
        self._written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: Any, /) -> int:
        size = len(self._written)
        self._written += piece
        return len(self._written) - size

    def take(self) -> bytes:
        taken = bytes(self._written)
        self._written.clear()
        return taken


def _free_name(name: str, taken: set[str]) -> str:
    """`name`, or `name (2)` and so on before the extension: file systems that do not tell case apart get one file for each member."""
    stem, dot, extension = name.rpartition(".")
    if not stem:
        stem, dot, extension = name, "", ""
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{stem} ({number}){dot}{extension}"
    taken.add(free.casefold())
    return free
