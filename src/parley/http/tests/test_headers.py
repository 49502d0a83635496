"""What every answer carries, whatever it is."""

from dataclasses import replace

import pytest

from parley.ground.settings import GroundSettings, Settings
from parley.http.app import HttpParts, create_api, create_app
from parley.http.headers import security_headers
from parley.http.tests.test_hostile_input import filled, handlers
from parley.testing.api import ApiClient, NewPerson

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self' ws://localhost:8000; media-src 'self' blob:; worker-src 'self'; manifest-src 'self'; frame-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'"
)
EXPECTED = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}


async def test_every_answer_of_every_route_carries_the_headers(
    parts: HttpParts, new_person: NewPerson, stranger: ApiClient
) -> None:
    mara = await new_person("Mara")
    paths = [(method, filled(path, mara.id)) for method, path, _ in handlers(create_api(parts))]
    elsewhere = [
        ("GET", f"http://localhost:8000{path}")
        for path in ("/", "/rooms/1", "/assets/none.js", "/healthz", "/readyz", "/metrics")
    ]
    for client in (stranger, mara):
        for method, path in [*paths, *elsewhere, ("GET", "/nothing"), ("DELETE", "/me"), ("POST", "http://localhost:8000/")]:
            answer = await client.request(method, path)
            assert {name: answer.headers.get(name) for name in EXPECTED} == EXPECTED, (method, path)
            assert len(answer.headers["x-request-id"]) == 36
            assert "permissions-policy" in answer.headers
            assert "strict-transport-security" not in answer.headers
            assert "unsafe-inline" not in answer.headers["content-security-policy"].split("script-src")[1].split(";")[0]
            if path.startswith("/"):
                assert answer.headers["cache-control"] == "no-store", path


async def test_over_https_browsers_are_told_to_stay_there_for_two_years(parts: HttpParts) -> None:
    async with ApiClient(create_app(parts), base_url="https://parley.example/api/v1") as client:
        answer = await client.get("/config")
    assert answer.headers["strict-transport-security"] == "max-age=63072000"
    assert "connect-src 'self' wss://parley.example;" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("host", ["", "a b", "evil.example; script-src *", "'unsafe-inline'", "a,b", "x" * 300])
def test_a_host_that_is_none_does_not_get_into_the_policy(host: str) -> None:
    policy = dict(security_headers("http", host))[b"content-security-policy"].decode()
    assert "connect-src 'self';" in policy


@pytest.mark.parametrize(
    ("trusted", "peer", "is_believed"),
    [
        ("", "127.0.0.1", False),
        ("10.0.0.1", "127.0.0.1", False),
        ("127.0.0.1", "127.0.0.1", True),
        ("10.0.0.0/8, 192.0.2.1", "10.1.2.3", True),
        ("10.0.0.0/8", "11.1.2.3", False),
    ],
)
async def test_only_a_trusted_proxy_is_believed_who_the_client_is(
    parts: HttpParts, settings: Settings, trusted: str, peer: str, *, is_believed: bool
) -> None:
    changed = settings.with_changes(GroundSettings, trusted_proxies=trusted)
    app = create_app(replace(parts, settings=changed))
    headers = {"x-forwarded-for": "198.51.100.66, 203.0.113.7", "x-forwarded-proto": "https"}
    async with ApiClient(app, client=(peer, 1)) as client:
        body = {"email": "a@example.com", "password": "a quiet harbour at dawn", "display_name": "A"}
        answer = await client.post("/accounts", json=body, headers=headers)
        assert ("__Host-" in answer.headers["set-cookie"]) is is_believed
        assert ("strict-transport-security" in answer.headers) is is_believed
        cookie = answer.headers["set-cookie"].split(";")[0]
        listed = (await client.get("/sessions", headers={**headers, "cookie": cookie})).json()["items"]
    # The nearest address that is no proxy of ours; what stands before it is the client's own word.
    assert [item["address"] for item in listed] == ["203.0.113.7" if is_believed else peer]


@pytest.mark.parametrize(
    ("public_url", "headers", "location"),
    [
        ("https://parley.example", {"x-forwarded-proto": "http"}, "https://parley.example/rooms/1?a=b"),
        ("https://parley.example", {"x-forwarded-proto": "https"}, None),
        ("https://parley.example", {}, None),
        ("http://parley.example", {"x-forwarded-proto": "http"}, None),
    ],
)
async def test_plain_http_behind_a_proxy_is_sent_to_https(
    parts: HttpParts, settings: Settings, public_url: str, headers: dict[str, str], location: str | None
) -> None:
    changed = settings.with_changes(GroundSettings, trusted_proxies="127.0.0.1", public_url=public_url)
    app = create_app(replace(parts, settings=changed))
    async with ApiClient(app, base_url="http://parley.example") as client:
        answer = await client.get("http://parley.example//rooms/1?a=b", headers=headers)
    assert (answer.status_code == 308) is (location is not None)
    assert answer.headers.get("location") == location
