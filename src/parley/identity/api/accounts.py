"""Signing up, one's own account, and other people's profiles."""

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get, patch, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, Parameter
from msgspec import Meta

from parley.ground.db.work import Work
from parley.ground.limits import RateLimits
from parley.ground.paging import Page
from parley.ground.settings import Settings
from parley.identity import service
from parley.identity.api.browser import address_of, device_of, signed_in_response
from parley.identity.api.limits import limit_current_password, limit_link, limit_mails, limit_search, limit_sign_up
from parley.identity.model import AccountBrief, AccountId, Me, Profile, ProfileChange, SignUp, Viewer
from parley.identity.passwords import hash_password


class LinkToken(msgspec.Struct, forbid_unknown_fields=True):
    """The secret of a one-time link."""

    token: Annotated[str, Meta(min_length=1, max_length=200)]


class PasswordChange(msgspec.Struct, forbid_unknown_fields=True):
    """The current password and the one to have instead."""

    current: Annotated[str, Meta(max_length=1024)]
    new: Annotated[str, Meta(max_length=1024)]


@post("/accounts", tags=["accounts"], summary="Sign up and be signed in")
async def sign_up(
    data: JSONBody[SignUp],
    request: Request[Any, Any, Any],
    work: NamedDependency[Work],
    limits: NamedDependency[RateLimits],
    settings: NamedDependency[Settings],
) -> Response[Me]:
    """Errors: account.invalid, request.rate_limited. The answer does not tell whether the address was in use; a mail does."""
    limit_sign_up(limits, settings, address_of(request), data.email)
    checked = service.check_sign_up(data)
    password_hash = await hash_password(checked.password)
    async with work.writing() as uow:
        signed_in = await service.sign_up(uow, checked, password_hash, device_of(request))
    return signed_in_response(signed_in, request)


@post("/accounts/verify", status_code=204, tags=["accounts"], summary="Verify an e-mail address with the link that was mailed")
async def verify_email(
    data: JSONBody[LinkToken],
    request: Request[Any, Any, Any],
    work: NamedDependency[Work],
    limits: NamedDependency[RateLimits],
    settings: NamedDependency[Settings],
) -> None:
    """Errors: link.invalid, request.rate_limited."""
    limit_link(limits, settings, address_of(request))
    async with work.writing() as uow:
        await service.verify_email(uow, data.token)


@post("/me/verification", status_code=202, tags=["accounts"], summary="Send the verification mail again")
async def resend_verification(
    viewer: NamedDependency[Viewer],
    request: Request[Any, Any, Any],
    work: NamedDependency[Work],
    limits: NamedDependency[RateLimits],
    settings: NamedDependency[Settings],
) -> None:
    """Errors: request.rate_limited."""
    limit_mails(limits, settings, address_of(request), viewer.account_id)
    async with work.writing() as uow:
        await service.request_verification(uow, viewer)


@get("/me", tags=["accounts"], summary="One's own account")
async def get_me(viewer: NamedDependency[Viewer], work: NamedDependency[Work]) -> Me:
    async with work.reading() as uow:
        return await service.find_me(uow, viewer.account_id)


@patch("/me", tags=["accounts"], summary="Change one's own account")
async def change_me(data: JSONBody[ProfileChange], viewer: NamedDependency[Viewer], work: NamedDependency[Work]) -> Me:
    """Errors: account.invalid."""
    async with work.writing() as uow:
        return await service.change_profile(uow, viewer.account_id, data)


@put("/me/password", status_code=204, tags=["accounts"], summary="Change one's password and end every other session")
async def change_password(
    data: JSONBody[PasswordChange],
    viewer: NamedDependency[Viewer],
    work: NamedDependency[Work],
    limits: NamedDependency[RateLimits],
    settings: NamedDependency[Settings],
) -> None:
    """Errors: password.wrong, account.invalid, request.rate_limited."""
    limit_current_password(limits, settings, viewer.account_id)
    old_hash = await service.check_current_password(work, viewer, data.current, data.new)
    new_hash = await hash_password(data.new)
    async with work.writing() as uow:
        await service.change_password(uow, viewer, old_hash=old_hash, new_hash=new_hash)


@get("/accounts", tags=["people"], summary="Find people by name, headline or skill")
async def search_people(
    viewer: NamedDependency[Viewer],
    work: NamedDependency[Work],
    limits: NamedDependency[RateLimits],
    settings: NamedDependency[Settings],
    q: Annotated[str, Parameter(max_length=100)] = "",
    limit: Annotated[int, Parameter(ge=1, le=50)] = 20,
) -> Page[AccountBrief]:
    """Names that begin with `q` come first. Without `q`: people one shares a room with, then everyone. Errors: request.rate_limited."""
    limit_search(limits, settings, viewer.account_id)
    async with work.reading() as uow:
        return Page(await service.search_people(uow, viewer.account_id, q, limit))


@get("/accounts/{account_id:str}", tags=["people"], summary="Somebody's profile")
async def get_profile(account_id: FromPath[AccountId], viewer: NamedDependency[Viewer], work: NamedDependency[Work]) -> Profile:
    """Errors: account.not_found."""
    async with work.reading() as uow:
        return await service.require_profile(uow, account_id, viewer.account_id)
