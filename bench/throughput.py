"""Messages under load: how many per second, and how long one takes to the other side."""

import re
import subprocess
import sys
import urllib.request
from typing import Any, NamedTuple

import msgspec

from bench.generator import Load, Pair, Result
from bench.people import make_direct_rooms, make_people, runtime_on
from bench.report import Row
from bench.server import Server, cpu_seconds

ROOMS = 250
PACE_PER_SECOND = 500.0
# 160 characters of ordinary text.
_WORDS = (
    "The draft of the landing page is up. I moved the price list below the fold and kept your wording; tell me if it reads well. "
)
TEXT = (_WORDS * 2)[:160]

_PEERS_DURABLE = "ejabberd 2,100–2,600 · Prosody 180–1,600 · Synapse 32"
_PEERS_DELIVERY = "ejabberd p50 1.7 p99 4.5 ms · Synapse (20/s) p50 250 ms"
_BATCHES = re.compile(r"^parley_append_batch_entries_(sum|count) ([0-9.e+]+)$", re.MULTILINE)


class Used(NamedTuple):
    """Totals of the server at one moment: processor seconds of each side, messages and commits of the appender."""

    server: float
    postgres: float
    generator: float
    messages: float
    commits: float


class LoadRun(NamedTuple):
    """A result, with what a message cost in microseconds of processor time and how many shared a commit."""

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


def measure_durable(server: Server, pairs: list[Pair], *, in_flight: int, seconds: float) -> Row:
    """As many messages as go through with that many of each sender waiting for their acknowledgement."""
    run = _run_load(server, _load(server, pairs, in_flight=in_flight, seconds=seconds, warm_up_seconds=2.0))
    result = run.result
    rate = result.acknowledged / result.seconds
    return Row(
        measure=f"durable_{in_flight}_in_flight",
        title=f"durable messages per second, {ROOMS} rooms of two, {in_flight} in flight per sender",
        peers=_PEERS_DURABLE,
        target="≥ 10,000" if in_flight > 1 else "≥ 5,000",
        measured=f"{rate:,.0f}/s; acknowledged after p50 {result.acknowledged_ms[0]:.0f} ms, p99 {result.acknowledged_ms[2]:.0f} ms",
        details=_details(run) | {"per_second": round(rate)},
    )


def measure_delivery(server: Server, pairs: list[Pair], *, seconds: float) -> Row:
    """How long a message takes to the other member's socket when nobody hurries."""
    run = _run_load(server, _load(server, pairs, per_second=PACE_PER_SECOND, seconds=seconds, warm_up_seconds=3.0))
    p50, _, p99, _ = run.result.delivered_ms
    return Row(
        measure="delivery_at_500",
        title="sent → on the other side's socket, at 500 messages per second",
        peers=_PEERS_DELIVERY,
        target="p50 ≤ 2 ms, p99 ≤ 5 ms",
        measured=f"p50 {p50:.1f} ms, p99 {p99:.1f} ms",
        details=_details(run),
    )


def _details(run: LoadRun) -> dict[str, Any]:
    wrong = (run.result.refused, run.result.lost_or_doubled, run.result.undelivered)
    if any(wrong):
        sys.stderr.write("refused, lost or doubled, undelivered: {}, {}, {}\n".format(*wrong))
    return {
        "result": msgspec.to_builtins(run.result),
        "percentiles": ["p50", "p90", "p99", "longest"],
        "processor_us_per_message": {"server": run.server_us, "postgres": run.postgres_us, "generator": run.generator_us},
        "messages_per_commit": run.per_commit,
    }


def _load(server: Server, pairs: list[Pair], **how: Any) -> Load:
    return Load(server.host, server.port, pairs, TEXT, **how)


def _run_load(server: Server, load: Load) -> LoadRun:
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
    spent = Used(*(end - start for start, end in zip(before, after, strict=True)))
    messages = max(spent.messages, 1)
    server_us, postgres_us, generator_us = (round(seconds / messages * 1e6, 1) for seconds in spent[:3])
    return LoadRun(result, server_us, postgres_us, generator_us, round(spent.messages / max(spent.commits, 1), 1))


def _used(server: Server, generator: int) -> Used:
    with urllib.request.urlopen(f"http://{server.host}:{server.port}/metrics") as answer:
        totals = {name: float(value) for name, value in _BATCHES.findall(answer.read().decode())}
    pids = server.postgres_pids()
    return Used(cpu_seconds([server.pid]), cpu_seconds(pids), cpu_seconds([generator]), totals["sum"], totals["count"])


def _expect(line: bytes, wanted: bytes) -> None:
    if line.strip() != wanted:
        raise RuntimeError(f"the load generator failed: {line!r}")
