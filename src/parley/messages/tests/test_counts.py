"""What a call costs the database, whatever the length of rooms: statements, and pages of the disk that are looked at."""

from typing import Any

import pytest

from parley.ground.db.work import Work
from parley.ground.ids import new_id
from parley.messages.store import inbox as inbox_store
from parley.messages.tests.conftest import Pair
from parley.testing.api import ApiClient, NewPerson
from parley.testing.statements import count_statements


@pytest.fixture
async def room(new_person: NewPerson) -> tuple[ApiClient, ApiClient, str]:
    """Two people and the path of their room, in which each has said something, also in a topic."""
    mara, joao = await new_person("Mara Lindqvist"), await new_person("João Oliveira")
    room_id = (await mara.post("/rooms", json={"kind": "direct", "account_id": joao.id})).json()["room"]["id"]
    for number, person in enumerate((mara, joao, mara)):
        answer = await person.post(f"/rooms/{room_id}/messages", json={"client_id": f"c{number}", "text": "Hello"})
        assert answer.status_code == 201
    path = f"/rooms/{room_id}"
    await mara.post(f"{path}/topics", json={"topic_id": TOPIC, "name": "Invoices"})
    for person in (joao, mara, joao):
        await person.post(f"{path}/messages", json={"client_id": new_id(), "text": "Paid?", "topic_id": TOPIC})
    return mara, joao, path


TOPIC = new_id()

# One statement asks who it is; the rest is the call's own.
MOST_STATEMENTS: dict[str, tuple[str, str, Any, int]] = {
    "send": ("POST", "{room}/messages", {"client_id": "new", "text": "Once more"}, 4),
    "send again": ("POST", "{room}/messages", {"client_id": "c2", "text": "Hello"}, 4),
    "reply": ("POST", "{room}/messages", {"client_id": "new", "text": "Yes", "reply_to_seq": 3}, 5),
    "send to a topic": ("POST", "{room}/messages", {"client_id": "new", "text": "Soon", "topic_id": TOPIC}, 8),
    "forward": ("POST", "{room}/messages", {"client_id": "new", "text": "", "forward": None}, 5),
    "newest page": ("GET", "{room}/entries", None, 3),
    "page before": ("GET", "{room}/entries?before_seq=3", None, 3),
    "page after": ("GET", "{room}/entries?after_seq=1", None, 3),
    "raw log": ("GET", "{room}/log", None, 3),
    "inbox": ("GET", "/inbox", None, 4),
    "room": ("GET", "{room}", None, 4),
    "read": ("PUT", "{room}/read", {"seq": 8}, 4),
    "read again": ("PUT", "{room}/read", {"seq": 4}, 3),
    "read a topic": ("PUT", "{room}/read", {"seq": 8, "topic_id": TOPIC}, 8),
    "topics": ("GET", "{room}/topics", None, 3),
    "topic": ("GET", "{room}/topics/{topic}", None, 3),
    "page of a topic": ("GET", "{room}/topics/{topic}/entries", None, 4),
    "start a topic": ("POST", "{room}/topics", {"topic_id": new_id(), "name": "More", "seq": 3}, 11),
    "resolve a topic": ("PATCH", "{room}/topics/{topic}", {"resolved": True}, 8),
    "pin": ("PUT", "{room}/messages/3/pin", None, 7),
    "pins": ("GET", "{room}/pins", None, 3),
    "edit": ("PATCH", "{room}/messages/4", {"text": "Hello!"}, 6),
    "react": ("PUT", "{room}/messages/3/reactions/👍", None, 6),
    "draft": ("PUT", "{room}/draft", {"text": "Well"}, 4),
}


@pytest.mark.parametrize(("method", "path", "body", "most"), MOST_STATEMENTS.values(), ids=MOST_STATEMENTS.keys())
async def test_a_call_takes_few_statements(
    room: tuple[ApiClient, ApiClient, str], method: str, path: str, body: Any, most: int
) -> None:
    mara, _, place = room
    if body is not None and "forward" in body:
        body = {**body, "forward": {"room_id": place.split("/")[-1], "seq": 3}}
    with count_statements() as statements:
        answer = await mara.request(method, path.format(room=place, topic=TOPIC), json=body)
    assert answer.status_code < 300, answer.text
    assert len(statements) <= most, "\n".join(statements)


async def _pages_read(pair: Pair) -> int:
    """Disk pages that the inbox's query looks at, in memory or not."""
    query = "explain (analyze, buffers, format json) " + inbox_store._SQL["all", False, False]
    given = {"viewer": pair.mara.account_id, "like": None, "before_at": None, "before_id": None, "limit": 51}
    async with pair.work.reading() as uow:
        row = await (await uow.conn.execute(query, given)).fetchone()
    assert row is not None
    plan = row[0][0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


async def _lengthen(work: Work, room_id: str, count: int) -> None:
    async with work.writing() as uow:
        await uow.conn.execute(
            """
            insert into entry (room_id, seq, id, kind, author_id, body, salt, leaf_hash, ordinal, created_at)
            select e.room_id, e.seq + n, gen_random_uuid(), e.kind, e.author_id, e.body, e.salt, e.leaf_hash, e.ordinal + n, e.created_at
            from room r join entry e on e.room_id = r.id and e.seq = r.head_seq, generate_series(1, %(count)s) n where r.id = %(room)s
            """,
            {"count": count, "room": room_id},
        )
        await uow.conn.execute(
            """
            update room set head_seq = head_seq + %(count)s, message_count = message_count + %(count)s, last_message_seq = head_seq + %(count)s
            where id = %(room)s
            """,
            {"count": count, "room": room_id},
        )
    async with work.reading() as uow:
        await uow.conn.execute("analyze entry, room")


async def test_the_inbox_looks_at_no_more_of_a_long_room_than_of_a_short_one(pair: Pair) -> None:
    await pair.send(pair.mara, "the first of very many")
    await _lengthen(pair.work, pair.room_id, 10)
    short = await _pages_read(pair)
    await _lengthen(pair.work, pair.room_id, 20_000)
    long = await _pages_read(pair)
    # A tree of two levels more, for the entry and for whatever is joined to it.
    assert long <= short + 10, (short, long)
