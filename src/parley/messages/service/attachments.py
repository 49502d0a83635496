"""Files that messages carry: claimed when a message is written, shown as they are now, let go of when it is deleted, and who may read them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from parley.files import service as files
from parley.files.errors import FileNotFound
from parley.files.model import Claim, File, Place
from parley.ground.db.work import UnitOfWork
from parley.ground.ids import is_id
from parley.ground.settings import Settings
from parley.identity.model import Viewer
from parley.messages.errors import MessageInvalid
from parley.messages.model import Entry, MessageDraft
from parley.messages.store import attachments as store
from parley.rooms import service as rooms
from parley.rooms.model import LogEntry

HOLDER_KIND = "message"

Files = Mapping[str, File]


def require_file_ids(settings: Settings, file_ids: Sequence[str]) -> None:
    """Check what can be checked alone of the files of a message.

    Raises: message.invalid, file.not_found
    """
    most = files.max_message_files(settings)
    if len(file_ids) > most or len(set(file_ids)) != len(file_ids):
        raise MessageInvalid(
            f"A message carries at most {most} files, each once.", fields={"file_ids": f"at most {most}, each once"}
        )
    if not all(map(is_id, file_ids)):
        raise FileNotFound(fields={"file_ids": "no such file of yours"})


def own_files(draft: MessageDraft, found: Files) -> list[File] | None:
    """The files that a message is to carry; None when one of them is not its sender's to send."""
    own = [found.get(file_id) for file_id in draft.file_ids]
    usable = [file for file in own if file is not None and file.account_id == draft.author_id and file.state != "purged"]
    return usable if len(usable) == len(own) else None


def described(carried: Iterable[File]) -> list[dict[str, Any]]:
    """What the log keeps of files: enough to know them by for ever."""
    return [
        {
            "id": file.id,
            "name": file.name,
            "size_bytes": file.size_bytes,
            "media_type": file.media_type,
            "sha256": file.sha256,
        }
        for file in carried
    ]


def ids_in(body: Mapping[str, Any] | None) -> list[str]:
    """The ids of the files in a message's body, its own before those it forwards."""
    if not body:
        return []
    forwarded = body.get("forwarded") or {}
    return [file["id"] for file in (*body.get("files", ()), *forwarded.get("files", ()))]


async def claim(uow: UnitOfWork, logged: Iterable[LogEntry]) -> None:
    """Hang the files of new messages on them: nothing where none carries any, else three statements for own ones, three for forwarded ones."""
    fresh = [entry for entry in logged if entry.kind == "message" and not entry.repeated]
    own = [_claim(entry, carried) for entry in fresh if (carried := entry.body.get("files"))]
    forwarded = [_claim(entry, carried) for entry in fresh if (carried := (entry.body.get("forwarded") or {}).get("files"))]
    if own:
        await files.claim(uow, own)
    if forwarded:
        await files.share(uow, forwarded)


def _claim(entry: LogEntry, carried: Sequence[Mapping[str, Any]]) -> Claim:
    return Claim(
        account_id=str(entry.author_id),
        file_ids=tuple(file["id"] for file in carried),
        space_id=entry.room_id,
        holder_kind=HOLDER_KIND,
        holder_id=entry.id,
        at=datetime.fromisoformat(entry.created_at),
        seq=entry.seq,
    )


async def show(uow: UnitOfWork, entries: Iterable[Entry]) -> None:
    """Put into the state of each message what its files are now. One statement, none where there are no files."""
    carrying = [(entry.state, ids) for entry in entries if entry.state is not None and (ids := ids_in(entry.body))]
    if not carrying:
        return
    found = await files.find_files(uow, sorted({file_id for _, ids in carrying for file_id in ids}))
    for state, ids in carrying:
        state.files = [found[file_id] for file_id in ids if file_id in found]


class MessageReader:
    """Answers `files.ports.Reader`: who may read a message may read its files."""

    async def readable(self, uow: UnitOfWork, viewer: Viewer, places: Sequence[Place]) -> Sequence[Place]:
        """Those of messages that are not deleted, in rooms that the viewer is in, from where they may read. One statement."""
        asked = [place for place in places if place.holder_kind == HOLDER_KIND and place.seq is not None]
        if not asked:
            return []
        readable = await store.list_readable(uow.conn, viewer.account_id, [(place.space_id, place.seq or 0) for place in asked])
        return [place for place in asked if (place.space_id, place.seq) in readable]

    async def spaces(self, uow: UnitOfWork, viewer: Viewer, space_id: str | None) -> Mapping[str, int]:
        """The viewer's rooms with the first `seq` that they may read in each; or that of one.

        Raises: room.not_found
        """
        if space_id is None:
            return await store.list_rooms(uow.conn, viewer.account_id)
        place = await rooms.require_member(uow, space_id, viewer)
        return {place.room_id: place.from_seq}
