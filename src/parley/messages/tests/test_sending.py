"""What sending promises."""

import asyncio
import json
from collections.abc import Awaitable

import pytest

from parley.ground.bus import LocalBus
from parley.ground.errors import AppError
from parley.identity import service as identity
from parley.messages import service
from parley.messages.errors import MessageEmpty, MessageInvalid, MessageNotFound, MessageTooLong
from parley.messages.model import NewMessage
from parley.messages.tests.conftest import Pair
from parley.rooms import service as rooms
from parley.rooms.errors import RoomBlocked, RoomNotFound
from parley.rooms.model import History, Invitation, LogEntry, content_hash, leaf_hash
from parley.testing.people import make_person
from parley.testing.statements import count_statements


async def test_a_message_is_the_next_entry_and_counts_as_unread_for_the_other(pair: Pair) -> None:
    entry = await pair.send(pair.mara, "Morning!")
    async with pair.work.reading() as uow:
        his = await service.inbox_item(uow, pair.room_id, pair.joao)
        hers = await service.inbox_item(uow, pair.room_id, pair.mara)
    assert (entry.seq, his.head_seq, his.unread_count, hers.unread_count, hers.read_seq) == (2, 2, 1, 0, 2)
    assert his.last_entry == entry


async def test_a_repeated_client_id_returns_the_first_entry_and_appends_nothing(pair: Pair) -> None:
    first = await pair.send(pair.mara, "once", client_id="same")
    again = await service.send(pair.work, pair.room_id, pair.mara, NewMessage("same", "once, retried"))
    assert again.repeated
    assert again.entry == first
    both = await asyncio.gather(*(pair.send(pair.joao, "twice", client_id="in one batch") for _ in range(5)))
    assert {entry.seq for entry in both} == {first.seq + 1}


async def test_the_newest_message_sent_again_is_announced_again_and_an_older_one_is_not(pair: Pair, bus: LocalBus) -> None:
    first = await pair.send(pair.mara, "one", client_id="1")
    second = await pair.send(pair.mara, "two", client_id="2")
    frames: list[bytes] = []
    await bus.subscribe(f"account.{pair.joao.account_id}", frames.append)
    assert await pair.send(pair.mara, "one", client_id="1") == first
    assert frames == []
    assert await pair.send(pair.mara, "two", client_id="2") == second
    assert [json.loads(frame)["entry"]["seq"] for frame in frames] == [second.seq]


async def test_the_same_client_id_of_another_author_is_another_message(pair: Pair) -> None:
    first = await pair.send(pair.mara, "hers", client_id="c")
    second = await pair.send(pair.joao, "his", client_id="c")
    assert second.seq == first.seq + 1


async def test_messages_of_many_senders_are_written_in_few_commits_with_a_bounded_number_of_statements(pair: Pair) -> None:
    sender = pair.work.ports.get(service.Sender)
    await pair.send(pair.mara, "warm")
    batches = sender.batches
    with count_statements() as statements:
        entries = await asyncio.gather(*(pair.send(pair.mara if n % 2 else pair.joao, f"n{n}") for n in range(200)))
    assert sorted(entry.seq for entry in entries) == list(range(3, 203))
    assert sender.batches - batches == 1
    assert len(statements) <= 6


async def test_an_author_s_messages_keep_the_order_in_which_they_were_sent(pair: Pair) -> None:
    entries = await asyncio.gather(*(pair.send(pair.mara, f"n{n}") for n in range(100)))
    assert [entry.body["text"] for entry in sorted(entries, key=lambda e: e.seq) if entry.body] == [f"n{n}" for n in range(100)]


async def test_every_leaf_hash_recomputes_from_the_raw_log(pair: Pair) -> None:
    await pair.send(pair.mara, "plain")
    await pair.send(pair.joao, 'quotes " and \\ and \t and \u2028 and 😀 and \x7f and é', client_id="odd")
    async with pair.work.reading() as uow:
        log = await service.raw_log(uow, pair.room_id, pair.mara, 0, 200)
    assert [entry.seq for entry in log.items] == [1, 2, 3]
    for entry in log.items:
        assert entry.salt is not None
        content = content_hash(bytes.fromhex(entry.salt), entry.body)
        assert content.hex() == entry.content
        envelope = LogEntry(
            entry.room_id, entry.seq, entry.id, entry.kind, entry.author_id, entry.client_id, entry.created_at, {}
        )
        assert leaf_hash(envelope, content).hex() == entry.leaf_hash


REFUSED = {
    "too long": ("x" * 10_241, MessageTooLong),
    "empty": ("", MessageEmpty),
    "spaces": (" \n\t\u2003", MessageEmpty),
    "zero width": ("\u200b\u200d\ufeff", MessageEmpty),
    "NUL": ("a\x00b", MessageInvalid),
    "lone surrogate": ("a\ud800b", MessageInvalid),
}


