"""The verbs of messages: `sending` through the group commit, `changes` to what was sent, `reading`, and `drafts`."""

from parley.messages.service.changes import delete, edit, react
from parley.messages.service.drafts import save_draft
from parley.messages.service.reading import (
    entries_after,
    entries_around,
    entries_before,
    inbox,
    inbox_item,
    membership,
    raw_log,
    room_detail,
    room_for,
    versions,
)
from parley.messages.service.sending import Sender, send, send_many

__all__ = [
    "Sender",
    "delete",
    "edit",
    "entries_after",
    "entries_around",
    "entries_before",
    "inbox",
    "inbox_item",
    "membership",
    "raw_log",
    "react",
    "room_detail",
    "room_for",
    "save_draft",
    "send",
    "send_many",
    "versions",
]
