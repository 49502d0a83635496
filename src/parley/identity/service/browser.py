"""The two cookies of a signed-in browser.

`parley_session` carries the secret and is out of scripts' reach. `parley_csrf` is an HMAC under that secret which the page's own scripts repeat
in a header: another site can neither read it nor make one that fits the session, even if it can set cookies. The server needs no key for it.
"""

import base64
import hashlib
import hmac
from typing import Literal

import msgspec

from parley.identity.model import SignedIn

CSRF_COOKIE = "parley_csrf"


class BrowserCookie(msgspec.Struct, frozen=True):
    """A cookie to be set; `max_age` 0 removes it. The path is `/`, no domain is given."""

    key: str
    value: str
    max_age: int
    secure: bool
    httponly: bool
    samesite: Literal["lax", "strict"]


def session_cookie(*, secure: bool) -> str:
    """The name of the session's cookie. Under HTTPS its prefix makes browsers refuse it from sub-domains and plain HTTP."""
    return "__Host-parley_session" if secure else "parley_session"


def csrf_token(session_secret: str) -> str:
    """What `X-CSRF-Token` must be for this session."""
    digest = hmac.digest(session_secret.encode(), b"parley csrf", hashlib.sha256)
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def cookies_of(signed_in: SignedIn, *, secure: bool) -> list[BrowserCookie]:
    """The cookies that make a browser signed in."""
    return _cookies(signed_in.secret, csrf_token(signed_in.secret), signed_in.lifetime_seconds, secure=secure)


def ended_cookies(*, secure: bool) -> list[BrowserCookie]:
    """The cookies that make a browser signed out."""
    return _cookies("", "", 0, secure=secure)


def _cookies(secret: str, csrf: str, max_age: int, *, secure: bool) -> list[BrowserCookie]:
    return [
        BrowserCookie(session_cookie(secure=secure), secret, max_age, secure, httponly=True, samesite="lax"),
        BrowserCookie(CSRF_COOKIE, csrf, max_age, secure, httponly=False, samesite="strict"),
    ]
