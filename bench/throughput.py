"""Messages under load: how many per second, and how long one takes."""

import subprocess
import sys
from typing import Any, NamedTuple

import msgspec

from bench.generator import Load, Pair, Result
from bench.people import make_direct_rooms, make_people, runtime_on
from bench.server import Server, cpu_seconds

ROOMS = 250
# 160 characters of ordinary text.
TEXT = (
    "The draft of the landing page is up. I moved the price list below the fold and kept your wording; tell me if the greys are right. "
    * 2
)[:160]


class LoadRun(NamedTuple):
    """A result with the processor time that each side used per acknowledged message, in microseconds."""

    result: Result
    server_us: float
    postgres_us: float
    generator_us: float
    per_commit: float


async def make_pairs(server: Server, count: int = ROOMS) -> list[Pair]:
    """Rooms of two with the tokens of both members."""
    async with runtime_on(server.database_url) as runtime:
        async with runtime.work.writing() as uow:
            people = await make_people(uow, count * 2, "Sender")
        couples = list(zip(people[::2], people[1::2], strict=True))
        room_ids = await make_direct_rooms(runtime, couples)
    return [Pair(room_id, one.token, other.token) for room_id, (one, other) in zip(room_ids, couples, strict=True)]


def run_load(server: Server, load: Load) -> LoadRun:
    """Run the generator to its end."""
    with subprocess.Popen([sys.executable, "-m", "bench.generator"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as generator:
        if generator.stdin is None or generator.stdout is None:
            raise RuntimeError("the generator is not piped")
        generator.stdin.write(msgspec.json.encode(load))
        generator.stdin.close()
        _expect(generator.stdout.readline(), b"measuring")
        before = _used(server, generator.pid)
        _expect(generator.stdout.readline(), b"measured")
        after = _used(server, generator.pid)
        result = msgspec.json.decode(generator.stdout.readline(), type=Result)
    used = [(end - start) / max(result.acknowledged, 1) * 1e6 for start, end in zip(before, after, strict=True)]
    server_us, postgres_us, generator_us = (round(value, 1) for value in used)
    return LoadRun(result, server_us, postgres_us, generator_us, 0.0)


def _used(server: Server, generator: int) -> list[float]:
    return [cpu_seconds([server.pid]), cpu_seconds(server.postgres_pids()), cpu_seconds([generator])]


def _expect(line: bytes, wanted: bytes) -> None:
    if line.strip() != wanted:
        raise RuntimeError(f"the load generator failed: {line!r}")


def load_for(server: Server, pairs: list[Pair], **how: Any) -> Load:
    return Load(server.host, server.port, pairs, TEXT, **how)
