"""Whatever is sent, the answer is a clear refusal, and nothing has changed."""

from collections.abc import AsyncIterator

import msgspec
import pytest
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler

from parley.ground.db.work import Work
from parley.http.app import HttpParts, create_api
from parley.http.asgi import App
from parley.testing.api import PASSWORD, ApiClient, NewPerson

NUL, SURROGATE, HUGE = '"a\\u0000b"', '"a\\ud800b"', str(10**30)
BAD_IDS = [
    "nonsense",
    "0",
    "..",
    "%00",
    "018F0000-0000-7000-8000-000000000000",
    "018f0000000070008000000000000000",
    "'; drop table account; --",
]


def handlers(api: Litestar) -> list[tuple[str, str, HTTPRouteHandler]]:
    """Every route of the API: method, path below `/api/v1`, handler."""
    return [
        (method, route.path.removeprefix("/api/v1"), handler)
        for route in api.routes
        for handler in getattr(route, "route_handlers", ())
        for method in handler.http_methods
        if route.path.startswith("/api/v1/") and method != "OPTIONS"
    ]


def filled(path: str, value: str) -> str:
    """The path with `value` for each of its parameters."""
    parts = (("1" if part.endswith(":int}") else value) if part.startswith("{") else part for part in path.split("/"))
    return "/".join(parts)


@pytest.fixture
async def mara(new_person: NewPerson) -> ApiClient:
    return await new_person("Mara")


async def test_no_body_however_wrong_is_more_than_a_refusal(parts: HttpParts, mara: ApiClient) -> None:
    bodies = [
        b"", b"{", b"null", b"[]", b"1", b'"x"', b"{}", b"\xff\xfe", b'{"a": NaN}', b'{"unknown": 1}', b"[" * 100_000,
        *(
            f'{{"{name}": {value}}}'.encode()
            for name in ("email", "display_name", "token", "name", "headline", "skills", "hourly_rate", "kind", "title", "text", "seq")
            for value in (NUL, SURROGATE, HUGE, "null", "[]", "{}", "true", f"[{NUL}]", '{"amount_minor": 1e400, "currency": "EUR"}')
        ),
    ]  # fmt: skip
    taking = [(method, path) for method, path, handler in handlers(create_api(parts)) if handler.parsed_data_field is not None]
    assert len(taking) > 8
    for method, path in taking:
        for body in bodies:
            headers = {"content-type": "application/json"}
            answer = await mara.request(
                method, filled(path, "018f0000-0000-7000-8000-000000000000"), content=body, headers=headers
            )
            if answer.status_code in {200, 201, 202, 204}:
                # Only an empty change, or a reset for an address that is none, is nothing to refuse.
                assert path in {"/me", "/password-resets"}, (method, path, body)
                continue
            assert 400 <= answer.status_code < 500, (method, path, body, answer.text)
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json()["code"], (method, path, body)


async def test_what_is_no_id_is_not_there(parts: HttpParts, mara: ApiClient) -> None:
    with_ids = [(method, path) for method, path, _ in handlers(create_api(parts)) if "_id:" in path]
    assert with_ids
    for method, path in with_ids:
        for bad in BAD_IDS:
            # A client resolves `..` between files by itself, and asks for the list of all files, which is there.
            if bad == ".." and path == "/rooms/{room_id:str}/files":
                continue
            answer = await mara.request(method, filled(path, bad.replace("'", "%27").replace(" ", "%20")))
            assert answer.status_code in {404, 405}, (method, path, bad, answer.text)
            assert answer.headers["content-type"] == "application/problem+json"


async def test_no_query_is_more_than_a_refusal(parts: HttpParts, mara: ApiClient) -> None:
    queries = [
        "limit=x", "limit=-1", f"limit={10**30}", "limit=&limit=", "q=%00", "q=%ff%fe", "q=%ed%a0%80", "%00=1", "limit=1%00", "&&&=",
        "q=" + "x" * 5_000, "cursor=x", "cursor=%00", f"after_seq={10**30}", f"before_seq=-{10**30}", f"around_seq={10**18}", "filter=none",
    ]  # fmt: skip
    for method, path, _ in handlers(create_api(parts)):
        if method == "GET":
            for query in queries:
                answer = await mara.get(f"{filled(path, '018f0000-0000-7000-8000-000000000000')}?{query}")
                assert answer.status_code < 500, (path, query, answer.text)


