"""Fetching from servers that mean no good: real sockets, scripted answers."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from parley.files.links.addresses import Address, PublicBackend
from parley.files.links.fetching import Fetcher, FetchLimits, LinkFailed, LinkRefused, request_target

LIMITS = FetchLimits(64 * 1024, 2.0)
Script = Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def stranger(script: Script) -> AsyncIterator[tuple[int, list[bytes]]]:
    """A server that answers each request as the script says; its port, and the requests it got."""
    asked: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = await reader.readuntil(b"\r\n\r\n")
            asked.append(request)
            await script(request, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1], asked
    finally:
        server.close()


def answering(answer: bytes) -> Script:
    async def script(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        await writer.drain()

    return script


def page(body: bytes, headers: bytes = b"") -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; charset=UTF-8\r\nContent-Length: %d\r\n%s\r\n%s" % (
        len(body),
        headers,
        body,
    )


class Names:
    """A resolver: each host's answers, one after the other; the last one stays."""

    def __init__(self, **answers: list[str]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    async def __call__(self, host: str, _: int) -> list[str]:
        self.asked.append(host)
        known = self.answers[host.partition(".")[0]]
        return [known.pop(0) if len(known) > 1 else known[0]]


def fetcher(names: Names, port: int) -> Fetcher:
    """One for which exactly that port of 127.0.0.1 is the public internet."""

    def may_connect(address: Address, asked_port: int) -> bool:
        return str(address) == "127.0.0.1" and asked_port == port

    return Fetcher("Parley", PublicBackend(names, may_connect=may_connect))


async def test_a_page_is_read_with_its_type_and_charset() -> None:
    async with stranger(answering(page(b"<title>x</title>"))) as (port, asked):
        found = await fetcher(Names(site=["127.0.0.1"]), port).fetch(f"http://site.example:{port}/a b?c=ü", "text/html", LIMITS)
    assert (found.media_type, found.charset, found.body, found.is_whole) == ("text/html", "utf-8", b"<title>x</title>", True)
    assert asked[0].startswith(b"GET /a%20b?c=%C3%BC HTTP/1.1\r\nHost: site.example:")
    assert b"cookie" not in asked[0].lower()
    assert b"referer" not in asked[0].lower()


async def test_a_redirect_is_followed_and_judged_anew() -> None:
    async def script(request: bytes, writer: asyncio.StreamWriter) -> None:
        port = writer.get_extra_info("sockname")[1]
        to = f"http://inside.example:{port}/" if b"GET /secret" in request else "/secret"
        writer.write(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + to.encode() + b"\r\n\r\n")

    async with stranger(script) as (port, asked):
        names = Names(site=["127.0.0.1"], inside=["10.0.0.1"])
        with pytest.raises(LinkRefused, match="public internet"):
            await fetcher(names, port).fetch(f"http://site.example:{port}/", "text/html", LIMITS)
    assert len(asked) == 2
    assert names.asked == ["site.example", "site.example", "inside.example"]


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "gopher://127.0.0.1/", "ftp://site.example/", "//user:secret@site.example/"]
)
async def test_a_redirect_leads_only_to_the_web(to: str) -> None:
    async with stranger(answering(b"HTTP/1.1 301 Moved\r\nContent-Length: 0\r\nLocation: %s\r\n\r\n" % to.encode())) as (
        port,
        asked,
    ):
        with pytest.raises(LinkRefused):
            await fetcher(Names(site=["127.0.0.1"]), port).fetch(f"http://site.example:{port}/", "text/html", LIMITS)
    assert len(asked) == 1


async def test_redirects_end() -> None:
    async with stranger(answering(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /again\r\n\r\n")) as (port, asked):
        with pytest.raises(LinkRefused, match="too many redirects"):
            await fetcher(Names(site=["127.0.0.1"]), port).fetch(f"http://site.example:{port}/", "text/html", LIMITS)
    assert len(asked) == 6


async def test_a_name_that_resolves_differently_the_second_time_gains_nothing() -> None:
    async with stranger(answering(page(b"hello"))) as (port, asked):
        names = Names(rebinding=["127.0.0.1", "10.0.0.1"])
        fetching = fetcher(names, port)
        await fetching.fetch(f"http://rebinding.example:{port}/", "text/html", LIMITS)
        # Asked once for one connection, which went to what was judged; the next one is judged by what it says then.
        assert names.asked == ["rebinding.example"]
        with pytest.raises(LinkRefused):
            await fetching.fetch(f"http://rebinding.example:{port}/", "text/html", LIMITS)
    assert len(asked) == 1


async def test_a_body_without_end_is_cut() -> None:
    async def script(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        for _piece in range(1_000):
            writer.write(b"x" * 65_536)
            await writer.drain()

    async with stranger(script) as (port, _):
        found = await fetcher(Names(site=["127.0.0.1"]), port).fetch(f"http://site.example:{port}/", "text/html", LIMITS)
    assert len(found.body) == LIMITS.most_bytes
    assert not found.is_whole


async def test_a_body_that_unpacks_to_very_much_is_cut() -> None:
    packed = gzip.compress(bytes(50 * 1024 * 1024))
    async with stranger(answering(page(packed, b"Content-Encoding: gzip\r\n"))) as (port, _):
        found = await fetcher(Names(site=["127.0.0.1"]), port).fetch(f"http://site.example:{port}/", "text/html", LIMITS)
    assert len(found.body) == LIMITS.most_bytes


async def test_a_server_that_trickles_is_left() -> None:
    async def script(_: bytes, writer: asyncio.StreamWriter) -> None:
        for number in b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" * 100:
            writer.write(bytes([number]))
            await writer.drain()
            await asyncio.sleep(0.05)

    async with stranger(script) as (port, _):
        with pytest.raises(LinkFailed, match="too slow"):
            await fetcher(Names(site=["127.0.0.1"]), port).fetch(
                f"http://site.example:{port}/", "text/html", FetchLimits(1_000, 0.3)
            )


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x00\x01\x02",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\nContent-Type: text/html\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: nine\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n",
        b"HTTP/1.1 503 Away\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 429 Slower\r\nContent-Length: 0\r\n\r\n",
        page(b"not packed", b"Content-Encoding: gzip\r\n"),
    ],
)
async def test_what_is_broken_may_be_tried_again(answer: bytes) -> None:
    async with stranger(answering(answer)) as (port, _):
        with pytest.raises(LinkFailed):
            await fetcher(Names(site=["127.0.0.1"]), port).fetch(f"http://site.example:{port}/", "text/html", LIMITS)


async def test_what_is_not_there_is_not_asked_for_again() -> None:
    async with stranger(answering(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")) as (port, _):
        with pytest.raises(LinkRefused):
            await fetcher(Names(site=["127.0.0.1"]), port).fetch(f"http://site.example:{port}/", "text/html", LIMITS)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "http:///x", "http://a@b.example/", "https://:80/", "http://x.example:99999/", "http://x.example/\r\nHost: y",
        "http://[::1/", "http://" + "a" * 3_000 + ".example", "http://\u202egro.example/", "http://a..example\u2024/",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_not_asked(url: str) -> None:
    with pytest.raises(LinkRefused):
        request_target(url)


def test_an_international_name_is_asked_in_ascii() -> None:
    assert request_target("https://bücher.example/größe").host == b"xn--bcher-kva.example"
