"""The demo made: whole or not at all, once, and true to its own log."""

import asyncio
import re
from itertools import pairwise
from typing import Any

import psycopg
import pytest

from parley.demo import service
from parley.demo.model import ContentInvalid
from parley.demo.screenplay import parse_screenplay
from parley.demo.stage import Member, Past, Performance
from parley.demo.tests.conftest import Demo
from parley.demo.tests.leaves import leaf_of
from parley.ground.db.work import Work
from parley.ground.errors import ServerUnavailable
from parley.identity.model import Viewer
from parley.messages import service as messages
from parley.messages.model import InboxItem, Topic
from parley.testing.people import make_person, wire_messaging

JOAO, NOAH = "João Oliveira", "Noah Tremblay"


async def inbox(work: Work, viewer: Viewer, which: str = "all") -> list[InboxItem]:
    async with work.reading() as uow:
        return (await messages.inbox(uow, viewer, which=which, find=None, cursor=None, limit=200)).items


async def one_value(work: Work, query: str) -> Any:
    async with work.reading() as uow:
        row = await (await uow.conn.execute(query)).fetchone()
    assert row is not None
    return row[0]


def room_named(items: list[InboxItem], name: str) -> InboxItem:
    return next(item for item in items if name in (item.room.title or item.room.people[0].display_name))


async def test_the_terminal_is_told_where_and_as_whom_to_sign_in(demo: Demo) -> None:
    first, *people = demo.told.splitlines()
    assert first.endswith("http://localhost:8000/demo")
    assert people == [f"  {name} – {hint}" for name, hint in demo.hints.items()]


async def test_each_hint_is_what_the_inbox_shows(demo: Demo) -> None:
    for name, hint in demo.hints.items():
        items = await inbox(demo.work, demo.viewer(name))
        unread = sum(item.unread_count for item in await inbox(demo.work, demo.viewer(name), "unread"))
        said = f"{len(items)} rooms, {unread} unread" if items else "no rooms yet"
        assert hint.endswith(f" · {said}"), name


async def test_everybody_but_the_newcomer_has_unread_rooms_and_is_called_in_one(demo: Demo) -> None:
    for name, viewer in demo.viewers.items():
        unread = await inbox(demo.work, viewer, "unread")
        assert bool(unread) == (name != NOAH), name
        assert any(item.mention_count for item in unread) == (name != NOAH), name


async def test_unread_counts_are_what_others_wrote_after_the_read_marker(demo: Demo) -> None:
    async with demo.work.reading() as uow:
        cursor = await uow.conn.execute(
            """
            select m.account_id, r.message_count - m.seen_count - m.ahead_count,
              (select count(*) from entry e where e.room_id = r.id and e.seq > m.read_seq and e.seq >= m.from_seq and e.kind = 'message'
               and e.author_id <> m.account_id)
            from member m join room r on r.id = m.room_id where m.left_at is null
            """
        )
        places = await cursor.fetchall()
    assert len(places) > 40
    assert [counted for _, counted, _ in places] == [written for _, _, written in places]


async def test_joao_s_inbox_has_one_of_everything(demo: Demo) -> None:
    joao = demo.viewer(JOAO)
    shown = await inbox(demo.work, joao)
    assert len(shown) == 10
    assert len([item for item in shown if item.unread_count]) >= 4
    assert len([item for item in shown if item.starred]) == 1
    assert [item.room.people[0].display_name for item in await inbox(demo.work, joao, "hidden")] == ["Dana Khoury"]
    assert [item.room.people[0].display_name for item in await inbox(demo.work, joao, "drafts")] == ["Lena Brandt"]
    assert len([item for item in shown if item.muted_until]) == 2


async def test_one_room_has_twenty_thousand_messages(demo: Demo) -> None:
    assert await one_value(demo.work, "select max(message_count) from room") >= 20_000


async def test_several_rooms_have_topics_some_resolved_and_the_long_room_has_old_ones_too(demo: Demo) -> None:
    joao = demo.viewer(JOAO)
    found: dict[str, list[Topic]] = {}
    for item in await inbox(demo.work, joao):
        async with demo.work.reading() as uow:
            page = await messages.topics(uow, item.room_id, joao, which="all", cursor=None, limit=50)
        found[item.room.title or item.room.people[0].display_name] = page.items
    assert len([topics for topics in found.values() if topics]) >= 6
    topics = [topic for topics in found.values() for topic in topics]
    assert all(topic.message_count for topic in topics if topic.name != "One sentence for the store")
    assert {topic.resolved_at is None for topic in topics} == {True, False}
    assert sum(topic.unread_count for topic in found["Grace Mwangi"]) == 1
    assert len(found["Grace Mwangi"]) >= 5
    async with demo.work.reading() as uow:
        cursor = await uow.conn.execute(
            "select count(*) filter (where e.created_at < t.created_at) from topic t join entry e on e.topic_id = t.id"
        )
        row = await cursor.fetchone()
    assert row is not None
    assert row[0] == 0


async def test_something_is_pinned_and_something_forwarded(demo: Demo) -> None:
    assert await one_value(demo.work, "select count(distinct room_id) from message_state where pinned_at is not null") >= 5
    team = room_named(await inbox(demo.work, demo.viewer(JOAO)), "Northwind")
    async with demo.work.reading() as uow:
        cursor = await uow.conn.execute(
            "select author_id, created_at, body->'forwarded' from entry where room_id = %s and body ? 'forwarded'",
            (team.room_id,),
        )
        ((forwarder, at, copied),) = await cursor.fetchall()
    assert (forwarder, copied["author_name"]) == (demo.viewer(JOAO).account_id, "Wei Chen")
    assert copied["created_at"] < at.isoformat()


