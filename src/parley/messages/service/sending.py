"""Sending: a message is checked alone, then written together with whatever else has gathered."""

import asyncio
from collections.abc import Sequence

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
            async with work.writing() as uow:
                return await send_many(uow, drafts)

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

    Between six and nine statements whatever their number.
    """
    locked = await rooms.lock_rooms(uow, [draft.room_id for draft in drafts])
    quoted = [key for draft in drafts if draft.room_id in locked and (key := _quote_key(draft)) is not None]
    quotes = await store.list_quotes(uow.conn, quoted) if quoted else {}
    results: list[Sent | AppError | None] = []
    accepted: list[tuple[LockedRoom, EntryDraft]] = []
    for draft in drafts:
        room = locked.get(draft.room_id)
        refusal = _refusal(room, draft, quotes)
        results.append(refusal)
        if room is not None and refusal is None:
            accepted.append((room, _entry_draft(room, draft)))
    appended = iter(await rooms.append(uow, accepted) if accepted else ())
    answers: list[Sent | AppError] = []
    for draft, result in zip(drafts, results, strict=True):
        if result is not None:
            answers.append(result)
            continue
        logged = next(appended)
        if logged.repeated:
            first = await store.find_entry(uow.conn, logged.room_id, logged.seq)
            answers.append(Sent(first, repeated=True) if first else MessageNotFound())
            continue
        key = _quote_key(draft)
        entry = _fresh_entry(logged, None if key is None else store.make_reply(key[1], *quotes[key]))
        uow.announce(locked[draft.room_id].members, EntryFrame(entry))
        answers.append(Sent(entry, repeated=False))
    return answers


def _quote_key(draft: MessageDraft) -> store.QuoteKey | None:
    return None if draft.reply_to_seq is None else (draft.room_id, draft.reply_to_seq, draft.author_id)


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
    mentions = tuple(account_id for account_id in draft.mentions if account_id in room.members)
    if mentions:
        body["mentions"] = list(mentions)
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
