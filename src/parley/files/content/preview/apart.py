"""Previews made where they cannot hurt: in a child that can read the one file and write into the one folder."""

from pathlib import Path

from parley.files.content.limited import Limits, run_limited
from parley.files.content.preview.make import make_preview
from parley.files.content.preview.model import PreviewMade, PreviewRequest, StripMade, StripRequest
from parley.files.content.preview.stripping import strip_metadata

# A WebP of 80 million pixels takes 1.3 GiB to decode; a copied film is as large as the film.
_MEMORY_BYTES = 1536 << 20
_CPU_SECONDS = 60
_WALL_SECONDS = 120.0
_FILE_BYTES = 2 << 30


async def preview_apart(request: PreviewRequest) -> PreviewMade:
    """`make_preview` in a child.

    Raises: LimitExceeded, ChildFailed. Both are the file's fault: it has no preview then, and trying again would not help.
    """
    return await run_limited(make_preview, request, PreviewMade, _limits(request.source, request.folder))


async def strip_apart(request: StripRequest) -> StripMade:
    """`strip_metadata` in a child. It may write in the folder of the target.

    Raises: LimitExceeded, ChildFailed
    """
    return await run_limited(strip_metadata, request, StripMade, _limits(request.source, str(Path(request.target).parent)))


def _limits(source: str, folder: str) -> Limits:
    return Limits(
        memory_bytes=_MEMORY_BYTES,
        cpu_seconds=_CPU_SECONDS,
        wall_seconds=_WALL_SECONDS,
        file_bytes=_FILE_BYTES,
        reads=(source,),
        writes=(folder,),
    )
