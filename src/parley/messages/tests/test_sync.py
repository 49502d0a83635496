"""The sync theorem: snapshot, act, apply the live frames to the old snapshot, fetch afresh, compare. They are equal."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.ground.clock import FixedClock
from parley.ground.db.work import Work
from parley.messages.tests.client import Client
from parley.messages.tests.journey import TOPICS, Journey, Step, journeys
from parley.messages.tests.recount import recount, recount_members
from parley.messages.tests.wire import Json, plain
from parley.testing.people import wire_messaging

FIXTURES = Path(__file__).parents[4] / "web" / "src" / "ground" / "sync" / "fixtures"


@pytest.fixture
def wired(work: Work) -> Work:
    wire_messaging(work)
    return work


async def fresh(client: Client) -> Json:
    """What a client sees that has just been installed."""
    other = Client(client.work, client.viewer)
    await other.connect()
    await client.work.bus.unsubscribe(f"account.{other.me}", other.frames.append)
    return {**other.snapshot(), "topics": other.topics()}


@settings(max_examples=int(os.environ.get("PARLEY_JOURNEYS", "40")), deadline=None, suppress_health_check=list(HealthCheck))
@given(journeys, st.integers(0, 3), st.sampled_from((TOPICS, 1, 0)))
async def test_live_frames_lead_every_client_to_what_a_fresh_fetch_shows(
    wired: Work, clock: FixedClock, journey_steps: list[Step], settle_every: int, topics: int
) -> None:
    journey = Journey(wired, clock, topics=topics)
    await journey.begin()
    for number, step in enumerate(journey_steps):
        await journey.do(step)
        await recount_members(wired)
        if settle_every and number % settle_every == 0:
            for client in journey.clients:
                await client.settle()
    await journey.end()
    for client in journey.clients:
        assert {**client.snapshot(), "topics": client.topics()} == await fresh(client)
        await recount(client)


def _step(name: str, actor: int = 0, room: int = 1, seq: int = 0, other: int = 0, choice: int = 0) -> Step:
    return Step(name, actor, room, (seq, other, choice))


# Seqs in the group: 1 created, 2 and 3 members added; messages from 4 on.
SCENARIOS: dict[str, list[Step]] = {
    "messages": [
        _step("send", 0),
        _step("send", 1, choice=1),
        _step("send", 1, 0),
        _step("mention", 2, other=0),
        _step("burst", 0),
    ],
    "edits": [
        _step("send", 0),
        _step("reply", 1, seq=4),
        _step("edit", 0, seq=4),
        _step("edit", 0, seq=4, choice=1),
        _step("delete", 1, seq=5),
    ],
    "deletion": [
        _step("send", 0),
        _step("reply", 1, seq=4),
        _step("edit", 0, seq=4),
        _step("react", 2, seq=4),
        _step("delete", 0, seq=4),
    ],
    "reactions": [
        _step("send", 0),
        _step("react", 1, seq=4),
        _step("react", 2, seq=4),
        _step("react", 0, seq=4, choice=1),
        _step("unreact", 1, seq=4),
        _step("unreact", 2, seq=4),
    ],
    "reading": [
        _step("send", 1),
        _step("send", 2),
        _step("mention", 2, other=0),
        _step("read", 0, seq=5),
        _step("unread", 0, seq=3),
        _step("read", 1, seq=6),
    ],
    "own view": [
        _step("star", 0),
        _step("hide", 0),
        _step("hide", 0, 0),
        _step("draft", 0, choice=1),
        _step("mute", 0, seq=2),
        _step("send", 1),
    ],
    "members": [
        _step("send", 0),
        _step("rename", 0, seq=7),
        _step("role", 0, other=1, choice=1),
        _step("leave", 2),
        _step("send", 1),
    ],
    # Entry 4 starts the topic, 5 to 7 are of it, 8 is not.
    "topics": [
        _step("start"),
        _step("send_in", 1),
        _step("send_in", 2),
        _step("mention_in", 2, other=0),
        _step("send", 1),
        _step("read_topic", 0, seq=6),
        _step("name", 2, seq=1),
        _step("resolve", 1),
        _step("unread", 0, seq=5),
        _step("send_in", 0),
        _step("read", 0, seq=8),
    ],
    "pins": [
        _step("send", 0),
        _step("pin", 1, seq=4),
        _step("unpin", 2, seq=4),
        _step("pin", 2, seq=4),
        _step("delete", 0, seq=4),
    ],
    "forwarding": [_step("send", 0), _step("forward", 1, 0, seq=4, other=1), _step("forward", 0, seq=2, choice=1)],
    "removal": [_step("send", 1), _step("remove", 0, other=2), _step("send", 0)],
}


# Where the third person's view is another one than those of the first two.
SEEN_BY_THREE = {"members", "removal"}


@pytest.mark.parametrize("name", SCENARIOS)
async def test_the_scenarios_that_the_web_client_replays_are_what_the_server_does(
    wired: Work, clock: FixedClock, name: str
) -> None:
    journey = Journey(wired, clock)
    await journey.begin()
    before = [client.snapshot() for client in journey.clients]
    recorded: list[list[Json]] = []
    for client in journey.clients:
        client.frames.clear()
    for step in SCENARIOS[name]:
        await journey.do(step)
    for client in journey.clients:
        recorded.append([json.loads(frame) for frame in client.frames])
        await client.settle()
    observers: list[dict[str, Any]] = []
    for client, start, frames in zip(journey.clients, before, recorded, strict=True):
        after = client.snapshot()
        assert {**after, "topics": client.topics()} == await fresh(client)
        observers.append({"me": client.me, "before": start, "frames": frames, "after": after})
    if os.environ.get("PARLEY_WRITE_FIXTURES"):
        FIXTURES.mkdir(parents=True, exist_ok=True)
        for number, observer in enumerate(observers[: 3 if name in SEEN_BY_THREE else 2]):
            path = FIXTURES / f"{name.replace(' ', '-')}-{number}.json"
            path.write_text(json.dumps(plain(observer), ensure_ascii=False, indent=1) + "\n")
