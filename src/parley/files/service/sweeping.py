"""Taking away what nobody needs any more, and going on with what was left undone."""

from parley.files.model import derived_key, original_key
from parley.files.service.settling import EXAMINE_JOB, EXAMINE_RUN, tell
from parley.files.service.uploads import delete_parts, delete_upload
from parley.files.store import files, uploads
from parley.ground.db.work import Work
from parley.ground.jobs import defer
from parley.ground.storage import Storage

AGAIN_JOB = "files.examine_again"
# What one run takes at most of each kind, so that a run stays short; the next goes on.
_BATCH = 500


async def sweep(work: Work) -> None:
    """Delete uploads whose time is over and bytes that nothing holds; queue scans that got lost."""
    await _sweep_uploads(work)
    await _purge(work)
    async with work.writing() as uow:
        for file_id in await files.list_unsettled(uow.conn, uow.now() - 2 * EXAMINE_RUN, _BATCH):
            await defer(uow, EXAMINE_JOB, once_as=f"{EXAMINE_JOB}:{file_id}", file_id=file_id)


async def rescan(work: Work) -> None:
    """Queue scans of what was scanned with older rules than those of now."""
    from parley.files.content.scan.yara import RULES_VERSION

    async with work.writing() as uow:
        for file_id in await files.list_outdated(uow.conn, RULES_VERSION, _BATCH):
            await defer(uow, AGAIN_JOB, once_as=f"{AGAIN_JOB}:{file_id}", file_id=file_id)


async def _sweep_uploads(work: Work) -> None:
    async with work.reading() as uow:
        expired = await uploads.list_expired(uow.conn, uow.now(), _BATCH)
    for account_id, upload_id in expired:
        async with work.writing() as uow:
            await delete_upload(uow, account_id, upload_id)
        await delete_parts(work, upload_id)


async def _purge(work: Work) -> None:
    """First nobody gets the file any more, then its bytes go, then that is written down: whatever ends in between is gone on with."""
    async with work.writing() as uow:
        for file in await files.purge_due(uow.conn, uow.now(), _BATCH):
            await tell(uow, file)
    async with work.reading() as uow:
        purged = await files.list_purged(uow.conn, _BATCH)
    storage = work.ports.get(Storage)
    for file_id, variants in purged:
        await storage.delete([original_key(file_id), *(derived_key(file_id, variant) for variant in variants)])
    async with work.writing() as uow:
        await files.forget_bytes(uow.conn, [file_id for file_id, _ in purged])
