"""The OpenAPI document: what Litestar reads from the routes, with who may call, what errors look like, and what only the socket speaks."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, get_args, get_origin

import msgspec
from litestar import Litestar, Response
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.spec import Tag

from parley.http.problems import MEDIA_TYPE, Problem
from parley.identity.service import session_cookie

_DESCRIPTION = (
    "Ids are UUIDv7 strings, instants RFC 3339 in UTC. Lists are `{items, next}`; `next` is the cursor of the next page. "
    "Errors are problem details (RFC 9457) with a permanent `code`. Sign in with an API token (`Authorization: Bearer`), or with the cookie "
    "that `POST /api/v1/sessions` sets; unsafe calls by cookie repeat the cookie `parley_csrf` in the header `X-CSRF-Token`."
)
_SCHEMAS = "#/components/schemas/"
_SECURITY: dict[str, Any] = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "An API token from `POST /api/v1/tokens`."},
    "cookie": {"type": "apiKey", "in": "cookie", "name": session_cookie(secure=False)},
}


def openapi_config(version: str) -> OpenAPIConfig:
    """How Litestar reads the routes. It serves nothing itself: `openapi_document` does more."""
    return OpenAPIConfig(
        title="Parley",
        version=version,
        description=_DESCRIPTION,
        use_handler_docstrings=True,
        operation_id_creator=_operation_id,
        render_plugins=[],
        tags=[
            Tag(name=name)
            for name in ("accounts", "sessions", "people", "rooms", "messages", "topics", "files", "presence", "operation")
        ],
    )


def openapi_document(app: Litestar, extra_schemas: Sequence[type] = ()) -> dict[str, Any]:
    """The document as plain values. `extra_schemas` are structs that no route takes or answers, such as the socket's frames.

    Litestar describes routes and parameters. The schemas are msgspec's own, since they are what decodes and encodes: with descriptions,
    bounds, formats, and the tags of unions.
    """
    document = app.openapi_schema.to_schema()
    routed = {_operation_id(handler, "", ""): handler for route in app.routes for handler in getattr(route, "route_handlers", ())}
    operations = [operation for path in document.get("paths", {}).values() for operation in path.values()]
    kinds: list[Any] = [Problem, *extra_schemas]
    for operation in operations:
        kinds += [kind for kind in _kinds_of(routed[operation["operationId"]]) if kind is not None]
    schemas, components = msgspec.json.schema_components(kinds, ref_template=_SCHEMAS + "{name}")
    described = list(zip(kinds, schemas, strict=True))
    for operation in operations:
        _complete(operation, routed[operation["operationId"]], described)
    document["components"] = {"schemas": dict(sorted(components.items())), "securitySchemes": _SECURITY}
    return document


def _kinds_of(handler: HTTPRouteHandler) -> tuple[Any, Any]:
    """What the handler takes as body and what it answers; None for nothing."""
    body = handler.parsed_data_field
    answer = handler.parsed_fn_signature.return_type.annotation
    if get_origin(answer) is Response:
        answer = get_args(answer)[0]
    return (body.annotation if body is not None else None, None if answer in {None, type(None), bytes} else answer)


def _complete(operation: dict[str, Any], handler: HTTPRouteHandler, described: Sequence[tuple[Any, Any]]) -> None:
    body, answer = _kinds_of(handler)
    if body is not None:
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": _schema_of(body, described)}}}
    responses = operation["responses"]
    responses.pop("400", None)
    for status, response in responses.items():
        response["description"] = HTTPStatus(int(status)).phrase
        response.pop("headers", None)
        if answer is not None:
            response["content"] = {"application/json": {"schema": _schema_of(answer, described)}}
    responses["default"] = {
        "description": "An error; `code` says which.",
        "content": {MEDIA_TYPE: {"schema": {"$ref": f"{_SCHEMAS}{Problem.__name__}"}}},
    }
    signed_in = "viewer" in handler.parsed_fn_signature.parameters
    operation["security"] = [{"bearer": []}, {"cookie": []}] if signed_in else []


def _schema_of(kind: Any, described: Sequence[tuple[Any, Any]]) -> Any:
    return next(schema for other, schema in described if other == kind)


def _operation_id(handler: HTTPRouteHandler, _method: Any, _path: Any) -> str:
    """`identity_sign_up`: the domain and the handler, unique since a domain's handlers are."""
    part = handler.fn.__module__.split(".")[1]
    return f"{part}_{handler.fn.__name__}"
