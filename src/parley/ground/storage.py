"""Where bytes are kept: a folder of this machine, or a bucket at an address. Keys are paths with `/`, made by the program, never by people.

What was stored is durable when a call answers: in a folder, file and folder entry are synced; a bucket answers only then by itself. Nothing
here holds more than a few chunks in memory, whatever the size.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import msgspec
import obstore
from msgspec import Meta
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from parley.ground.ids import new_id
from parley.ground.settings import GroundSettings, Settings

# A local read of this size takes half a millisecond; obstore's own stream of a local file comes in pieces of 8 KiB and is eight times slower.
READ_BYTES = 1_048_576
# The least part that S3 takes is 5 MiB; two are on their way at once.
_PART_BYTES = 5 * 1_048_576
_PARTS_AT_ONCE = 2


class StorageSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Where files are kept."""

    storage_url: Annotated[
        str,
        Meta(
            description="Address of a bucket, such as `s3://bucket/prefix`; credentials as the provider's own tools take them from the "
            "environment (`AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT_URL`, …). Empty: the folder `files` in the data folder."
        ),
    ] = ""


class ObjectMissing(Exception):
    """There is nothing under this key."""


class Storage:
    """Objects by key. `folder` is where they are when they are on this machine."""

    def __init__(self, store: ObjectStore, folder: Path | None = None) -> None:
        self._store = store
        self._folder = folder

    def local_path(self, key: str) -> Path | None:
        """The file that holds the object, where objects are files of this machine. Only to be read."""
        return self._folder / key if self._folder is not None else None

    async def put(self, key: str, chunks: AsyncIterator[bytes]) -> int:
        """Store what `chunks` gives, replacing what was there, and answer its size. An exception from `chunks` leaves nothing."""
        size = 0

        async def counted() -> AsyncIterator[bytes]:
            nonlocal size
            async for chunk in chunks:
                size += len(chunk)
                yield chunk

        await obstore.put_async(self._store, key, counted(), chunk_size=_PART_BYTES, max_concurrency=_PARTS_AT_ONCE)
        await self._sync(key)
        return size

    async def get(self, key: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """The bytes from `start` up to, not including, `end`.

        Raises: ObjectMissing
        """
        size = await self.size(key)
        stop = size if end is None else min(end, size)
        if start >= stop:
            return
        if self._folder is None:
            found = await obstore.get_async(self._store, key, options={"range": (start, stop)})
            async for chunk in found.stream(min_chunk_size=READ_BYTES):
                yield bytes(chunk)
            return
        for at in range(start, stop, READ_BYTES):
            yield bytes(await obstore.get_range_async(self._store, key, start=at, end=min(at + READ_BYTES, stop)))

    async def size(self, key: str) -> int:
        """Raises: ObjectMissing"""
        try:
            return (await obstore.head_async(self._store, key))["size"]
        except FileNotFoundError:
            raise ObjectMissing(key) from None

    async def delete(self, keys: Iterable[str]) -> None:
        """What is not there is deleted already."""
        for key in keys:
            with suppress(FileNotFoundError):
                await obstore.delete_async(self._store, key)

    async def move(self, key: str, target: str) -> None:
        """Raises: ObjectMissing"""
        try:
            await obstore.rename_async(self._store, key, target)
        except FileNotFoundError:
            raise ObjectMissing(key) from None
        await self._sync(target)

    async def list(self, prefix: str) -> AsyncIterator[str]:
        """Every key below the folder `prefix`."""
        async for page in obstore.list(self._store, prefix):
            for found in page:
                yield found["path"]

    async def is_ready(self) -> bool:
        """Whether an object can be written and taken away again."""
        key = f"ready/{new_id()}"
        try:
            await obstore.put_async(self._store, key, b"ready")
            await obstore.delete_async(self._store, key)
        except (BaseError, OSError):
            return False
        return True

    async def _sync(self, key: str) -> None:
        if self._folder is not None:
            await asyncio.to_thread(_sync_file, self._folder, key)


def open_storage(settings: Settings) -> Storage:
    """The storage that the settings name. A folder is made, closed to others, when it is not there."""
    url = settings.of(StorageSettings).storage_url
    if url:
        return Storage(from_url(url))
    folder = Path(settings.of(GroundSettings).data_dir).absolute() / "files"
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    return Storage(LocalStore(folder), folder)


def _sync_file(folder: Path, key: str) -> None:
    """The object, and each folder entry on the way to it: a new folder is as easily lost as a new file."""
    path = folder / key
    for each in (path, *path.parents):
        descriptor = os.open(each, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if each == folder:
            return
