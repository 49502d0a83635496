"""Rooms, members, entries as values."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal, NewType

import msgspec
from msgspec import UNSET, Meta, UnsetType

from parley.ground.canonical import canonical_json, sha256
from parley.identity.model import AccountBrief, AccountId, Instant

RoomId = NewType("RoomId", str)
TopicId = NewType("TopicId", str)
# The number of an entry in its room, as a client may name it. JSON numbers are exact up to 2**53.
Seq = Annotated[int, Meta(ge=0, le=2**53)]

PEOPLE_IN_BRIEF = 8
MAX_TITLE = 120


class RoomKind(StrEnum):
    DIRECT = "direct"
    GROUP = "group"


class Role(StrEnum):
    OWNER = "owner"
    ADMIN = "admin"
    MEMBER = "member"

    @property
    def can_manage(self) -> bool:
        """Add and remove members, change the room, delete others' messages."""
        return self is not Role.MEMBER


class History(StrEnum):
    """How much of a room somebody sees who is added to it."""

    FULL = "full"
    FROM_NOW = "from_now"


class LockedRoom(msgspec.Struct):
    """A room whose row this transaction holds: nobody else can append to it or change its members until the commit.

    `members` maps each current member to their role. `is_blocked`: one side of a direct room has blocked the other.
    """

    id: RoomId
    kind: RoomKind
    title: str | None
    created_by: AccountId | None
    head_seq: int
    message_count: int
    last_message_seq: int
    members_version: int
    edit_window_seconds: int | None
    is_blocked: bool
    members: dict[AccountId, Role] = {}


class Place(msgspec.Struct, frozen=True):
    """A viewer's own place in a room: the proof that they may look into it."""

    room_id: RoomId
    account_id: AccountId
    kind: RoomKind
    role: Role
    head_seq: int
    from_seq: int
    read_seq: int


class EntryDraft(msgspec.Struct):
    """An entry to be appended. `mentions`: members it calls by name, counted until they read it.

    `at`: when it happened, for a history that is written down later, in its order; None is now. `topic_id`: the topic that a message is of.
    """

    kind: str
    author_id: AccountId | None
    body: dict[str, Any]
    client_id: str | None = None
    mentions: tuple[AccountId, ...] = ()
    at: datetime | None = None
    topic_id: TopicId | None = None


class LogEntry(msgspec.Struct):
    """The immutable envelope of an entry with its body. `repeated`: its `client_id` had been used, this is the first one."""

    room_id: RoomId
    seq: int
    id: str
    kind: str
    author_id: AccountId | None
    client_id: str | None
    created_at: Instant
    body: dict[str, Any]
    topic_id: TopicId | None = None
    repeated: bool = False


class Notice(msgspec.Struct):
    """An entry that is not a message, as clients get it: the same shape as a message's, with nothing that can change."""

    room_id: RoomId
    seq: int
    id: str
    kind: str
    author_id: AccountId | None
    client_id: str | None
    created_at: Instant
    body: dict[str, Any]
    state: None = None


class NoticeFrame(msgspec.Struct, tag="entry", tag_field="type"):
    """A new entry that is not a message."""

    entry: Notice


class RoomMember(msgspec.Struct):
    """A member of a room as the other members see them. `left_at` is set for somebody who was one."""

    account: AccountBrief
    role: Role
    joined_at: Instant
    left_at: Instant | None
    read_seq: int


class Room(msgspec.Struct):
    """A room as one viewer sees it: `people` are up to eight current members other than the viewer."""

    id: RoomId
    kind: RoomKind
    title: str | None
    created_at: Instant
    created_by: AccountId | None
    member_count: int
    people: list[AccountBrief]
    edit_window_seconds: int | None


class ReadFrame(msgspec.Struct, tag="read", tag_field="type"):
    """A read marker moved. The counts are there only for the account's own connections.

    With `topic_id`, also only for one's own, the marker of that topic moved to `topic_seq`, and `seq` is where the room's stands now.
    """

    room_id: RoomId
    account_id: AccountId
    seq: int
    unread_count: int | UnsetType = UNSET
    mention_count: int | UnsetType = UNSET
    topic_id: TopicId | UnsetType = UNSET
    topic_seq: int | UnsetType = UNSET
    topic_unread_count: int | UnsetType = UNSET


class AccountFrame(msgspec.Struct, tag="account", tag_field="type"):
    """What others see of somebody one shares a room with is different."""

    account: AccountBrief


class ReadState(msgspec.Struct):
    """Where the room's read marker stands after a change, and what is unread in the room; in the topic, when its marker was to move."""

    read_seq: int
    unread_count: int
    mention_count: int
    topic_unread_count: int | UnsetType = UNSET


class RoomChange(msgspec.Struct, forbid_unknown_fields=True):
    """What to change about a room. `edit_window_seconds` null: messages may be edited without limit."""

    title: str | UnsetType = UNSET
    edit_window_seconds: int | None | UnsetType = UNSET


class PlaceChange(msgspec.Struct, forbid_unknown_fields=True):
    """What to change about one's own view of a room."""

    starred: bool | UnsetType = UNSET
    hidden: bool | UnsetType = UNSET
    muted_until: datetime | None | UnsetType = UNSET


class Invitation(msgspec.Struct, forbid_unknown_fields=True):
    """Who is to be added to a room, how much they will see, and as what."""

    account_id: AccountId
    history: History
    role: Literal["admin", "member"] = "member"


def one_line(text: str) -> str:
    """A title or a name on one line: what cannot be printed, and every run of spaces, is one space; none at the ends."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def content_hash(salt: bytes, body: Any) -> bytes:
    """SHA-256 over the salt and the canonical body: what stays of an entry whose text has been erased."""
    return sha256(salt + canonical_json(body))


def leaf_hash(entry: LogEntry, content: bytes) -> bytes:
    """The RFC 6962 leaf of an entry, SHA-256(0x00 ‖ canonical envelope), as the outside contract gives it to the byte."""
    envelope = {
        "at": entry.created_at,
        "author": entry.author_id,
        "content": content.hex(),
        "id": entry.id,
        "kind": entry.kind,
        "room": entry.room_id,
        "seq": entry.seq,
    }
    return sha256(b"\x00" + canonical_json(envelope))
