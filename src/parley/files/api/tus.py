"""The tus protocol, version 1.0.0, as headers: read into values, written from them.

Extensions: creation, creation-with-upload, creation-defer-length, expiration, checksum, termination, concatenation. What a client sends is
text of a stranger's: bounded, and refused when it is anything but what the protocol says.
"""

import asyncio
import base64
import binascii
import re
from collections.abc import AsyncIterator
from email.utils import format_datetime
from typing import Any, NoReturn

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.enums import ScopeType
from litestar.handlers import BaseRouteHandler
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from parley.files.errors import UploadMalformed, UploadMediaType, UploadVersion
from parley.files.model import Upload
from parley.files.service import MAX_PARTIALS, BodyCut, Checksum, NewUpload, Piece
from parley.ground.ids import is_id

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,creation-defer-length,expiration,checksum,termination,concatenation"
ALGORITHMS = ("sha1", "sha256")
BYTES_TYPE = "application/offset+octet-stream"

MAX_METADATA = 4_096
# A connection on which nothing came for so long is taken for dead: what it sent is kept, and another may go on.
SILENCE_SECONDS = 30.0

_KEY = re.compile(r"[!-+\--~]+")
_NUMBER = re.compile(r"[0-9]{1,18}")


def speak_tus(app: ASGIApp) -> ASGIApp:
    """Every answer says which version this server speaks, refusals too."""

    async def speak(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_spoken(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    (b"tus-resumable", VERSION.encode()),
                    (b"tus-version", VERSION.encode()),
                ]
            await send(message)

        await app(scope, receive, send_spoken if scope["type"] == ScopeType.HTTP else send)

    return speak


def require_version(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Raises: upload.version"""
    if connection.headers.get("tus-resumable") != VERSION:
        raise UploadVersion


def new_upload_of(request: Request[Any, Any, Any]) -> NewUpload:
    """Raises: upload.malformed"""
    metadata = request.headers.get("upload-metadata", "")
    concat, partial_ids = _concatenation_of(request)
    length = _number(request, "upload-length")
    is_deferred = request.headers.get("upload-defer-length")
    if is_deferred not in {None, "1"}:
        _refuse("upload-defer-length", "only 1 is possible")
    if partial_ids and (length is not None or is_deferred):
        _refuse("upload-length", "a final upload has the length of its parts")
    if not partial_ids and (length is None) == (is_deferred is None):
        _refuse("upload-length", "say this, or Upload-Defer-Length: 1")
    return NewUpload(length, metadata, _metadata_of(metadata), concat, partial_ids)


def piece_of(request: Request[Any, Any, Any], *, offset: int | None = None) -> Piece:
    """What the body is, beginning at `offset` where no header has to say it.

    Raises: upload.malformed, upload.media_type
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != BYTES_TYPE:
        raise UploadMediaType
    at = _number(request, "upload-offset") if offset is None else offset
    if at is None:
        _refuse("upload-offset", "required")
    return Piece(at, _number(request, "upload-length") if offset is None else None, _checksum_of(request))


def has_body(request: Request[Any, Any, Any]) -> bool:
    return request.headers.get("content-length", "0") != "0" or "transfer-encoding" in request.headers


async def body_of(request: Request[Any, Any, Any]) -> AsyncIterator[bytes]:
    """The body as it comes.

    Raises: BodyCut, when the connection ends or falls silent before
    """
    while True:
        try:
            async with asyncio.timeout(SILENCE_SECONDS):
                message = await request.receive()
        except TimeoutError:
            raise BodyCut from None
        if message["type"] != "http.request":
            raise BodyCut
        if message["body"]:
            yield message["body"]
        if not message["more_body"]:
            return


def headers_of(upload: Upload) -> dict[str, str]:
    """What is told of an upload after each request: how far it is, and until when it can be gone on with."""
    expires = {} if upload.finished_at is not None else {"upload-expires": format_datetime(upload.expires_at, usegmt=True)}
    return {"upload-offset": str(upload.received_bytes), **expires}


def description_of(upload: Upload) -> dict[str, str]:
    """All there is to tell of an upload."""
    length = {"upload-defer-length": "1"} if upload.length is None else {"upload-length": str(upload.length)}
    metadata = {"upload-metadata": upload.metadata} if upload.metadata else {}
    concat = {"upload-concat": upload.concat} if upload.concat is not None else {}
    return {**headers_of(upload), **length, **metadata, **concat, "cache-control": "no-store"}


def _concatenation_of(request: Request[Any, Any, Any]) -> tuple[str | None, list[str]]:
    concat = request.headers.get("upload-concat")
    if concat is None or concat == "partial":
        return concat, []
    kind, _, given = concat.partition(";")
    partial_ids = [address.rstrip("/").rpartition("/")[2] for address in given.split()]
    if kind != "final" or not 1 <= len(partial_ids) <= MAX_PARTIALS or not all(is_id(each) for each in partial_ids):
        _refuse("upload-concat", f"`partial`, or `final;` and the addresses of at most {MAX_PARTIALS} uploads")
    return concat, partial_ids


def _metadata_of(text: str) -> dict[str, str]:
    if len(text) > MAX_METADATA:
        _refuse("upload-metadata", f"at most {MAX_METADATA} characters")
    known: dict[str, str] = {}
    for pair in filter(None, (each.strip() for each in text.split(","))):
        key, _, value = pair.partition(" ")
        if not _KEY.fullmatch(key) or key in known:
            _refuse("upload-metadata", "keys without spaces, each once, with values in base64")
        known[key] = _base64(value, "upload-metadata").decode("utf-8", "replace").replace("\x00", "")
    return known


def _checksum_of(request: Request[Any, Any, Any]) -> Checksum | None:
    given = request.headers.get("upload-checksum")
    if given is None:
        return None
    algorithm, _, digest = given.partition(" ")
    if algorithm not in ALGORITHMS:
        _refuse("upload-checksum", f"the algorithm must be one of {', '.join(ALGORITHMS)}")
    return Checksum(algorithm, _base64(digest, "upload-checksum"))


def _number(request: Request[Any, Any, Any], name: str) -> int | None:
    given = request.headers.get(name)
    if given is None:
        return None
    if not _NUMBER.fullmatch(given):
        _refuse(name, "a whole number that is not negative")
    return int(given)


def _base64(text: str, name: str) -> bytes:
    try:
        return base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        _refuse(name, "not base64")


def _refuse(name: str, why: str) -> NoReturn:
    raise UploadMalformed(f"{name}: {why}.", fields={name: why})
