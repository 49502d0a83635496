"""What the floors above do with files: hang them on what they own, ask what they are, let them go."""

from collections.abc import Mapping, Sequence

import msgspec

from parley.files.errors import FileNotFound
from parley.files.model import Claim, File, FileState, Place, StoredFile
from parley.files.settings import FileSettings
from parley.files.store import files, places
from parley.ground.db.work import UnitOfWork
from parley.ground.settings import Settings

_HELD_BY_NOBODY: frozenset[FileState] = frozenset({"purged"})


def max_message_files(settings: Settings) -> int:
    """Most files that one message may carry."""
    return settings.of(FileSettings).max_message_files


async def claim(uow: UnitOfWork, claims: Sequence[Claim]) -> Mapping[str, File]:
    """Hang files on their holders and answer them by id. Each must be whole, the account's own, and not purged; one that
    was refused may be shown as such, and its bytes are given to nobody.

    All or nothing. A file may hang on several things; the same claim again changes nothing. Three statements, however many claims.

    Raises: file.not_found with `fields.file_ids`, those that cannot be had
    """
    wanted = sorted({file_id for each in claims for file_id in each.file_ids})
    if not wanted:
        return {}
    found = await files.lock_files(uow.conn, wanted)
    missing = sorted({file_id for each in claims for file_id in each.file_ids if not _may_claim(each, found, file_id)})
    if missing:
        raise FileNotFound(fields={"file_ids": missing})
    await places.insert_places(uow.conn, claims)
    await files.hold(uow.conn, wanted)
    return {file_id: stored.file for file_id, stored in found.items()}


async def share(uow: UnitOfWork, claims: Sequence[Claim]) -> Mapping[str, File]:
    """Hang files on further holders, such as forwarded messages, and answer those that could be: purged ones stay behind.

    The files need not be the account's own: that it may read what they hang on was for the caller to prove. Three statements, however many.
    """
    wanted = sorted({file_id for each in claims for file_id in each.file_ids})
    if not wanted:
        return {}
    found = await files.lock_files(uow.conn, wanted)
    live = {file_id: stored.file for file_id, stored in found.items() if stored.file.state not in _HELD_BY_NOBODY}
    kept = [
        msgspec.structs.replace(each, file_ids=tuple(file_id for file_id in each.file_ids if file_id in live)) for each in claims
    ]
    await places.insert_places(uow.conn, kept)
    await files.hold(uow.conn, sorted(live))
    return live


async def find_files(uow: UnitOfWork, file_ids: Sequence[str]) -> Mapping[str, File]:
    """Those of the files that exist, as they are now, in any state. Who may see them is the caller's to know."""
    if not file_ids:
        return {}
    return {file_id: stored.file for file_id, stored in (await files.find_files(uow.conn, file_ids)).items()}


async def reserve(uow: UnitOfWork, file_ids: Sequence[str]) -> Mapping[str, File]:
    """As `find_files`, and until the transaction ends they stay as they are: what is claimed of them then can still be had."""
    return {file_id: stored.file for file_id, stored in (await files.lock_files(uow.conn, sorted(set(file_ids)))).items()}


async def list_places(uow: UnitOfWork, file_id: str) -> Sequence[Place]:
    """What the file hangs on now, the oldest first."""
    return (await places.list_places(uow.conn, [file_id])).get(file_id, [])


async def release(uow: UnitOfWork, holder_kind: str, holder_ids: Sequence[str]) -> None:
    """These holders are gone. Bytes that nothing holds any more are deleted with the next sweep; what is known of the file stays."""
    released = await places.remove_places(uow.conn, holder_kind, holder_ids, uow.now())
    if released:
        await files.let_go(uow.conn, released, uow.now())


def _may_claim(claim: Claim, found: Mapping[str, StoredFile], file_id: str) -> bool:
    stored = found.get(file_id)
    return stored is not None and stored.file.account_id == claim.account_id and stored.file.state not in _HELD_BY_NOBODY
