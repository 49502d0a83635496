"""Messages, their state, drafts and the inbox as values."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from parley.identity.model import AccountId, Instant
from parley.rooms.model import Role, Room, RoomId, RoomMember, Seq

EXCERPT_LENGTH = 200
MAX_REACTION_KINDS = 20
# Chosen by the sender, unique per room and author.
ClientId = Annotated[str, Meta(min_length=1, max_length=64)]


class Reaction(msgspec.Struct):
    """Who reacted with an emoji, in the order they did."""

    emoji: str
    account_ids: list[AccountId]


class Reply(msgspec.Struct):
    """The message that another one answers, as it is now. `excerpt`: at most 200 characters of its text, empty once it is deleted."""

    seq: int
    author_id: AccountId | None
    excerpt: str
    deleted: bool


class MessageState(msgspec.Struct):
    """What a message looks like now. `state_seq`: the last entry that changed it, its own when none did."""

    text: str | None
    edited_at: Instant | None
    deleted_at: Instant | None
    reactions: list[Reaction]
    reply: Reply | None
    state_seq: int


class Entry(msgspec.Struct):
    """An entry of a room's log as members see it. `state` is null for every kind but `message`.

    `body` is the immutable body, null when it belongs to a message that has been deleted.
    """

    room_id: RoomId
    seq: int
    id: str
    kind: str
    author_id: AccountId | None
    client_id: str | None
    created_at: Instant
    body: dict[str, Any] | None
    state: MessageState | None = None


class EntryFrame(msgspec.Struct, tag="entry", tag_field="type"):
    """A new entry, sent to every current member of its room."""

    entry: Entry


class RawEntry(msgspec.Struct):
    """The immutable part of an entry, for whoever checks the log. Hashes and salt in hex.

    `body` and `salt` are null where the content is withheld (a deleted message and its edits) or erased; `content` is there always.
    """

    room_id: RoomId
    seq: int
    id: str
    kind: str
    author_id: AccountId | None
    client_id: str | None
    created_at: Instant
    body: dict[str, Any] | None
    salt: str | None
    content: str
    leaf_hash: str


class EntryPage(msgspec.Struct):
    """A run of entries by `seq`, ascending, without gap. `from_seq`: the first one the viewer may see."""

    items: list[Entry]
    head_seq: int
    from_seq: int


class RawLogPage(msgspec.Struct):
    """A run of the raw log."""

    items: list[RawEntry]
    head_seq: int


class MessageVersion(msgspec.Struct):
    """One text that a message has had."""

    text: str
    created_at: Instant


class MessageDraft(msgspec.Struct):
    """A checked message on its way to the log. `mentions`: the ids that the text names, not yet compared with the members.

    `at`: when it was said, for a history that is written down later, in its order; None is now.
    """

    room_id: str
    author_id: AccountId
    client_id: str
    text: str
    reply_to_seq: int | None
    mentions: tuple[AccountId, ...] = ()
    at: datetime | None = None


class Sent(msgspec.Struct):
    """The entry a send resulted in. `repeated`: the `client_id` had been used; the entry is the first one, and nothing was appended."""

    entry: Entry
    repeated: bool


class Draft(msgspec.Struct):
    """Text not yet sent. `version` grows with every change, on whatever device."""

    room_id: RoomId
    text: str
    reply_to_seq: int | None
    version: int
    updated_at: Instant


class Membership(msgspec.Struct):
    """A viewer's own place in a room with what is unread, the last message and the draft."""

    room_id: RoomId
    role: Role
    from_seq: int
    head_seq: int
    read_seq: int
    unread_count: int
    mention_count: int
    starred: bool
    hidden: bool
    muted_until: Instant | None
    last_entry: Entry | None
    draft: Draft | None


class InboxItem(Membership):
    """One row of the inbox."""

    room: Room = msgspec.field()


class InboxPage(msgspec.Struct):
    """A page of the inbox. `unread_total` counts all rooms of the account, not only those of the page."""

    items: list[InboxItem]
    next: str | None
    unread_total: int


class RoomDetail(msgspec.Struct):
    """A room with all its members, also those who left, and the viewer's own place."""

    room: Room
    members: list[RoomMember]
    membership: Membership


class RoomFrame(msgspec.Struct, tag="room", tag_field="type"):
    """A room is new to this account, or its title, settings or members changed."""

    room: Room


class MembershipFrame(Membership, tag="membership", tag_field="type"):
    """One's own place in a room is new or changed."""

    removed: bool = False


class MembershipEndedFrame(msgspec.Struct):
    """One's own place in a room has ended. `type` is `membership` and `removed` true: told apart by `removed`."""

    room_id: RoomId
    removed: bool = True
    type: str = "membership"


class DraftFrame(msgspec.Struct, tag="draft", tag_field="type"):
    """An own draft changed on another device, or is gone."""

    room_id: RoomId
    draft: Draft | None


class NewMessage(msgspec.Struct, forbid_unknown_fields=True):
    """A message to send. `client_id` is chosen by the sender and makes a repeated send harmless."""

    client_id: ClientId
    text: str
    reply_to_seq: Seq | None = None


class NewDraft(msgspec.Struct, forbid_unknown_fields=True):
    """A draft to store. `base_version`: the version it was made from; null overwrites nothing but an empty draft."""

    text: str
    reply_to_seq: Seq | None = None
    base_version: Annotated[int, Meta(ge=0, le=2**53)] | None = None
