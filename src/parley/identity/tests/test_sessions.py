"""Signing in and out, sessions, API tokens, changing the password."""

import asyncio
from datetime import timedelta
from typing import Any

import argon2
import pytest

from parley.ground.bus import LocalBus
from parley.ground.clock import FixedClock
from parley.ground.db.work import Work
from parley.ground.errors import ServerUnavailable
from parley.identity import passwords, service
from parley.identity.errors import CredentialsWrong
from parley.identity.model import Device
from parley.identity.tests.test_sign_up import hashes
from parley.testing.api import PASSWORD, ApiClient, NewBrowser, NewPerson, last_mail
from parley.testing.statements import count_statements


async def sign_in(client: ApiClient, email: str, password: str = PASSWORD) -> Any:
    return await client.post("/sessions", json={"email": email, "password": password}, headers={"user-agent": "Test/1.0"})


async def test_one_signs_in_with_any_spelling_of_the_address(new_person: NewPerson, stranger: ApiClient) -> None:
    mara = await new_person("Mara", email="Mara.L@bücher.example")
    answer = await sign_in(stranger, " mara.l@BÜCHER.example ")
    assert answer.status_code == 201
    assert answer.json() == mara.me
    assert (await stranger.get("/me")).json()["id"] == mara.id


async def test_wrong_password_and_unknown_address_get_the_same_answer_for_the_same_work(
    new_person: NewPerson, stranger: ApiClient
) -> None:
    await new_person("Mara", email="mara@example.com")

    async def measure(email: str) -> tuple[object, ...]:
        before = hashes()
        with count_statements() as statements:
            answer = await sign_in(stranger, email, "not the password")
        headers = {name: value for name, value in answer.headers.items() if name != "x-request-id"}
        assert answer.json()["code"] == "session.wrong_credentials"
        return answer.status_code, answer.json(), headers, statements, hashes() - before

    known, unknown, no_address = [await measure(email) for email in ("mara@example.com", "nobody@example.com", "nonsense")]
    assert known == unknown == no_address
    assert (known[0], known[4]) == (401, 1)


async def test_an_address_speaks_for_whoever_proved_it_else_for_the_oldest_account(
    new_person: NewPerson, stranger: ApiClient
) -> None:
    first = await new_person("First", email="same@example.com", verified=False, password="the first password")
    second = await new_person("Second", email="same@example.com", verified=False, password="the second password")
    assert (await sign_in(stranger, "same@example.com", "the first password")).json()["id"] == first.id
    assert (await sign_in(stranger, "same@example.com", "the second password")).status_code == 401
    assert second.me["email_verified"] is False


async def test_a_hash_with_older_parameters_is_renewed_at_sign_in(
    new_person: NewPerson, stranger: ApiClient, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    weaker = argon2.PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1)
    with monkeypatch.context() as patch:
        patch.setattr(passwords, "_HASHER", weaker)
        mara = await new_person("Mara")

    async def stored() -> str:
        async with work.reading() as uow:
            cursor = await uow.conn.execute("select password_hash from account where id = %s", (mara.id,))
            return str((await cursor.fetchone() or [""])[0])

    assert "m=8192,t=1" in await stored()
    assert (await sign_in(stranger, mara.me["email"])).status_code == 201
    assert "m=19456,t=2" in await stored()
    assert (await sign_in(stranger, mara.me["email"])).status_code == 201


async def test_the_hash_compared_without_an_account_has_todays_parameters() -> None:
    assert not passwords._HASHER.check_needs_rehash(passwords._NOBODYS_HASH)
    with pytest.raises(argon2.exceptions.VerifyMismatchError):
        passwords._HASHER.verify(passwords._NOBODYS_HASH, "")


async def test_a_flood_of_sign_ins_is_refused_before_it_takes_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_MOST_WAITING", 3)
    answers = await asyncio.gather(*(passwords.compare_password("x", None) for _ in range(8)), return_exceptions=True)
    refused = [answer for answer in answers if isinstance(answer, ServerUnavailable)]
    assert (len(refused), refused[0].retry_after) == (5, 3)


