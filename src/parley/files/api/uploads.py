"""Uploads over HTTP: the tus protocol. `Location` is relative, since a proxy may know better than we how the server is reached."""

from typing import Any

from litestar import Request, Response, delete, head, patch, post, route
from litestar.di import NamedDependency
from litestar.enums import HttpMethod
from litestar.params import FromPath
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED, HTTP_204_NO_CONTENT

from parley.files import service
from parley.files.api import tus
from parley.files.errors import UploadMalformed
from parley.files.settings import FileSettings
from parley.ground.db.work import Work
from parley.ground.settings import Settings
from parley.identity.model import Viewer

# A request may bring 64 KiB or a gigabyte: counted like a call of the API, the small ones would be all that an account may do.
_TUS: dict[str, Any] = {
    "tags": ["files"],
    "guards": [tus.require_version],
    "middleware": [tus.speak_tus],
    "request_max_body_size": None,
    "opt": {"takes_bytes": True, "request_cost": 0.05},
}
_UPLOAD = "/uploads/{upload_id:str}"


@route(["/uploads", _UPLOAD], http_method=[HttpMethod.OPTIONS], middleware=[tus.speak_tus], include_in_schema=False)
async def describe_uploads(settings: NamedDependency[Settings]) -> Response[None]:
    headers = {
        "tus-extension": tus.EXTENSIONS,
        "tus-max-size": str(settings.of(FileSettings).max_file_bytes),
        "tus-checksum-algorithm": ",".join(tus.ALGORITHMS),
    }
    return Response(None, status_code=HTTP_204_NO_CONTENT, headers=headers)


@post("/uploads", status_code=HTTP_201_CREATED, summary="Begin an upload", **_TUS)
async def create_upload(
    request: Request[Any, Any, Any], viewer: NamedDependency[Viewer], work: NamedDependency[Work]
) -> Response[bytes]:
    """Errors: upload.malformed, upload.limit, upload.unfinished, file.too_large, file.quota_exceeded."""
    new = tus.new_upload_of(request)
    piece = tus.piece_of(request, offset=0) if tus.has_body(request) else None
    upload = await service.create_upload(work, viewer.account_id, new)
    # Resolves to the same from either spelling of the address; and there are clients (aiotus) that append instead of resolving.
    # The path as it was asked for: the router has taken a slash at the end off its own.
    asked = request.scope.get("raw_path") or b""
    location = upload.id if asked.endswith(b"/") else f"{request.url.path}/{upload.id}"
    if piece is not None:
        upload = await service.append(work, viewer.account_id, upload.id, piece, tus.body_of(request))
    return Response(b"", status_code=HTTP_201_CREATED, headers={"location": location, **tus.headers_of(upload)})


@head(_UPLOAD, summary="How far an upload is", include_in_schema=False, **_TUS)
async def describe_upload(
    upload_id: FromPath[str], viewer: NamedDependency[Viewer], work: NamedDependency[Work]
) -> Response[None]:
    upload = await service.require_upload(work, viewer.account_id, upload_id)
    return Response(None, status_code=HTTP_200_OK, headers=tus.description_of(upload))


@patch(_UPLOAD, status_code=HTTP_204_NO_CONTENT, summary="Go on with an upload", **_TUS)
async def append(
    upload_id: FromPath[str], request: Request[Any, Any, Any], viewer: NamedDependency[Viewer], work: NamedDependency[Work]
) -> Response[None]:
    """Errors: upload.offset_conflict, upload.locked, upload.checksum_mismatch, upload.expired, upload.final, file.too_large."""
    upload = await service.append(work, viewer.account_id, upload_id, tus.piece_of(request), tus.body_of(request))
    return Response(None, status_code=HTTP_204_NO_CONTENT, headers=tus.headers_of(upload))


@delete(_UPLOAD, status_code=HTTP_204_NO_CONTENT, summary="End an upload, and its file unless it was sent", **_TUS)
async def end_upload(upload_id: FromPath[str], viewer: NamedDependency[Viewer], work: NamedDependency[Work]) -> Response[None]:
    """Errors: upload.not_found, upload.locked."""
    await service.end_upload(work, viewer.account_id, upload_id)
    return Response(None, status_code=HTTP_204_NO_CONTENT)


@post(_UPLOAD, include_in_schema=False, **_TUS)
async def override_method(
    upload_id: FromPath[str], request: Request[Any, Any, Any], viewer: NamedDependency[Viewer], work: NamedDependency[Work]
) -> Response[None]:
    """For networks that let only GET and POST through."""
    wanted = request.headers.get("x-http-method-override", "").upper()
    if wanted == "PATCH":
        upload = await service.append(work, viewer.account_id, upload_id, tus.piece_of(request), tus.body_of(request))
        return Response(None, status_code=HTTP_204_NO_CONTENT, headers=tus.headers_of(upload))
    if wanted == "HEAD":
        upload = await service.require_upload(work, viewer.account_id, upload_id)
        return Response(None, status_code=HTTP_204_NO_CONTENT, headers=tus.description_of(upload))
    if wanted == "DELETE":
        await service.end_upload(work, viewer.account_id, upload_id)
        return Response(None, status_code=HTTP_204_NO_CONTENT)
    raise UploadMalformed(fields={"x-http-method-override": "PATCH, HEAD or DELETE"})


ROUTES = (describe_uploads, create_upload, describe_upload, append, end_upload, override_method)
