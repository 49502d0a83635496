"""What a signed-in socket costs that does nothing."""

import asyncio

from bench.live_client import LiveClient, open_live
from bench.people import make_people, runtime_on
from bench.report import Row
from bench.server import Server, resident_bytes

_OPENED_AT_ONCE = 50
# Presence is written and told before memory is read; 40 seconds later it is renewed for all of them at once.
_SETTLE_SECONDS = 6.0


async def measure_idle_sockets(server: Server, count: int) -> Row:
    """Growth of the server's resident memory, per socket, over what it holds once it has warmed up."""
    async with runtime_on(server.database_url) as runtime, runtime.work.writing() as uow:
        people = await make_people(uow, _OPENED_AT_ONCE + count, "Idle")
    clients = await _open(server, [person.token for person in people[:_OPENED_AT_ONCE]])
    await asyncio.sleep(1.0)
    before = resident_bytes(server.pid)
    for start in range(_OPENED_AT_ONCE, len(people), _OPENED_AT_ONCE):
        clients += await _open(server, [person.token for person in people[start : start + _OPENED_AT_ONCE]])
    await asyncio.sleep(_SETTLE_SECONDS)
    after = resident_bytes(server.pid)
    alive = sum(not client.transport.is_closing() for client in clients)
    for client in clients:
        client.transport.abort()
    each = (after - before) / count / 1024
    return Row(
        measure="idle_socket",
        title="memory of an idle signed-in socket",
        peers="bare uvicorn 25 KiB",
        target="≤ 40 KiB; 10,000 in one process",
        measured=f"{each:.1f} KiB, {alive:,} open in one process",
        details={"sockets": count, "alive": alive, "rss_before": before, "rss_after": after},
    )


async def _open(server: Server, tokens: list[str]) -> list[LiveClient]:
    return list(await asyncio.gather(*(open_live(server.host, server.port, token) for token in tokens)))
