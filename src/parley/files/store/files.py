"""Files and what was found out about them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, LiteralString, NamedTuple

import msgspec
from psycopg.types.json import Jsonb

from parley.files.model import Derived, Examined, File, Preview, StoredFile, states_before
from parley.ground.clock import rfc3339
from parley.ground.db.connection import Connection

FILE_COLUMNS: LiteralString = """f.id, f.account_id, f.name, f.size_bytes, f.media_type, f.kind, f.sha256, f.state, f.reason, f.created_at,
  f.preview, f.preview_state"""
FILE_WIDTH = 12
_STORED = f"{FILE_COLUMNS}, f.keeps_metadata, f.rules_version, f.derived"


class NewFile(NamedTuple):
    """A file whose bytes are whole and of which nothing else is known."""

    id: str
    account_id: str
    name: str
    size_bytes: int
    sha256: bytes
    keeps_metadata: bool
    created_at: datetime
    purge_after: datetime


def file_of(row: Sequence[Any]) -> File:
    """The file of a row that begins with `FILE_COLUMNS`."""
    (file_id, account_id, name, size_bytes, media_type, kind, sha256, state, reason, created_at, preview, preview_state) = row[
        :FILE_WIDTH
    ]
    return File(
        id=file_id,
        account_id=account_id,
        name=name,
        size_bytes=size_bytes,
        media_type=media_type,
        kind=kind,
        sha256=bytes(sha256).hex(),
        state=state,
        reason=reason,
        created_at=rfc3339(created_at),
        preview=None if preview is None else msgspec.convert(preview, Preview),
        preview_state=preview_state,
    )


def _stored_of(row: Sequence[Any]) -> StoredFile:
    keeps_metadata, rules_version, derived = row[FILE_WIDTH : FILE_WIDTH + 3]
    return StoredFile(file_of(row), keeps_metadata, rules_version, msgspec.convert(derived, dict[str, Derived]))


async def insert_file(conn: Connection, new: NewFile) -> None:
    """Kind and type are what anything may be until the scan has looked."""
    await conn.execute(
        """insert into file (id, account_id, name, size_bytes, sha256, keeps_metadata, created_at, changed_at, purge_after,
                             media_type, kind, state, preview_state)
           values (%s, %s, %s, %s, %s, %s, %s, %s, %s, 'application/octet-stream', 'other', 'waiting', 'waiting')""",
        (*new[:-1], new.created_at, new.purge_after),
    )


async def find_file(conn: Connection, file_id: str) -> StoredFile | None:
    cursor = await conn.execute(f"select {_STORED} from file f where f.id = %s", (file_id,))
    row = await cursor.fetchone()
    return _stored_of(row) if row else None


async def find_file_and_secret(conn: Connection, file_id: str) -> tuple[StoredFile | None, bytes]:
    """The file, if it exists, and what addresses are signed with, in one statement."""
    cursor = await conn.execute(
        f"select {_STORED}, s.secret from file_secret s left join file f on f.id = %s",
        (file_id,),
    )
    row = await cursor.fetchone()
    if row is None:
        raise LookupError("file_secret has no row")
    return (_stored_of(row) if row[0] is not None else None), bytes(row[-1])


async def find_files(conn: Connection, file_ids: Sequence[str]) -> dict[str, StoredFile]:
    cursor = await conn.execute(f"select {_STORED} from file f where f.id = any(%s::uuid[])", (list(file_ids),))
    return {row[0]: _stored_of(row) for row in await cursor.fetchall()}


async def lock_files(conn: Connection, file_ids: Sequence[str]) -> dict[str, StoredFile]:
    """As `find_files`, locked in the order of their ids until the transaction ends."""
    cursor = await conn.execute(
        f"select {_STORED} from file f where f.id = any(%s::uuid[]) order by f.id for update", (list(file_ids),)
    )
    return {row[0]: _stored_of(row) for row in await cursor.fetchall()}


async def begin_scan(conn: Connection, file_id: str, now: datetime) -> StoredFile | None:
    """The file, now `scanning`; None when it is in a state from which that cannot be."""
    cursor = await conn.execute(
        f"""update file f set state = 'scanning', changed_at = %s where f.id = %s and f.state = any(%s) returning {_STORED}""",
        (now, file_id, states_before("scanning")),
    )
    row = await cursor.fetchone()
    return _stored_of(row) if row else None


async def settle_scan(conn: Connection, file_id: str, found: Examined, now: datetime) -> File | None:
    """The file as the scan leaves it, its preview to be made if it has become clean; None when its state does not allow that any more."""
    cursor = await conn.execute(
        f"""update file f set state = %(state)s, reason = %(reason)s, media_type = %(media_type)s, kind = %(kind)s,
              rules_version = %(rules)s, changed_at = %(now)s,
              preview_state = case when f.state = %(state)s then f.preview_state when %(state)s = 'clean' then 'waiting' else 'none' end,
              preview = case when f.state = %(state)s then f.preview end
            where f.id = %(file)s and f.state = any(%(before)s) returning {FILE_COLUMNS}""",
        {
            "file": file_id,
            "state": found.outcome,
            "before": states_before(found.outcome),
            "reason": found.reason,
            "media_type": found.media_type,
            "kind": found.kind,
            "rules": found.rules_version,
            "now": now,
        },
    )
    row = await cursor.fetchone()
    return file_of(row) if row else None


async def set_preview(
    conn: Connection, file_id: str, preview: Preview | None, derived: dict[str, Derived], now: datetime
) -> File | None:
    """The file with its preview, if it is clean and still waits for one."""
    cursor = await conn.execute(
        f"""update file f set preview = %s, derived = %s, preview_state = %s, changed_at = %s
            where f.id = %s and f.state = 'clean' and f.preview_state = 'waiting' returning {FILE_COLUMNS}""",
        (
            None if preview is None else Jsonb(preview),
            Jsonb(derived),
            "none" if preview is None else "ready",
            now,
            file_id,
        ),
    )
    row = await cursor.fetchone()
    return file_of(row) if row else None


async def hold(conn: Connection, file_ids: Sequence[str]) -> None:
    """Something holds these: they are not to be purged."""
    await conn.execute(
        "update file set purge_after = null where id = any(%s::uuid[]) and purge_after is not null", (list(file_ids),)
    )


async def let_go(conn: Connection, file_ids: Sequence[str], now: datetime) -> None:
    """Those of them that nothing holds any more may be purged from now on."""
    await conn.execute(
        """update file f set purge_after = %s where f.id = any(%s::uuid[]) and f.purge_after is null and f.state <> 'purged'
             and not exists (select from file_place p where p.file_id = f.id and p.removed_at is null)""",
        (now, list(file_ids)),
    )


async def purge_due(conn: Connection, now: datetime, limit: int) -> list[File]:
    """Mark as purged what nothing holds and whose time is over."""
    cursor = await conn.execute(
        f"""with due as (
              select id from file where purge_after <= %(now)s and state <> 'purged'
              order by purge_after limit %(limit)s for update skip locked)
            update file f set state = 'purged', changed_at = %(now)s, preview = null, preview_state = 'none'
            from due where f.id = due.id returning {FILE_COLUMNS}""",
        {"now": now, "limit": limit},
    )
    return [file_of(row) for row in await cursor.fetchall()]


async def list_purged(conn: Connection, limit: int) -> list[tuple[str, list[str]]]:
    """Purged files whose bytes are still there, with the renderings they have."""
    cursor = await conn.execute(
        "select id, derived from file where state = 'purged' and purge_after is not null limit %s", (limit,)
    )
    return [(row[0], list(row[1])) for row in await cursor.fetchall()]


async def forget_bytes(conn: Connection, file_ids: Sequence[str]) -> None:
    """The bytes of these purged files are gone."""
    await conn.execute("update file set purge_after = null, derived = '{}' where id = any(%s::uuid[])", (list(file_ids),))


async def purge_unheld(conn: Connection, account_id: str, file_id: str, now: datetime) -> bool:
    """Let an own file that hangs on nothing be purged at once; False when it hangs on something or is not there."""
    cursor = await conn.execute(
        """update file set purge_after = %s where id = %s and account_id = %s and purge_after is not null and state <> 'purged'""",
        (now, file_id, account_id),
    )
    return cursor.rowcount == 1


async def list_unsettled(conn: Connection, before: datetime, limit: int) -> list[str]:
    """Files whose scan was to be done before that instant and is not."""
    cursor = await conn.execute(
        "select id from file where state in ('waiting', 'scanning') and changed_at <= %s order by changed_at limit %s",
        (before, limit),
    )
    return [row[0] for row in await cursor.fetchall()]


async def list_outdated(conn: Connection, rules_version: str, limit: int) -> list[str]:
    """Files that were scanned with other rules than these."""
    cursor = await conn.execute(
        """select id from file where rules_version <> %s and state in ('clean', 'unscannable')
           order by id limit %s""",
        (rules_version, limit),
    )
    return [row[0] for row in await cursor.fetchall()]
