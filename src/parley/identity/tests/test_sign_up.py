"""Signing up and verifying an address."""

from datetime import timedelta

import pytest

from parley.ground.clock import FixedClock
from parley.ground.db.work import Work
from parley.identity.passwords import hashes_computed
from parley.testing.api import PASSWORD, ApiClient, NewPerson, last_mail, token_in
from parley.testing.statements import count_statements


def hashes() -> float:
    return next(
        sample.value for metric in hashes_computed.collect() for sample in metric.samples if sample.name.endswith("_total")
    )


async def test_whoever_signs_up_is_signed_in(new_person: NewPerson) -> None:
    mara = await new_person("Mara Lindqvist", email="Mara@Bücher.Example", locale="pt_br", verified=False)
    assert (await mara.get("/me")).json() == mara.me
    assert mara.me == {
        "id": mara.id,
        "email": "Mara@xn--bcher-kva.example",
        "email_verified": False,
        "display_name": "Mara Lindqvist",
        "headline": "",
        "about": "",
        "skills": [],
        "country": None,
        "time_zone": "Europe/Lisbon",
        "locale": "pt-BR",
        "hourly_rate": None,
        "is_operator": False,
        "shows_presence": True,
        "shows_typing": True,
        "enter_sends": True,
        "created_at": "2026-03-02T09:00:00.000000Z",
    }


async def test_a_zone_and_locale_that_are_none_are_replaced(new_person: NewPerson) -> None:
    mara = await new_person("Mara", time_zone="Mars/Olympus", locale="!!")
    assert (mara.me["time_zone"], mara.me["locale"]) == ("UTC", "en")


async def test_the_mailed_link_verifies_the_address_and_may_be_opened_twice(new_person: NewPerson, work: Work) -> None:
    mara = await new_person("Mara", verified=False)
    mail = await last_mail(work, mara.me["email"])
    assert f"http://localhost:8000/verify#token={token_in(mail)}" in mail.text
    assert mail.html is not None
    assert f'href="http://localhost:8000/verify#token={token_in(mail)}"' in mail.html
    for _ in range(2):
        assert (await mara.post("/accounts/verify", json={"token": token_in(mail)})).status_code == 204
    assert (await mara.get("/me")).json()["email_verified"] is True


async def test_a_link_ends_after_two_days_and_another_can_be_asked_for(
    new_person: NewPerson, work: Work, clock: FixedClock
) -> None:
    mara = await new_person("Mara", verified=False)
    first = token_in(await last_mail(work, mara.me["email"]))
    clock.move(timedelta(hours=48))
    refused = await mara.post("/accounts/verify", json={"token": first})
    assert (refused.status_code, refused.json()["code"]) == (422, "link.invalid")
    assert (await mara.post("/me/verification")).status_code == 202
    second = token_in(await last_mail(work, mara.me["email"]))
    assert (await mara.post("/accounts/verify", json={"token": second})).status_code == 204
    assert (await mara.post("/accounts/verify", json={"token": "x" * 43})).status_code == 422


async def test_the_answer_and_the_work_do_not_tell_whether_an_address_is_in_use(
    new_person: NewPerson, work: Work, stranger: ApiClient
) -> None:
    owner = await new_person("Mara", email="mara@example.com")

    async def measure(email: str) -> tuple[object, ...]:
        before = hashes()
        with count_statements() as statements:
            answer = await stranger.post("/accounts", json={"email": email, "password": PASSWORD, "display_name": "Eve"})
        body = answer.json()
        shape = {name: value for name, value in body.items() if name not in {"id", "email"}}
        headers = sorted(name for name, _ in answer.headers.multi_items())
        stranger.cookies.clear()
        return answer.status_code, shape, headers, statements, hashes() - before

    assert await measure("MARA@example.com") == await measure("nobody@example.com")
    # The owner was told, in their own spelling of the address, and there is no link in it that would prove the address to Eve.
    mail = await last_mail(work, "mara@example.com")
    assert mail.subject == "You already have an account"
    assert "token=" not in mail.text
    assert (await owner.get("/me")).json()["email_verified"] is True


async def test_an_account_on_a_proved_address_can_never_prove_it(new_person: NewPerson, work: Work, stranger: ApiClient) -> None:
    first = await new_person("Mara", email="mara@example.com", verified=False)
    second = await new_person("Eve", email="Mara@example.com", verified=False)
    link_of_second = token_in(await last_mail(work, "Mara@example.com"))
    link_of_first = token_in(await last_mail(work, "mara@example.com"))
    assert (await stranger.post("/accounts/verify", json={"token": link_of_first})).status_code == 204
    refused = await stranger.post("/accounts/verify", json={"token": link_of_second})
    assert (refused.status_code, refused.json()["code"]) == (422, "link.invalid")
    assert (await second.get("/me")).json()["email_verified"] is False
    assert (await first.get("/me")).json()["email_verified"] is True
    # Asking for the link again reaches the owner, not Eve.
    assert (await second.post("/me/verification")).status_code == 202
    assert (await last_mail(work, "mara@example.com")).subject == "You already have an account"


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("email", "nobody", "such as name@example.com"),
        ("email", "a b@example.com", "before the @"),
        ("email", "a@b", "domain name"),
        ("email", "a@exa mple.com", "domain name"),
        ("email", "a@127.0.0.1", "domain name"),
        ("email", f"{'a' * 65}@example.com", "before the @"),
        ("password", "short", "10 to 256 characters; this has 5"),
        ("password", "x" * 257, "10 to 256 characters; this has 257"),
        ("password", "password123", "guessed first"),
        ("password", "PASSWORD2024!", "guessed first"),
        ("password", "aaaaaaaaaaaaaaa", "guessed first"),
        ("password", "mara lindqvist", "your own name"),
        ("password", "Lindqvist.Mara@example.com", "your own name"),
        ("password", "lindqvist.mara", "your own name"),
        ("password", "tab\tin the middle", "control character"),
        ("display_name", "", "Write the name"),
        ("display_name", "\u200b\u200d \u202e", "Write the name"),
        ("display_name", "x" * 81, "at most 80 characters; this has 81"),
    ],
)
async def test_what_is_wrong_is_said_for_each_field(stranger: ApiClient, field: str, value: str, says: str) -> None:
    given = {"email": "lindqvist.mara@example.com", "password": PASSWORD, "display_name": "Mara Lindqvist"}
    refused = await stranger.post("/accounts", json={**given, field: value})
    assert (refused.status_code, refused.json()["code"]) == (422, "account.invalid")
    assert says in refused.json()["fields"][field]


async def test_everything_wrong_is_said_at_once(stranger: ApiClient) -> None:
    refused = await stranger.post("/accounts", json={"email": "", "password": "", "display_name": ""})
    assert sorted(refused.json()["fields"]) == ["display_name", "email", "password"]


async def test_a_name_is_cleaned_of_what_steers_or_hides_text(new_person: NewPerson) -> None:
    mara = await new_person("  Mara\u202e\u2066 \n Lind\u200bqvist\x07 ")
    assert mara.me["display_name"] == "Mara Lindqvist"
    assert (await new_person("می\u200cخواهم")).me["display_name"] == "می\u200cخواهم"
