"""Probes, figures, logs, the description of the API."""

import io
import json
import logging
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any

import msgspec
import pytest
import structlog

from parley.ground import logs
from parley.ground.db.work import Work
from parley.http.app import HttpParts, create_api, create_app
from parley.http.asgi import App
from parley.http.openapi import openapi_document
from parley.identity.events import SessionEnded
from parley.testing.api import ORIGIN, PASSWORD, ApiClient, NewPerson


@pytest.fixture
async def browser(app: App) -> AsyncIterator[ApiClient]:
    async with ApiClient(app, base_url=ORIGIN) as client:
        yield client


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """The log as an operator has it, in JSON."""
    handlers, level, config = logging.getLogger().handlers[:], logging.getLogger().level, structlog.get_config()
    stream = io.StringIO()
    logs.configure(level="info", form="json", stream=stream)
    yield stream
    structlog.configure(**config)
    logging.getLogger().handlers[:] = handlers
    logging.getLogger().setLevel(level)
    logging.captureWarnings(capture=False)


async def test_the_probes_tell_alive_and_ready(browser: ApiClient, work: Work) -> None:
    assert (await browser.get("/healthz")).json() == {"status": "alive"}
    assert (await browser.get("/readyz")).json() == {"ready": True, "parts": {"database": True, "bus": True}}
    await work.close()
    answer = await browser.get("/readyz")
    assert (answer.status_code, answer.json()["parts"]) == (503, {"database": False, "bus": True})
    assert (await browser.get("/healthz")).status_code == 200


async def test_the_figures_name_routes_and_never_what_they_are_about(browser: ApiClient, new_person: NewPerson) -> None:
    mara = await new_person("Mara")
    await mara.get(f"/accounts/{mara.id}")
    await mara.get("/no/such/address")
    answer = await browser.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'parley_http_requests_total{method="GET",route="/api/v1/accounts/{account_id}",status="200"}' in answer.text
    assert 'route="unmatched",status="404"' in answer.text
    assert mara.id not in answer.text
    assert "parley_password_hashes_total" in answer.text


async def test_the_log_has_a_line_for_each_request_with_ids_and_no_words(log: io.StringIO, new_person: NewPerson) -> None:
    mara = await new_person("Mara Lindqvist")
    answer = await mara.get("/accounts", params={"q": "private words"})
    refused = await mara.delete("/sessions/018f0000-0000-7000-8000-000000000000")
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    by_id = {line["request_id"]: line for line in lines if line["event"] == "http.answered"}
    line = by_id[answer.headers["x-request-id"]]
    assert (line["method"], line["route"], line["status"], line["account_id"]) == ("GET", "/api/v1/accounts", 200, mara.id)
    assert line["client_address"] == "127.0.0.1"
    assert by_id[refused.headers["x-request-id"]]["code"] == "session.not_found"
    secrets = (
        "private",
        "Lindqvist",
        "example.com",
        PASSWORD,
        mara.cookies["parley_session"],
        mara.cookies["parley_csrf"],
        "token=",
    )
    assert [secret for secret in secrets if secret in log.getvalue()] == []


async def test_a_defect_is_logged_with_its_place_and_without_its_words(
    log: io.StringIO, app: App, new_person: NewPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    mara = await new_person("Mara")

    def fail(*_: object) -> None:
        raise RuntimeError("private words")

    monkeypatch.setattr("parley.identity.service.find_me", fail)
    answer = await mara.get("/me")
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    failed = [line for line in lines if line["event"] == "http.failed"]
    assert [line["request_id"] for line in failed] == [answer.headers["x-request-id"]]
    assert "RuntimeError" in failed[0]["exception"][0]
    assert "private" not in log.getvalue()


async def test_the_description_of_the_api_covers_every_route(browser: ApiClient, parts: HttpParts) -> None:
    document = (await browser.get("/api/v1/openapi.json")).json()
    assert document["openapi"].startswith("3.1")
    assert document["info"]["version"] == "1.2.3"
    operations = {operation["operationId"]: operation for path in document["paths"].values() for operation in path.values()}
    assert {"identity_sign_up", "identity_get_me", "http_get_config"} <= set(operations)
    for name, operation in operations.items():
        assert operation["summary"], name
        assert operation["tags"], name
        assert operation["responses"]["default"]["content"]["application/problem+json"]["schema"] == {
            "$ref": "#/components/schemas/Problem"
        }
    assert operations["identity_sign_up"]["security"] == []
    assert operations["identity_get_me"]["security"] == [{"bearer": []}, {"cookie": []}]
    assert document["components"]["schemas"]["SessionBrief"]["properties"]["created_at"]["format"] == "date-time"
    _require_references(document)


def test_what_only_the_socket_speaks_can_be_added(parts: HttpParts) -> None:
    document = openapi_document(create_api(parts), [SessionEnded])
    assert document["components"]["schemas"]["SessionEnded"]["properties"]["type"] == {"enum": ["session.ended"]}


def _require_references(document: dict[str, Any]) -> None:
    text = msgspec.json.encode(document).decode()
    named = {part.split('"', 1)[0] for part in text.split("#/components/schemas/")[1:]}
    assert named <= set(document["components"]["schemas"])


async def test_the_public_configuration_is_for_everybody(stranger: ApiClient) -> None:
    told = (await stranger.get("/config")).json()
    assert told == {
        "version": "1.2.3",
        "demo": False,
        "development": False,
        "max_message_length": 10_240,
        "typing_seconds": 6,
        "max_file_bytes": 1_000,
        "max_message_files": 10,
    }


async def test_a_socket_is_answered_only_where_there_is_one(parts: HttpParts) -> None:
    taken: list[str] = []

    async def live(scope: Any, _receive: Any, _send: Any) -> None:
        taken.append(scope["path"])

    app = create_app(replace(parts, live=live))
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    for path in ("/api/v1/live", "/api/v1/me", "/"):
        await app({"type": "websocket", "path": path, "headers": [], "scheme": "ws"}, receive, send)
    assert taken == ["/api/v1/live"]
    assert [message["type"] for message in sent] == ["websocket.close"] * 2
