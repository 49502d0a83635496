"""Files that Parley makes by itself, such as the demo's: the same as uploaded ones, from the first scan on."""

import hashlib
from collections.abc import AsyncIterator
from datetime import timedelta

from parley.files.content.scan.names import clean_name
from parley.files.model import File, original_key
from parley.files.service.settling import EXAMINE_JOB
from parley.files.settings import FileSettings
from parley.files.store import files
from parley.ground.db.work import UnitOfWork
from parley.ground.ids import new_id
from parley.ground.jobs import defer
from parley.ground.storage import Storage


async def keep_file(uow: UnitOfWork, account_id: str, name: str, chunks: AsyncIterator[bytes]) -> File:
    """Store bytes as a file of the account and have it examined. Without the commit the bytes stay behind, and nothing tells of them."""
    file_id, digest = new_id(), hashlib.sha256()

    async def hashed() -> AsyncIterator[bytes]:
        async for chunk in chunks:
            digest.update(chunk)
            yield chunk

    size = await uow.ports.get(Storage).put(original_key(file_id), hashed())
    new = files.NewFile(
        id=file_id,
        account_id=account_id,
        name=clean_name(name),
        size_bytes=size,
        sha256=digest.digest(),
        keeps_metadata=False,
        created_at=uow.now(),
        purge_after=uow.now() + timedelta(hours=uow.settings(FileSettings).unclaimed_hours),
    )
    await files.insert_file(uow.conn, new)
    await defer(uow, EXAMINE_JOB, file_id=file_id)
    return (await files.find_files(uow.conn, [file_id]))[file_id].file
