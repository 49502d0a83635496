"""The panel: what hangs in a room, or in all rooms of a person."""

from collections.abc import Mapping
from datetime import datetime

from parley.files.model import FileRow, Sought
from parley.files.ports import Reader
from parley.files.store import places
from parley.ground.db.work import UnitOfWork
from parley.ground.paging import Page, decode_cursor, encode_cursor
from parley.identity.model import Viewer


async def list_panel(
    uow: UnitOfWork, viewer: Viewer, space_id: str | None, sought: Sought, cursor: str | None, limit: int
) -> Page[FileRow]:
    """The panel of one room, or of all rooms that the viewer may read.

    Raises: room.not_found, request.malformed
    """
    spaces = await uow.ports.get(Reader).spaces(uow, viewer, space_id)
    return await list_rows(uow, spaces, sought, cursor, limit)


async def list_rows(uow: UnitOfWork, spaces: Mapping[str, int], sought: Sought, cursor: str | None, limit: int) -> Page[FileRow]:
    """A page of what hangs in these rooms, each from a `seq` of its log on. One statement.

    Raises: request.malformed
    """
    if not spaces:
        return Page([])
    after = decode_cursor(cursor, tuple[str | int, str])
    rows = await places.list_rows(uow.conn, spaces, sought, after, limit + 1)
    found = [each.row for each in rows[:limit]]
    return Page(found, _cursor_of(rows[limit - 1]) if len(rows) > limit else None)


def _cursor_of(row: places.PanelRow) -> str:
    key = row.key.isoformat() if isinstance(row.key, datetime) else row.key
    return encode_cursor(key, row.place_id)
