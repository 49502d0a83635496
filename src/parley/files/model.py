"""Files, their states, and what hangs on what, as the rest of Parley and the wire know them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, NamedTuple, NewType

import msgspec

from parley.identity.model import AccountId, Instant

FileId = NewType("FileId", str)

FileKind = Literal["picture", "video", "audio", "pdf", "text", "document", "archive", "other"]
FileState = Literal["waiting", "scanning", "clean", "refused", "unscannable", "purged"]
PreviewState = Literal["waiting", "ready", "none"]
Variant = Literal["original", "display", "thumbnail", "media"]
Outcome = Literal["clean", "refused", "unscannable"]
Sort = Literal["newest", "oldest", "name", "size"]

# The states a file may go to from each. A scan begins again where a worker died; newer rules look again at what stays openable meanwhile;
# bytes can go in any state.
_NEXT: Mapping[FileState, frozenset[FileState]] = {
    "waiting": frozenset({"scanning", "purged"}),
    "scanning": frozenset({"scanning", "clean", "refused", "unscannable", "purged"}),
    "clean": frozenset({"clean", "refused", "unscannable", "purged"}),
    "refused": frozenset({"purged"}),
    "unscannable": frozenset({"clean", "refused", "unscannable", "purged"}),
    "purged": frozenset(),
}
OPENABLE: frozenset[FileState] = frozenset({"clean", "unscannable"})


def may_become(state: FileState, after: FileState) -> bool:
    """Whether a file may go from `state` to `after`."""
    return after in _NEXT[state]


def states_before(after: FileState) -> list[FileState]:
    """The states from which a file may go to `after`."""
    return [state for state, following in _NEXT.items() if after in following]


class Preview(msgspec.Struct, frozen=True):
    """What is known of the inside of a file. `text` is its beginning, at most 4,000 characters. Sizes in pixels."""

    width: int | None = None
    height: int | None = None
    pages: int | None = None
    duration_ms: int | None = None
    has_thumbnail: bool = False
    has_display: bool = False
    has_media: bool = False
    text: str | None = None
    language: str | None = None


class File(msgspec.Struct, frozen=True):
    """A file as it is now. `reason` is a permanent code that says why it was refused or could not be scanned. `sha256` is hexadecimal."""

    id: FileId
    account_id: AccountId
    name: str
    size_bytes: int
    media_type: str
    kind: FileKind
    sha256: str
    state: FileState
    reason: str | None
    created_at: Instant
    preview: Preview | None
    preview_state: PreviewState


class FileFrame(msgspec.Struct, frozen=True, tag="file"):
    """A file's state or preview changed. `room_id` is a room it hangs in; null for its owner while it was sent nowhere."""

    room_id: str | None
    file: File


class FileRow(msgspec.Struct, frozen=True):
    """One place of a file, in the panel of a room. It is the `version`-th of `versions` files of that name in the room, by time.

    `seq` is the entry of the room's log that it hangs on, null for what is in no log.
    """

    file: File
    room_id: str
    seq: int | None
    holder_kind: str
    account_id: AccountId
    at: Instant
    version: int
    versions: int


class Place(msgspec.Struct, frozen=True):
    """What a file hangs on: `holder_id` of `holder_kind`, listed in the panel of the room `space_id`, at `seq` of its log if it is in there."""

    space_id: str
    holder_kind: str
    holder_id: str
    seq: int | None
    at: datetime
    account_id: str


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """The wish of an account to hang its files, in this order, on one holder."""

    account_id: str
    file_ids: tuple[str, ...]
    space_id: str
    holder_kind: str
    holder_id: str
    at: datetime
    seq: int | None = None


class Derived(msgspec.Struct, frozen=True):
    """A rendering that was made from a file, as it lies in the storage."""

    media_type: str
    size_bytes: int


class StoredFile(msgspec.Struct, frozen=True):
    """A file with what only the server needs. `rules_version` is that of the rules it was last scanned with."""

    file: File
    keeps_metadata: bool
    rules_version: str | None
    derived: Mapping[str, Derived]


class Examined(NamedTuple):
    """What a scan found out."""

    outcome: Outcome
    reason: str | None
    media_type: str
    kind: FileKind
    rules_version: str


class Upload(NamedTuple):
    """An upload as it stands. `length` is None while its client has not told it; `concat` is `partial`, `final;…` or None."""

    account_id: str
    id: str
    name: str
    keeps_metadata: bool
    metadata: str
    concat: str | None
    length: int | None
    received_bytes: int
    created_at: datetime
    expires_at: datetime
    finished_at: datetime | None

    @property
    def is_whole(self) -> bool:
        return self.length == self.received_bytes

    @property
    def is_partial(self) -> bool:
        return self.concat == "partial"

    @property
    def is_final(self) -> bool:
        return self.concat is not None and not self.is_partial


class Sought(NamedTuple):
    """Which rows of the panel are wanted; None leaves a criterion out. `q` is looked for in names; `since` is included, `until` is not."""

    kind: FileKind | None = None
    account_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    q: str | None = None
    sort: Sort = "newest"


def original_key(file_id: str) -> str:
    """Where the storage has a file's bytes. By the end of the id, which is random: its beginning is the time."""
    return f"files/{file_id[-2:]}/{file_id}"


def derived_key(file_id: str, variant: str) -> str:
    """Where the storage has a rendering."""
    return f"derived/{file_id[-2:]}/{file_id}/{variant}"


def parts_folder(upload_id: str) -> str:
    """Where the storage has the parts of an upload, among those of others: it has no folder of its own that would stay when they are gone."""
    return f"uploads/{upload_id[-2:]}"


def part_key(upload_id: str, start: int, writer_id: str) -> str:
    """Where the storage has a part: two who write to one upload never write to one object."""
    return f"{parts_folder(upload_id)}/{upload_id}-{start}-{writer_id}"
