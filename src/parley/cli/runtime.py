"""Opening and closing the parts of a process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from parley.cli.program import Program, Runtime
from parley.ground.bus import Bus, LocalBus
from parley.ground.clock import SystemClock
from parley.ground.db.work import Work
from parley.ground.nats import NatsBus
from parley.ground.settings import GroundSettings, Settings


@asynccontextmanager
async def open_runtime(program: Program, settings: Settings, database_url: str) -> AsyncIterator[Runtime]:
    """The wired parts of one process; closed again on leaving."""
    ground = settings.of(GroundSettings)
    clock = SystemClock()
    bus = make_bus(ground.bus_url)
    work = Work(database_url, bus=bus, clock=clock, settings=settings, connections=ground.database_connections)
    runtime = Runtime(settings=settings, clock=clock, work=work, bus=bus)
    program.wire(runtime)
    await bus.start()
    try:
        await work.open()
        try:
            yield runtime
        finally:
            await work.close()
    finally:
        await bus.stop()


def make_bus(bus_url: str) -> Bus:
    """NATS at `bus_url`, or the bus of a single process when there is none."""
    return NatsBus(bus_url) if bus_url else LocalBus()
