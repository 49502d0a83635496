"""Asking a stranger's server for what a link leads to: little, briefly, and never a machine that is not of the public internet."""

import asyncio
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import httpcore
import idna

from parley.files.links.addresses import AddressRefused, PublicBackend

MOST_REDIRECTS = 5
LONGEST_URL = 2_048
_SCHEMES = frozenset({"http", "https"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class LinkRefused(Exception):
    """The link is not asked for, or not any further: where it leads, or what comes, is not for the server. Trying again does not help."""


class LinkFailed(Exception):
    """The other side did not answer as it should. It may another time."""


class FetchLimits(NamedTuple):
    """Most bytes as they arrive and after unpacking, and most seconds for everything together."""

    most_bytes: int
    seconds: float


PAGE_LIMITS = FetchLimits(512 * 1024, 8.0)
PICTURE_LIMITS = FetchLimits(5 * 1024 * 1024, 12.0)


class Fetched(NamedTuple):
    """What came. `body` ends where it ended or where the limit was; `is_whole` says which."""

    url: str
    media_type: str
    charset: str | None
    body: bytes
    is_whole: bool


class Fetcher:
    """Asks for pages and pictures. `backend` decides where a connection may go; it is asked at every redirect, since each connects anew."""

    def __init__(self, user_agent: str, backend: httpcore.AsyncNetworkBackend | None = None) -> None:
        self._backend = backend or PublicBackend()
        self._headers = [
            (b"User-Agent", user_agent.encode("ascii", "replace")),
            (b"Accept-Encoding", b"gzip"),
            (b"Accept-Language", b"en, *;q=0.5"),
        ]

    async def fetch(self, url: str, accept: str, limits: FetchLimits) -> Fetched:
        """Follow `url` to an answer of 200 and read it, up to the limits.

        Raises: LinkRefused, LinkFailed
        """
        try:
            async with asyncio.timeout(limits.seconds):
                for _ in range(MOST_REDIRECTS + 1):
                    answer = await self._ask(url, accept, limits)
                    if isinstance(answer, Fetched):
                        return answer
                    url = answer
        except TimeoutError:
            raise LinkFailed("too slow") from None
        except AddressRefused as refused:
            raise LinkRefused(str(refused)) from None
        # What answers in a way that HTTP has no room for reaches us as any of these.
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException, OSError) as failure:
            raise LinkFailed(type(failure).__name__) from failure
        raise LinkRefused("too many redirects")

    async def _ask(self, url: str, accept: str, limits: FetchLimits) -> Fetched | str:
        """The answer, or the address that it redirects to."""
        target = request_target(url)
        async with self._answer(target, accept) as response:
            headers = {name.lower(): value.decode("latin-1").strip() for name, value in response.headers}
            if response.status in _REDIRECTS and "location" in {name.decode() for name in headers}:
                return urljoin(url, headers[b"location"])
            if response.status != 200:
                raise (LinkFailed if response.status >= 500 or response.status == 429 else LinkRefused)(
                    f"status {response.status}"
                )
            media_type, _, parameters = headers.get(b"content-type", "").partition(";")
            body, is_whole = await _read(response, headers.get(b"content-encoding", "identity").lower(), limits.most_bytes)
            return Fetched(url, media_type.strip().lower(), _charset_in(parameters), body, is_whole)

    @asynccontextmanager
    async def _answer(self, target: httpcore.URL, accept: str) -> AsyncIterator[httpcore.Response]:
        async with (
            httpcore.AsyncConnectionPool(network_backend=self._backend, http2=False, retries=0) as pool,
            pool.stream(
                "GET", target, headers=[(b"Host", _host_header(target)), (b"Accept", accept.encode()), *self._headers]
            ) as response,
        ):
            yield response


def request_target(url: str) -> httpcore.URL:
    """The address as it is asked for: http or https, a host, no name and password.

    Raises: LinkRefused
    """
    if len(url) > LONGEST_URL or not url.isprintable():
        raise LinkRefused("not an address")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        ascii_host = host if host.isascii() else idna.encode(host, uts46=True).decode()
    except (ValueError, UnicodeError):
        raise LinkRefused("not an address") from None
    if parts.scheme not in _SCHEMES or not ascii_host or "@" in parts.netloc:
        raise LinkRefused("not an address of the web")
    path = _quoted(parts.path or "/") + (f"?{_quoted(parts.query)}" if parts.query else "")
    return httpcore.URL(scheme=parts.scheme, host=ascii_host, port=port, target=path)


def _quoted(text: str) -> str:
    return "".join(c if c.isascii() and c > " " else "".join(f"%{byte:02X}" for byte in c.encode()) for c in text)


def _host_header(target: httpcore.URL) -> bytes:
    host = b"[" + target.host + b"]" if b":" in target.host else target.host
    return host if target.port is None else host + b":" + str(target.port).encode()


def _charset_in(parameters: str) -> str | None:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'").lower()[:40] or None
    return None


async def _read(response: httpcore.Response, encoding: str, most_bytes: int) -> tuple[bytes, bool]:
    """The body unpacked, and whether it is all of it. What unpacks to more than the limit is cut there, whatever it was packed in."""
    if encoding not in {"identity", "gzip", "x-gzip", ""}:
        raise LinkRefused(f"packed as {encoding[:40]}")
    unpack = None if encoding in {"identity", ""} else zlib.decompressobj(wbits=31)
    body, arrived = bytearray(), 0
    async for chunk in response.aiter_stream():
        arrived += len(chunk)
        room = most_bytes - len(body)
        try:
            body += chunk[:room] if unpack is None else unpack.decompress(chunk, room)
        except zlib.error:
            raise LinkFailed("not what it says it is packed in") from None
        if len(body) >= most_bytes or arrived >= most_bytes:
            return bytes(body), False
    return bytes(body), True
