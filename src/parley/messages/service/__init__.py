"""The verbs of messages: `sending` through the group commit, `changes` to what was sent, `reading`, `attachments`, `topics`, and `drafts`."""

from parley.messages.service.attachments import MessageReader
from parley.messages.service.changes import delete, edit, pin, react
from parley.messages.service.drafts import save_draft
from parley.messages.service.reading import (
    entries_after,
    entries_around,
    entries_before,
    inbox,
    inbox_item,
    membership,
    pins,
    raw_log,
    room_detail,
    room_for,
    versions,
)
from parley.messages.service.sending import Sender, send, send_many
from parley.messages.service.topics import (
    change_topic,
    find_topic,
    mark_topic_read,
    start_topic,
    topic_entries_after,
    topic_entries_around,
    topic_entries_before,
    topics,
)

__all__ = [
    "MessageReader",
    "Sender",
    "change_topic",
    "delete",
    "edit",
    "entries_after",
    "entries_around",
    "entries_before",
    "find_topic",
    "inbox",
    "inbox_item",
    "mark_topic_read",
    "membership",
    "pin",
    "pins",
    "raw_log",
    "react",
    "room_detail",
    "room_for",
    "save_draft",
    "send",
    "send_many",
    "start_topic",
    "topic_entries_after",
    "topic_entries_around",
    "topic_entries_before",
    "topics",
    "versions",
]
