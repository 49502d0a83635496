"""Messages, their state, drafts and the inbox as values."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType

from parley.files.model import File
from parley.identity.model import AccountId, Instant
from parley.rooms.model import Role, Room, RoomId, RoomMember, Seq, TopicId

EXCERPT_LENGTH = 200
MAX_REACTION_KINDS = 20
MAX_PINS = 50
MAX_TOPICS = 1_000
MAX_TOPIC_NAME = 120
# Chosen by the sender, unique per room and author.
ClientId = Annotated[str, Meta(min_length=1, max_length=64)]
MAX_FILES = 10
FileIds = Annotated[tuple[str, ...], Meta(max_length=MAX_FILES)]


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


class Pin(msgspec.Struct):
    """Who pinned a message, and when."""

    account_id: AccountId
    pinned_at: Instant


class MessageState(msgspec.Struct):
    """What a message looks like now. `state_seq`: the last entry that changed it, its own when none did.

    `files`: what was sent with it, or forwarded with it, as it is now; not there when nothing was.
    """

    text: str | None
    edited_at: Instant | None
    deleted_at: Instant | None
    reactions: list[Reaction]
    reply: Reply | None
    pin: Pin | None
    state_seq: int
    files: list[File] | UnsetType = UNSET


class Entry(msgspec.Struct):
    """An entry of a room's log as members see it. `state` is null for every kind but `message`.

    `body` is the immutable body, null when it belongs to a message that has been deleted. `topic_id` is there only in a message of a topic.
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
    topic_id: TopicId | UnsetType = UNSET


class EntryFrame(msgspec.Struct, tag="entry", tag_field="type"):
    """A new entry, sent to every current member of its room."""

    entry: Entry


class Forward(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The message to forward: any that the sender may see."""

    room_id: RoomId
    seq: Seq


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
    """A run of entries by `seq`, ascending, without gap (of a topic: of its messages). `from_seq`: the first one the viewer may see."""

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
    topic_id: TopicId | None = None
    forward: Forward | None = None
    file_ids: tuple[str, ...] = ()


class Sent(msgspec.Struct):
    """The entry a send resulted in. `repeated`: the `client_id` had been used; the entry is the first one, and nothing was appended."""

    entry: Entry
    repeated: bool


class Draft(msgspec.Struct):
    """Text not yet sent, to a room or to one of its topics. `version` grows with every change, on whatever device."""

    room_id: RoomId
    topic_id: TopicId | None
    text: str
    reply_to_seq: int | None
    version: int
    updated_at: Instant


class Membership(msgspec.Struct):
    """A viewer's own place in a room with what is unread, the last message and the room's own draft (topics have theirs).

    `unread_count` and `mention_count` leave out what was read in topics.
    """

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


class Sought(msgspec.Struct, frozen=True):
    """Which rooms of an inbox are meant. Both may be said; then both hold."""

    text: str | None = None
    """Found in the title or in the name of another member."""
    account_id: str | None = None
    """Whose rooms: this account is in them."""


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
    """An own draft changed on another device, or is gone. With `topic_id` it is that topic's."""

    room_id: RoomId
    draft: Draft | None
    topic_id: TopicId | UnsetType = UNSET


class NewMessage(msgspec.Struct, forbid_unknown_fields=True):
    """A message to send. `client_id` is chosen by the sender and makes a repeated send harmless.

    `topic_id`: the topic it is of. `forward`: a message to pass on with this one; `file_ids`: own files, whole and each once, to send with it.
    With either `text` may be empty.
    """

    client_id: ClientId
    text: str
    reply_to_seq: Seq | None = None
    topic_id: TopicId | None = None
    forward: Forward | None = None
    file_ids: FileIds = ()


class NewDraft(msgspec.Struct, forbid_unknown_fields=True):
    """A draft to store. `base_version`: the version it was made from; null overwrites nothing but an empty draft."""

    text: str
    reply_to_seq: Seq | None = None
    base_version: Annotated[int, Meta(ge=0, le=2**53)] | None = None
    topic_id: TopicId | None = None


class Topic(msgspec.Struct):
    """A named thread of a room, as one viewer sees it.

    `root_seq`: the message it started from, null when there is none or the viewer may not see it. `last_seq`: its newest message, or the entry
    that started it while it has none. `message_count` counts what the viewer may see. `read_seq`: the topic's own read marker; a message is
    read when this one or the room's has passed it.
    """

    id: TopicId
    room_id: RoomId
    name: str
    root_seq: int | None
    created_by: AccountId
    created_at: Instant
    resolved_by: AccountId | None
    resolved_at: Instant | None
    message_count: int
    last_seq: int
    last_message_at: Instant | None
    read_seq: int
    unread_count: int
    draft: Draft | None


class NewTopic(msgspec.Struct, forbid_unknown_fields=True):
    """A topic to start. `topic_id`: a UUID of the client's choice, which makes a repeat harmless. `seq`: the message it starts from."""

    topic_id: TopicId
    name: str
    seq: Seq | None = None


class TopicChange(msgspec.Struct, forbid_unknown_fields=True):
    """What to change about a topic."""

    name: str | UnsetType = UNSET
    resolved: bool | UnsetType = UNSET
