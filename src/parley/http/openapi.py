"""The OpenAPI document: what Litestar reads from the routes, with who may call, what errors look like, and what only the socket speaks."""

from collections.abc import Sequence
from typing import Any

import msgspec
from litestar import Litestar
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
        tags=[Tag(name=name) for name in ("accounts", "sessions", "people", "rooms", "messages", "presence", "operation")],
    )


def openapi_document(app: Litestar, extra_schemas: Sequence[type] = ()) -> dict[str, Any]:
    """The document as plain values. `extra_schemas` are structs that no route takes or answers, such as the socket's frames."""
    document = app.openapi_schema.to_schema()
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    _, extra = msgspec.json.schema_components([Problem, *extra_schemas], ref_template=_SCHEMAS + "{name}")
    for name, schema in extra.items():
        schemas.setdefault(name, schema)
    components["schemas"] = dict(sorted(schemas.items()))
    components["securitySchemes"] = _SECURITY
    signed_in = _operations_signed_in(app)
    for operations in document.get("paths", {}).values():
        for operation in operations.values():
            _complete(operation, needs_session=operation["operationId"] in signed_in)
    return document


def _complete(operation: dict[str, Any], *, needs_session: bool) -> None:
    responses = operation["responses"]
    responses.pop("400", None)
    responses["default"] = {
        "description": "An error; `code` says which.",
        "content": {MEDIA_TYPE: {"schema": {"$ref": f"{_SCHEMAS}{Problem.__name__}"}}},
    }
    operation["security"] = [{"bearer": []}, {"cookie": []}] if needs_session else []


def _operations_signed_in(app: Litestar) -> frozenset[str]:
    handlers = [handler for route in app.routes for handler in getattr(route, "route_handlers", ())]
    return frozenset(
        _operation_id(handler, "GET", []) for handler in handlers if "viewer" in handler.parsed_fn_signature.parameters
    )


def _operation_id(handler: HTTPRouteHandler, _method: Any, _path: Any) -> str:
    """`identity_sign_up`: the domain and the handler, unique since a domain's handlers are."""
    part = handler.fn.__module__.split(".")[1]
    return f"{part}_{handler.fn.__name__}"
