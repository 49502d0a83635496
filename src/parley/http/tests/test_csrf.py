"""No other site can act in the name of somebody who is signed in, or sign them in as somebody else."""

import pytest

from parley.http.asgi import App
from parley.identity import service
from parley.testing.api import ORIGIN, PASSWORD, ApiClient, NewPerson

SIGN_UP = {"email": "a@example.com", "password": PASSWORD, "display_name": "A"}


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "/me", {"headline": "x"}),
        ("PUT", "/me/password", {"current": PASSWORD, "new": "another quiet harbour"}),
        ("POST", "/tokens", {"name": "x"}),
        ("POST", "/me/verification", None),
        ("DELETE", "/sessions/current", None),
        ("PUT", "/blocks/018f0000-0000-7000-8000-000000000000", None),
        ("POST", "/operator-claims", {"token": "x"}),
    ],
)
async def test_an_unsafe_call_by_cookie_needs_the_token_of_that_very_session(
    new_person: NewPerson, app: App, method: str, path: str, body: dict[str, str] | None
) -> None:
    mara, eve = await new_person("Mara"), await new_person("Eve")
    secret = mara.cookies["parley_session"]
    # What another site could bring about: the session's cookie is sent along, with a CSRF cookie of its own making or another session's.
    for token in (None, "", "x", "caf\xe9", eve.cookies["parley_csrf"], service.csrf_token("guess")):
        headers = [(b"cookie", f"parley_session={secret}; parley_csrf={token}".encode("latin-1"))]
        if token is not None:
            headers.append((b"x-csrf-token", token.encode("latin-1")))
        async with ApiClient(app) as browser:
            refused = await browser.request(method, path, json=body, headers=headers)
        assert (refused.status_code, refused.json()["code"]) == (403, "request.csrf_refused"), token
    assert (await mara.get("/me")).json() == mara.me


async def test_the_token_is_bound_to_the_session_and_safe_calls_need_none(new_person: NewPerson, stranger: ApiClient) -> None:
    mara = await new_person("Mara")
    secret = mara.cookies["parley_session"]
    assert mara.cookies["parley_csrf"] == service.csrf_token(secret)
    assert (await stranger.get("/me", headers={"cookie": f"parley_session={secret}"})).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 201),
        ({"origin": ORIGIN}, 201),
        ({"origin": ORIGIN, "sec-fetch-site": "same-origin"}, 201),
        ({"sec-fetch-site": "none"}, 201),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "http://localhost:8001"}, 403),
        ({"origin": "http://evil.example/http://localhost:8000"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": ""}, 403),
        ({"origin": "https://evil.example", "sec-fetch-site": "same-origin"}, 403),
    ],
)
async def test_no_other_site_can_sign_a_browser_in_or_up(stranger: ApiClient, headers: dict[str, str], status: int) -> None:
    assert (await stranger.post("/accounts", json=SIGN_UP, headers=headers)).status_code == status


async def test_behind_a_proxy_that_changes_the_host_the_public_address_counts(app: App) -> None:
    async with ApiClient(app, base_url="http://backend:9000/api/v1") as client:
        assert (await client.post("/accounts", json=SIGN_UP, headers={"origin": ORIGIN})).status_code == 201


@pytest.mark.parametrize(
    ("content_type", "content"),
    [
        ("application/x-www-form-urlencoded", b"email=a%40example.com&password=abcdefghijkl&display_name=A"),
        ("multipart/form-data; boundary=x", b"--x--"),
        ("text/plain", b'{"email": "a@example.com", "password": "a quiet harbour", "display_name": "A"}'),
        ("application/json-patch+json", b"{}"),
        (None, b'{"email": "a@example.com"}'),
    ],
)
async def test_what_a_form_can_send_is_refused(stranger: ApiClient, content_type: str | None, content: bytes) -> None:
    headers = {"content-type": content_type} if content_type else {}
    refused = await stranger.post("/accounts", content=content, headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (415, "request.unsupported_media_type")


async def test_a_form_post_does_nothing_even_with_the_cookie_and_without_a_body(new_person: NewPerson) -> None:
    mara = await new_person("Mara")
    secret = mara.cookies["parley_session"]
    form = {"cookie": f"parley_session={secret}", "content-type": "application/x-www-form-urlencoded"}
    refused = await mara.post("/me/verification", headers=form)
    assert refused.status_code == 415
