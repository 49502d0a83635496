"""What a handler reads from and writes to the browser that asks."""

from typing import Any

import msgspec
from litestar import Request, Response
from litestar.datastructures import Cookie

from parley.identity.model import Device, Me, SignedIn
from parley.identity.service import BrowserCookie, cookies_of, ended_cookies


def address_of(request: Request[Any, Any, Any]) -> str:
    """The caller's network address, as the transport has made it out (behind a trusted proxy, the one that the proxy saw)."""
    return request.client.host if request.client else "unknown"


def device_of(request: Request[Any, Any, Any]) -> Device:
    return Device(request.headers.get("user-agent", ""), address_of(request))


def signed_in_response(signed_in: SignedIn, request: Request[Any, Any, Any]) -> Response[Me]:
    """201 with the account, and the cookies that make the browser signed in."""
    cookies = cookies_of(signed_in, secure=_is_secure(request))
    return Response(signed_in.me, status_code=201, cookies=[_cookie(cookie) for cookie in cookies])


def signed_out_response(request: Request[Any, Any, Any]) -> Response[None]:
    """204, and the cookies are gone."""
    return Response(None, status_code=204, cookies=[_cookie(cookie) for cookie in ended_cookies(secure=_is_secure(request))])


def _is_secure(request: Request[Any, Any, Any]) -> bool:
    return bool(request.scope["scheme"] == "https")


def _cookie(cookie: BrowserCookie) -> Cookie:
    return Cookie(**msgspec.structs.asdict(cookie), path="/")
