"""Uploads and their parts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from parley.files.model import Upload
from parley.ground.db.connection import Connection


class Part(NamedTuple):
    """Bytes of an upload from `start` on, as one object. `sha256` is known of the first."""

    start: int
    size_bytes: int
    key: str
    sha256: bytes | None


_COLUMNS = "account_id, id, name, keeps_metadata, metadata, concat, length, received_bytes, created_at, expires_at, finished_at"


def _upload_of(row: Sequence[Any]) -> Upload:
    return Upload(*row)


async def lock_account(conn: Connection, account_id: str) -> None:
    """One transaction at a time counts what the account has, and adds to it."""
    await conn.execute("select pg_advisory_xact_lock(hashtextextended('files:' || %s, 0))", (account_id,))


async def count_open(conn: Connection, account_id: str, now: datetime) -> int:
    """The account's uploads that are begun and not finished."""
    cursor = await conn.execute(
        "select count(*) from upload where account_id = %s and finished_at is null and expires_at > %s", (account_id, now)
    )
    row = await cursor.fetchone()
    return int(row[0]) if row else 0


async def stored_bytes(conn: Connection, account_id: str) -> int:
    """What the account's files take, and its open uploads take or have announced."""
    cursor = await conn.execute(
        """select coalesce((select sum(size_bytes) from file where account_id = %(account)s and state <> 'purged'), 0)
             + coalesce((select sum(coalesce(length, received_bytes)) from upload
                         where account_id = %(account)s and (finished_at is null or concat = 'partial')), 0)""",
        {"account": account_id},
    )
    row = await cursor.fetchone()
    return int(row[0]) if row else 0


async def insert_upload(conn: Connection, upload: Upload) -> None:
    await conn.execute(
        f"insert into upload ({_COLUMNS}) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        tuple(upload),
    )


async def find_upload(conn: Connection, account_id: str, upload_id: str) -> Upload | None:
    cursor = await conn.execute(f"select {_COLUMNS} from upload where account_id = %s and id = %s", (account_id, upload_id))
    row = await cursor.fetchone()
    return _upload_of(row) if row else None


async def find_uploads(conn: Connection, account_id: str, upload_ids: Sequence[str]) -> dict[str, Upload]:
    """Those of the ids that are the account's own."""
    cursor = await conn.execute(
        f"select {_COLUMNS} from upload where account_id = %s and id = any(%s::uuid[])", (account_id, list(upload_ids))
    )
    return {row[1]: _upload_of(row) for row in await cursor.fetchall()}


async def take_lease(
    conn: Connection, account_id: str, upload_id: str, writer_id: str, now: datetime, until: datetime
) -> Upload | None:
    """The upload, if nobody else writes to it; nobody else can until `until`."""
    cursor = await conn.execute(
        f"""update upload set writer_id = %s, writer_until = %s
            where account_id = %s and id = %s and (writer_id is null or writer_until <= %s) returning {_COLUMNS}""",
        (writer_id, until, account_id, upload_id, now),
    )
    row = await cursor.fetchone()
    return _upload_of(row) if row else None


async def renew_lease(conn: Connection, account_id: str, upload_id: str, writer_id: str, until: datetime) -> bool:
    """False when another has taken over."""
    cursor = await conn.execute(
        "update upload set writer_until = %s where account_id = %s and id = %s and writer_id = %s",
        (until, account_id, upload_id, writer_id),
    )
    return cursor.rowcount == 1


async def end_lease(conn: Connection, account_id: str, upload_id: str, writer_id: str) -> None:
    await conn.execute(
        "update upload set writer_id = null, writer_until = null where account_id = %s and id = %s and writer_id = %s",
        (account_id, upload_id, writer_id),
    )


async def add_parts(
    conn: Connection, upload: Upload, writer_id: str, parts: Sequence[Part], expires_at: datetime
) -> Upload | None:
    """The upload with these parts at its end; None when another has taken over, and then nothing is added."""
    added = sum(part.size_bytes for part in parts)
    cursor = await conn.execute(
        f"""update upload set received_bytes = received_bytes + %s, expires_at = %s
            where account_id = %s and id = %s and writer_id = %s and received_bytes = %s returning {_COLUMNS}""",
        (added, expires_at, upload.account_id, upload.id, writer_id, upload.received_bytes),
    )
    row = await cursor.fetchone()
    if row is None:
        return None
    await conn.cursor().executemany(
        "insert into upload_part (account_id, upload_id, start, size_bytes, key, sha256) values (%s, %s, %s, %s, %s, %s)",
        [(upload.account_id, upload.id, *part) for part in parts],
    )
    return _upload_of(row)


async def set_length(conn: Connection, account_id: str, upload_id: str, length: int) -> None:
    await conn.execute("update upload set length = %s where account_id = %s and id = %s", (length, account_id, upload_id))


async def list_parts(conn: Connection, account_id: str, upload_ids: Sequence[str]) -> list[Part]:
    """The parts of these uploads, one upload after the other."""
    cursor = await conn.execute(
        """select start, size_bytes, key, sha256 from upload_part join unnest(%s::uuid[]) with ordinality as given (id, place)
             on upload_id = given.id where account_id = %s order by given.place, start""",
        (list(upload_ids), account_id),
    )
    return [Part(*row) for row in await cursor.fetchall()]


async def finish_upload(
    conn: Connection, account_id: str, upload_id: str, writer_id: str, now: datetime, expires_at: datetime
) -> bool:
    """Mark it whole and forget its parts; False when another has taken over or it was whole before."""
    cursor = await conn.execute(
        """update upload set finished_at = %s, expires_at = %s
           where account_id = %s and id = %s and writer_id = %s and finished_at is null""",
        (now, expires_at, account_id, upload_id, writer_id),
    )
    if cursor.rowcount != 1:
        return False
    await conn.execute(
        """delete from upload_part using upload u where upload_part.account_id = %(account)s and upload_part.upload_id = %(upload)s
           and u.account_id = upload_part.account_id and u.id = upload_part.upload_id and u.concat is distinct from 'partial'""",
        {"account": account_id, "upload": upload_id},
    )
    return True


async def delete_upload(conn: Connection, account_id: str, upload_id: str) -> list[str]:
    """Delete it with its parts, whose keys are answered."""
    cursor = await conn.execute(
        """with gone as (delete from upload_part where account_id = %(account)s and upload_id = %(upload)s returning key)
           select key from gone""",
        {"account": account_id, "upload": upload_id},
    )
    keys = [row[0] for row in await cursor.fetchall()]
    await conn.execute("delete from upload where account_id = %s and id = %s", (account_id, upload_id))
    return keys


async def list_expired(conn: Connection, now: datetime, limit: int) -> list[tuple[str, str]]:
    """Account and id of uploads whose time is over and to which nobody writes."""
    cursor = await conn.execute(
        """select account_id, id from upload where expires_at <= %(now)s and (writer_until is null or writer_until <= %(now)s)
           order by expires_at limit %(limit)s""",
        {"now": now, "limit": limit},
    )
    return [(row[0], row[1]) for row in await cursor.fetchall()]
