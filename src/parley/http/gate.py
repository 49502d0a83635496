"""What every API request passes before its handler: limits, form, site, and who asks.

Whether a handler needs somebody signed in is read from its signature: a parameter `viewer` requires it, `visitor` asks and goes on without.
One that says `opt={"takes_bytes": True}` reads its body itself, whatever type it has; `opt={"request_cost": 0.1}` makes ten requests to it
count as one.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler

from parley.ground.db.work import Work
from parley.ground.errors import RequestMalformed, RequestNotFound
from parley.ground.ids import is_id
from parley.ground.limits import Limit, RateLimits
from parley.ground.settings import Settings
from parley.http.callers import Callers, header_of, require_csrf_token
from parley.http.errors import UnsupportedMediaType
from parley.http.settings import HttpSettings
from parley.identity.errors import SessionRequired
from parley.identity.model import Viewer
from parley.identity.service import network_of

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_JSON = "application/json"


class Gate:
    """The guard of every route of the API."""

    def __init__(self, callers: Callers, limits: RateLimits, settings: Settings) -> None:
        group = settings.of(HttpSettings)
        self._callers = callers
        self._limits = limits
        self._by_address = Limit("http.address", group.requests_burst_address, group.requests_per_minute_address)
        self._by_account = Limit("http.account", group.requests_burst, group.requests_per_minute)

    def as_guard(self) -> Callable[[ASGIConnection[Any, Any, Any, Any], BaseRouteHandler], Awaitable[None]]:
        """`admit` as a plain function: Litestar copies whatever else it is given, with all that hangs on it."""

        async def guard(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
            await self.admit(connection, handler)

        return guard

    async def admit(self, connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
        """Let the request through to its handler, with the viewer noted for `provide_viewer` and `provide_visitor`.

        Raises: request.rate_limited, request.not_found, request.malformed, request.unsupported_media_type, request.csrf_refused,
        request.origin_refused, session.required
        """
        client = connection.client
        cost = float(handler.opt.get("request_cost", 1.0))
        self._limits.spend(self._by_address, network_of(client.host) if client else "unknown", cost)
        wants = handler.parsed_fn_signature.parameters
        _require_sound_address(connection)
        if isinstance(connection, Request) and connection.method not in SAFE_METHODS:
            if not handler.opt.get("takes_bytes"):
                _require_json(connection)
            if "viewer" in wants:
                require_csrf_token(connection.scope)
            else:
                self._callers.require_own_page(connection.scope)
        if "viewer" in wants or "visitor" in wants:
            viewer = await self._callers.identify(connection.scope)
            if viewer is None and "viewer" in wants:
                raise SessionRequired
            if viewer is not None:
                self._limits.spend(self._by_account, viewer.account_id, cost)
            connection.scope["state"]["viewer"] = viewer


def provide_viewer(request: Request[Any, Any, Any], work: NamedDependency[Work]) -> Viewer:
    """Whoever is signed in. The gate has seen to it that somebody is.

    `work` is asked for only so that the two come one after the other: Litestar resolves what is independent in a task group, which costs
    more than all of the rest of a small request.
    """
    del work
    viewer: Viewer = request.scope["state"]["viewer"]
    return viewer


def provide_visitor(request: Request[Any, Any, Any], work: NamedDependency[Work]) -> Viewer | None:
    """Whoever is signed in, or None."""
    del work
    visitor: Viewer | None = request.scope["state"]["viewer"]
    return visitor


def _require_sound_address(connection: ASGIConnection[Any, Any, Any, Any]) -> None:
    """What stands for an id in the path must be one; and U+0000, which no column holds, has no place anywhere."""
    for name, value in connection.path_params.items():
        if name.endswith("_id") and not (isinstance(value, str) and is_id(value)):
            raise RequestNotFound
        if isinstance(value, str) and "\x00" in value:
            raise RequestNotFound
    if b"%00" in connection.scope["query_string"]:
        raise RequestMalformed("Text must not contain the character U+0000.", fields={"query": "contains U+0000"})


def _require_json(connection: ASGIConnection[Any, Any, Any, Any]) -> None:
    length = header_of(connection.scope, b"content-length")
    has_body = length not in {None, "0"} or header_of(connection.scope, b"transfer-encoding") is not None
    content_type = header_of(connection.scope, b"content-type")
    if (has_body or content_type is not None) and (content_type or "").partition(";")[0].strip().lower() != _JSON:
        raise UnsupportedMediaType
