"""Profiles: changed, seen by others, told to whoever listens."""

from typing import Any

import pytest

from parley.ground.db.work import Work
from parley.identity.events import ProfileChanged
from parley.testing.api import ApiClient, NewPerson
from parley.testing.statements import count_statements

MINOR = {"amount_minor": 8_500, "currency": "EUR"}


async def test_what_is_given_changes_and_the_rest_stays(new_person: NewPerson) -> None:
    mara = await new_person("Mara")
    given = {
        "headline": "Brand  designer",
        "about": "One\r\n\r\n\r\n\r\ntwo",
        "skills": ["Figma", "figma", " ", "C++"],
        "country": "pt",
        "time_zone": "Atlantic/Azores",
        "locale": "PT-br",
        "hourly_rate": MINOR,
        "shows_presence": False,
        "enter_sends": False,
    }
    after = (await mara.patch("/me", json=given)).json()
    assert after == {
        **mara.me,
        **given,
        "headline": "Brand designer",
        "about": "One\n\ntwo",
        "skills": ["Figma", "C++"],
        "country": "PT",
        "locale": "pt-BR",
    }
    assert (await mara.get("/me")).json() == after
    cleared = (await mara.patch("/me", json={"hourly_rate": None, "country": None})).json()
    assert cleared == {**after, "hourly_rate": None, "country": None}
    assert (await mara.patch("/me", json={})).json() == cleared


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("display_name", " "),
        ("headline", "x" * 141),
        ("about", "x" * 5_001),
        ("skills", ["x" * 51]),
        ("skills", [str(number) for number in range(31)]),
        ("country", "XX"),
        ("country", ""),
        ("country", "Portugal"),
        ("time_zone", "Lisbon"),
        ("time_zone", "../../etc/passwd"),
        ("locale", "not a locale"),
        ("locale", ""),
        ("hourly_rate", {"amount_minor": -1, "currency": "EUR"}),
        ("hourly_rate", {"amount_minor": 10**18, "currency": "EUR"}),
        ("hourly_rate", {"amount_minor": 1, "currency": "XXX"}),
    ],
)
async def test_a_value_that_is_none_changes_nothing(new_person: NewPerson, field: str, value: Any) -> None:
    mara = await new_person("Mara")
    refused = await mara.patch("/me", json={"headline": "kept out", field: value})
    assert (refused.status_code, list(refused.json()["fields"])) == (422, [field])
    assert (await mara.get("/me")).json() == mara.me


async def test_others_see_the_profile_without_the_address(new_person: NewPerson) -> None:
    mara, jonas = await new_person("Mara"), await new_person("Jonas")
    await mara.patch("/me", json={"hourly_rate": MINOR, "skills": ["Figma"]})
    profile = (await jonas.get(f"/accounts/{mara.id}")).json()
    assert profile == {
        "id": mara.id,
        "display_name": "Mara",
        "headline": "",
        "time_zone": "Europe/Lisbon",
        "country": None,
        "about": "",
        "skills": ["Figma"],
        "locale": "en",
        "hourly_rate": MINOR,
        "created_at": mara.me["created_at"],
        "is_blocked": False,
    }


async def test_a_change_that_others_see_is_told_once_it_is_committed(new_person: NewPerson, work: Work) -> None:
    mara = await new_person("Mara")
    heard: list[ProfileChanged] = []

    async def listen(_: Work, event: ProfileChanged) -> None:
        heard.append(event)

    work.listen(ProfileChanged, listen)
    await mara.patch("/me", json={"headline": "Designer"})
    await mara.patch("/me", json={"headline": "Designer", "about": "Only on the profile's page"})
    await mara.patch("/me", json={"headline": "x" * 200})
    assert [event.account.headline for event in heard] == ["Designer"]


async def test_a_profile_that_may_not_be_seen_is_not_there(new_person: NewPerson, stranger: ApiClient) -> None:
    mara, eve = await new_person("Mara"), await new_person("Eve")
    await mara.put(f"/blocks/{eve.id}")
    nobody = "018f0000-0000-7000-8000-000000000000"
    answers = [await eve.get(f"/accounts/{account_id}") for account_id in (mara.id, nobody)]
    assert [answer.json() for answer in answers] == [answers[0].json()] * 2
    assert answers[0].json()["code"] == "account.not_found"
    assert (await mara.get(f"/accounts/{eve.id}")).json()["is_blocked"] is True
    assert (await stranger.get(f"/accounts/{mara.id}")).status_code == 401


async def test_reading_a_profile_takes_two_statements_and_changing_ones_own_three(new_person: NewPerson) -> None:
    mara = await new_person("Mara")
    with count_statements() as statements:
        await mara.get(f"/accounts/{mara.id}")
    assert len(statements) == 2
    with count_statements() as statements:
        await mara.patch("/me", json={"about": "x"})
    assert len(statements) == 3
