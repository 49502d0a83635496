"""Becoming the first operator."""

from typing import Any

from litestar import Request, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from parley.ground.db.work import Work
from parley.ground.limits import RateLimits
from parley.ground.settings import Settings
from parley.identity import service
from parley.identity.api.accounts import LinkToken
from parley.identity.api.browser import address_of
from parley.identity.api.limits import limit_link
from parley.identity.model import Me, Viewer


@post(
    "/operator-claims", status_code=200, tags=["accounts"], summary="Become the first operator with the link of the first start"
)
async def claim_operator(
    data: JSONBody[LinkToken],
    viewer: NamedDependency[Viewer],
    request: Request[Any, Any, Any],
    work: NamedDependency[Work],
    limits: NamedDependency[RateLimits],
    settings: NamedDependency[Settings],
) -> Me:
    """Errors: operator.claim_invalid, request.rate_limited."""
    limit_link(limits, settings, address_of(request))
    async with work.writing() as uow:
        return await service.claim_operator(uow, viewer, data.token)
