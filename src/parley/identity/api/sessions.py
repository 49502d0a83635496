"""Signing in and out, one's own sessions and API tokens."""

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from parley.ground.db.work import Work
from parley.ground.limits import RateLimits
from parley.ground.paging import Page
from parley.ground.settings import Settings
from parley.identity import service
from parley.identity.api.browser import address_of, device_of, signed_in_response, signed_out_response
from parley.identity.api.limits import limit_sign_in
from parley.identity.model import ApiToken, IssuedToken, Me, SessionBrief, Viewer


class SignIn(msgspec.Struct, forbid_unknown_fields=True):
    """What proves that one is the owner of an account."""

    email: Annotated[str, Meta(max_length=320)]
    password: Annotated[str, Meta(max_length=1024)]


class TokenRequest(msgspec.Struct, forbid_unknown_fields=True):
    """What the token is for, in up to 80 characters."""

    name: Annotated[str, Meta(max_length=400)]


@post("/sessions", tags=["sessions"], summary="Sign in")
async def sign_in(
    data: JSONBody[SignIn],
    request: Request[Any, Any, Any],
    work: NamedDependency[Work],
    limits: NamedDependency[RateLimits],
    settings: NamedDependency[Settings],
) -> Response[Me]:
    """Errors: session.wrong_credentials, request.rate_limited."""
    limit_sign_in(limits, settings, address_of(request), data.email)
    proved, new_hash = await service.prove_password(work, data.email, data.password)
    async with work.writing() as uow:
        signed_in = await service.sign_in(uow, proved, new_hash, device_of(request))
    return signed_in_response(signed_in, request)


@get("/sessions", tags=["sessions"], summary="One's own sessions, the last used first")
async def list_sessions(viewer: NamedDependency[Viewer], work: NamedDependency[Work]) -> Page[SessionBrief]:
    async with work.reading() as uow:
        return Page(await service.list_sessions(uow, viewer))


@delete("/sessions/current", tags=["sessions"], summary="Sign out")
async def sign_out(
    viewer: NamedDependency[Viewer], request: Request[Any, Any, Any], work: NamedDependency[Work]
) -> Response[None]:
    """Errors: session.not_found, for a caller with an API token."""
    async with work.writing() as uow:
        await service.end_session(uow, viewer, viewer.session_id)
    return signed_out_response(request)


@delete("/sessions/{session_id:str}", tags=["sessions"], summary="End a session on another device")
async def end_session(session_id: FromPath[str], viewer: NamedDependency[Viewer], work: NamedDependency[Work]) -> None:
    """Errors: session.not_found."""
    async with work.writing() as uow:
        await service.end_session(uow, viewer, session_id)


@get("/tokens", tags=["sessions"], summary="One's own API tokens")
async def list_tokens(viewer: NamedDependency[Viewer], work: NamedDependency[Work]) -> Page[ApiToken]:
    async with work.reading() as uow:
        return Page(await service.list_tokens(uow, viewer))


@post("/tokens", tags=["sessions"], summary="Make an API token, shown this once")
async def issue_token(data: JSONBody[TokenRequest], viewer: NamedDependency[Viewer], work: NamedDependency[Work]) -> IssuedToken:
    """Errors: account.invalid, token.limit."""
    async with work.writing() as uow:
        return await service.issue_token(uow, viewer, data.name)


@delete("/tokens/{token_id:str}", tags=["sessions"], summary="Revoke an API token")
async def revoke_token(token_id: FromPath[str], viewer: NamedDependency[Viewer], work: NamedDependency[Work]) -> None:
    """Errors: token.not_found."""
    async with work.writing() as uow:
        await service.revoke_token(uow, viewer, token_id)
