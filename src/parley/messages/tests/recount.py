"""What is unread, counted over the log by what the markers say and nothing else."""

from parley.ground.db.work import Work
from parley.messages.tests.client import Client
from parley.messages.tests.wire import Json


async def recount_members(work: Work) -> None:
    """What the members' rows and the rooms' say is unread is what a count over the log finds that knows only the markers."""
    async with work.reading() as uow:
        cursor = await uow.conn.execute(
            """
            select r.message_count - m.seen_count - m.ahead_count,
              (select count(*) from entry e
               left join topic_marker k on k.account_id = m.account_id and k.room_id = e.room_id and k.topic_id = e.topic_id
               where e.room_id = m.room_id and e.kind = 'message' and e.author_id <> m.account_id
                 and e.seq > greatest(m.read_seq, k.read_seq))
            from member m join room r on r.id = m.room_id where m.left_at is null
            """
        )
        assert all(kept == counted for kept, counted in await cursor.fetchall())


async def recount(client: Client) -> None:
    """What is unread is what a count over the log finds that knows only the markers."""
    for room_id, room in client.rooms.items():
        item, topics = client.inbox[room_id], room["topics"]

        def is_unread(entry: Json, item: Json = item, topics: dict[str, Json] = topics) -> bool:
            passed = topics[entry["topic_id"]]["read_seq"] if "topic_id" in entry else 0
            by_others = entry["kind"] == "message" and entry["author_id"] != client.me
            return by_others and bool(entry["seq"] > max(item["read_seq"], passed))

        unread = [entry for entry in room["entries"] if is_unread(entry)]
        assert item["unread_count"] == len(unread)
        assert item["mention_count"] == await count_mentions(client, room_id, {entry["seq"] for entry in unread})
        for topic_id, topic in topics.items():
            assert topic["unread_count"] == sum(entry.get("topic_id") == topic_id for entry in unread)
            messages = [entry["seq"] for entry in room["entries"] if entry.get("topic_id") == topic_id]
            assert topic["message_count"] == len(messages)
            assert not messages or topic["last_seq"] == messages[-1]


async def count_mentions(client: Client, room_id: str, seqs: set[int]) -> int:
    """How many of these messages call the client's person by name, in the log: also of those deleted since."""
    async with client.work.reading() as uow:
        cursor = await uow.conn.execute(
            "select seq from entry where room_id = %s and body->'mentions' ? %s", (room_id, client.me)
        )
        return len(seqs & {row[0] for row in await cursor.fetchall()})
