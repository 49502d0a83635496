"""What is known of files: one of them, and the panel of a room or of all rooms."""

from datetime import datetime
from typing import Annotated

from litestar import get
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, QueryParameter

from parley.files import service
from parley.files.model import File, FileKind, FileRow, Sort, Sought
from parley.ground.db.work import Work
from parley.ground.paging import DEFAULT_LIMIT, MAX_LIMIT, Page
from parley.identity.model import Viewer

Limit = Annotated[int, QueryParameter(ge=1, le=MAX_LIMIT)]


def provide_sought(
    kind: FromQuery[FileKind | None] = None,
    account_id: FromQuery[str | None] = None,
    since: Annotated[datetime | None, QueryParameter(name="from")] = None,
    until: Annotated[datetime | None, QueryParameter(name="to")] = None,
    q: Annotated[str | None, QueryParameter(max_length=200)] = None,
    sort: FromQuery[Sort] = "newest",
) -> Sought:
    return Sought(kind, account_id, since, until, q or None, sort)


@get("/files/{file_id:str}", tags=["files"], summary="A file and what is known of it")
async def get_file(file_id: FromPath[str], viewer: NamedDependency[Viewer], work: NamedDependency[Work]) -> File:
    """Errors: file.not_found."""
    async with work.reading() as uow:
        return await service.require_file(uow, file_id, viewer)


@get(
    "/files",
    tags=["files"],
    summary="Files of all own rooms",
    dependencies={"sought": Provide(provide_sought, sync_to_thread=False)},
)
async def list_files(
    viewer: NamedDependency[Viewer],
    work: NamedDependency[Work],
    sought: NamedDependency[Sought],
    cursor: FromQuery[str | None] = None,
    limit: Limit = DEFAULT_LIMIT,
) -> Page[FileRow]:
    async with work.reading() as uow:
        return await service.list_panel(uow, viewer, None, sought, cursor, limit)


@get(
    "/rooms/{room_id:str}/files",
    tags=["files"],
    summary="Files of a room",
    dependencies={"sought": Provide(provide_sought, sync_to_thread=False)},
)
async def list_room_files(
    room_id: FromPath[str],
    viewer: NamedDependency[Viewer],
    work: NamedDependency[Work],
    sought: NamedDependency[Sought],
    cursor: FromQuery[str | None] = None,
    limit: Limit = DEFAULT_LIMIT,
) -> Page[FileRow]:
    async with work.reading() as uow:
        return await service.list_panel(uow, viewer, room_id, sought, cursor, limit)


ROUTES = (get_file, list_files, list_room_files)
