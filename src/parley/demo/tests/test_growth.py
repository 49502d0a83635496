"""Large rooms and full inboxes."""

from parley.demo.growth import grow_inbox, grow_room
from parley.demo.tests.leaves import leaf_of
from parley.ground.db.work import Work
from parley.messages import service as messages
from parley.rooms import service as rooms
from parley.testing.people import make_person, wire_messaging
from parley.testing.statements import count_statements


async def test_a_room_grows_by_as_many_messages_as_asked_in_few_statements(work: Work) -> None:
    wire_messaging(work)
    mara, joao, wei = [await make_person(work, name) for name in ("Mara", "João", "Wei")]
    async with work.writing() as uow:
        room_id = await rooms.create_group(uow, mara, "Long", [joao.account_id, wei.account_id])
    with count_statements() as statements:
        await grow_room(work, room_id, [mara, joao], 1_100)
    assert len(statements) <= 3 * 9
    async with work.reading() as uow:
        item = await messages.inbox_item(uow, room_id, wei)
        log = await messages.raw_log(uow, room_id, wei, 0, 200)
        newest = await messages.entries_before(uow, room_id, wei, None, 200)
    assert item.unread_count == 1_100
    assert len({entry.body["text"] for entry in newest.items if entry.body}) > 100
    times = [entry.created_at for entry in newest.items]
    assert times == sorted(set(times))
    assert all(leaf_of(entry) == entry.leaf_hash for entry in log.items)


async def test_an_inbox_grows_by_as_many_unread_rooms_as_asked(work: Work) -> None:
    wire_messaging(work)
    joao, *others = [await make_person(work, name) for name in ("João", "Mara", "Wei")]
    made = await grow_inbox(work, joao, others, 120)
    async with work.reading() as uow:
        page = await messages.inbox(uow, joao, which="unread", find=None, cursor=None, limit=200)
    assert [item.room_id for item in page.items] == made[::-1]
    assert page.unread_total == 120
