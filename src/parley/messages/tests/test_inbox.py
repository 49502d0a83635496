"""The inbox: one truth about what is unread, at a cost that does not grow with the rooms."""

import asyncio
from datetime import timedelta

import pytest
import pytest_asyncio

from parley.ground.clock import FixedClock
from parley.ground.errors import RequestMalformed
from parley.messages import service
from parley.messages.model import InboxItem, InboxPage, NewMessage, Sought
from parley.messages.tests.conftest import Pair
from parley.rooms import service as rooms
from parley.rooms.model import PlaceChange
from parley.testing.people import make_person
from parley.testing.statements import count_statements


async def item(pair: Pair, who: str = "joao") -> InboxItem:
    async with pair.work.reading() as uow:
        return await service.inbox_item(uow, pair.room_id, getattr(pair, who))


async def page(pair: Pair, which: str = "all", find: str | None = None, cursor: str | None = None, limit: int = 50) -> InboxPage:
    async with pair.work.reading() as uow:
        return await service.inbox(uow, pair.mara, which=which, find=Sought(text=find), cursor=cursor, limit=limit)


async def read(pair: Pair, seq: int, *, back: bool = False) -> tuple[int, int]:
    async with pair.work.writing() as uow:
        state = await rooms.mark_read(uow, pair.room_id, pair.joao, seq, back=back)
    return state.read_seq, state.unread_count


async def test_reading_counts_down_exactly_and_never_goes_back_by_itself(pair: Pair) -> None:
    for n in range(5):
        await pair.send(pair.mara, f"n{n}")
    assert (await item(pair)).unread_count == 5
    assert await read(pair, 4) == (4, 2)
    assert await read(pair, 2) == (4, 2)
    assert await read(pair, 6) == (6, 0)
    assert await read(pair, 3, back=True) == (3, 3)


async def test_own_messages_are_never_unread_not_even_after_marking_unread(pair: Pair) -> None:
    await pair.send(pair.mara, "1")
    await pair.send(pair.joao, "2")
    await pair.send(pair.mara, "3")
    await pair.send(pair.joao, "4")
    assert (await item(pair)).unread_count == 0
    assert await read(pair, 1, back=True) == (1, 2)
    await pair.send(pair.mara, "5")
    assert (await item(pair)).unread_count == 3
    assert await read(pair, 2) == (2, 2)


async def test_reactions_edits_and_notices_are_not_unread(pair: Pair) -> None:
    sent = await pair.send(pair.mara, "1")
    await read(pair, sent.seq)
    async with pair.work.writing() as uow:
        await service.edit(uow, pair.room_id, pair.mara, sent.seq, "1, edited")
        await service.react(uow, pair.room_id, pair.mara, sent.seq, "👍", on=True)
    assert (await item(pair)).unread_count == 0


async def test_counts_stay_exact_under_concurrent_sends_and_reads(pair: Pair) -> None:
    async def reader() -> None:
        for seq in range(2, 60, 3):
            head = (await item(pair)).head_seq
            await read(pair, min(seq, head))

    await asyncio.gather(
        reader(), *(pair.send(pair.mara, f"m{n}") for n in range(60)), *(pair.send(pair.joao, f"j{n}") for n in range(20))
    )
    now = await item(pair)
    async with pair.work.reading() as uow:
        entries = (await service.entries_after(uow, pair.room_id, pair.joao, now.read_seq, 200)).items
    assert now.unread_count == sum(1 for e in entries if e.kind == "message" and e.author_id != pair.joao.account_id)


async def test_a_mention_counts_until_it_is_read_and_only_for_members(pair: Pair) -> None:
    eve = await make_person(pair.work, "Eve")
    text = f"[@João](parley:account/{pair.joao.account_id}) and [@Eve](parley:account/{eve.account_id}), look"
    sent = await pair.send(pair.mara, text)
    assert sent.body is not None
    assert sent.body["mentions"] == [pair.joao.account_id]
    assert (await item(pair)).mention_count == 1
    await read(pair, sent.seq)
    assert (await item(pair)).mention_count == 0


