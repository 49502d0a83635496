"""What the floors above and the API ask of files."""

from parley.files.service.archive import MAX_FILES as MAX_ARCHIVE_FILES
from parley.files.service.archive import contents_of, stream_zip
from parley.files.service.claims import claim, find_files, list_places, max_message_files, release, reserve, share
from parley.files.service.keeping import keep_file
from parley.files.service.panel import list_panel, list_rows
from parley.files.service.serving import (
    REDIRECT_SECONDS,
    Content,
    find_content,
    issue_address,
    open_content,
    require_file,
    require_files,
)
from parley.files.service.uploads import (
    MAX_PARTIALS,
    NewUpload,
    Piece,
    append,
    create_upload,
    end_upload,
    require_upload,
)
from parley.files.service.writing import BodyCut, Checksum

__all__ = [
    "MAX_ARCHIVE_FILES",
    "MAX_PARTIALS",
    "REDIRECT_SECONDS",
    "BodyCut",
    "Checksum",
    "Content",
    "NewUpload",
    "Piece",
    "append",
    "claim",
    "contents_of",
    "create_upload",
    "end_upload",
    "find_content",
    "find_files",
    "issue_address",
    "keep_file",
    "list_panel",
    "list_places",
    "list_rows",
    "max_message_files",
    "open_content",
    "release",
    "require_file",
    "require_files",
    "require_upload",
    "reserve",
    "share",
    "stream_zip",
]
