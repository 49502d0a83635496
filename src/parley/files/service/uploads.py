"""The verbs of an upload: begun, asked for, gone on with, put together of others, ended."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from parley.files.content.scan.names import clean_name
from parley.files.errors import (
    FileQuotaExceeded,
    FileTooLarge,
    UploadExpired,
    UploadFinal,
    UploadLimit,
    UploadLocked,
    UploadMalformed,
    UploadNotFound,
    UploadOffset,
    UploadUnfinished,
)
from parley.files.model import Upload, parts_folder
from parley.files.service.settling import SWEEP_JOB
from parley.files.service.writing import Checksum, Writer, writing_to
from parley.files.settings import FileSettings
from parley.files.store import files, uploads
from parley.ground.db.work import UnitOfWork, Work
from parley.ground.ids import new_id
from parley.ground.jobs import defer
from parley.ground.storage import Storage

# Most partial uploads that one final upload is made of.
MAX_PARTIALS = 100


class NewUpload(NamedTuple):
    """What a client says of what it is going to send. `length` None: not known yet. `partial_ids` not empty: it is made of those."""

    length: int | None
    metadata: str
    known: Mapping[str, str]
    concat: str | None
    partial_ids: Sequence[str]


class Piece(NamedTuple):
    """Bytes that a client sends: where they begin, the length of the whole if it is told only now, what they must hash to."""

    offset: int
    length: int | None
    checksum: Checksum | None


async def create_upload(work: Work, account_id: str, new: NewUpload) -> Upload:
    """Begin an upload; one that needs no bytes, being empty or made of others, is whole at once.

    Raises: file.too_large, file.quota_exceeded, upload.limit, upload.not_found, upload.unfinished
    """
    async with work.writing() as uow:
        group, now = uow.settings(FileSettings), uow.now()
        await uploads.lock_account(uow.conn, account_id)
        length = await _length_of_partials(uow, account_id, new.partial_ids) if new.partial_ids else new.length
        await _require_room(uow, account_id, length, is_counted=bool(new.partial_ids))
        if await uploads.count_open(uow.conn, account_id, now) >= group.max_open_uploads:
            raise UploadLimit(fields={"limit": group.max_open_uploads})
        upload = Upload(
            account_id=account_id,
            id=new_id(),
            name=clean_name(new.known.get("filename") or new.known.get("name") or ""),
            keeps_metadata=new.known.get("keep-metadata") == "1",
            metadata=new.metadata,
            concat=new.concat,
            length=length,
            received_bytes=length or 0 if new.partial_ids else 0,
            created_at=now,
            expires_at=now + timedelta(hours=group.upload_hours),
            finished_at=None,
        )
        await uploads.insert_upload(uow.conn, upload)
    if upload.is_whole:
        async with writing_to(work, account_id, upload.id) as writer:
            await writer.finish(new.partial_ids or None)
            return writer.upload
    return upload


async def require_upload(work: Work, account_id: str, upload_id: str) -> Upload:
    """An own upload. One whose last bytes came just before the server died is made whole now.

    Raises: upload.not_found, upload.expired
    """
    async with work.reading() as uow:
        upload = await uploads.find_upload(uow.conn, account_id, upload_id)
        if upload is None:
            raise UploadNotFound
        _require_unexpired(uow, upload)
    if upload.is_whole and upload.finished_at is None and not upload.is_final:
        try:
            async with writing_to(work, account_id, upload_id) as writer:
                if writer.upload.finished_at is None:
                    await writer.finish()
                return writer.upload
        except UploadLocked:
            # Whoever writes to it does so.
            return upload
    return upload


async def append(work: Work, account_id: str, upload_id: str, piece: Piece, body: AsyncIterator[bytes]) -> Upload:
    """Add bytes, and make the upload a file when it is whole.

    Raises: upload.not_found, upload.expired, upload.locked, upload.final, upload.offset_conflict, upload.malformed, file.too_large,
    file.quota_exceeded, upload.checksum_mismatch
    """
    async with writing_to(work, account_id, upload_id) as writer:
        await _prepare(work, writer, piece)
        await writer.receive(body, piece.checksum)
        if writer.upload.is_whole and writer.upload.finished_at is None:
            await writer.finish()
        return writer.upload


async def end_upload(work: Work, account_id: str, upload_id: str) -> None:
    """Forget an upload. The file that it became goes too, unless something holds it.

    Raises: upload.not_found, upload.locked
    """
    async with writing_to(work, account_id, upload_id), work.writing() as uow:
        await delete_upload(uow, account_id, upload_id)
        if await files.purge_unheld(uow.conn, account_id, upload_id, uow.now()):
            await defer(uow, SWEEP_JOB, once_as=SWEEP_JOB)
    await delete_parts(work, upload_id)


async def delete_upload(uow: UnitOfWork, account_id: str, upload_id: str) -> None:
    """Forget the rows. `delete_parts` is for the objects, once that is committed."""
    await uploads.delete_upload(uow.conn, account_id, upload_id)


async def delete_parts(work: Work, upload_id: str) -> None:
    """Delete every object of an upload, also those of which no row told."""
    storage = work.ports.get(Storage)
    keys = [key async for key in storage.list(parts_folder(upload_id)) if key.rpartition("/")[2].startswith(upload_id)]
    await storage.delete(keys)


async def _prepare(work: Work, writer: Writer, piece: Piece) -> None:
    async with work.writing() as uow:
        upload = writer.upload
        _require_unexpired(uow, upload)
        if upload.is_final:
            raise UploadFinal
        if piece.offset != upload.received_bytes:
            raise UploadOffset(fields={"offset": upload.received_bytes})
        if piece.length is None or piece.length == upload.length:
            return
        if upload.length is not None or piece.length < upload.received_bytes:
            raise UploadMalformed(fields={"upload-length": "this upload has another length"})
        await uploads.lock_account(uow.conn, upload.account_id)
        await _require_room(uow, upload.account_id, piece.length - upload.received_bytes, is_counted=False)
        await uploads.set_length(uow.conn, upload.account_id, upload.id, piece.length)
    writer.upload = upload._replace(length=piece.length)


async def _require_room(uow: UnitOfWork, account_id: str, length: int | None, *, is_counted: bool) -> None:
    group = uow.settings(FileSettings)
    if length is not None and length > group.max_file_bytes:
        raise FileTooLarge(f"A file may have {group.max_file_bytes:,} bytes.", fields={"limit": group.max_file_bytes})
    if group.account_storage_bytes == 0 or is_counted:
        return
    if await uploads.stored_bytes(uow.conn, account_id) + (length or 0) > group.account_storage_bytes:
        raise FileQuotaExceeded(fields={"limit": group.account_storage_bytes})


async def _length_of_partials(uow: UnitOfWork, account_id: str, partial_ids: Sequence[str]) -> int:
    found = await uploads.find_uploads(uow.conn, account_id, partial_ids)
    length = 0
    for partial_id in partial_ids:
        partial = found.get(partial_id)
        if partial is None or not partial.is_partial:
            raise UploadNotFound
        if not partial.is_whole:
            raise UploadUnfinished
        length += partial.received_bytes
    return length


def _require_unexpired(uow: UnitOfWork, upload: Upload) -> None:
    if upload.expires_at <= uow.now():
        raise UploadExpired
