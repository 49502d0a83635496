"""Reading over HTTP: a page of a room, and the inbox of somebody with very many rooms."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import msgspec

from bench.http_load import HttpLoad, HttpResult
from bench.people import Person, fill_rooms, make_direct_rooms, make_people, runtime_on
from bench.report import Row
from bench.server import Server, cpu_seconds

API = "/api/v1"
ROOMS = 1_000
LONG_ROOM = 10_000
_SHORT_ROOM = 10
# Of the rooms on the inbox's first page; the others are never looked into.
_LENGTHENED = 20


class Reader(NamedTuple):
    """Somebody with 1,000 rooms, the first of them long."""

    person: Person
    room_ids: list[str]


async def make_reader(server: Server) -> Reader:
    async with runtime_on(server.database_url) as runtime:
        async with runtime.work.writing() as uow:
            people = await make_people(uow, ROOMS + 1, "Reader")
        room_ids = await make_direct_rooms(runtime, [(people[0], other) for other in people[1:]])
        async with runtime.work.writing() as uow:
            await fill_rooms(uow, room_ids, _SHORT_ROOM)
        async with runtime.work.writing() as uow:
            await fill_rooms(uow, room_ids[:1], LONG_ROOM)
    return Reader(people[0], room_ids)


def measure_pages(server: Server, reader: Reader, *, seconds: float) -> Row:
    """Pages of 50 entries from all over a long room, the serving process held to one core."""
    paths = [
        f"{API}/rooms/{reader.room_ids[0]}/entries?limit=50&before_seq={before}"
        for before in range(100, LONG_ROOM, LONG_ROOM // 97)
    ]
    cores = os.sched_getaffinity(server.pid)
    _hold(server.pid, {min(cores)})
    before = cpu_seconds([server.pid])
    result = _ask(server, reader, paths, connections=8, seconds=seconds)
    used = cpu_seconds([server.pid]) - before
    _hold(server.pid, cores)
    return Row(
        measure="page_of_50",
        title="pages of 50 entries per second over HTTP, one core",
        peers="bare psycopg page 3,100",
        target="≥ 1,500",
        measured=f"{result.answered / result.seconds:,.0f}/s",
        details={"result": msgspec.to_builtins(result), "server_processor_seconds": round(used, 2)},
    )


async def measure_inbox(server: Server, reader: Reader, *, seconds: float) -> Row:
    """One request after the other; then again with the rooms of the first page a thousand times as long."""
    took = {}
    for length in ("short", "long"):
        if length == "long":
            async with runtime_on(server.database_url) as runtime, runtime.work.writing() as uow:
                await fill_rooms(uow, reader.room_ids[:_LENGTHENED], LONG_ROOM)
                await uow.conn.execute("analyze entry")
        for limit in (50, 200):
            took[length, limit] = _ask(server, reader, [f"{API}/inbox?limit={limit}"], connections=1, seconds=seconds)
    short, long = took["short", 50].took_ms[0], took["long", 50].took_ms[0]
    return Row(
        measure="inbox_of_1000",
        title="inbox of an account with 1,000 rooms",
        peers="–",
        target="≤ 20 ms, whatever the rooms' length",
        measured=f"p50 {short:.1f} ms; {long:.1f} ms with {LONG_ROOM:,} entries a room",
        details={f"rooms_{length}_limit_{limit}": msgspec.to_builtins(result) for (length, limit), result in took.items()},
    )


def _ask(server: Server, reader: Reader, paths: list[str], *, connections: int, seconds: float) -> HttpResult:
    load = HttpLoad(server.host, server.port, reader.person.token, paths, connections, seconds, warm_up_seconds=1.0)
    command = [sys.executable, "-m", "bench.http_load"]
    done = subprocess.run(command, input=msgspec.json.encode(load), stdout=subprocess.PIPE, check=True)
    result = msgspec.json.decode(done.stdout, type=HttpResult)
    if result.failed or not result.answered:
        raise RuntimeError(f"{result.failed} requests failed: {paths[0]}")
    return result


def _hold(pid: int, cores: set[int]) -> None:
    for thread in Path(f"/proc/{pid}/task").iterdir():
        os.sched_setaffinity(int(thread.name), cores)
