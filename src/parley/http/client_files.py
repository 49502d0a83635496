"""The built web client, served from memory: hashed files for ever, the page that loads them never from a cache."""

import gzip
import hashlib
import mimetypes
from pathlib import Path
from typing import NamedTuple

from parley.http.asgi import Receive, Scope, Send
from parley.http.callers import header_of

INDEX = "index.html"
# The build writes files with a hash of their content in their names here.
_HASHED = "assets/"
_FOR_EVER = b"public, max-age=31536000, immutable"
_ASK_FIRST = b"no-cache"
_COMPRESSIBLE = (
    "text/",
    "application/json",
    "application/manifest+json",
    "image/svg+xml",
    "application/wasm",
)
_MIN_COMPRESSED = 1_024
_PRECOMPRESSED = {".br": "br", ".gz": "gzip"}
_NOT_BUILT = (
    b"<!doctype html><html lang=en><meta charset=utf-8><title>Parley</title>"
    b"<h1>The web client is not built yet</h1><p>Run <code>make run</code>, or <code>npm --prefix web run build</code>, and load this page again. "
    b"The API answers under <code>/api/v1</code>.</p></html>"
)

# Python's own table alone, so that the answer does not depend on the machine's.
_MEDIA_TYPES = mimetypes.MimeTypes()
for _suffix, _media_type in {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".map": "application/json",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}.items():
    _MEDIA_TYPES.add_type(_media_type, _suffix)

Headers = list[tuple[bytes, bytes]]


class ClientFile(NamedTuple):
    """A file in each form it can be sent. `variants` has `identity`, and `br` or `gzip` where they are smaller."""

    media_type: bytes
    cache_control: bytes
    etag: str
    variants: dict[str, bytes]


class ClientFiles:
    """The ASGI application of every address outside the API.

    A file of the client is sent as it is; any other address is one of the client's own pages and gets `index.html`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = load_files(folder)

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        if scope["method"] not in {"GET", "HEAD"}:
            await _answer(send, 405, [(b"allow", b"GET, HEAD")], b"")
            return
        if INDEX not in self._files:
            # Built while this process was running: `make run` does so.
            self._files = load_files(self._folder)
        status, headers, body = self._find(scope)
        await _answer(send, status, headers, b"" if scope["method"] == "HEAD" else body)

    def _find(self, scope: Scope) -> tuple[int, Headers, bytes]:
        path = scope["path"].lstrip("/")
        file = self._files.get(path)
        if file is None and (path.startswith(_HASHED) or "." in path.rpartition("/")[2]):
            return 404, [(b"content-type", b"text/plain; charset=utf-8")], b"There is no such file."
        file = file or self._files.get(INDEX)
        if file is None:
            return 503, [(b"content-type", b"text/html; charset=utf-8"), (b"retry-after", b"10")], _NOT_BUILT
        return _negotiate(file, scope)


def load_files(folder: Path) -> dict[str, ClientFile]:
    """Every file below `folder` by its path in the URL. Files that the build has compressed beside are their variants."""
    if not folder.is_dir():
        return {}
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {
        path.relative_to(folder).as_posix(): _load(folder, path)
        for path in paths
        if not (path.suffix in _PRECOMPRESSED and path.with_suffix("").is_file())
    }


def _load(folder: Path, path: Path) -> ClientFile:
    content = path.read_bytes()
    name = path.relative_to(folder).as_posix()
    media_type = _MEDIA_TYPES.guess_type(name)[0] or "application/octet-stream"
    variants = {"identity": content}
    for suffix, encoding in _PRECOMPRESSED.items():
        beside = path.with_name(path.name + suffix)
        if beside.is_file():
            variants[encoding] = beside.read_bytes()
    if "gzip" not in variants and len(content) >= _MIN_COMPRESSED and media_type.startswith(_COMPRESSIBLE):
        compressed = gzip.compress(content, compresslevel=6, mtime=0)
        if len(compressed) < len(content):
            variants["gzip"] = compressed
    charset = "; charset=utf-8" if media_type.startswith(("text/", "application/json")) else ""
    return ClientFile(
        media_type=f"{media_type}{charset}".encode(),
        cache_control=_FOR_EVER if name.startswith(_HASHED) else _ASK_FIRST,
        etag=hashlib.sha256(content).hexdigest()[:32],
        variants=variants,
    )


def _negotiate(file: ClientFile, scope: Scope) -> tuple[int, Headers, bytes]:
    encoding = _choose_encoding(file, header_of(scope, b"accept-encoding") or "")
    body = file.variants[encoding]
    etag = f'"{file.etag}-{encoding}"'
    headers: Headers = [(b"etag", etag.encode()), (b"cache-control", file.cache_control), (b"vary", b"accept-encoding")]
    known = {tag.strip().removeprefix("W/") for tag in (header_of(scope, b"if-none-match") or "").split(",")}
    if etag in known or "*" in known:
        return 304, headers, b""
    headers += [(b"content-type", file.media_type), (b"content-length", str(len(body)).encode())]
    if encoding != "identity":
        headers.append((b"content-encoding", encoding.encode()))
    return 200, headers, body


def _choose_encoding(file: ClientFile, accepted: str) -> str:
    wanted = set()
    for part in accepted.lower().split(","):
        name, _, weight = part.strip().partition(";")
        if weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}:
            wanted.add(name.strip())
    return next((encoding for encoding in ("br", "gzip") if encoding in wanted and encoding in file.variants), "identity")


async def _answer(send: Send, status: int, headers: Headers, body: bytes) -> None:
    if status not in {200, 304}:
        headers = [*headers, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