async def test_a_hidden_room_comes_back_with_the_next_message(pair: Pair) -> None:
    await pair.send(pair.joao, "hello")
    async with pair.work.writing() as uow:
        await rooms.change_place(uow, pair.room_id, pair.mara, PlaceChange(hidden=True))
    assert (await page(pair)).items == []
    assert [i.room_id for i in (await page(pair, "hidden")).items] == [pair.room_id]
    assert [i.room_id for i in (await page(pair, find="joão ol")).items] == [pair.room_id]
    await pair.send(pair.joao, "still there?")
    assert [i.hidden for i in (await page(pair)).items] == [False]


async def test_the_rooms_with_somebody_are_found_by_their_id_hidden_ones_too_until_they_leave(pair: Pair) -> None:
    wei = await make_person(pair.work, "Wei")
    async with pair.work.writing() as uow:
        group = await rooms.create_group(uow, pair.mara, "Launch", [pair.joao.account_id, wei.account_id])
        await rooms.create_group(uow, pair.mara, "Without João", [wei.account_id])
        await rooms.change_place(uow, pair.room_id, pair.mara, PlaceChange(hidden=True))

    async def with_joao(text: str | None = None) -> set[str]:
        async with pair.work.reading() as uow:
            sought = Sought(text, pair.joao.account_id)
            found = await service.inbox(uow, pair.mara, which="all", find=sought, cursor=None, limit=50)
        return {item.room_id for item in found.items}

    assert await with_joao() == {pair.room_id, group}
    assert await with_joao("launch") == {group}
    async with pair.work.writing() as uow:
        await rooms.remove_member(uow, group, pair.joao, pair.joao.account_id)
    assert await with_joao() == {pair.room_id}
    with pytest.raises(RequestMalformed):
        async with pair.work.reading() as uow:
            await service.inbox(uow, pair.mara, which="all", find=Sought(account_id="nobody"), cursor=None, limit=50)


@pytest_asyncio.fixture
async def busy(pair: Pair, clock: FixedClock) -> Pair:
    """Mara has 12 rooms more, each with one message from the other side."""
    for n in range(12):
        clock.move(timedelta(minutes=1))
        other = await make_person(pair.work, f"Client {n:02}")
        async with pair.work.writing() as uow:
            room_id, _ = await rooms.create_direct(uow, other, pair.mara.account_id)
        await service.send(pair.work, room_id, other, NewMessage("c", f"Hello from {n}"))
    return pair


async def test_pages_follow_each_other_without_gap_or_repeat_newest_first(busy: Pair) -> None:
    names: list[str] = []
    cursor = None
    while True:
        found = await page(busy, cursor=cursor, limit=5)
        assert found.unread_total == 12
        names.extend(item.room.people[0].display_name for item in found.items)
        cursor = found.next
        if cursor is None:
            break
    assert names == [f"Client {n:02}" for n in reversed(range(12))] + ["João Oliveira"]


async def test_filters_keep_what_they_say(busy: Pair) -> None:
    first = (await page(busy)).items[0]
    async with busy.work.writing() as uow:
        await rooms.change_place(uow, first.room_id, busy.mara, PlaceChange(starred=True))
        await rooms.mark_read(uow, first.room_id, busy.mara, first.head_seq)
    assert [i.room_id for i in (await page(busy, "starred")).items] == [first.room_id]
    assert len((await page(busy, "unread")).items) == 11
    assert (await page(busy, "drafts")).items == []
    assert len((await page(busy, find="client 0")).items) == 10
    assert (await page(busy, find="100%_\\")).items == []


async def test_the_inbox_takes_three_statements_whatever_the_rooms_hold(busy: Pair) -> None:
    with count_statements() as few:
        await page(busy)
    await asyncio.gather(*(busy.send(busy.joao, f"n{n}") for n in range(300)))
    with count_statements() as many:
        await page(busy)
    assert len(few) == len(many) == 3


async def test_a_page_of_entries_takes_two_statements(pair: Pair) -> None:
    await asyncio.gather(*(pair.send(pair.mara, f"n{n}") for n in range(60)))
    with count_statements() as statements:
        async with pair.work.reading() as uow:
            newest = await service.entries_before(uow, pair.room_id, pair.joao, None, 50)
    assert [e.seq for e in newest.items] == list(range(12, 62))
    assert len(statements) == 2
