"""The whole HTTP application, put together from what `main` hands over."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import msgspec
from litestar import Litestar, Response, Router, get
from litestar.di import Provide
from litestar.types import ControllerRouterHandler
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from parley.ground import metrics
from parley.ground.db.work import Work
from parley.ground.health import Check, read_readiness
from parley.ground.limits import RateLimits
from parley.ground.settings import GroundSettings, Settings
from parley.http.asgi import App
from parley.http.callers import Callers
from parley.http.client_files import ClientFiles
from parley.http.envelope import Envelope
from parley.http.front import FilesHost, Front, HttpsRedirect
from parley.http.gate import Gate, provide_viewer, provide_visitor
from parley.http.json_request import JsonRequest
from parley.http.openapi import openapi_config, openapi_document
from parley.http.problems import answer_problem
from parley.http.settings import HttpSettings

API_PREFIX = "/api/v1"

Lifespan = Callable[[Litestar], AbstractAsyncContextManager[None]]


class PublicConfig(msgspec.Struct, frozen=True, kw_only=True):
    """What a client needs to know of this installation before anybody has signed in."""

    version: str
    demo: bool = False
    development: bool = False
    max_message_length: int
    typing_seconds: int
    max_file_bytes: int
    max_message_files: int


@dataclass(frozen=True, kw_only=True)
class HttpParts:
    """What the application is made of.

    `routes` are the domains' handlers, mounted under `/api/v1`. They get `work`, `limits`, `settings`, `viewer` and `visitor` by these names.
    `live` is the ASGI application of `/api/v1/live`. `public_config` is what `GET /api/v1/config` answers to anybody. `checks` are the parts
    that `/readyz` asks. `client_folder` holds the built web client. `extra_schemas` are added to the OpenAPI document.
    """

    work: Work
    settings: Settings
    limits: RateLimits
    routes: Sequence[ControllerRouterHandler]
    client_folder: Path
    public_config: PublicConfig
    checks: Mapping[str, Check] = field(default_factory=dict)
    live: App | None = None
    extra_schemas: Sequence[type] = ()
    lifespan: Sequence[Lifespan] = ()
    files_origin: str = ""


def create_app(parts: HttpParts) -> App:
    """The ASGI application: API, probes, live socket and web client behind one front.

    The server must leave `X-Forwarded-*` alone (`proxy_headers=False` in uvicorn): here only `trusted_proxies` are believed.
    """
    ground = parts.settings.of(GroundSettings)
    api: Any = create_api(parts)
    front = Front(api, parts.live, ClientFiles(parts.client_folder))
    app = Envelope(FilesHost(HttpsRedirect(front, ground.public_url), parts.files_origin), parts.files_origin)
    if not ground.trusted_proxies.strip():
        return app
    behind_proxies: Any = ProxyHeadersMiddleware(cast("Any", app), trusted_hosts=ground.trusted_proxies)
    return cast("App", behind_proxies)


def create_api(parts: HttpParts) -> Litestar:
    """The API and the probes by themselves."""
    group = parts.settings.of(HttpSettings)
    gate = Gate(Callers(parts.work, parts.settings.of(GroundSettings).public_url), parts.limits, parts.settings)
    values = {"work": parts.work, "limits": parts.limits, "settings": parts.settings}
    dependencies = {
        **{name: Provide(_constant(value), sync_to_thread=False) for name, value in values.items()},
        "viewer": Provide(provide_viewer, sync_to_thread=False),
        "visitor": Provide(provide_visitor, sync_to_thread=False),
    }
    router = Router(
        API_PREFIX, route_handlers=[*parts.routes, *_descriptions(parts)], guards=[gate.as_guard()], dependencies=dependencies
    )
    return Litestar(
        route_handlers=[router, *_probes(parts)],
        request_class=JsonRequest,
        exception_handlers={Exception: answer_problem},
        request_max_body_size=group.max_body_bytes,
        openapi_config=openapi_config(parts.public_config.version),
        lifespan=list(parts.lifespan),
        logging_config=None,
    )


def _constant(value: Any) -> Callable[[], Any]:
    def provide() -> Any:
        return value

    return provide


def _probes(parts: HttpParts) -> list[ControllerRouterHandler]:
    @get("/healthz", include_in_schema=False, sync_to_thread=False)
    def tell_alive() -> dict[str, str]:
        return {"status": "alive"}

    @get("/readyz", include_in_schema=False)
    async def tell_readiness() -> Response[Any]:
        readiness = await read_readiness(parts.checks)
        return Response(readiness, status_code=200 if readiness.ready else 503)

    @get("/metrics", include_in_schema=False, sync_to_thread=False, media_type=metrics.CONTENT_TYPE)
    def tell_metrics() -> bytes:
        return metrics.render()

    return [tell_alive, tell_readiness, tell_metrics]


def _descriptions(parts: HttpParts) -> list[ControllerRouterHandler]:
    described: list[bytes] = []

    @get("/config", tags=["operation"], summary="What a client needs to know of this installation", sync_to_thread=False)
    def get_config() -> PublicConfig:
        return parts.public_config

    @get("/openapi.json", include_in_schema=False)
    async def get_openapi(request: JsonRequest) -> Response[bytes]:
        if not described:
            described.append(msgspec.json.encode(openapi_document(request.app, parts.extra_schemas)))
        return Response(described[0], media_type="application/json")

    return [get_config, get_openapi]
