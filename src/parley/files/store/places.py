"""What files hang on."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, LiteralString, NamedTuple

from parley.files.model import Claim, FileKind, FileRow, Place, Sort, Sought
from parley.files.store.files import FILE_COLUMNS, FILE_WIDTH, file_of
from parley.ground.clock import rfc3339
from parley.ground.db.connection import Connection
from parley.ground.db.sql import compose, number_array, text_array
from parley.ground.ids import new_id

_PLACE = "file_id, space_id, holder_kind, holder_id, seq, at, account_id"


async def insert_places(conn: Connection, claims: Iterable[Claim]) -> None:
    """One row for each file of each claim; one that is there already stays as it is."""
    rows = [(claim, position, file_id) for claim in claims for position, file_id in enumerate(claim.file_ids)]
    await conn.execute(
        """insert into file_place (space_id, id, file_id, holder_kind, holder_id, seq, position, account_id, at, name_key, size_bytes, kind)
           select g.space_id, g.id, f.id, g.holder_kind, g.holder_id, g.seq, g.position, g.account_id, g.at,
             lower(f.name), f.size_bytes, f.kind
           from unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::bigint[], %s::integer[], %s::uuid[],
                       %s::timestamptz[])
             as g (space_id, id, file_id, holder_kind, holder_id, seq, position, account_id, at)
           join file f on f.id = g.file_id
           on conflict (holder_kind, holder_id, file_id) do nothing""",
        (
            text_array(claim.space_id for claim, _, _ in rows),
            text_array(new_id() for _ in rows),
            text_array(file_id for _, _, file_id in rows),
            text_array(claim.holder_kind for claim, _, _ in rows),
            text_array(claim.holder_id for claim, _, _ in rows),
            text_array(None if claim.seq is None else str(claim.seq) for claim, _, _ in rows),
            number_array(position for _, position, _ in rows),
            text_array(claim.account_id for claim, _, _ in rows),
            text_array(rfc3339(claim.at) for claim, _, _ in rows),
        ),
    )


async def list_places(conn: Connection, file_ids: Sequence[str]) -> dict[str, list[Place]]:
    """What each of the files hangs on now, the oldest first."""
    cursor = await conn.execute(
        f"select {_PLACE} from file_place where file_id = any(%s::uuid[]) and removed_at is null order by at, id",
        (list(file_ids),),
    )
    found: dict[str, list[Place]] = {}
    for file_id, *rest in await cursor.fetchall():
        found.setdefault(file_id, []).append(_place_of(rest))
    return found


async def remove_places(conn: Connection, holder_kind: str, holder_ids: Sequence[str], now: datetime) -> list[str]:
    """The files that hung on these holders, which hold them no more."""
    cursor = await conn.execute(
        """update file_place set removed_at = %s where holder_kind = %s and holder_id = any(%s) and removed_at is null
           returning file_id""",
        (now, holder_kind, list(holder_ids)),
    )
    return [row[0] for row in await cursor.fetchall()]


async def set_kind(conn: Connection, file_id: str, kind: FileKind) -> None:
    """Repeat what the scan found out. A statement of its own: it must see the places that were made while it waited for the file's row."""
    await conn.execute("update file_place set kind = %s where file_id = %s and removed_at is null", (kind, file_id))


class PanelRow(NamedTuple):
    """A row of the panel, with what the cursor of the next page needs."""

    row: FileRow
    key: Any
    place_id: str


_KEYS: dict[Sort, LiteralString] = {"newest": "p.at", "oldest": "p.at", "name": "p.name_key", "size": "p.size_bytes"}
_CASTS: dict[Sort, LiteralString] = {"newest": "timestamptz", "oldest": "timestamptz", "name": "text", "size": "bigint"}
# The many rooms of a person are read whole and sorted; one room is read along the index of the order, and no further than the page.
_ONE_SPACE: LiteralString = (
    "file_place p cross join (select (%(seqs)s::bigint[])[1] as from_seq) s where p.space_id = (%(spaces)s::uuid[])[1]"
)
_MANY_SPACES: LiteralString = """file_place p
  join unnest(%(spaces)s::uuid[], %(seqs)s::bigint[]) as s (space_id, from_seq) on s.space_id = p.space_id where true"""

_ROWS: LiteralString = """
with page as (
  select p.*, s.from_seq from {source}
    and p.removed_at is null and (p.seq is null or p.seq >= s.from_seq)
    and (%(kind)s::text is null or p.kind = %(kind)s)
    and (%(account)s::uuid is null or p.account_id = %(account)s)
    and (%(since)s::timestamptz is null or p.at >= %(since)s)
    and (%(until)s::timestamptz is null or p.at < %(until)s)
    and (%(like)s::text is null or p.name_key like %(like)s)
    and (%(key)s::{cast} is null or ({key}, p.id) {beyond} (%(key)s::{cast}, %(id)s::uuid))
  order by {key} {way}, p.id {way} limit %(limit)s)
select {columns}, p.space_id, p.seq, p.holder_kind, p.account_id, p.at, {key}, p.id,
  (select count(*) from file_place o where o.space_id = p.space_id and o.name_key = p.name_key and o.removed_at is null
     and (o.at, o.id) <= (p.at, p.id) and (o.seq is null or o.seq >= p.from_seq)),
  (select count(*) from file_place o where o.space_id = p.space_id and o.name_key = p.name_key and o.removed_at is null
     and (o.seq is null or o.seq >= p.from_seq))
from page p join file f on f.id = p.file_id
order by {key} {way}, p.id {way}
"""


def _rows_sql(sort: Sort, source: LiteralString) -> str:
    way: LiteralString = "asc" if sort in {"oldest", "name"} else "desc"
    beyond: LiteralString = ">" if way == "asc" else "<"
    return compose(_ROWS, source=source, columns=FILE_COLUMNS, key=_KEYS[sort], cast=_CASTS[sort], way=way, beyond=beyond)


_ROWS_OF_ONE = {sort: _rows_sql(sort, _ONE_SPACE) for sort in _KEYS}
_ROWS_OF_MANY = {sort: _rows_sql(sort, _MANY_SPACES) for sort in _KEYS}


async def list_rows(
    conn: Connection, spaces: Mapping[str, int], sought: Sought, after: tuple[str | int, str] | None, limit: int
) -> list[PanelRow]:
    """A page of the panel of these rooms, each from a `seq` of its log on. One statement."""
    key, place_id = after or (None, None)
    cursor = await conn.execute(
        (_ROWS_OF_ONE if len(spaces) == 1 else _ROWS_OF_MANY)[sought.sort],
        {
            "spaces": text_array(spaces),
            "seqs": number_array(spaces.values()),
            "kind": sought.kind,
            "account": sought.account_id,
            "since": sought.since,
            "until": sought.until,
            "like": None if sought.q is None else f"%{_escaped(sought.q.lower())}%",
            "key": key,
            "id": place_id,
            "limit": limit,
        },
    )
    return [_panel_row_of(row) for row in await cursor.fetchall()]


def _panel_row_of(row: Sequence[Any]) -> PanelRow:
    space_id, seq, holder_kind, account_id, at, key, place_id, version, versions = row[FILE_WIDTH:]
    found = FileRow(
        file=file_of(row),
        room_id=space_id,
        seq=seq,
        holder_kind=holder_kind,
        account_id=account_id,
        at=rfc3339(at),
        version=version,
        versions=versions,
    )
    return PanelRow(found, key, place_id)


def _place_of(row: Sequence[Any]) -> Place:
    space_id, holder_kind, holder_id, seq, at, account_id = row
    return Place(space_id, holder_kind, holder_id, seq, at, account_id)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
