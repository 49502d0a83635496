"""Finding out what a file is: the scan before anybody may open it, and the preview afterwards. Both are jobs, and run at least once.

It fails closed. A scanner that is away leaves the file `scanning`, and the job is tried again; bytes that crash our own scan, or want more
than it is given, are `unscannable`. Bytes are only ever looked into by a child process with limits.
"""

import asyncio
import mimetypes
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import msgspec
import structlog

from parley.files.content.limited import ChildFailed, LimitExceeded, Limits, run_limited
from parley.files.content.preview.apart import preview_apart, strip_apart
from parley.files.content.preview.model import PreviewMade, PreviewRequest, StripRequest
from parley.files.content.scan.clamd import Clamd
from parley.files.content.scan.verdict import ScanRequest, Verdict
from parley.files.events import FileSettled
from parley.files.model import Derived, Examined, File, FileFrame, Outcome, Preview, StoredFile, derived_key, original_key
from parley.files.settings import FileSettings
from parley.files.store import files, places
from parley.ground.db.work import UnitOfWork, Work
from parley.ground.jobs import defer
from parley.ground.storage import READ_BYTES, ObjectMissing, Storage

EXAMINE_JOB = "files.examine"
PREVIEW_JOB = "files.preview"
SWEEP_JOB = "files.sweep"
RESCAN_JOB = "files.rescan"

EXAMINE_RUN = timedelta(minutes=30)
PREVIEW_RUN = timedelta(minutes=10)

# A file of a gigabyte is read whole, by rules and by hash; an archive of it is unpacked up to the limits of the scan.
_SCAN_LIMITS = Limits(memory_bytes=1 << 30, cpu_seconds=600, wall_seconds=1_200, file_bytes=4 << 30)
_VARIANTS = ("thumbnail", "display", "media")

_log = structlog.get_logger(__name__)


async def examine(work: Work, *, file_id: str) -> None:
    """Scan a file that waits for it, and have its preview made if it is clean."""
    async with work.writing() as uow:
        stored = await files.begin_scan(uow.conn, file_id, uow.now())
        if stored is None:
            return
        await tell(uow, stored.file)
    await _settle(work, stored)


async def examine_again(work: Work, *, file_id: str) -> None:
    """Scan a settled file with the rules of now. It can be opened meanwhile, and what is found takes effect at once."""
    async with work.reading() as uow:
        stored = await files.find_file(uow.conn, file_id)
    if stored is not None and stored.file.state in {"clean", "unscannable"}:
        await _settle(work, stored)


async def preview(work: Work, *, file_id: str) -> None:
    """Make the renderings of a clean file, once."""
    async with work.reading() as uow:
        stored = await files.find_file(uow.conn, file_id)
    if stored is None or stored.file.state != "clean" or stored.file.preview_state != "waiting":
        return
    storage = work.ports.get(Storage)
    with tempfile.TemporaryDirectory(prefix="parley-preview-") as folder:
        async with local_copy(storage, original_key(file_id)) as source:
            made = await _make(stored.file, source, Path(folder))
            names = {variant: name for variant in _VARIANTS if (name := getattr(made, variant)) is not None}
            if stored.file.kind == "picture" and not stored.keeps_metadata and await _strip(stored.file, source, Path(folder)):
                names["original"] = "original"
        derived = await _keep(storage, stored.file, Path(folder), names)
    async with work.writing() as uow:
        file = await files.set_preview(uow.conn, file_id, _preview_of(made), derived, uow.now())
        if file is not None:
            await tell(uow, file)


async def tell(uow: UnitOfWork, file: File) -> None:
    """Announce a change to the owner's clients, and to the floors above.

    Announces: file. Emits: FileSettled
    """
    held = await places.list_places(uow.conn, [file.id])
    uow.announce([file.account_id], FileFrame(None, file))
    uow.emit(FileSettled(file, tuple(held.get(file.id, ()))))


