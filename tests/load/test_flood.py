"""A thousand requests as fast as they go: the limits hold, and whoever stays within theirs does not notice."""

import asyncio
from collections import Counter
from contextlib import AsyncExitStack

import httpx
import pytest

from parley.ground.limits import RateLimits
from parley.http.settings import HttpSettings
from parley.testing.api import API, ApiClient, NewPerson
from parley.testing.live import Live, LiveSocket
from parley.testing.statements import count_statements

FLOOD = 1_000
CONNECTIONS = 20
MESSAGES = 20


@pytest.fixture
def limits() -> RateLimits:
    """Rate limits as in production, at an instant that does not pass: nothing is refilled, however slow the machine is."""
    return RateLimits(enabled=True, seconds=lambda: 0.0)


async def test_a_flood_is_answered_with_when_to_come_back_while_others_talk_on(live: Live, new_person: NewPerson) -> None:
    flooder, mara, joao = [await new_person(name) for name in ("Eve Flood", "Mara Lindqvist", "João Oliveira")]
    room_id = (await mara.post("/rooms", json={"kind": "direct", "account_id": joao.id})).json()["room"]["id"]
    async with AsyncExitStack() as stack:
        hers, his = await live.ready(stack, mara), await live.ready(stack, joao)
        flooding = asyncio.create_task(_flood(live, flooder))
        for number in range(MESSAGES):
            await hers.send(
                type="message.send", request_id=f"r{number}", room_id=room_id, client_id=f"c{number}", text="Still here"
            )
            assert (await hers.next("ack"))["request_id"] == f"r{number}"
            await his.next("entry")
        answers = await flooding
        await _is_well(live, hers)
    statuses = Counter(answer.status_code for answer in answers)
    assert statuses.keys() == {200, 429}
    assert statuses[200] >= HttpSettings().requests_burst
    assert statuses.total() == FLOOD
    for answer in answers:
        if answer.status_code == 429:
            assert int(answer.headers["retry-after"]) >= 1
            assert answer.json()["code"] == "request.rate_limited"


async def _flood(live: Live, flooder: ApiClient) -> list[httpx.Response]:
    cookies = {cookie.name: cookie.value or "" for cookie in flooder.cookies.jar}
    async with httpx.AsyncClient(base_url=f"{live.origin}/api/v1", cookies=cookies, timeout=60) as client:
        gate = asyncio.Semaphore(CONNECTIONS)

        async def ask() -> httpx.Response:
            async with gate:
                return await client.get("/inbox")

        return await asyncio.gather(*(ask() for _ in range(FLOOD)))


async def _is_well(live: Live, socket: LiveSocket) -> None:
    async with httpx.AsyncClient(base_url=live.origin) as client:
        assert (await client.get("/readyz")).status_code == 200
    await socket.send(type="ping")
    assert await socket.next("pong")


async def test_what_is_refused_for_its_rate_costs_the_database_nothing(stranger: ApiClient) -> None:
    burst = HttpSettings().requests_burst_address
    headers = {"Authorization": "Bearer parley_nobody"}
    with count_statements() as statements:
        answers = [await stranger.get(f"{API}/inbox", headers=headers) for _ in range(burst + 200)]
    statuses = Counter(answer.status_code for answer in answers)
    assert statuses.keys() == {401, 429}
    assert statuses[401] == burst
    assert len(statements) == statuses[401]
