"""Who asks, and from which page: read from the headers of a request or of a socket's opening."""

import hmac
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from parley.ground.db.work import Work
from parley.ground.errors import CsrfRefused, OriginRefused
from parley.identity import service
from parley.identity.model import Viewer

# An ASGI scope, whoever made it.
Scope = Mapping[str, Any]

_SECURE_SCHEMES = frozenset({"https", "wss"})


class Credentials(NamedTuple):
    """What a caller showed. An API token takes precedence, since a browser sends its cookie without being asked."""

    token: str | None
    session: str | None


class Callers:
    """Answers for each scope who it speaks for and whether it comes from Parley's own pages."""

    def __init__(self, work: Work, public_url: str) -> None:
        self._work = work
        self._own_origin = origin_of(public_url)

    async def identify(self, scope: Scope) -> Viewer | None:
        """Whom the API token or the session's cookie speaks for."""
        credentials = credentials_of(scope)
        if credentials.token is None and credentials.session is None:
            return None
        return await service.authenticate(self._work, session_secret=credentials.session, token_secret=credentials.token)

    def is_own_origin(self, scope: Scope) -> bool:
        """Whether the page that asks is our own. A caller that names no page is a program: no browser leaves it out where it matters."""
        origin = header_of(scope, b"origin")
        if origin is None:
            return True
        return origin == self._own_origin or (
            urlsplit(origin).netloc != "" and urlsplit(origin).netloc == header_of(scope, b"host")
        )

    def require_own_page(self, scope: Scope) -> None:
        """For unsafe calls that need no session, such as signing in, so that no other site can sign a browser in as somebody else.

        Raises: request.origin_refused
        """
        site = header_of(scope, b"sec-fetch-site")
        if site is not None and site not in {"same-origin", "none"}:
            raise OriginRefused("This request came from another site.")
        if not self.is_own_origin(scope):
            raise OriginRefused("This request came from another site.")


def require_csrf_token(scope: Scope) -> None:
    """For unsafe calls signed in by cookie: the header must be what only our own pages can know.

    Raises: request.csrf_refused
    """
    credentials = credentials_of(scope)
    if credentials.token is not None or credentials.session is None:
        return
    given = header_of(scope, b"x-csrf-token") or ""
    if not hmac.compare_digest(given.encode(), service.csrf_token(credentials.session).encode()):
        raise CsrfRefused


def credentials_of(scope: Scope) -> Credentials:
    authorization = header_of(scope, b"authorization") or ""
    scheme, _, token = authorization.partition(" ")
    bearer = token.strip() if scheme.lower() == "bearer" else ""
    if bearer:
        return Credentials(bearer, None)
    name = service.session_cookie(secure=scope["scheme"] in _SECURE_SCHEMES)
    return Credentials(None, _cookie_of(scope, name) or None)


def header_of(scope: Scope, name: bytes) -> str | None:
    """The first header of that lower-case name."""
    for key, value in scope["headers"]:
        if key == name:
            return str(value, "latin-1")
    return None


def origin_of(url: str) -> str | None:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower() if parts.scheme and parts.netloc else None


def _cookie_of(scope: Scope, name: str) -> str | None:
    for key, value in scope["headers"]:
        if key == b"cookie" and name in (text := str(value, "latin-1")):
            for part in text.split(";"):
                given, _, found = part.strip().partition("=")
                if given == name:
                    return str(found).strip('"')
    return None
