"""Bytes of one request into one upload: who may write, part after part into the storage, and the file at the end.

One request writes to an upload at a time, in any process: it holds a lease, a column of the upload's row, which it renews while bytes come.
A writer that died or hangs loses it after `LEASE`, and whatever it still does is refused by the row.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

from parley.files.errors import FileTooLarge, UploadChecksum, UploadLocked, UploadNotFound
from parley.files.model import Upload, original_key, part_key
from parley.files.service.settling import EXAMINE_JOB
from parley.files.settings import FileSettings
from parley.files.store import files, uploads
from parley.files.store.uploads import Part
from parley.ground.db.work import Work
from parley.ground.ids import new_id
from parley.ground.jobs import defer
from parley.ground.storage import ObjectMissing, Storage

LEASE = timedelta(seconds=30)
# What a server that dies in the middle of a request loses at most: so many bytes, or what came in so many seconds.
PART_BYTES = 32 * 1_048_576
PART_SECONDS = 10.0
# Partial uploads are of no use once the final one was made; its client may have to ask for it again.
PARTIAL_KEPT = timedelta(hours=1)


class BodyCut(Exception):
    """The connection ended, or went silent, before the body did."""


class Checksum:
    """What the bytes of a request must hash to."""

    def __init__(self, algorithm: str, digest: bytes) -> None:
        self._hash = hashlib.new(algorithm, usedforsecurity=False)
        self._digest = digest

    def update(self, chunk: bytes) -> None:
        self._hash.update(chunk)

    def fits(self) -> bool:
        return self._hash.digest() == self._digest


@asynccontextmanager
async def writing_to(work: Work, account_id: str, upload_id: str) -> AsyncIterator["Writer"]:
    """The only one that may write to an own upload.

    Raises: upload.not_found, upload.locked
    """
    writer_id = new_id()
    async with work.writing() as uow:
        now = uow.now()
        upload = await uploads.take_lease(uow.conn, account_id, upload_id, writer_id, now, now + LEASE)
        if upload is None:
            if await uploads.find_upload(uow.conn, account_id, upload_id) is None:
                raise UploadNotFound
            raise UploadLocked(retry_after=1)
    try:
        yield Writer(work, upload, writer_id)
    finally:
        async with work.writing() as uow:
            await uploads.end_lease(uow.conn, account_id, upload_id, writer_id)


class Writer:
    """Holds the lease of `upload`, which is as the last thing written left it."""

    def __init__(self, work: Work, upload: Upload, writer_id: str) -> None:
        self._work = work
        self._storage = work.ports.get(Storage)
        self._writer_id = writer_id
        self._renewed = asyncio.get_running_loop().time()
        self.upload = upload

    async def receive(self, body: AsyncIterator[bytes], checksum: Checksum | None) -> None:
        """Append the body. When it is cut, what arrived is kept; with a checksum, which then cannot be proved, nothing is.

        Raises: file.too_large (bytes beyond the length; those of the last part are dropped), upload.checksum_mismatch, upload.locked
        """
        source = _Source(body, self._most() - self.upload.received_bytes)
        at = self.upload.received_bytes
        unproved: list[Part] = []
        try:
            while first := await source.next():
                part = await self._store(source, first, at, checksum)
                unproved.append(part)
                at += part.size_bytes
                if checksum is None:
                    await self._add(unproved)
                    unproved = []
            if checksum is not None and not source.was_cut:
                if not checksum.fits():
                    raise UploadChecksum
                await self._add(unproved)
                unproved = []
        finally:
            await self._storage.delete([part.key for part in unproved])

    async def finish(self, part_ids: Sequence[str] | None = None) -> None:
        """Make the whole upload a file, from its own parts or from those of the uploads `part_ids`, and have it examined.

        A partial upload is only marked as whole.
        """
        upload = self.upload
        if upload.is_partial:
            await self._end(upload, None, [])
            return
        async with self._work.reading() as uow:
            parts = await uploads.list_parts(uow.conn, upload.account_id, part_ids or [upload.id])
        digest = await self._compose(parts)
        await self._end(upload, digest, [] if part_ids else [part.key for part in parts])

    async def renew(self) -> None:
        """Keep the lease. Costs a statement in a third of its time.

        Raises: upload.locked
        """
        now = asyncio.get_running_loop().time()
        if now - self._renewed < LEASE.total_seconds() / 3:
            return
        self._renewed = now
        async with self._work.writing() as uow:
            upload, until = self.upload, uow.now() + LEASE
            if not await uploads.renew_lease(uow.conn, upload.account_id, upload.id, self._writer_id, until):
                raise UploadLocked(retry_after=1)

    def _most(self) -> int:
        most = self._work.settings.of(FileSettings).max_file_bytes
        return most if self.upload.length is None else self.upload.length

    async def _store(self, source: "_Source", first: bytes, start: int, checksum: Checksum | None) -> Part:
        digest = hashlib.sha256() if start == 0 else None

        async def piece() -> AsyncIterator[bytes]:
            async for chunk in source.part(first):
                if checksum is not None:
                    checksum.update(chunk)
                if digest is not None:
                    digest.update(chunk)
                await self.renew()
                yield chunk

        key = part_key(self.upload.id, start, self._writer_id)
        size = await self._storage.put(key, piece())
        return Part(start, size, key, digest.digest() if digest is not None else None)

    async def _add(self, parts: Sequence[Part]) -> None:
        if not parts:
            return
        async with self._work.writing() as uow:
            expires_at = uow.now() + timedelta(hours=uow.settings(FileSettings).upload_hours)
            added = await uploads.add_parts(uow.conn, self.upload, self._writer_id, parts, expires_at)
        if added is None:
            raise UploadLocked(retry_after=1)
        self.upload = added

    async def _compose(self, parts: Sequence[Part]) -> bytes:
        """Put the bytes under the file's key and answer their SHA-256. One part is moved, several are copied one after the other."""
        target = original_key(self.upload.id)
        if len(parts) == 1 and parts[0].sha256 is not None and parts[0].key.startswith(part_key(self.upload.id, 0, "")):
            await self._move(parts[0], target)
            return bytes(parts[0].sha256)
        digest = hashlib.sha256()

        async def chunks() -> AsyncIterator[bytes]:
            for part in parts:
                async for chunk in self._storage.get(part.key):
                    digest.update(chunk)
                    await self.renew()
                    yield chunk

        await self._storage.put(target, chunks())
        return digest.digest()

    async def _move(self, part: Part, target: str) -> None:
        try:
            await self._storage.move(part.key, target)
        except ObjectMissing:
            # Whoever moved it died before it was written down.
            if await self._storage.size(target) != part.size_bytes:
                raise

    async def _end(self, upload: Upload, digest: bytes | None, spent: Sequence[str]) -> None:
        async with self._work.writing() as uow:
            now, group = uow.now(), uow.settings(FileSettings)
            kept = PARTIAL_KEPT if upload.is_partial else timedelta(hours=group.upload_hours)
            ended = await uploads.finish_upload(uow.conn, upload.account_id, upload.id, self._writer_id, now, now + kept)
            if not ended:
                raise UploadLocked(retry_after=1)
            if digest is not None:
                new = files.NewFile(
                    id=upload.id,
                    account_id=upload.account_id,
                    name=upload.name,
                    size_bytes=upload.received_bytes,
                    sha256=digest,
                    keeps_metadata=upload.keeps_metadata,
                    created_at=now,
                    purge_after=now + timedelta(hours=group.unclaimed_hours),
                )
                await files.insert_file(uow.conn, new)
                await defer(uow, EXAMINE_JOB, file_id=upload.id)
        self.upload = upload._replace(finished_at=now)
        await self._storage.delete(spent)


class _Source:
    """A body that gives at most `limit` bytes, to be taken part by part."""

    def __init__(self, body: AsyncIterator[bytes], limit: int) -> None:
        self._body = body
        self._left = limit
        self.was_cut = False

    async def next(self) -> bytes:
        """The next bytes; none at the end.

        Raises: file.too_large
        """
        try:
            chunk = await anext(self._body, b"")
        except BodyCut:
            self.was_cut = True
            return b""
        self._left -= len(chunk)
        if self._left < 0:
            raise FileTooLarge("More bytes came than this upload has room for.")
        return chunk

    async def part(self, first: bytes) -> AsyncIterator[bytes]:
        """`first`, and what follows, until a part is full, or old, or the body ends."""
        clock = asyncio.get_running_loop().time
        size, until = 0, clock() + PART_SECONDS
        chunk = first
        while chunk:
            yield chunk
            size += len(chunk)
            if size >= PART_BYTES or clock() >= until or self.was_cut:
                return
            chunk = await self.next()