async def test_sessions_are_listed_and_ended_one_by_one(new_person: NewPerson, stranger: ApiClient, bus: LocalBus) -> None:
    mara, eve = await new_person("Mara"), await new_person("Eve")
    await sign_in(stranger, mara.me["email"])
    listed = (await mara.get("/sessions")).json()["items"]
    assert [(item["user_agent"], item["address"], item["current"]) for item in listed] == [
        ("Test/1.0", "127.0.0.1", False),
        (mara.headers["user-agent"], "127.0.0.1", True),
    ]
    other = listed[0]["id"]
    heard: list[bytes] = []
    await bus.subscribe(f"session.{other}", heard.append)
    assert (await eve.delete(f"/sessions/{other}")).json()["code"] == "session.not_found"
    assert (await stranger.get("/me")).status_code == 200
    assert (await mara.delete(f"/sessions/{other}")).status_code == 204
    assert (await stranger.get("/me")).json()["code"] == "session.required"
    assert heard == [f'{{"type":"session.ended","id":"{other}"}}'.encode()]


async def test_signing_out_ends_the_session_and_takes_the_cookies_away(new_person: NewPerson) -> None:
    mara = await new_person("Mara")
    secret = mara.cookies["parley_session"]
    answer = await mara.delete("/sessions/current")
    assert answer.status_code == 204
    assert not mara.cookies
    assert (await mara.get("/me", headers={"cookie": f"parley_session={secret}"})).status_code == 401


async def test_a_session_ends_after_thirty_days_without_use_and_ninety_days_in_any_case(
    new_person: NewPerson, clock: FixedClock
) -> None:
    idle, busy = await new_person("Idle"), await new_person("Busy")
    for _ in range(4):
        clock.move(timedelta(days=20))
        assert (await busy.get("/me")).status_code == 200
    assert (await idle.get("/me")).status_code == 401
    clock.move(timedelta(days=9, hours=23))
    assert (await busy.get("/me")).status_code == 200
    clock.move(timedelta(hours=1))
    assert (await busy.get("/me")).status_code == 401


async def test_use_of_a_session_is_noted_at_most_every_five_minutes(new_person: NewPerson, clock: FixedClock) -> None:
    mara = await new_person("Mara")

    async def count() -> int:
        with count_statements() as statements:
            assert (await mara.get("/me")).status_code == 200
        return len(statements)

    assert await count() == 2
    clock.move(timedelta(minutes=5))
    assert await count() == 3
    assert await count() == 2
    assert (await mara.get("/sessions")).json()["items"][0]["last_seen_at"] == "2026-03-02T09:05:00.000000Z"


async def test_changing_the_password_ends_every_other_session_and_tells_the_owner(
    new_person: NewPerson, stranger: ApiClient, work: Work, bus: LocalBus
) -> None:
    mara = await new_person("Mara")
    await sign_in(stranger, mara.me["email"])
    other = next(item["id"] for item in (await mara.get("/sessions")).json()["items"] if not item["current"])
    heard: list[bytes] = []
    await bus.subscribe(f"session.{other}", heard.append)
    wrong = await mara.put("/me/password", json={"current": "not it at all", "new": "another quiet harbour"})
    assert (wrong.status_code, wrong.json()["code"]) == (403, "password.wrong")
    weak = await mara.put("/me/password", json={"current": PASSWORD, "new": "password123"})
    assert (weak.status_code, list(weak.json()["fields"])) == (422, ["new"])
    assert heard == []
    assert (await mara.put("/me/password", json={"current": PASSWORD, "new": "another quiet harbour"})).status_code == 204
    assert len(heard) == 1
    assert (await stranger.get("/me")).status_code == 401
    assert (await mara.get("/me")).status_code == 200
    assert (await last_mail(work, mara.me["email"])).subject == "Your password was changed"
    assert (await sign_in(stranger, mara.me["email"])).status_code == 401
    assert (await sign_in(stranger, mara.me["email"], "another quiet harbour")).status_code == 201