@pytest.mark.parametrize(("text", "refusal"), REFUSED.values(), ids=REFUSED.keys())
async def test_text_that_cannot_be_a_message_is_refused_and_nothing_changes(
    pair: Pair, text: str, refusal: type[AppError]
) -> None:
    with pytest.raises(refusal):
        await service.send(pair.work, pair.room_id, pair.mara, NewMessage("c", text))
    async with pair.work.reading() as uow:
        assert (await service.inbox_item(uow, pair.room_id, pair.mara)).head_seq == 1


async def test_exactly_the_longest_text_is_taken_and_not_cut(pair: Pair) -> None:
    entry = await pair.send(pair.mara, "é" * 10_240, client_id="long")
    assert entry.state is not None
    assert entry.state.text == "é" * 10_240


async def test_length_is_counted_after_normalisation(pair: Pair) -> None:
    entry = await pair.send(pair.mara, "e\u0301" * 10_240, client_id="decomposed")
    assert entry.body is not None
    assert entry.body["text"] == "é" * 10_240


async def _refused(sending: Awaitable[object]) -> AppError:
    with pytest.raises(AppError) as caught:
        await sending
    return caught.value


async def test_a_stranger_is_told_that_the_room_does_not_exist(pair: Pair) -> None:
    stranger = await make_person(pair.work, "Eve")
    assert isinstance(await _refused(pair.send(stranger, "let me in")), RoomNotFound)
    for wrong in ("nonsense", "0" * 36, "01890000-0000-7000-8000-000000000000"):
        assert isinstance(await _refused(service.send(pair.work, wrong, pair.mara, NewMessage("c", "x"))), RoomNotFound)


async def test_one_refused_message_does_not_fail_its_neighbours_in_the_batch(pair: Pair) -> None:
    stranger = await make_person(pair.work, "Eve")
    good, bad, more = await asyncio.gather(
        pair.send(pair.mara, "one"), pair.send(stranger, "two"), pair.send(pair.joao, "three"), return_exceptions=True
    )
    assert isinstance(bad, RoomNotFound)
    assert not isinstance(good, BaseException)
    assert not isinstance(more, BaseException)
    assert more.seq == good.seq + 1


async def test_neither_side_of_a_block_can_write_until_it_is_lifted(pair: Pair) -> None:
    async with pair.work.writing() as uow:
        await identity.block(uow, pair.mara.account_id, pair.joao.account_id)
    assert isinstance(await _refused(pair.send(pair.joao, "hello?")), RoomBlocked)
    assert isinstance(await _refused(pair.send(pair.mara, "hello?")), RoomBlocked)
    async with pair.work.writing() as uow:
        await identity.unblock(uow, pair.mara.account_id, pair.joao.account_id)
    assert (await pair.send(pair.joao, "hello again")).seq == 2


async def test_a_reply_carries_a_quote_of_what_it_answers(pair: Pair) -> None:
    first = await pair.send(pair.mara, "Warmer greys in the [palette](https://example.com), please")
    reply = await pair.send(pair.joao, "Done", reply_to_seq=first.seq)
    assert reply.state is not None
    assert reply.state.reply is not None
    assert reply.state.reply.excerpt == "Warmer greys in the palette, please"
    async with pair.work.reading() as uow:
        page = await service.entries_after(uow, pair.room_id, pair.mara, 0, 50)
    assert page.items[-1] == reply
    for missing in (0, 1, 99, -5):
        assert isinstance(await _refused(pair.send(pair.joao, f"to {missing}", reply_to_seq=missing)), MessageNotFound)


async def test_who_was_added_from_now_cannot_quote_what_came_before(pair: Pair) -> None:
    wei = await make_person(pair.work, "Wei Chen")
    async with pair.work.writing() as uow:
        room_id = await rooms.create_group(uow, pair.mara, "Team", [pair.joao.account_id])
    secret = (await service.send(pair.work, room_id, pair.mara, NewMessage("s", "the secret"))).entry
    async with pair.work.writing() as uow:
        await rooms.add_member(uow, room_id, pair.mara, Invitation(wei.account_id, History.FROM_NOW))
    refusal = await _refused(service.send(pair.work, room_id, wei, NewMessage("q", "what?", reply_to_seq=secret.seq)))
    assert isinstance(refusal, MessageNotFound)
    async with pair.work.reading() as uow:
        page = await service.entries_after(uow, room_id, wei, 0, 200)
        item = await service.inbox_item(uow, room_id, wei)
    assert [entry.kind for entry in page.items] == ["member.added"]
    assert item.last_entry is None
    assert item.unread_count == 0
