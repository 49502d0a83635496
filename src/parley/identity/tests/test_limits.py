"""Limits against guessing and flooding."""

import pytest

from parley.ground.limits import RateLimits
from parley.testing.api import PASSWORD, ApiClient, NewBrowser, NewPerson


@pytest.fixture
def limits() -> RateLimits:
    return RateLimits(enabled=True)


async def count_until_limited(client: ApiClient, path: str, body: dict[str, str]) -> int:
    for number in range(200):
        answer = await client.post(path, json=body)
        if answer.status_code == 429:
            assert answer.json()["code"] == "request.rate_limited"
            assert int(answer.headers["retry-after"]) >= 1
            return number
    raise AssertionError("There is no limit.")


async def test_an_account_can_be_guessed_at_ten_times_whether_it_exists_or_not(
    new_person: NewPerson, new_browser: NewBrowser
) -> None:
    await new_person("Mara", email="mara@example.com")
    counts = []
    for number, email in enumerate(("mara@example.com", "nobody@example.com")):
        async with new_browser(address=f"192.0.2.{number}") as client:
            counts.append(await count_until_limited(client, "/sessions", {"email": email, "password": "not the password"}))
    assert counts == [10, 10]
    # Another network, and the address in another spelling, do not make it eleven.
    async with new_browser(address="192.0.2.9") as client:
        answer = await client.post("/sessions", json={"email": "MARA@example.com", "password": PASSWORD})
        assert answer.status_code == 429


async def test_one_network_can_try_thirty_accounts_at_once(new_browser: NewBrowser) -> None:
    statuses = []
    async with new_browser() as client:
        for number in range(31):
            answer = await client.post("/sessions", json={"email": f"a{number}@example.com", "password": "not the password"})
            statuses.append(answer.status_code)
    assert statuses == [401] * 30 + [429]


async def test_neighbours_in_one_ipv6_network_share_a_limit(new_browser: NewBrowser) -> None:
    async def sign_up(address: str, number: int) -> int:
        async with new_browser(address=address) as client:
            body = {"email": f"p{number}@example.com", "password": PASSWORD, "display_name": "P"}
            return (await client.post("/accounts", json=body)).status_code

    assert [await sign_up(f"2001:db8:1:1::{number + 1:x}", number) for number in range(20)] == [201] * 20
    assert await sign_up("2001:db8:1:1:ffff::1", 21) == 429
    assert await sign_up("2001:db8:1:2::1", 22) == 201


async def test_a_mailbox_cannot_be_filled_from_many_networks(new_browser: NewBrowser) -> None:
    sign_up = {"email": "Mara@example.com", "password": PASSWORD, "display_name": "P"}
    statuses = []
    for number, (path, body) in enumerate(
        [("/password-resets", {"email": "mara@example.com"})] * 2 + [("/accounts", sign_up)] * 2 + [("/password-resets", sign_up)]
    ):
        client = new_browser(address=f"198.51.100.{number}")
        statuses.append((await client.post(path, json=body if path == "/accounts" else {"email": body["email"]})).status_code)
    assert statuses == [202, 202, 201, 429, 429]


async def test_one_time_links_and_the_current_password_cannot_be_guessed_without_end(
    new_person: NewPerson, stranger: ApiClient
) -> None:
    mara = await new_person("Mara")
    assert await count_until_limited(stranger, "/accounts/verify", {"token": "x" * 43}) == 29
    statuses = [
        (await mara.put("/me/password", json={"current": "not the password", "new": "another quiet harbour"})).status_code
        for _ in range(11)
    ]
    assert statuses == [403] * 10 + [429]


async def test_an_account_that_asks_too_much_is_told_when_to_come_back(new_person: NewPerson) -> None:
    mara, jonas = await new_person("Mara"), await new_person("Jonas")
    statuses = [(await mara.get("/me")).status_code for _ in range(150)]
    assert statuses[0] == 200
    assert 429 in statuses[100:]
    assert (await jonas.get("/me")).status_code == 200