async def test_the_group_has_roles_and_somebody_who_sees_it_from_a_point_on(demo: Demo) -> None:
    priya = room_named(await inbox(demo.work, demo.viewer("Priya Raman")), "Northwind")
    async with demo.work.reading() as uow:
        detail = await messages.room_detail(uow, priya.room_id, demo.viewer("Priya Raman"))
        page = await messages.entries_after(uow, priya.room_id, demo.viewer("Priya Raman"), 0, 5)
    assert len(detail.members) == 6
    assert {member.account.display_name: member.role.value for member in detail.members} | {
        "Mara Lindqvist": "owner",
        "Grace Mwangi": "admin",
        "Priya Raman": "member",
    } == {member.account.display_name: member.role.value for member in detail.members}
    assert page.from_seq > 1
    assert page.items[0].kind == "member.added"


async def test_every_log_is_gap_free_ascending_and_past(demo: Demo) -> None:
    async with demo.work.reading() as uow:
        cursor = await uow.conn.execute("select room_id, seq, created_at from entry order by room_id, seq")
        rows = await cursor.fetchall()
        cursor = await uow.conn.execute("select id, head_seq from room")
        heads: dict[str, int] = dict(await cursor.fetchall())
    assert len(rows) > 20_000
    for (room, seq, at), (next_room, next_seq, next_at) in pairwise(rows):
        if room == next_room:
            assert next_seq == seq + 1
            assert next_at >= at
        else:
            assert (seq, next_seq) == (heads[room], 1)
    assert all(at <= demo.work.clock.now() for _, _, at in rows)


async def test_every_leaf_hash_recomputes(demo: Demo) -> None:
    checked: set[str] = set()
    for viewer in demo.viewers.values():
        for item in await inbox(demo.work, viewer):
            async with demo.work.reading() as uow:
                # Of the long room its end; of the others all.
                log = await messages.raw_log(uow, item.room_id, viewer, max(item.head_seq - 200, 0), 200)
            assert all(leaf_of(entry) == entry.leaf_hash for entry in log.items)
            checked.update(entry.id for entry in log.items)
    assert len(checked) > 800


async def test_days_have_the_hours_of_the_room_s_people(demo: Demo) -> None:
    nights = """
    select count(*) from entry e join member m on m.room_id = e.room_id and m.account_id = e.author_id join account a on a.id = e.author_id
    where e.kind = 'message' and extract(hour from e.created_at at time zone a.time_zone) between 1 and 5
      and e.created_at < (select max(created_at) from entry) - interval '1 day'
    """
    assert await one_value(demo.work, nights) == 0


async def test_filling_again_or_at_the_same_time_adds_nothing(work: Work) -> None:
    wire_messaging(work)
    told = await asyncio.gather(service.fill_demo(work), service.fill_demo(work))
    assert told[0] == told[1]
    entries = await one_value(work, "select count(*) from entry")
    assert await service.fill_demo(work) == told[0]
    assert await one_value(work, "select count(*) from entry") == entries
    assert await one_value(work, "select count(*) from account") == await one_value(work, "select count(*) from demo_account")


async def test_a_database_with_somebody_in_it_is_left_alone(work: Work) -> None:
    wire_messaging(work)
    await make_person(work, "Eve")
    assert await service.fill_demo(work) == ""
    assert await one_value(work, "select count(*) from account") == 1


async def test_a_filling_that_is_cut_off_leaves_nothing_and_the_next_one_is_whole(work: Work, database_url: str) -> None:
    wire_messaging(work)
    filling = asyncio.create_task(service.fill_demo(work))
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as conn:
        while not await ended_while_it_writes(conn):
            await asyncio.sleep(0.02)
    with pytest.raises(ServerUnavailable):
        await filling
    assert await one_value(work, "select count(*) from account") == 0
    assert await one_value(work, "select count(*) from entry") == 0
    assert re.search(r"João Oliveira – .+ 10 rooms", await service.fill_demo(work))


async def ended_while_it_writes(conn: "psycopg.AsyncConnection[Any]") -> bool:
    """Take the connection away from whoever is writing entries at this moment; False when nobody is."""
    cursor = await conn.execute(
        """
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and query like '%insert into entry%'
        """
    )
    return await cursor.fetchone() is not None


async def test_a_screenplay_that_asks_for_what_is_refused_says_where(work: Work) -> None:
    wire_messaging(work)
    people = {"mara": await make_person(work, "Mara"), "joao": await make_person(work, "João")}
    said = "room: direct\npeople: mara, joao\ntimes of: UTC\n{unread}== -3d 10:00 mara\nHello\n== +20m {who} edits\nBye\n"
    wrong = {
        said.format(unread="", who="mara"): "x.txt:6: mara cannot do this: message.edit_window_closed",
        said.format(unread="", who="joao"): "x.txt:6: joao cannot do this: message.not_yours",
        said.format(unread="", who="mara").replace("edits\nBye", "forwards #a of y"): "x.txt:6: #a is no message of rooms/y.txt",
        said.format(unread="unread: mara 1\n", who="mara").replace("+20m", "+2m"): "x.txt:1: mara cannot have 1 unread",
    }
    for source, refusal in wrong.items():
        with pytest.raises(ContentInvalid) as caught:
            await play(work, source, people)
        assert str(caught.value).startswith(refusal)


async def play(work: Work, source: str, people: dict[str, Viewer]) -> None:
    cast = {handle: Member(viewer, handle) for handle, viewer in people.items()}
    async with work.writing() as uow:
        await Performance(Past(work, uow), cast, parse_screenplay("x.txt", source, people)).run()
