"""Routes of presence."""

from litestar import get
from litestar.di import NamedDependency

from parley.ground.db.work import Work
from parley.ground.paging import Page
from parley.identity.model import Viewer
from parley.presence import service
from parley.presence.model import Presence


@get("/presence", summary="Who is online among the people one shares a room with", tags=["presence"])
async def list_online(viewer: NamedDependency[Viewer], work: NamedDependency[Work]) -> Page[Presence]:
    async with work.reading() as uow:
        return Page(await service.list_online(uow, viewer))


ROUTES = (list_online,)
