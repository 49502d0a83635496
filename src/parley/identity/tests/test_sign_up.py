"""Signing up and verifying an address."""

from parley.testing.api import ApiClient, NewPerson


async def test_whoever_signs_up_is_signed_in(new_person: NewPerson) -> None:
    mara = await new_person("Mara Lindqvist")
    me = await mara.get("/me")
    assert me.status_code == 200
    assert me.json() == mara.me
