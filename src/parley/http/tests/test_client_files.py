"""The built web client: small on the way, cached where that is safe, and never instead of the API."""

import gzip
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from parley.http.app import HttpParts, create_app
from parley.http.asgi import App
from parley.testing.api import ORIGIN, ApiClient

PAGE = "<!doctype html><html lang=en><title>Parley</title><script src=/assets/app-3f2a.js></script>" + " " * 2_000
SCRIPT = "console.log('Parley')\n" * 500


@pytest.fixture
def built(tmp_path: Path) -> Path:
    folder = tmp_path / "client"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE)
    (folder / "favicon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (folder / "service-worker.js").write_text("self.addEventListener('fetch', () => {})")
    (folder / "manifest.webmanifest").write_text('{"name": "Parley"}')
    (folder / "icons").mkdir()
    (folder / "icons" / "512.png").write_bytes(b"a picture")
    (folder / "assets" / "app-3f2a.js").write_text(SCRIPT)
    (folder / "assets" / "app-3f2a.js.br").write_bytes(b"brotli of the script")
    return folder


@pytest.fixture
async def browser(built: Path, parts: HttpParts) -> AsyncIterator[ApiClient]:
    async with ApiClient(create_app(replace(parts, client_folder=built)), base_url=ORIGIN) as client:
        yield client


async def test_every_address_outside_the_api_is_a_page_of_the_client(browser: ApiClient) -> None:
    for path in ("/", "/index.html", "/rooms/018f0000-0000-7000-8000-000000000000", "/apiary", "/verify"):
        answer = await browser.get(path)
        assert (answer.status_code, answer.text) == (200, PAGE), path
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.headers["cache-control"] == "no-cache"


async def test_hashed_files_are_kept_for_ever_and_others_asked_for(browser: ApiClient) -> None:
    script = await browser.get("/assets/app-3f2a.js", headers={"accept-encoding": "identity"})
    assert (script.text, script.headers["cache-control"]) == (SCRIPT, "public, max-age=31536000, immutable")
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    icon = await browser.get("/favicon.svg")
    assert (icon.headers["cache-control"], icon.headers["content-type"]) == ("no-cache", "image/svg+xml")


async def test_a_browser_can_install_the_client_and_learns_of_each_new_version(browser: ApiClient) -> None:
    worker = await browser.get("/service-worker.js")
    assert worker.headers["content-type"] == "text/javascript; charset=utf-8"
    # Asked for anew each time, at the root, so that it serves every page without being allowed to by a header.
    assert worker.headers["cache-control"] == "no-cache"
    assert "worker-src 'self'" in worker.headers["content-security-policy"]
    manifest = await browser.get("/manifest.webmanifest")
    assert manifest.headers["content-type"] == "application/manifest+json"
    assert (await browser.get("/icons/512.png")).headers["content-type"] == "image/png"


async def test_no_answer_of_the_api_may_be_kept(browser: ApiClient) -> None:
    for path in ("/api/v1/config", "/api/v1/me", "/api/v1/inbox"):
        assert (await browser.get(path)).headers["cache-control"] == "no-store"


async def test_files_travel_compressed_as_far_as_the_browser_takes_it(browser: ApiClient) -> None:
    async def sent(path: str, accepted: str) -> tuple[str | None, bytes]:
        async with browser.stream("GET", path, headers={"accept-encoding": accepted}) as answer:
            raw = b"".join([piece async for piece in answer.aiter_raw()])
            assert int(answer.headers["content-length"]) == len(raw)
            assert answer.headers["vary"] == "accept-encoding"
            return answer.headers.get("content-encoding"), raw

    assert await sent("/assets/app-3f2a.js", "gzip, deflate, br") == ("br", b"brotli of the script")
    encoding, raw = await sent("/assets/app-3f2a.js", "gzip, br;q=0")
    assert (encoding, gzip.decompress(raw)) == ("gzip", SCRIPT.encode())
    assert await sent("/assets/app-3f2a.js", "") == (None, SCRIPT.encode())
    encoding, raw = await sent("/rooms", "br, gzip")
    assert (encoding, gzip.decompress(raw)) == ("gzip", PAGE.encode())


async def test_what_the_browser_has_is_not_sent_again(browser: ApiClient) -> None:
    first = await browser.get("/")
    for known in (first.headers["etag"], f'"other", W/{first.headers["etag"]}', "*"):
        again = await browser.get("/", headers={"if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
    assert (await browser.get("/", headers={"if-none-match": '"other"'})).status_code == 200
    assert (
        await browser.get("/", headers={"if-none-match": first.headers["etag"], "accept-encoding": "identity"})
    ).status_code == 200


async def test_a_file_that_is_missing_is_missing_and_nothing_outside_is_served(browser: ApiClient, built: Path) -> None:
    (built.parent / "secret.txt").write_text("secret")
    for path in (
        "/assets/gone.js",
        "/robots.txt",
        "/assets/",
        "/../secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/app.js%00",
    ):
        answer = await browser.get(path)
        assert answer.status_code == 404, path
        assert "secret" not in answer.text


async def test_pages_are_only_read(browser: ApiClient) -> None:
    head = await browser.head("/")
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) > 0
    refused = await browser.post("/")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD")


async def test_a_client_that_is_not_built_says_so_and_appears_once_it_is(app: App, tmp_path: Path) -> None:
    async with ApiClient(app, base_url=ORIGIN) as browser:
        answer = await browser.get("/rooms")
        assert (answer.status_code, "not built yet" in answer.text) == (503, True)
        (tmp_path / "client").mkdir()
        (tmp_path / "client" / "index.html").write_text(PAGE)
        assert (await browser.get("/rooms")).text == PAGE
