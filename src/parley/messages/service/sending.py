"""Sending: a message is checked alone, then written together with whatever else has gathered."""

import asyncio
import time
from collections.abc import Container, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from msgspec import UNSET

from parley.files import service as files
from parley.files.errors import FileNotFound
from parley.ground import metrics
from parley.ground.batch import GroupCommit
from parley.ground.db.work import UnitOfWork, Work
from parley.ground.errors import AppError
from parley.ground.ids import is_id
from parley.identity.model import AccountId, Viewer
from parley.messages.errors import MessageInvalid, MessageNotFound, SenderUnverified, TopicNotFound
from parley.messages.model import Entry, EntryFrame, MessageDraft, MessageState, NewMessage, Reply, Sent
from parley.messages.service import attachments
from parley.messages.settings import MessageSettings
from parley.messages.store import entries as store
from parley.messages.store import topics as topic_store
from parley.messages.text import clean_text, mentions_in
from parley.rooms import service as rooms
from parley.rooms.errors import RoomBlocked, RoomNotFound
from parley.rooms.model import EntryDraft, LockedRoom, LogEntry


class Referred(NamedTuple):
    """What the messages of a batch refer to, as their senders see it. What is missing here does not exist for them."""

    quotes: Mapping[store.MessageKey, tuple[AccountId | None, str | None]]
    topics: AbstractSet[topic_store.TopicKey]
    forwarded: Mapping[store.MessageKey, dict[str, Any]]
    files: attachments.Files


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
    read marker moves to the message: that of the topic if it is of one, else the room's. Messages of one caller are written in the order of the
    calls. With `forward` that message's text and files are copied into the entry, with its author's name; with it, or with files, the own text
    may be empty.

    Raises: room.not_found, room.blocked, message.too_long, message.empty, message.invalid, message.not_found (what it replies to or forwards),
    topic.not_found, file.not_found, message.sender_unverified, server.unavailable
    Appends: message
    """
    settings = work.settings.of(MessageSettings)
    if settings.verified_senders_only and not viewer.email_verified:
        raise SenderUnverified
    text = clean_text(
        message.text, settings.max_message_length, may_be_empty=message.forward is not None or message.file_ids != ()
    )
    if message.file_ids:
        attachments.require_file_ids(work.settings, message.file_ids)
    if not message.client_id.isprintable():
        raise MessageInvalid("The client_id must be printable.", fields={"client_id": "printable characters only"})
    if message.topic_id is not None and not is_id(message.topic_id):
        raise TopicNotFound
    if message.forward is not None and not is_id(message.forward.room_id):
        raise _nothing_to_forward()
    draft = MessageDraft(
        room_id,
        viewer.account_id,
        message.client_id,
        text,
        message.reply_to_seq,
        mentions_in(text),
        topic_id=message.topic_id,
        forward=message.forward,
        file_ids=message.file_ids,
    )
    return work.ports.get(Sender).submit(draft)


async def send_many(uow: UnitOfWork, drafts: Sequence[MessageDraft]) -> list[Sent | AppError]:
    """Append checked messages to their rooms in one transaction and announce each. Answers in the order of `drafts`.

    A message that a batch or a client sends again is announced again if it is the newest of its room: the first time its announcement may have
    been lost between the commit and whoever died then. Clients ignore what they have, and who misses one before it sees the gap.

    Five to nine statements whatever the number of messages, four more when some are of topics, one when some are forwarded, and four when some
    carry files.
    """
    locked, known = await rooms.lock_rooms_for(uow, [(draft.room_id, draft.author_id, draft.client_id) for draft in drafts])
    referred = await _find_referred(uow, [draft for draft in drafts if draft.room_id in locked])
    refusals = [_refusal(locked.get(draft.room_id), draft, referred, known) for draft in drafts]
    accepted = [
        (locked[draft.room_id], _entry_draft(locked[draft.room_id], draft, referred))
        for draft, refusal in zip(drafts, refusals, strict=True)
        if refusal is None
    ]
    logged = await rooms.append(uow, accepted, known)
    await _count_in_topics(uow, logged)
    await attachments.claim(uow, logged)
    repeated = [(entry.room_id, entry.seq) for entry in logged if entry.repeated]
    firsts = await store.find_entries(uow.conn, repeated) if repeated else {}
    await attachments.show(uow, firsts.values())
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
            sent = Sent(_fresh_entry(entry, _quote(draft, referred), referred.files), repeated=False)
        if not entry.repeated or entry.seq == room.head_seq:
            uow.announce(room.members, EntryFrame(sent.entry))
        answers.append(sent)
    await rooms.read_own_in_topics(uow, locked.values(), logged)
    return answers


async def _find_referred(uow: UnitOfWork, drafts: Sequence[MessageDraft]) -> Referred:
    """One statement for each sort of thing that any of these messages refers to."""
    quoted = [(d.room_id, d.reply_to_seq, d.author_id) for d in drafts if d.reply_to_seq is not None]
    topics = [(d.room_id, d.topic_id, d.author_id) for d in drafts if d.topic_id is not None]
    forwards = [(d.forward.room_id, d.forward.seq, d.author_id) for d in drafts if d.forward is not None]
    forwarded = await store.list_forwarded(uow.conn, forwards) if forwards else {}
    carried = [file_id for draft in drafts for file_id in draft.file_ids]
    carried += [file["id"] for body in forwarded.values() for file in body.get("files", ())]
    return Referred(
        await store.list_quotes(uow.conn, quoted) if quoted else {},
        await topic_store.list_visible(uow.conn, topics) if topics else frozenset(),
        forwarded,
        await files.reserve(uow, carried) if carried else {},
    )


def _quote(draft: MessageDraft, referred: Referred) -> Reply | None:
    if draft.reply_to_seq is None:
        return None
    return store.make_reply(draft.reply_to_seq, *referred.quotes[draft.room_id, draft.reply_to_seq, draft.author_id])


def _nothing_to_forward() -> AppError:
    return MessageNotFound("The message to forward does not exist.", fields={"forward": "no such message"})


def _refusal(
    room: LockedRoom | None, draft: MessageDraft, referred: Referred, known: Container[tuple[str, str, str]]
) -> AppError | None:
    if room is None or draft.author_id not in room.members:
        return RoomNotFound()
    if room.is_blocked:
        return RoomBlocked()
    if draft.reply_to_seq is None and draft.topic_id is None and draft.forward is None and not draft.file_ids:
        return None
    # Of one that was written already what it refers to may be gone by now.
    return None if (draft.room_id, draft.author_id, draft.client_id) in known else _missing(draft, referred)


def _missing(draft: MessageDraft, referred: Referred) -> AppError | None:
    reader = draft.author_id
    if draft.reply_to_seq is not None and (draft.room_id, draft.reply_to_seq, reader) not in referred.quotes:
        return MessageNotFound("The message to reply to does not exist.", fields={"reply_to_seq": "no such message"})
    if draft.topic_id is not None and (draft.room_id, draft.topic_id, reader) not in referred.topics:
        return TopicNotFound()
    if draft.forward is not None and (draft.forward.room_id, draft.forward.seq, reader) not in referred.forwarded:
        return _nothing_to_forward()
    if draft.file_ids and attachments.own_files(draft, referred.files) is None:
        return FileNotFound(
            "One of the files does not exist, or is not yours to send.", fields={"file_ids": "no such file of yours"}
        )
    return None


def _entry_draft(room: LockedRoom, draft: MessageDraft, referred: Referred) -> EntryDraft:
    body: dict[str, object] = {"text": draft.text}
    if draft.reply_to_seq is not None:
        body["reply_to_seq"] = draft.reply_to_seq
    if draft.topic_id is not None:
        body["topic_id"] = draft.topic_id
    if draft.forward is not None:
        body["forwarded"] = referred.forwarded.get((draft.forward.room_id, draft.forward.seq, draft.author_id))
    if draft.file_ids:
        body["files"] = attachments.described(attachments.own_files(draft, referred.files) or ())
    called: tuple[AccountId, ...] = ()
    if draft.mentions and (mentions := [account_id for account_id in draft.mentions if account_id in room.members]):
        body["mentions"] = mentions
        called = tuple(account_id for account_id in mentions if account_id != draft.author_id)
    return EntryDraft("message", draft.author_id, body, draft.client_id, called, draft.at, draft.topic_id)


async def _count_in_topics(uow: UnitOfWork, logged: Sequence[LogEntry]) -> None:
    """Move the topics of new messages up."""
    added: dict[tuple[str, str], tuple[int, int]] = {}
    for entry in logged:
        if entry.topic_id is not None and not entry.repeated:
            before, _ = added.get((entry.room_id, entry.topic_id), (0, 0))
            added[entry.room_id, entry.topic_id] = (before + 1, entry.seq)
    if added:
        await topic_store.add_messages(uow.conn, [(*key, *value) for key, value in added.items()])


def _fresh_entry(logged: LogEntry, reply: Reply | None, found: attachments.Files) -> Entry:
    state = MessageState(logged.body["text"], None, None, [], reply, None, logged.seq)
    if carried := attachments.ids_in(logged.body):
        state.files = [found[file_id] for file_id in carried if file_id in found]
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
        UNSET if logged.topic_id is None else logged.topic_id,
    )
