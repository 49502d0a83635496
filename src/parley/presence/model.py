"""Presence as values and frames."""

from datetime import timedelta

import msgspec

from parley.identity.model import AccountId, Instant
from parley.rooms.model import RoomId

# A process renews its accounts well within this; one that dies without a word is forgotten after it.
ONLINE_FOR = timedelta(seconds=90)
TYPING_SECONDS = 6


class Presence(msgspec.Struct):
    """Whether somebody is online, or else when they last were (null: not known, or they do not say)."""

    account_id: AccountId
    online: bool
    last_seen_at: Instant | None


class PresenceFrame(Presence, tag="presence", tag_field="type"):
    """Somebody one shares a room with came or went."""


class TypingFrame(msgspec.Struct, tag="typing", tag_field="type"):
    """Somebody types in a room; holds for six seconds."""

    room_id: RoomId
    account_id: AccountId
