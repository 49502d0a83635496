"""Errors as problem details (RFC 9457)."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec
import psycopg
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException

from parley.ground.errors import (
    AppError,
    MethodNotAllowed,
    RequestMalformed,
    RequestNotFound,
    RequestTooLarge,
    ServerFailed,
)
from parley.http.errors import UnsupportedMediaType

MEDIA_TYPE = "application/problem+json"

_BY_STATUS: Mapping[int, type[AppError]] = {
    404: RequestNotFound,
    405: MethodNotAllowed,
    413: RequestTooLarge,
    415: UnsupportedMediaType,
}
_PATH = re.compile(r" - at `\$\.?(?P<path>.*)`\Z")
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<name>.*)`\Z")
_MISSING = re.compile(r"Object missing required field `(?P<name>.*)`\Z")

_encode = msgspec.json.Encoder().encode
_log = structlog.get_logger(__name__)


class Problem(msgspec.Struct, omit_defaults=True):
    """An error. `code` is permanent and what a program goes by; `fields` explains each input that was wrong, by its name."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    fields: dict[str, Any] | None = None
    request_id: str | None = None


def problem_of(error: AppError, request_id: str | None) -> Problem:
    """`request_id` is told only where the log has more to say than the answer."""
    return Problem(
        type=f"urn:parley:error:{error.code}",
        title=error.title,
        status=error.status,
        detail=error.detail,
        code=error.code,
        fields=error.fields,
        request_id=request_id if error.status >= 500 else None,
    )


def headers_of(error: AppError) -> dict[str, str]:
    headers = {}
    if error.retry_after is not None:
        headers["retry-after"] = str(max(1, round(error.retry_after)))
    if error.status == 401:
        headers["www-authenticate"] = 'Bearer realm="parley"'
    return headers


def render(error: AppError, request_id: str | None) -> tuple[bytes, dict[str, str]]:
    """Body and headers of the answer."""
    return _encode(problem_of(error, request_id)), {"content-type": MEDIA_TYPE, **headers_of(error)}


def answer_problem(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """The exception handler of the whole API. What is no refusal is a defect: logged with its place, and told as nothing but that."""
    refusal = refusal_of(error)
    state = request.scope.get("state", {})
    if isinstance(refusal, ServerFailed):
        _log.error("http.failed", route=request.scope.get("path_template", "unmatched"), exc_info=error)
    state["code"] = refusal.code
    body, headers = render(refusal, state.get("request_id"))
    if isinstance(refusal, MethodNotAllowed):
        headers["allow"] = ", ".join(_methods_of(request))
    return Response(body, status_code=refusal.status, headers=headers, media_type=MEDIA_TYPE)


def refusal_of(error: Exception) -> AppError:
    """Any exception as the refusal that the caller may read."""
    if isinstance(error, AppError):
        return error
    if isinstance(error, ValidationException):
        return malformed_parameters(error)
    if isinstance(error, HTTPException):
        kind = _BY_STATUS.get(error.status_code)
        if kind is not None:
            return kind()
        return RequestMalformed(error.detail) if error.status_code < 500 else ServerFailed()
    if isinstance(error, psycopg.DataError):
        # A number or text that PostgreSQL cannot hold and that no rule of ours has named before.
        return RequestMalformed("A value in this request is out of the range that can be stored.")
    return ServerFailed()


def malformed_body(error: msgspec.MsgspecError | UnicodeDecodeError) -> RequestMalformed:
    """Why a JSON body is not what the call takes, with the path of what is wrong."""
    if not isinstance(error, msgspec.ValidationError):
        return RequestMalformed("The body is not valid JSON in UTF-8.", fields={"body": "not valid JSON"})
    path, message = _path_and_message(str(error))
    return RequestMalformed(f"{path or 'body'}: {message}.", fields={path or "body": message})


def malformed_parameters(error: ValidationException) -> RequestMalformed:
    """Why a parameter of the query or path, or the body as a whole, is not what the call takes."""
    fields: dict[str, Any] = {}
    for finding in error.extra if isinstance(error.extra, list) else []:
        key, message = str(finding.get("key", "request")), str(finding.get("message", "not acceptable"))
        fields["body" if key == "data" else key] = "required" if message == f"'{key}'" else message
    said = "; ".join(f"{name}: {message}" for name, message in fields.items())
    return RequestMalformed(f"{said}." if said else None, fields=fields or None)


def _path_and_message(text: str) -> tuple[str, str]:
    found = _PATH.search(text)
    path, message = (found["path"], text[: found.start()]) if found else ("", text)
    for pattern, verdict in ((_UNKNOWN, "unknown field"), (_MISSING, "required")):
        named = pattern.match(message)
        if named:
            return f"{path}.{named['name']}" if path else named["name"], verdict
    return path, message


def _methods_of(request: Request[Any, Any, Any]) -> list[str]:
    routed = []
    for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        try:
            request.app.asgi_router.handle_routing(path=request.scope["path"].rstrip("/") or "/", method=method)
        except HTTPException:
            continue
        routed.append(method)
    return routed
