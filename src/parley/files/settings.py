"""What an operator may decide about files."""

from typing import Annotated

import msgspec
from msgspec import Meta


class FileSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Limits on files, where they are served from, and the virus scanner."""

    max_file_bytes: Annotated[int, Meta(ge=1, le=5_000_000_000, description="Largest file in bytes.")] = 1_073_741_824
    max_message_files: Annotated[int, Meta(ge=1, le=10, description="Most files of one message.")] = 10
    account_storage_bytes: Annotated[
        int, Meta(ge=0, description="Bytes that the files and uploads of one account may take together; 0: no limit.")
    ] = 0
    max_open_uploads: Annotated[
        int, Meta(ge=1, le=10_000, description="Uploads that one account may have begun and not finished.")
    ] = 200
    upload_hours: Annotated[
        int, Meta(ge=1, le=720, description="An upload that nobody goes on with is deleted after so many hours.")
    ] = 24
    unclaimed_hours: Annotated[
        int, Meta(ge=1, le=8_760, description="A file that was uploaded and sent nowhere is deleted after so many hours.")
    ] = 48
    files_origin: Annotated[
        str,
        Meta(
            description="Another address of this server, `https://files.example`, from which the bytes of files are served, so that no "
            "file shares an origin with the client. Nothing else is answered there. Empty: the own address, under a sandbox policy."
        ),
    ] = ""
    clamd_address: Annotated[
        str,
        Meta(
            description="ClamAV's clamd, `unix:/run/clamav/clamd.ctl` or `tcp://host:3310`; files wait until it has answered. "
            "Empty: only the built-in rules."
        ),
    ] = ""