async def test_every_route_that_needs_somebody_says_so_before_it_reads_the_body(parts: HttpParts, stranger: ApiClient) -> None:
    for method, path, handler in handlers(create_api(parts)):
        if "viewer" in handler.parsed_fn_signature.parameters:
            headers = {"content-type": "application/json"}
            answer = await stranger.request(
                method, filled(path, "018f0000-0000-7000-8000-000000000000"), content=b"{", headers=headers
            )
            assert answer.status_code == 401, (method, path)
            # The answer to HEAD has no body.
            assert method == "HEAD" or answer.json()["code"] == "session.required", (method, path)
            assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ('{"email": 1, "password": "x", "display_name": "x"}', {"email": "Expected `str`, got `int`"}),
        ('{"email": "x", "password": "x"}', {"display_name": "required"}),
        ('{"email": "x", "password": "x", "display_name": "x", "is_operator": true}', {"is_operator": "unknown field"}),
        ("{", {"body": "not valid JSON"}),
        ("[]", {"body": "Expected `object`, got `array`"}),
        (f'{{"email": {NUL}}}', {"body": "contains U+0000"}),
        (f'{{"email": {SURROGATE}}}', {"body": "not valid JSON"}),
    ],
)
async def test_the_refusal_names_what_is_wrong(stranger: ApiClient, body: str, fields: dict[str, str]) -> None:
    answer = await stranger.post("/accounts", content=body, headers={"content-type": "application/json"})
    problem = answer.json()
    assert (answer.status_code, problem["code"], problem["fields"]) == (422, "request.malformed", fields)
    assert problem["type"] == "urn:parley:error:request.malformed"
    assert problem["status"] == 422


async def test_a_missing_body_is_named(mara: ApiClient) -> None:
    answer = await mara.patch("/me")
    assert (answer.status_code, answer.json()["fields"]) == (422, {"body": "required"})


async def test_the_six_characters_of_an_escaped_escape_are_just_text(mara: ApiClient) -> None:
    answer = await mara.patch("/me", content=b'{"headline": "a \\\\u0000 b"}', headers={"content-type": "application/json"})
    assert answer.json()["headline"] == "a \\u0000 b"


async def test_numbers_in_strings_and_strings_for_switches_are_refused(mara: ApiClient) -> None:
    rate = {"amount_minor": "100", "currency": "EUR"}
    assert (await mara.patch("/me", json={"hourly_rate": rate})).json()["fields"] == {
        "hourly_rate.amount_minor": "Expected `int`, got `str`"
    }
    assert (await mara.patch("/me", json={"enter_sends": "false"})).json()["fields"] == {
        "enter_sends": "Expected `bool`, got `str`"
    }


async def test_a_body_beyond_a_mebibyte_is_refused_whether_it_says_so_or_not(mara: ApiClient) -> None:
    body = msgspec.json.encode({"about": "x" * 1_048_576})

    async def piecemeal() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 65_536):
            yield body[start : start + 65_536]

    for content in (body, piecemeal()):
        answer = await mara.patch("/me", content=content, headers={"content-type": "application/json"})
        assert (answer.status_code, answer.json()["code"]) == (413, "request.too_large")


async def test_unknown_addresses_and_methods_are_told_apart(stranger: ApiClient, app: App) -> None:
    assert (await stranger.get("/nothing/here")).json()["code"] == "request.not_found"
    refused = await stranger.delete("/me")
    assert (refused.status_code, refused.json()["code"]) == (405, "request.method_not_allowed")
    assert set(refused.headers["allow"].split(", ")) == {"GET", "OPTIONS", "PATCH"}
    async with ApiClient(app, base_url="http://localhost:8000") as client:
        for path in ("/api", "/api/v2/me", "/api/v1"):
            assert (await client.get(path)).json()["code"] == "request.not_found"


async def test_a_defect_tells_nothing_but_its_number(app: App, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr("parley.identity.service.find_me", fail)
    async with ApiClient(app) as client:
        await client.post("/accounts", json={"email": "a@example.com", "password": PASSWORD, "display_name": "A"})
        answer = await client.get("/me")
    assert (answer.status_code, answer.json()["code"]) == (500, "server.failed")
    assert answer.json()["request_id"] == answer.headers["x-request-id"]
    assert "secret" not in answer.text


async def test_a_database_that_is_away_is_a_503_with_a_time_to_come_back(app: App, mara: ApiClient, work: Work) -> None:
    await work.close()
    answer = await mara.get("/me")
    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (503, "server.unavailable", "1")
