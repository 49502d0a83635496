"""Drafts follow their author to every device and are never overwritten unseen."""

from typing import Any

import msgspec
from msgspec import UNSET

from parley.ground.clock import rfc3339
from parley.ground.db.work import UnitOfWork
from parley.identity.model import Viewer
from parley.messages.errors import DraftConflict, MessageInvalid, MessageTooLong
from parley.messages.model import Draft, DraftFrame, NewDraft
from parley.messages.service.topics import require_topic
from parley.messages.settings import MessageSettings
from parley.messages.store import drafts as store
from parley.rooms import service as rooms

# A draft may be longer than a message: whoever pasted too much must be able to come back and split it.
DRAFT_LENGTH_FACTOR = 4


async def save_draft(uow: UnitOfWork, room_id: str, viewer: Viewer, new: NewDraft) -> Draft:
    """Store the viewer's draft of a room or of a topic and announce it to their other devices. An empty text ends the draft.

    `base_version` is the version that the text was made from. If another device has stored another text since, nothing is overwritten.

    Raises: room.not_found, topic.not_found, draft.conflict with the stored draft in `fields.draft`, message.too_long, message.invalid
    """
    if new.topic_id is None:
        place = await rooms.require_member(uow, room_id, viewer)
    else:
        place = await require_topic(uow, room_id, viewer, new.topic_id)
    limit = uow.settings(MessageSettings).max_message_length * DRAFT_LENGTH_FACTOR
    if len(new.text) > limit:
        raise MessageTooLong(f"A draft has at most {limit:,} characters.", fields={"text": f"at most {limit} characters"})
    if "\x00" in new.text or (not new.text.isascii() and not _is_encodable(new.text)):
        raise MessageInvalid(fields={"text": "NUL character or lone surrogate"})
    stored = await store.lock_draft(uow.conn, viewer.account_id, room_id, new.topic_id)
    if stored is not None:
        if (stored.text, stored.reply_to_seq) == (new.text, new.reply_to_seq):
            return stored
        if stored.text and stored.text != new.text and new.base_version != stored.version:
            fields: dict[str, Any] = {"draft": msgspec.to_builtins(stored)}
            raise DraftConflict(fields=fields)
    version = 1 if stored is None else stored.version + 1
    draft = Draft(place.room_id, new.topic_id, new.text, new.reply_to_seq, version, rfc3339(uow.now()))
    await store.put_draft(uow.conn, viewer.account_id, draft, uow.now())
    topic_id = UNSET if new.topic_id is None else new.topic_id
    uow.announce([viewer.account_id], DraftFrame(place.room_id, draft if draft.text else None, topic_id))
    return draft


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
