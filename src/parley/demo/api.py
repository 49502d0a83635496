"""The demo over HTTP: mounted only where the installation is one."""

from typing import Any

import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import JSONBody

from parley.demo import service
from parley.demo.model import DemoPerson
from parley.ground.db.work import Work
from parley.ground.paging import Page
from parley.identity import service as identity
from parley.identity.model import AccountId, Device, Me


class DemoEntry(msgspec.Struct, forbid_unknown_fields=True):
    """As whom to sign in."""

    account_id: AccountId


@get("/demo/people", tags=["people"], summary="The people of the demo")
async def list_demo_people(work: NamedDependency[Work]) -> Page[DemoPerson]:
    """Only there while the server runs as a demo."""
    async with work.reading() as uow:
        return Page(await service.list_people(uow))


@post("/demo/sessions", tags=["sessions"], summary="Sign in as one of the people of the demo")
async def enter_demo(data: JSONBody[DemoEntry], request: Request[Any, Any, Any], work: NamedDependency[Work]) -> Response[Me]:
    """Only there while the server runs as a demo. Errors: account.not_found, for anybody else."""
    device = Device(request.headers.get("user-agent", ""), request.client.host if request.client else "unknown")
    async with work.writing() as uow:
        signed_in = await service.enter(uow, data.account_id, device)
    cookies = identity.cookies_of(signed_in, secure=request.scope["scheme"] == "https")
    return Response(
        signed_in.me, status_code=201, cookies=[Cookie(**msgspec.structs.asdict(cookie), path="/") for cookie in cookies]
    )


ROUTES = (list_demo_people, enter_demo)
