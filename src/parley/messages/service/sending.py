"""Sending: a message is checked alone, then written together with whatever else has gathered."""

import asyncio
import time
from collections.abc import Sequence

from parley.ground import metrics
from parley.ground.batch import GroupCommit
from parley.ground.db.work import UnitOfWork, Work
from parley.ground.errors import AppError
from parley.identity.model import AccountId, Viewer
from parley.messages.errors import MessageInvalid, MessageNotFound, SenderUnverified
from parley.messages.model import Entry, EntryFrame, MessageDraft, MessageState, NewMessage, Reply, Sent
from parley.messages.settings import MessageSettings
from parley.messages.store import entries as store
from parley.messages.text import clean_text, mentions_in
from parley.rooms import service as rooms
from parley.rooms.errors import RoomBlocked, RoomNotFound
from parley.rooms.model import EntryDraft, LockedRoom, LogEntry

Quotes = dict[store.QuoteKey, tuple[AccountId | None, str | None]]


class Sender(GroupCommit[MessageDraft, Sent]):
    """The group commit of messages: one per process, wired as a port."""

    def __init__(self, work: Work) -> None:
        async def write(drafts: Sequence[MessageDraft]) -> Sequence[Sent | AppError]:
            began = time.perf_counter()
            async with work.writing_pipelined() as uow:
                answers = await send_many(uow, drafts)
            metrics.append_seconds.observe(time.perf_counter() - began)
            metrics.append_batch.observe(len(drafts))
            metrics.messages_appended.inc(sum(isinstance(answer, Sent) and not answer.repeated for answer in answers))
            return answers

        super().__init__(write)


def send(work: Work, room_id: str, viewer: Viewer, message: NewMessage) -> "asyncio.Future[Sent]":
    """Post a message to a room and announce it to the room's members.

    The text is at most 10,240 characters (a setting) after NFC normalisation; longer is refused, never cut. A second send with the same
    `client_id` returns the first entry. What can be refused alone is refused at once; the future is answered after the commit. The sender's own
    read marker moves to the message. Messages of one caller are written in the order of the calls.

    Raises: room.not_found, room.blocked, message.too_long, message.empty, message.invalid, message.not_found (what it replies to),
    message.sender_unverified, server.unavailable
    Appends: message
    """
    settings = work.settings.of(MessageSettings)
    if settings.verified_senders_only and not viewer.email_verified:
        raise SenderUnverified
    text = clean_text(message.text, settings.max_message_length)
    if not message.client_id.isprintable():
        raise MessageInvalid("The client_id must be printable.", fields={"client_id": "printable characters only"})
    draft = MessageDraft(room_id, viewer.account_id, message.client_id, text, message.reply_to_seq, mentions_in(text))
    return work.ports.get(Sender).submit(draft)


async def send_many(uow: UnitOfWork, drafts: Sequence[MessageDraft]) -> list[Sent | AppError]:
    """Append checked messages to their rooms in one transaction and announce each. Answers in the order of `drafts`.

    A message that a batch or a client sends again is announced again if it is the newest of its room: the first time its announcement may have
    been lost between the commit and whoever died then. Clients ignore what they have, and who misses one before it sees the gap.

    Five to nine statements whatever the number of messages.
    """
    locked, known = await rooms.lock_rooms_for(uow, [(draft.room_id, draft.author_id, draft.client_id) for draft in drafts])
    quoted = [key for draft in drafts if draft.room_id in locked and (key := _quote_key(draft)) is not None]
    quotes = await store.list_quotes(uow.conn, quoted) if quoted else {}
    refusals = [_refusal(locked.get(draft.room_id), draft, quotes) for draft in drafts]
    accepted = [
        (locked[draft.room_id], _entry_draft(locked[draft.room_id], draft))
        for draft, refusal in zip(drafts, refusals, strict=True)
        if refusal is None
    ]
    logged = await rooms.append(uow, accepted, known)
    repeated = [(entry.room_id, entry.seq) for entry in logged if entry.repeated]
    firsts = await store.find_entries(uow.conn, repeated) if repeated else {}
    written = iter(logged)
    answers: list[Sent | AppError] = []
    for draft, refusal in zip(drafts, refusals, strict=True):
        if refusal is not None:
            answers.append(refusal)
            continue
        entry, room = next(written), locked[draft.room_id]
        if entry.repeated:
            sent = Sent(firsts[entry.room_id, entry.seq], repeated=True)
        else:
            sent = Sent(_fresh_entry(entry, _quote(draft, quotes)), repeated=False)
        if not entry.repeated or entry.seq == room.head_seq:
            uow.announce(room.members, EntryFrame(sent.entry))
        answers.append(sent)
    return answers


def _quote_key(draft: MessageDraft) -> store.QuoteKey | None:
    return None if draft.reply_to_seq is None else (draft.room_id, draft.reply_to_seq, draft.author_id)


def _quote(draft: MessageDraft, quotes: Quotes) -> Reply | None:
    key = _quote_key(draft)
    return None if key is None else store.make_reply(key[1], *quotes[key])


def _refusal(room: LockedRoom | None, draft: MessageDraft, quotes: Quotes) -> AppError | None:
    if room is None or draft.author_id not in room.members:
        return RoomNotFound()
    if room.is_blocked:
        return RoomBlocked()
    key = _quote_key(draft)
    if key is not None and key not in quotes:
        return MessageNotFound("The message to reply to does not exist.", fields={"reply_to_seq": "no such message"})
    return None


def _entry_draft(room: LockedRoom, draft: MessageDraft) -> EntryDraft:
    body: dict[str, object] = {"text": draft.text}
    if draft.reply_to_seq is not None:
        body["reply_to_seq"] = draft.reply_to_seq
    called: tuple[AccountId, ...] = ()
    if draft.mentions and (mentions := [account_id for account_id in draft.mentions if account_id in room.members]):
        body["mentions"] = mentions
        called = tuple(account_id for account_id in mentions if account_id != draft.author_id)
    return EntryDraft("message", draft.author_id, body, draft.client_id, called, draft.at)


def _fresh_entry(logged: LogEntry, reply: Reply | None) -> Entry:
    state = MessageState(logged.body["text"], None, None, [], reply, logged.seq)
    return Entry(
        logged.room_id,
        logged.seq,
        logged.id,
        logged.kind,
        logged.author_id,
        logged.client_id,
        logged.created_at,
        logged.body,
        state,
    )
