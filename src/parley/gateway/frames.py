"""Frames that only the gateway speaks. Those that carry a domain's state stand with that domain."""

from typing import Any

import msgspec

from parley.messages.model import ClientId, FileIds, Forward
from parley.rooms.model import Seq, TopicId

MAX_FRAME_BYTES = 64 * 1024


class MessageSend(msgspec.Struct, tag="message.send", tag_field="type"):
    """Send a message; answered by `ack` or `error` with the same `request_id`. The rest is as in `POST /rooms/{id}/messages`."""

    request_id: str
    room_id: str
    client_id: ClientId
    text: str
    reply_to_seq: Seq | None = None
    topic_id: TopicId | None = None
    forward: Forward | None = None
    file_ids: FileIds = ()


class Read(msgspec.Struct, tag="read", tag_field="type"):
    """Move one's own read marker forward, the room's or that of a topic."""

    room_id: str
    seq: Seq
    topic_id: TopicId | None = None


class Typing(msgspec.Struct, tag="typing", tag_field="type"):
    """One types in a room. Send it at most every three seconds."""

    room_id: str


class Ping(msgspec.Struct, tag="ping", tag_field="type"):
    """Ask for a `pong`."""


ClientFrame = MessageSend | Read | Typing | Ping


class Ready(msgspec.Struct, tag="ready", tag_field="type"):
    """First frame: from now on every change reaches this connection."""

    account_id: str
    server_time: str
    protocol: int = 1


class Ack(msgspec.Struct, tag="ack", tag_field="type"):
    """The message is committed."""

    request_id: str
    room_id: str
    seq: int
    id: str


class Refusal(msgspec.Struct, tag="error", tag_field="type", omit_defaults=True):
    """A client frame was refused."""

    code: str
    detail: str
    request_id: str | None = None
    fields: dict[str, Any] | None = None
    retry_after: float | None = None


class Pong(msgspec.Struct, tag="pong", tag_field="type"):
    """Answer to `ping`."""


CLOSE_SESSION_ENDED = 4001
CLOSE_PROTOCOL_BROKEN = 4002
CLOSE_TOO_SLOW = 4008
CLOSE_GOING_AWAY = 1001
CLOSE_TRY_AGAIN = 1012
