"""What surrounds every answer: its id, its headers, its line in the log, its place in the figures."""

import time
from typing import Any

import structlog

from parley.ground import metrics
from parley.ground.errors import ServerFailed
from parley.ground.ids import new_id
from parley.http.asgi import App, Message, Receive, Scope, Send
from parley.http.callers import header_of
from parley.http.front import PROBES
from parley.http.headers import security_headers
from parley.http.problems import render

UNMATCHED = "unmatched"

_log = structlog.get_logger(__name__)


class Envelope:
    """Outermost of the application, inside of what tells who the client is. Never shows a defect's details."""

    def __init__(self, app: App, files_origin: str = "") -> None:
        self._app = app
        self._files_origin = files_origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = new_id()
        started = time.perf_counter()
        state: dict[str, Any] = scope.setdefault("state", {})
        state["request_id"] = request_id
        extra = (
            *security_headers(scope["scheme"], header_of(scope, b"host") or "", self._files_origin),
            (b"x-request-id", request_id.encode()),
        )
        status = 0

        async def send_wrapped(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                own = {name.lower() for name, _ in message["headers"]}
                kept_nowhere = (b"cache-control", b"no-store")
                # An answer that says more strictly itself what may be done with it is left its word.
                message["headers"] = [*message["headers"], *(each for each in (*extra, kept_nowhere) if each[0] not in own)]
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self._app(scope, receive, send_wrapped)
            except Exception:
                _log.exception("http.failed", route=_route_of(scope))
                if status:
                    raise
                await _send_failure(send_wrapped, request_id)
            finally:
                _record(scope, status, time.perf_counter() - started)


async def _send_failure(send: Send, request_id: str) -> None:
    body, headers = render(ServerFailed(), request_id)
    encoded = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": ServerFailed.status, "headers": encoded})
    await send({"type": "http.response.body", "body": body})


def _route_of(scope: Scope) -> str:
    return str(scope.get("path_template") or UNMATCHED)


def _record(scope: Scope, status: int, seconds: float) -> None:
    route, state = _route_of(scope), scope["state"]
    metrics.http_requests.labels(scope["method"], route, str(status)).inc()
    metrics.http_seconds.labels(scope["method"], route).observe(seconds)
    if scope["path"] in PROBES and status < 500:
        # Asked every few seconds by machines.
        return
    viewer, client = state.get("viewer"), scope.get("client")
    known = {
        "account_id": viewer.account_id if viewer is not None else None,
        "client_address": client[0] if client else None,
        "code": state.get("code"),
    }
    _log.info(
        "http.answered",
        method=scope["method"],
        route=route,
        status=status,
        duration_ms=round(seconds * 1000, 2),
        **{name: value for name, value in known.items() if value is not None},
    )
