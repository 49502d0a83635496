"""`python -m bench`: every measure, about three minutes; `--full` with 10,000 sockets, 200 kills and longer windows."""

import argparse
import asyncio
import resource
import secrets
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from bench.browser import make_owner, measure_screen
from bench.client_size import measure_client_size
from bench.kills.run import torture
from bench.reading import make_reader, measure_inbox, measure_pages
from bench.report import OUT, Row, table, write
from bench.server import running_server
from bench.sockets import measure_idle_sockets
from bench.starting import measure_start
from bench.throughput import make_pairs, measure_delivery, measure_durable
from bench.web_quality import measure_quality

_KILLS = 200
_KILLS_OF_SEVERAL = 50


def _measure(folder: Path, *, full: bool) -> Iterator[Row]:
    seconds = 20.0 if full else 8.0
    with running_server(folder / "talking") as server:
        pairs = asyncio.run(make_pairs(server))
        yield measure_durable(server, pairs, in_flight=4, seconds=seconds)
        yield measure_durable(server, pairs, in_flight=1, seconds=seconds)
        yield measure_delivery(server, pairs, seconds=seconds * 1.5)
    with running_server(folder / "idle") as server:
        yield asyncio.run(measure_idle_sockets(server, 10_000 if full else 1_000))
    with running_server(folder / "reading") as server:
        reader = asyncio.run(make_reader(server))
        yield measure_pages(server, reader, seconds=seconds)
        yield asyncio.run(measure_inbox(server, reader, seconds=seconds / 2))
    yield from measure_start(folder / "talking")
    if (size := measure_client_size()) is not None:
        yield size
        with running_server(folder / "screen") as server:
            owner = asyncio.run(make_owner(server))
            yield from measure_screen(server, owner)
        with running_server(folder / "demo", "--demo") as server:
            yield from measure_quality(server)
    if full:
        yield _measure_kills(folder)


def _measure_kills(folder: Path) -> Row:
    outcomes = []
    for kills, workers in ((_KILLS, 1), (_KILLS_OF_SEVERAL, 2)):
        place = folder / f"killed_{workers}"
        place.mkdir()
        outcomes.append(asyncio.run(torture(place, kills=kills, seed=secrets.randbelow(1_000_000), workers=workers)))
    lost = sum(outcome.verdict.acknowledged_lost for outcome in outcomes)
    doubled = sum(outcome.verdict.doubled for outcome in outcomes)
    kept = sum(outcome.messages for outcome in outcomes)
    return Row(
        measure="nothing_lost",
        title="acknowledged messages lost or doubled over random kills under load",
        peers="–",
        target="0 lost, 0 doubled over 200 kills",
        measured=f"{lost} lost, {doubled} doubled of {kept:,} over {_KILLS + _KILLS_OF_SEVERAL} kills",
        details={"outcomes": msgspec.to_builtins(outcomes)},
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--full", action="store_true", help="10,000 sockets, 200 kills, longer windows: a quarter of an hour")
    full = bool(parser.parse_args().full)
    # Each socket is a file, for the server, which inherits this, and for us.
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as folder:
        for row in _measure(Path(folder), full=full):
            write(row)
            rows.append(row)
            sys.stderr.write(f"{row.title}: {row.measured}\n")
    sys.stdout.write(f"\n{table(rows)}\n\nDetails: {OUT}\n")


if __name__ == "__main__":
    main()
