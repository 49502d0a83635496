"""Makes long rooms, as two people do who write for weeks: over the live socket."""

import json

from websockets.sync.client import connect

from tests.journeys.people import Person

# Sent before the first answer is awaited; the server commits what has gathered.
_AT_ONCE = 250
_WORDS = "The quick harbour pilot reads every chart twice before the tide turns and the lamps are lit".split()


def line(number: int) -> str:
    """What message `number` (from 1) of a grown room says: its number, and between one word and several lines."""
    words = " ".join(_WORDS[: 1 + number * 7 % len(_WORDS)])
    lines = "\n".join(_WORDS[: number % 5])
    return f"No. {number:05d}. {words}\n{lines}".strip()


def grow(room_id: str, writers: tuple[Person, Person], count: int) -> None:
    """Let two people say `count` messages (a multiple of 500), in turns of 250."""
    for start in range(1, count + 1, _AT_ONCE):
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
