"""Giving out bytes: the redirect to a signed address, what is under it, and several files as a zip.

Bytes that somebody sent are only ever saved: `attachment`, `nosniff`, and a policy under which nothing in them could run even if a browser
showed them. Shown are only renderings that we made.
"""

from typing import Annotated, Any
from urllib.parse import quote

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Stream
from litestar.status_codes import (
    HTTP_200_OK,
    HTTP_206_PARTIAL_CONTENT,
    HTTP_302_FOUND,
    HTTP_304_NOT_MODIFIED,
    HTTP_416_REQUESTED_RANGE_NOT_SATISFIABLE,
)

from parley.files import service
from parley.files.api.ranges import is_known, wanted_of
from parley.files.model import Variant
from parley.files.settings import FileSettings
from parley.ground.db.work import Work
from parley.ground.errors import RequestMalformed
from parley.ground.ids import is_id
from parley.identity.model import Viewer

_SAFE = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-site",
    "referrer-policy": "no-referrer",
}
ARCHIVE_NAME = "files.zip"


@get(
    "/files/{file_id:str}/content",
    status_code=HTTP_302_FOUND,
    tags=["files"],
    summary="Where a file's bytes are, for five minutes",
)
async def locate_content(
    file_id: FromPath[str],
    request: Request[Any, Any, Any],
    viewer: NamedDependency[Viewer],
    work: NamedDependency[Work],
    variant: FromQuery[Variant] = "original",
    download: FromQuery[int] = 0,
) -> Response[bytes]:
    """Errors: file.not_found, file.not_ready (with Retry-After), file.refused, file.purged, file.variant_missing."""
    async with work.reading() as uow:
        token = await service.issue_address(uow, file_id, viewer, variant, download=download != 0)
    origin = work.settings.of(FileSettings).files_origin.rstrip("/")
    location = f"{origin}{request.url.path.partition('/files/')[0]}/file-content/{token}"
    headers = {"location": location, "cache-control": f"private, max-age={service.REDIRECT_SECONDS}"}
    return Response(b"", status_code=HTTP_302_FOUND, headers=headers)


@get("/file-content/{token:str}", tags=["files"], summary="The bytes under a signed address")
async def give_content(token: FromPath[str], request: Request[Any, Any, Any], work: NamedDependency[Work]) -> Response[Any]:
    """No sign-in: the address is the permission. One range is served. Errors: file.address_invalid, file.refused, file.purged."""
    content = await service.find_content(work, token)
    headers = {"etag": content.etag, "accept-ranges": "bytes", "cache-control": "private, max-age=300", **_SAFE}
    if is_known(request, content.etag):
        return Response(b"", status_code=HTTP_304_NOT_MODIFIED, headers=headers)
    wanted = wanted_of(request, content.size_bytes, content.etag)
    if wanted.start is None:
        headers["content-range"] = f"bytes */{content.size_bytes}"
        return Response(b"", status_code=HTTP_416_REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers)
    if wanted.is_part:
        headers["content-range"] = f"bytes {wanted.start}-{wanted.end - 1}/{content.size_bytes}"
    headers["content-length"] = str(wanted.end - wanted.start)
    headers["content-disposition"] = _disposition(content.name, is_download=content.is_download)
    return Stream(
        service.open_content(work, content, wanted.start, wanted.end),
        status_code=HTTP_206_PARTIAL_CONTENT if wanted.is_part else HTTP_200_OK,
        headers=headers,
        media_type=content.media_type,
    )


@get("/files/archive", tags=["files"], summary="Several files as a zip")
async def give_archive(
    viewer: NamedDependency[Viewer],
    work: NamedDependency[Work],
    ids: Annotated[str, QueryParameter(max_length=37 * service.MAX_ARCHIVE_FILES)],
) -> Response[Any]:
    """`ids` with commas between. Only clean files are in it. Errors: file.not_found, file.not_ready, request.malformed."""
    file_ids = list(dict.fromkeys(ids.split(",")))
    if not all(is_id(file_id) for file_id in file_ids):
        raise RequestMalformed(fields={"ids": f"at most {service.MAX_ARCHIVE_FILES} ids, with commas between"})
    async with work.reading() as uow:
        contents = service.contents_of(await service.require_files(uow, file_ids, viewer))
    headers = {"content-disposition": _disposition(ARCHIVE_NAME, is_download=True), **_SAFE}
    return Stream(service.stream_zip(work, contents, work.clock), headers=headers, media_type="application/zip")


def _disposition(name: str, *, is_download: bool) -> str:
    """RFC 6266 with RFC 8187: the real name in UTF-8, and one in ASCII for whoever does not read that."""
    plain = "".join(each if each.isascii() and each.isprintable() and each not in '"\\%' else "_" for each in name)
    return f"{'attachment' if is_download else 'inline'}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


ROUTES = (locate_content, give_content, give_archive)