async def test_a_sign_in_that_began_before_the_password_changed_is_refused(new_person: NewPerson, work: Work) -> None:
    mara = await new_person("Mara")
    proved, new_hash = await service.prove_password(work, mara.me["email"], PASSWORD)
    assert (await mara.put("/me/password", json={"current": PASSWORD, "new": "another quiet harbour"})).status_code == 204
    with pytest.raises(CredentialsWrong):
        async with work.writing() as uow:
            await service.sign_in(uow, proved, new_hash, Device("", ""))


async def test_an_api_token_speaks_for_its_account_without_csrf_until_it_is_revoked(
    new_person: NewPerson, stranger: ApiClient, bus: LocalBus, clock: FixedClock
) -> None:
    mara, eve = await new_person("Mara"), await new_person("Eve")
    issued = (await mara.post("/tokens", json={"name": " deploy  script "})).json()
    assert issued["token"].startswith("parley_")
    bearer = {"authorization": f"Bearer {issued['token']}"}
    assert (await stranger.patch("/me", json={"headline": "by token"}, headers=bearer)).json()["headline"] == "by token"
    clock.move(timedelta(minutes=1))
    await stranger.get("/me", headers=bearer)
    assert (await mara.get("/tokens")).json()["items"] == [
        {
            "id": issued["id"],
            "name": "deploy script",
            "created_at": issued["created_at"],
            "last_used_at": "2026-03-02T09:00:00.000000Z",
        }
    ]
    heard: list[bytes] = []
    await bus.subscribe(f"token.{issued['id']}", heard.append)
    assert (await eve.delete(f"/tokens/{issued['id']}")).status_code == 404
    assert (await stranger.delete("/sessions/current", headers=bearer)).json()["code"] == "session.not_found"
    assert (await mara.delete(f"/tokens/{issued['id']}")).status_code == 204
    assert len(heard) == 1
    assert (await stranger.get("/me", headers=bearer)).status_code == 401


async def test_a_token_that_does_not_work_is_not_made_up_for_by_a_cookie(new_person: NewPerson) -> None:
    mara = await new_person("Mara")
    assert (await mara.get("/me", headers={"authorization": "Bearer parley_wrong"})).status_code == 401
    assert (await mara.get("/me", headers={"authorization": "Basic bWFyYTp4"})).status_code == 200


async def test_an_account_has_at_most_fifty_tokens(new_person: NewPerson) -> None:
    mara = await new_person("Mara")
    for number in range(50):
        assert (await mara.post("/tokens", json={"name": f"token {number}"})).status_code == 201
    assert (await mara.post("/tokens", json={"name": "one more"})).json()["code"] == "token.limit"
    assert (await mara.post("/tokens", json={"name": " "})).json()["code"] == "account.invalid"


async def test_nothing_stored_lets_anybody_in(new_person: NewPerson, work: Work) -> None:
    mara = await new_person("Mara")
    token = (await mara.post("/tokens", json={"name": "x"})).json()["token"]
    secrets = (mara.cookies["parley_session"], token, PASSWORD)
    async with work.reading() as uow:
        for table in ("account", "session", "api_token", "email_token"):
            cursor = await uow.conn.execute(f"select {table}::text from {table}")
            rows = str(await cursor.fetchall())
            assert not any(secret in rows or secret.encode().hex() in rows for secret in secrets)


async def test_cookies_under_https_cannot_be_set_by_a_subdomain_or_read_in_plain(new_browser: NewBrowser) -> None:
    async with new_browser(base_url="https://parley.example/api/v1") as client:
        answer = await client.post("/accounts", json={"email": "a@example.com", "password": PASSWORD, "display_name": "A"})
        cookies = answer.headers.get_list("set-cookie")
        assert [cookie.split("=", 1)[0] for cookie in cookies] == ["__Host-parley_session", "parley_csrf"]
        assert all("Secure" in cookie and "Path=/" in cookie and "Domain" not in cookie for cookie in cookies)
        assert ("HttpOnly" in cookies[0], "HttpOnly" in cookies[1]) == (True, False)
        assert "SameSite=lax" in cookies[0]
        assert (await client.get("/me")).status_code == 200
