"""One preview of one file, whatever it is."""

from pathlib import Path

from parley.files.content.preview.model import Failure, PasswordNeeded, PictureTooLarge, PreviewMade, PreviewRequest


def make_preview(request: PreviewRequest) -> PreviewMade:
    """Make what this kind of file has. Total over any bytes: only `MemoryError` gets out.

    Each maker is imported when it is needed, for a child makes one preview and pays the start of all it loads.
    """
    try:
        return _made(request, Path(request.source), Path(request.folder))
    except MemoryError:
        raise
    except Exception as error:  # decoders raise whatever broken bytes lead them into
        return PreviewMade(failure=_failure(error))


def _made(request: PreviewRequest, source: Path, folder: Path) -> PreviewMade:
    match request.kind:
        case "picture":
            from parley.files.content.preview.pictures import draw_picture

            return draw_picture(source, request.media_type, folder)
        case "pdf":
            from parley.files.content.preview.documents import draw_first_page

            return draw_first_page(source, folder)
        case "video" | "audio":
            from parley.files.content.preview.media import show_media

            return show_media(source, request.media_type, folder)
        case "text":
            from parley.files.content.preview.text import read_text

            return read_text(source, request.name)
        case _:
            return PreviewMade()


def _failure(error: Exception) -> Failure:
    if isinstance(error, PictureTooLarge) or type(error).__name__.startswith("DecompressionBomb"):
        return "too_large"
    return "encrypted" if isinstance(error, PasswordNeeded) else "malformed"
