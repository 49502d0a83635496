"""The demo over HTTP, in the whole application."""

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from parley.demo.settings import DemoSettings
from parley.ground.db.work import Work
from parley.ground.ids import new_id
from parley.ground.settings import GroundSettings, Settings
from parley.identity.service import CSRF_COOKIE
from parley.testing.live import Live
from parley.testing.people import make_person

NOT_A_DEMO = pytest.mark.parametrize("settings", [False], indirect=True)


@pytest.fixture
def database_url(filled: tuple[str, str]) -> str:
    """The filled database. Tests here only add sessions and strangers to it."""
    return filled[0]


@pytest.fixture
def settings(request: pytest.FixtureRequest) -> Settings:
    demo = bool(getattr(request, "param", True))
    return Settings([GroundSettings(public_url="http://localhost:8000"), DemoSettings(demo=demo)])


@pytest_asyncio.fixture
async def browser(live: Live) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=f"{live.origin}/api/v1", headers={"origin": live.origin}) as client:
        yield client


async def test_the_people_are_listed_with_a_hint(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/demo/people")
    people = answer.json()["items"]
    assert answer.status_code == 200
    assert len(people) == 15
    assert people[0].keys() == {"id", "display_name", "headline", "time_zone", "country", "hint"}
    assert people[0]["hint"].startswith("Freelancer in Lisbon · 10 rooms, ")


async def test_one_click_signs_in_as_any_of_them(browser: httpx.AsyncClient) -> None:
    for person in (await browser.get("/demo/people")).json()["items"]:
        answer = await browser.post("/demo/sessions", json={"account_id": person["id"]})
        assert answer.status_code == 201
        me = (await browser.get("/me")).json()
        assert answer.json() == me
        assert (me["id"], me["display_name"], me["email_verified"]) == (person["id"], person["display_name"], True)
        assert me["is_operator"] == person["display_name"].startswith("Ingrid")


async def test_the_session_is_like_any_other(browser: httpx.AsyncClient) -> None:
    person = (await browser.get("/demo/people")).json()["items"][0]
    answer = await browser.post("/demo/sessions", json={"account_id": person["id"]}, headers={"user-agent": "Browser/1"})
    session, csrf = sorted(answer.headers.get_list("set-cookie"), key=lambda cookie: cookie.startswith(CSRF_COOKIE))
    assert "HttpOnly" in session
    assert "SameSite=lax" in session
    assert csrf.startswith(CSRF_COOKIE)
    mine = (await browser.get("/sessions")).json()["items"]
    assert [item["user_agent"] for item in mine if item["current"]] == ["Browser/1"]
    csrf_token = browser.cookies[CSRF_COOKIE]
    assert (await browser.delete("/sessions/current", headers={"x-csrf-token": csrf_token})).status_code == 204
    assert (await browser.get("/me")).status_code == 401


async def test_nobody_else_can_be_entered(browser: httpx.AsyncClient, work: Work) -> None:
    eve = await make_person(work, "Eve")
    for account_id in (eve.account_id, new_id(), "nonsense", ""):
        answer = await browser.post("/demo/sessions", json={"account_id": account_id})
        assert (answer.status_code, answer.json()["code"]) == (404, "account.not_found")
        assert "set-cookie" not in answer.headers
    assert eve.account_id not in {person["id"] for person in (await browser.get("/demo/people")).json()["items"]}


async def test_another_site_cannot_sign_a_browser_in(browser: httpx.AsyncClient) -> None:
    person = (await browser.get("/demo/people")).json()["items"][0]
    foreign = {"origin": "https://elsewhere.example"}
    answer = await browser.post("/demo/sessions", json={"account_id": person["id"]}, headers=foreign)
    assert (answer.status_code, answer.json()["code"]) == (403, "request.origin_refused")


async def test_the_client_is_told_that_this_is_a_demo(browser: httpx.AsyncClient) -> None:
    assert (await browser.get("/config")).json()["demo"] is True


@NOT_A_DEMO
async def test_without_the_setting_there_is_no_door(browser: httpx.AsyncClient, work: Work) -> None:
    async with work.reading() as uow:
        row = await (await uow.conn.execute("select account_id from demo_account where position = 1")).fetchone()
    assert row is not None
    assert (await browser.get("/demo/people")).status_code == 404
    answer = await browser.post("/demo/sessions", json={"account_id": row[0]})
    assert (answer.status_code, answer.json()["code"]) == (404, "request.not_found")
    assert (await browser.get("/config")).json()["demo"] is False