@asynccontextmanager
async def local_copy(storage: Storage, key: str) -> AsyncIterator[Path]:
    """The object as a file of this machine, only to be read; a copy where it is kept elsewhere."""
    path = storage.local_path(key)
    if path is not None:
        yield path
        return
    with tempfile.NamedTemporaryFile(prefix="parley-copy-") as copy:
        async for chunk in storage.get(key):
            await asyncio.to_thread(copy.write, chunk)
        await asyncio.to_thread(copy.flush)
        yield Path(copy.name)


async def _settle(work: Work, stored: StoredFile) -> None:
    file = stored.file
    try:
        async with local_copy(work.ports.get(Storage), original_key(file.id)) as path:
            found = await _scan(work, file, path)
    except ObjectMissing:
        _log.error("file.bytes_missing", file_id=file.id)
        raise
    async with work.writing() as uow:
        settled = await files.settle_scan(uow.conn, file.id, found, uow.now())
        if settled is not None:
            await places.set_kind(uow.conn, file.id, settled.kind)
        if settled is None or (settled.state, settled.reason) == (file.state, file.reason):
            return
        if settled.preview_state == "waiting":
            await defer(uow, PREVIEW_JOB, file_id=file.id)
        await tell(uow, settled)


async def _scan(work: Work, file: File, path: Path) -> Examined:
    # Brings the engine of the rules with it, which a process that only serves does without.
    from parley.files.content.scan.scan import scan
    from parley.files.content.scan.yara import RULES_VERSION

    with tempfile.TemporaryDirectory(prefix="parley-scan-") as folder:
        limits = msgspec.structs.replace(_SCAN_LIMITS, reads=(str(path), folder), writes=(folder,))
        try:
            verdict = await run_limited(scan, ScanRequest(str(path), file.name, folder=folder), Verdict, limits)
        except (LimitExceeded, ChildFailed) as failure:
            _log.warning("file.scan_failed", file_id=file.id, error=str(failure))
            return Examined("unscannable", "malformed", "application/octet-stream", "other", RULES_VERSION)
    outcome: Outcome = verdict.outcome.value
    reason = None if verdict.reason is None else verdict.reason.value
    address = work.settings.of(FileSettings).clamd_address
    if address and outcome != "refused":
        found = await Clamd(address).scan(path)
        if found.is_limit:
            outcome, reason = "unscannable", reason or "too_large"
        elif found.signature is not None:
            outcome, reason = "refused", "malware"
    return Examined(outcome, reason, verdict.media_type, verdict.kind.value, RULES_VERSION)


async def _make(file: File, source: Path, folder: Path) -> PreviewMade:
    request = PreviewRequest(source=str(source), media_type=file.media_type, kind=file.kind, folder=str(folder), name=file.name)
    try:
        return await preview_apart(request)
    except (LimitExceeded, ChildFailed) as failure:
        _log.warning("file.preview_failed", file_id=file.id, error=str(failure))
        return PreviewMade(failure="malformed")


async def _strip(file: File, source: Path, folder: Path) -> bool:
    request = StripRequest(source=str(source), target=str(folder / "original"), media_type=file.media_type)
    try:
        made = await strip_apart(request)
    except (LimitExceeded, ChildFailed) as failure:
        _log.warning("file.strip_failed", file_id=file.id, error=str(failure))
        return False
    return made.stripped


async def _keep(storage: Storage, file: File, folder: Path, names: dict[str, str]) -> dict[str, Derived]:
    derived = {}
    for variant, name in names.items():
        path = folder / name
        size = await storage.put(derived_key(file.id, variant), _read(path))
        media_type = file.media_type if variant == "original" else mimetypes.guess_type(path.name)[0]
        derived[variant] = Derived(media_type or "application/octet-stream", size)
    return derived


async def _read(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as source:
        while chunk := await asyncio.to_thread(source.read, READ_BYTES):
            yield chunk


def _preview_of(made: PreviewMade) -> Preview | None:
    found = Preview(
        width=made.width,
        height=made.height,
        pages=made.pages,
        duration_ms=made.duration_ms,
        has_thumbnail=made.thumbnail is not None,
        has_display=made.display is not None,
        has_media=made.media is not None,
        text=made.text,
        language=made.language,
    )
    return None if found == Preview() else found
