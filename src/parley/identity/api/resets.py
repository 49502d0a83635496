"""Getting back in when the password is forgotten."""

from typing import Annotated, Any

import msgspec
from litestar import Request, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from msgspec import Meta

from parley.ground.db.work import Work
from parley.ground.limits import RateLimits
from parley.ground.settings import Settings
from parley.identity import service
from parley.identity.addresses import address_key
from parley.identity.api.browser import address_of
from parley.identity.api.limits import limit_link, limit_mails
from parley.identity.passwords import hash_password


class ResetRequest(msgspec.Struct, forbid_unknown_fields=True):
    """The address of the account to get back into."""

    email: Annotated[str, Meta(max_length=320)]


class ResetConfirmation(msgspec.Struct, forbid_unknown_fields=True):
    """The secret of the mailed link, and the password to have from now on."""

    token: Annotated[str, Meta(min_length=1, max_length=200)]
    password: Annotated[str, Meta(max_length=1024)]


@post("/password-resets", status_code=202, tags=["sessions"], summary="Ask for a link that sets a new password")
async def request_password_reset(
    data: JSONBody[ResetRequest],
    request: Request[Any, Any, Any],
    work: NamedDependency[Work],
    limits: NamedDependency[RateLimits],
    settings: NamedDependency[Settings],
) -> None:
    """The answer is the same whether or not the address has an account. Errors: request.rate_limited."""
    limit_mails(limits, settings, address_of(request), address_key(data.email) or data.email)
    async with work.writing() as uow:
        await service.request_password_reset(uow, data.email)


@post("/password-resets/confirm", status_code=204, tags=["sessions"], summary="Set a new password with the link that was mailed")
async def confirm_password_reset(
    data: JSONBody[ResetConfirmation],
    request: Request[Any, Any, Any],
    work: NamedDependency[Work],
    limits: NamedDependency[RateLimits],
    settings: NamedDependency[Settings],
) -> None:
    """Ends every session and API token of the account. Errors: link.invalid, account.invalid, request.rate_limited."""
    limit_link(limits, settings, address_of(request))
    await service.check_new_password(work, data.token, data.password)
    new_hash = await hash_password(data.password)
    async with work.writing() as uow:
        await service.reset_password(uow, data.token, new_hash)
