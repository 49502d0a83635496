"""Getting back in when the password is forgotten."""

from datetime import timedelta

from parley.ground.bus import LocalBus
from parley.ground.clock import FixedClock
from parley.ground.db.work import Work
from parley.ground.jobs.runner import JobRunner
from parley.ground.mail import outbox
from parley.identity.jobs import JOBS
from parley.identity.tests.test_sign_up import hashes
from parley.testing.api import PASSWORD, ApiClient, NewPerson, last_mail, token_in
from parley.testing.statements import count_statements

NEW_PASSWORD = "the tide comes back"


async def ask_for_link(stranger: ApiClient, work: Work, email: str) -> str:
    assert (await stranger.post("/password-resets", json={"email": email})).status_code == 202
    await JobRunner(work, JOBS).drain()
    return token_in(await last_mail(work, email))


async def test_the_answer_and_its_work_do_not_tell_whether_there_is_an_account(
    new_person: NewPerson, stranger: ApiClient
) -> None:
    await new_person("Mara", email="mara@example.com")

    async def measure(email: str) -> tuple[object, ...]:
        before = hashes()
        with count_statements() as statements:
            answer = await stranger.post("/password-resets", json={"email": email})
        headers = {name: value for name, value in answer.headers.items() if name != "x-request-id"}
        return answer.status_code, answer.content, headers, statements, hashes() - before

    assert await measure("mara@example.com") == await measure("nobody@example.com") == await measure("nonsense")


async def test_nobody_gets_mail_who_has_no_account(stranger: ApiClient, work: Work) -> None:
    await stranger.post("/password-resets", json={"email": "nobody@example.com"})
    await JobRunner(work, JOBS).drain()
    async with work.reading() as uow:
        assert await outbox.list_mails(uow) == []


async def test_a_reset_sets_the_password_proves_the_address_and_ends_all_that_was_signed_in(
    new_person: NewPerson, stranger: ApiClient, work: Work, bus: LocalBus
) -> None:
    mara = await new_person("Mara", verified=False)
    token = (await mara.post("/tokens", json={"name": "script"})).json()
    session = (await mara.get("/sessions")).json()["items"][0]["id"]
    heard: list[bytes] = []
    for subject in (f"session.{session}", f"token.{token['id']}"):
        await bus.subscribe(subject, heard.append)
    link = await ask_for_link(stranger, work, mara.me["email"])
    assert (await stranger.post("/password-resets/confirm", json={"token": link, "password": NEW_PASSWORD})).status_code == 204
    assert len(heard) == 2
    assert (await mara.get("/me")).status_code == 401
    assert (await stranger.get("/me", headers={"authorization": f"Bearer {token['token']}"})).status_code == 401
    assert (await last_mail(work, mara.me["email"])).subject == "Your password was changed"
    old = await stranger.post("/sessions", json={"email": mara.me["email"], "password": PASSWORD})
    assert old.status_code == 401
    new = await stranger.post("/sessions", json={"email": mara.me["email"], "password": NEW_PASSWORD})
    assert (new.status_code, new.json()["email_verified"]) == (201, True)


async def test_a_link_works_once_and_for_an_hour_and_takes_its_siblings_along(
    new_person: NewPerson, stranger: ApiClient, work: Work, clock: FixedClock
) -> None:
    mara = await new_person("Mara")
    sibling = await ask_for_link(stranger, work, mara.me["email"])
    clock.move(timedelta(seconds=1))
    link = await ask_for_link(stranger, work, mara.me["email"])
    weak = await stranger.post("/password-resets/confirm", json={"token": link, "password": "password123"})
    assert (weak.json()["code"], list(weak.json()["fields"])) == ("account.invalid", ["password"])
    assert (await stranger.post("/password-resets/confirm", json={"token": link, "password": NEW_PASSWORD})).status_code == 204
    for used in (link, sibling, "x" * 43):
        refused = await stranger.post("/password-resets/confirm", json={"token": used, "password": NEW_PASSWORD})
        assert (refused.status_code, refused.json()["code"]) == (422, "link.invalid")
    late = await ask_for_link(stranger, work, mara.me["email"])
    clock.move(timedelta(hours=1))
    assert (await stranger.post("/password-resets/confirm", json={"token": late, "password": NEW_PASSWORD})).status_code == 422


async def test_a_link_that_cannot_work_costs_no_hash(stranger: ApiClient) -> None:
    before = hashes()
    await stranger.post("/password-resets/confirm", json={"token": "x" * 43, "password": NEW_PASSWORD})
    assert hashes() == before


async def test_whoever_took_the_address_first_loses_it_to_whoever_can_read_its_mail(
    new_person: NewPerson, stranger: ApiClient, work: Work
) -> None:
    thief = await new_person("Eve", email="mara@example.com", verified=False)
    link = await ask_for_link(stranger, work, "mara@example.com")
    await stranger.post("/password-resets/confirm", json={"token": link, "password": NEW_PASSWORD})
    assert (await thief.get("/me")).status_code == 401


async def test_what_has_ended_is_forgotten_at_night(new_person: NewPerson, work: Work, clock: FixedClock) -> None:
    await new_person("Mara")
    clock.move(timedelta(days=31))
    run_nightly = next(job.run for job in JOBS if job.every)
    await run_nightly(work)
    async with work.reading() as uow:
        cursor = await uow.conn.execute("select (select count(*) from session), (select count(*) from email_token)")
        assert await cursor.fetchone() == (0, 0)
