"""The whole run: start, load, kill, settle, judge."""

import asyncio
import random
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from bench.kills.keeper import Keeper, ServerGone
from bench.kills.person import Person
from bench.kills.verdict import Verdict, judge
from bench.people import make_direct_rooms, make_people, runtime_on
from parley.ground.db.embedded.server import EmbeddedPostgres
from parley.rooms import service as rooms

_PEOPLE = 8
_SETTLE_SECONDS = 60.0
# How long the senders may wait for the next acknowledgement after a kill.
_RECOVERS_WITHIN_SECONDS = 60.0
# What is killed, and how often in proportion. A killed connection makes PostgreSQL restart itself; `network` cuts half of the clients.
_ONE_PROCESS = {"serve": 4, "machine": 2, "postmaster": 5, "backend": 7, "network": 2}
_SEVERAL = {**_ONE_PROCESS, "worker": 5, "bus": 4}


class Outcome(msgspec.Struct):
    """What was done, and what is wrong in the end."""

    kills: dict[str, int]
    messages: int
    resent: int
    received_live: int
    connections: int
    seconds: float
    start_seconds: list[float]
    verdict: Verdict


async def torture(folder: Path, *, kills: int, seed: int, workers: int = 1) -> Outcome:
    """Kill `kills` times under load. The same seed chooses the same victims; the moments are the machine's."""
    chance = random.Random(seed)
    began = time.monotonic()
    keeper = Keeper(folder / "var", workers=workers)
    await keeper.start()
    try:
        people = await _gather_people(keeper, folder / "var", chance)
        running = [asyncio.create_task(person.run()) for person in people]
        await _kill(keeper, people, kills, chance, _ONE_PROCESS if workers == 1 else _SEVERAL)
        await _settle(keeper, people, running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        for person in people:
            await person.catch_up()
        verdict = await judge(people)
    finally:
        await keeper.stop()
    return Outcome(
        kills=dict(keeper.killed),
        messages=sum(len(person.acknowledged) for person in people),
        resent=sum(person.resent for person in people),
        received_live=sum(person.received_live for person in people),
        connections=sum(person.connections for person in people),
        seconds=round(time.monotonic() - began, 1),
        start_seconds=[round(seconds, 2) for seconds in keeper.start_seconds],
        verdict=verdict,
    )


async def _gather_people(keeper: Keeper, data_dir: Path, chance: random.Random) -> list[Person]:
    """Four direct rooms and a group of all."""
    async with runtime_on(EmbeddedPostgres(data_dir / "postgres").url()) as runtime:
        async with runtime.work.writing() as uow:
            known = await make_people(uow, _PEOPLE, "Sender")
        couples = list(zip(known[::2], known[1::2], strict=True))
        direct = await make_direct_rooms(runtime, couples)
        async with runtime.work.writing() as uow:
            group = await rooms.create_group(uow, known[0].viewer, "Everybody", [one.viewer.account_id for one in known[1:]])
    people = [Person(one.viewer.account_id, one.token, keeper.port, random.Random(chance.random())) for one in known]
    for number, person in enumerate(people):
        person.room_ids = [direct[number // 2], group]
    return people


async def _kill(keeper: Keeper, people: Sequence[Person], kills: int, chance: random.Random, weights: dict[str, int]) -> None:
    done = 0
    while done < kills:
        await keeper.wait_until_ready()
        # Most kills hit a server at work; some hit it again while it recovers from the last one.
        if chance.random() < 0.8:
            await _until_acknowledged(keeper, people)
        await asyncio.sleep(chance.uniform(0.0, 0.3))
        what = chance.choices(list(weights), list(weights.values()))[0]
        if what == "network":
            for person in people:
                if chance.random() < 0.5:
                    person.cut()
            keeper.killed["network"] += 1
            done += 1
        else:
            done += keeper.kill(what, chance)


async def _until_acknowledged(keeper: Keeper, people: Sequence[Person]) -> None:
    """Wait until messages get through again."""
    before = sum(len(person.acknowledged) for person in people)
    deadline = time.monotonic() + _RECOVERS_WITHIN_SECONDS
    while sum(len(person.acknowledged) for person in people) < before + len(people):
        if time.monotonic() > deadline:
            raise ServerGone(f"no message was acknowledged for {_RECOVERS_WITHIN_SECONDS:.0f} s:\n{keeper.log_tail()}")
        await asyncio.sleep(0.01)


async def _settle(keeper: Keeper, people: Sequence[Person], running: Sequence["asyncio.Task[None]"]) -> None:
    """Nobody writes anything new, everybody gets their acknowledgements."""
    for person in people:
        person.is_writing = False
    deadline = time.monotonic() + _SETTLE_SECONDS
    while not all(person.is_settled for person in people):
        if time.monotonic() > deadline:
            break
        for task in running:
            if task.done():
                task.result()
        await keeper.wait_until_ready()
        await asyncio.sleep(0.05)
