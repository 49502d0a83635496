"""The first operator, and what only operators may see."""

from datetime import timedelta

import pytest

from parley.ground.clock import FixedClock
from parley.ground.db.work import Work
from parley.ground.settings import GroundSettings, Settings
from parley.identity import service
from parley.identity.errors import AccountInvalid
from parley.identity.model import SignUp
from parley.testing.api import PASSWORD, ApiClient, NewBrowser, NewPerson


async def issue(work: Work, *, anew: bool = False) -> str | None:
    async with work.writing() as uow:
        return await service.issue_operator_claim(uow, anew=anew)


async def test_a_claim_makes_one_operator_and_then_there_are_no_more_claims(new_person: NewPerson, work: Work) -> None:
    mara, eve = await new_person("Mara"), await new_person("Eve")
    claim = await issue(work)
    assert claim is not None
    assert (await eve.post("/operator-claims", json={"token": "x" * 43})).json()["code"] == "operator.claim_invalid"
    answer = await mara.post("/operator-claims", json={"token": claim})
    assert (answer.status_code, answer.json()["is_operator"]) == (200, True)
    assert (await eve.post("/operator-claims", json={"token": claim})).status_code == 422
    assert (await issue(work), await issue(work, anew=True)) == (None, None)
    assert (await eve.get("/me")).json()["is_operator"] is False


async def test_one_claim_is_open_at_a_time_and_it_ends_after_a_day(new_person: NewPerson, work: Work, clock: FixedClock) -> None:
    mara = await new_person("Mara")
    first = await issue(work)
    assert await issue(work) is None
    second = await issue(work, anew=True)
    assert second not in {None, first}
    assert (await mara.post("/operator-claims", json={"token": first})).status_code == 422
    clock.move(timedelta(hours=24))
    assert (await mara.post("/operator-claims", json={"token": second})).status_code == 422
    assert await issue(work) is not None


async def test_the_command_line_makes_accounts_that_can_sign_in(work: Work, stranger: ApiClient) -> None:
    given = SignUp(email="root@example.com", password=PASSWORD, display_name="Root")
    async with work.writing() as uow:
        me = await service.create_account(uow, given, operator=True)
    assert (me.is_operator, me.email_verified) == (True, True)
    assert (await stranger.post("/sessions", json={"email": "root@example.com", "password": PASSWORD})).json()[
        "is_operator"
    ] is True
    with pytest.raises(AccountInvalid) as refused:
        async with work.writing() as uow:
            await service.create_account(uow, given)
    assert list(refused.value.fields or {}) == ["email"]


async def test_the_outbox_is_for_operators(new_person: NewPerson, stranger: ApiClient, work: Work) -> None:
    mara, eve = await new_person("Mara"), await new_person("Eve")
    await mara.post("/operator-claims", json={"token": await issue(work)})
    listed = (await mara.get("/outbox", params={"limit": 1})).json()["items"]
    assert [(mail["to"], mail["subject"]) for mail in listed] == [(eve.me["email"], "Confirm your e-mail address")]
    mail = (await mara.get(f"/outbox/{listed[0]['id']}")).json()
    assert "#token=" in mail["text"]
    assert mail["html"].startswith("<!doctype html>")
    assert (await mara.get(f"/outbox/{mara.id}")).status_code == 404
    for client in (eve, stranger):
        for path in ("/outbox", f"/outbox/{listed[0]['id']}"):
            assert (await client.get(path)).json()["code"] == "operator.required"


async def test_in_development_anybody_reads_the_outbox(new_browser: NewBrowser, settings: Settings) -> None:
    changed = settings.with_changes(GroundSettings, development=True)
    assert (await new_browser(settings=changed).get("/outbox")).json() == {"items": [], "next": None}
