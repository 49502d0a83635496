"""Which part of the application answers: the API, the live socket, or the client's files. And HTTPS where it was promised."""

from urllib.parse import urlsplit

from parley.http.asgi import App, Receive, Scope, Send
from parley.http.callers import header_of

API = "/api"
LIVE = "/api/v1/live"
# How the log and the figures name every address of the web client.
CLIENT_ROUTE = "client"
FILE_CONTENT = "/api/v1/file-content/"
PROBES = frozenset({"/healthz", "/readyz", "/metrics"})


class Front:
    """Sends each connection to `api`, `live` or `client`."""

    def __init__(self, api: App, live: App | None, client: App) -> None:
        self._api = api
        self._live = live
        self._client = client

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._api(scope, receive, send)
        elif scope["type"] == "websocket":
            if self._live is not None and scope["path"] == LIVE:
                await self._live(scope, receive, send)
            else:
                await receive()
                await send({"type": "websocket.close", "code": 1008, "reason": "no socket here"})
        elif scope["path"] in PROBES or scope["path"] == API or scope["path"].startswith(f"{API}/"):
            await self._api(scope, receive, send)
        else:
            scope["path_template"] = CLIENT_ROUTE
            await self._client(scope, receive, send)


class FilesHost:
    """Answers with the bytes of files and nothing else where a request came to the files' own host: no page of ours is ever of its origin."""

    def __init__(self, app: App, files_origin: str) -> None:
        self._app = app
        self._host = urlsplit(files_origin).netloc.lower() or None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_ours = self._host is None or scope["type"] == "lifespan" or (header_of(scope, b"host") or "").lower() != self._host
        if is_ours or (scope["type"] == "http" and scope["path"].startswith(FILE_CONTENT)):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": "no socket here"})
        else:
            await send({"type": "http.response.start", "status": 404, "headers": [(b"content-length", b"0")]})
            await send({"type": "http.response.body", "body": b"", "more_body": False})


class HttpsRedirect:
    """Sends a browser that a proxy let in over plain HTTP to the same page over HTTPS, when that is the installation's address.

    Only what a proxy has marked is moved, so that health checks from inside the network still get their answer.
    """

    def __init__(self, app: App, public_url: str) -> None:
        self._app = app
        parts = urlsplit(public_url)
        self._origin = f"https://{parts.netloc}" if parts.scheme == "https" else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._origin is None or scope["type"] != "http" or scope["scheme"] != "http":
            await self._app(scope, receive, send)
            return
        if header_of(scope, b"x-forwarded-proto") is None:
            await self._app(scope, receive, send)
            return
        # An origin-form target always begins with a slash, so nothing in it can name another host.
        path = (scope.get("raw_path") or scope["path"].encode()).split(b"?", 1)[0]
        location = self._origin.encode() + b"/" + path.lstrip(b"/")
        if scope["query_string"]:
            location += b"?" + scope["query_string"]
        await send(
            {"type": "http.response.start", "status": 308, "headers": [(b"location", location), (b"content-length", b"0")]}
        )
        await send({"type": "http.response.body", "body": b"", "more_body": False})
