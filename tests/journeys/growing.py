"""Makes long rooms: as two people do who write for weeks, over the live socket; and years of it at once, in the database."""

import json

import psycopg
from websockets.sync.client import connect

from tests.journeys.people import Person

# Sent before the first answer is awaited; the server commits what has gathered.
_AT_ONCE = 250
_WORDS = "The quick harbour pilot reads every chart twice before the tide turns and the lamps are lit".split()


def line(number: int) -> str:
    """What message `number` (from 1) of a grown room says: its number, and between one word and several lines."""
    words = " ".join(_WORDS[: 1 + number * 7 % len(_WORDS)])
    lines = "\n".join(_WORDS[: number % 5])
    return f"No. {number:06d}. {words}\n{lines}".strip()


def fill(database_url: str, room_id: str, writers: tuple[Person, Person], count: int) -> int:
    """Put messages 1 to `count` into the room's log, in turns of 250; the `seq` of the first. Their hashes are not those of their texts."""
    with psycopg.connect(database_url) as connection:
        row = connection.execute("select head_seq, message_count from room where id = %s for update", (room_id,)).fetchone()
        assert row is not None
        head, messages = row
        rows = [
            (head + number, writers[number // _AT_ONCE % 2].id, f"filled {number}", line(number), messages + number)
            for number in range(1, count + 1)
        ]
        connection.execute(
            """
            insert into entry (room_id, seq, id, kind, author_id, client_id, body, salt, leaf_hash, ordinal, created_at)
            select %s, seq, gen_random_uuid(), 'message', author_id, client_id, jsonb_build_object('text', text), '\\x00', '\\x00', ordinal, now()
            from unnest(%s::bigint[], %s::uuid[], %s::text[], %s::text[], %s::bigint[]) e(seq, author_id, client_id, text, ordinal)
            """,
            (room_id, *map(list, zip(*rows, strict=True))),
        )
        connection.execute(
            """
            update room set head_seq = head_seq + %s, message_count = message_count + %s, last_message_seq = head_seq + %s,
              last_activity_at = now()
            where id = %s
            """,
            (count, count, count, room_id),
        )
        # The planner still believes that the table is small, and reads it whole for each page, until autovacuum comes by.
        connection.execute("analyze entry")
    return int(head) + 1


def grow(room_id: str, writers: tuple[Person, Person], count: int, *, first: int = 1) -> None:
    """Let two people say `count` messages (a multiple of 500) from number `first` on, in turns of 250."""
    for start in range(first, first + count, _AT_ONCE):
        _say(writers[start // _AT_ONCE % 2], room_id, range(start, start + _AT_ONCE))


def _say(person: Person, room_id: str, numbers: range) -> None:
    cookie = "; ".join(f"{name}={value}" for name, value in person.new_session().items())
    address = f"{person.origin.replace('http', 'ws', 1)}/api/v1/live"
    with connect(address, additional_headers={"Cookie": cookie}, compression=None, max_size=None) as socket:
        for number in numbers:
            frame = {"type": "message.send", "request_id": str(number), "room_id": room_id, "client_id": f"grown {number}"}
            socket.send(json.dumps({**frame, "text": line(number)}))
        waiting = set(map(str, numbers))
        while waiting:
            answer = json.loads(socket.recv(timeout=60))
            assert answer["type"] != "error", answer
            if answer["type"] == "ack":
                waiting.discard(answer["request_id"])
