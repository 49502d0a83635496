"""Finding people, and keeping them away."""

import pytest

from parley.ground.db.work import Work
from parley.identity import service
from parley.identity.errors import AccountNotFound
from parley.testing.api import ApiClient, NewPerson
from parley.testing.statements import count_statements


async def found(viewer: ApiClient, q: str, **more: int) -> list[str]:
    answer = await viewer.get("/accounts", params={"q": q, **more})
    assert answer.status_code == 200, answer.text
    assert answer.json()["next"] is None
    return [item["display_name"] for item in answer.json()["items"]]


@pytest.fixture
async def viewer(new_person: NewPerson) -> ApiClient:
    return await new_person("Zoe Viewer")


@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("Mara Lindqvist", ["mara", "MAR", "m", "lind", "qvi", "lindqvist mara", "Márà", "mara lindqvist"]),
        ("Łukasz Żółw", ["lukasz", "zolw", "Łu", "żół"]),
        ("José Ñandú", ["jose", "nandu", "josé"]),
        ("王小明", ["王", "小", "小明", "王小明"]),
        ("山田 太郎", ["山田", "田", "太郎"]),
        ("Анна Каренина", ["анна", "КАРЕН", "енин"]),
        ("محمد علي", ["محمد", "علي", "حم"]),
        ("김민준", ["김", "민준"]),
        ("Straße Groß", ["strasse", "GROSS"]),
        ("ﬁnn １２", ["finn", "12"]),
        ("100% O'Brien_x", ["100%", "o'brien", "n_x"]),
    ],
)
async def test_a_person_is_found_in_any_script_by_beginning_and_middle(
    new_person: NewPerson, viewer: ApiClient, name: str, queries: list[str]
) -> None:
    await new_person(name)
    await new_person("Nobody Else")
    for query in queries:
        assert await found(viewer, query) == [name], query


@pytest.mark.parametrize("query", ["%", "_", "x%y", "\\", "'", "100_", "zz", "(", "%%%"])
async def test_signs_of_patterns_are_just_signs(new_person: NewPerson, viewer: ApiClient, query: str) -> None:
    await new_person("Mara 1000")
    assert await found(viewer, query) == []


async def test_names_that_begin_with_the_query_come_first_then_words_then_middles_then_the_rest(
    new_person: NewPerson, viewer: ApiClient
) -> None:
    for name in ("Tamara Ito", "Ada Marsh", "Marek Bo", "Quiet Person", "Mara Lind"):
        person = await new_person(name)
        if name == "Quiet Person":
            await person.patch("/me", json={"headline": "Marketing", "skills": ["C++"]})
    assert await found(viewer, "mar") == ["Mara Lind", "Marek Bo", "Ada Marsh", "Tamara Ito", "Quiet Person"]
    assert await found(viewer, "mar", limit=2) == ["Mara Lind", "Marek Bo"]
    assert await found(viewer, "c++") == ["Quiet Person"]
    assert await found(viewer, "person marketing c++") == ["Quiet Person"]


async def test_a_changed_name_is_found_and_the_old_one_not(new_person: NewPerson, viewer: ApiClient) -> None:
    mara = await new_person("Mara")
    await mara.patch("/me", json={"display_name": "Tove"})
    assert await found(viewer, "tove") == ["Tove"]
    assert await found(viewer, "mara") == []


async def test_one_does_not_find_oneself_nor_whoever_has_blocked_one(new_person: NewPerson, viewer: ApiClient) -> None:
    mara = await new_person("Mara Viewer")
    await mara.put(f"/blocks/{viewer.id}")
    assert await found(viewer, "viewer") == []
    assert await found(viewer, "") == []
    assert await found(mara, "viewer") == ["Zoe Viewer"]
    await mara.delete(f"/blocks/{viewer.id}")
    assert await found(viewer, "viewer") == ["Mara Viewer"]


async def test_without_a_query_acquaintances_come_first_then_everyone_by_name(
    new_person: NewPerson, viewer: ApiClient, work: Work
) -> None:
    people = {name: await new_person(name) for name in ("Ada", "Bo", "Cy", "Di")}
    async with work.writing() as uow:
        await service.record_acquaintances(uow, viewer.id, [people["Cy"].id, viewer.id])
        await service.record_acquaintances(uow, people["Di"].id, [])
    assert await found(viewer, "") == ["Cy", "Ada", "Bo", "Di"]
    assert await found(viewer, "  ", limit=2) == ["Cy", "Ada"]
    assert await found(people["Cy"], "", limit=1) == ["Zoe Viewer"]


async def test_a_search_takes_two_statements_however_many_there_are(new_person: NewPerson, viewer: ApiClient) -> None:
    for number in range(5):
        await new_person(f"Person {number}")
    for query in ("person", ""):
        with count_statements() as statements:
            assert len(await found(viewer, query)) == 5
        assert len(statements) == 2


async def test_people_come_at_most_fifty_at_a_time(viewer: ApiClient) -> None:
    for limit in (0, -1, 51, 10**30):
        refused = await viewer.get("/accounts", params={"limit": limit})
        assert (refused.status_code, list(refused.json()["fields"])) == (422, ["limit"])


async def test_the_index_finds_them_without_reading_the_table(work: Work) -> None:
    async with work.writing() as uow:
        await uow.conn.execute("set local enable_seqscan = off")
        cursor = await uow.conn.execute(
            "explain select id from account where search_grams @> array['mar'] and search_text like '%mar%'"
        )
        assert "account_search_grams" in str(await cursor.fetchall())
        cursor = await uow.conn.execute(
            "explain select id from account where search_name like 'mar%' order by search_name limit 5"
        )
        plan = str(await cursor.fetchall())
        assert "account_search_name" in plan
        assert "Sort" not in plan


async def test_blocks_are_listed_and_lifted_and_hold_in_both_directions(new_person: NewPerson, work: Work) -> None:
    mara, eve = await new_person("Mara"), await new_person("Eve")

    async def is_blocked(one: ApiClient, other: ApiClient) -> bool:
        async with work.reading() as uow:
            return await service.is_blocked_between(uow, one.id, other.id)

    assert not await is_blocked(mara, eve)
    for _ in range(2):
        assert (await mara.put(f"/blocks/{eve.id}")).status_code == 204
    assert [item["id"] for item in (await mara.get("/blocks")).json()["items"]] == [eve.id]
    assert (await eve.get("/blocks")).json()["items"] == []
    assert (await is_blocked(mara, eve), await is_blocked(eve, mara)) == (True, True)
    for _ in range(2):
        assert (await mara.delete(f"/blocks/{eve.id}")).status_code == 204
    assert not await is_blocked(eve, mara)
    assert (await mara.put(f"/blocks/{mara.id}")).json()["code"] == "block.self"
    nobody = "018f0000-0000-7000-8000-000000000000"
    assert (await mara.put(f"/blocks/{nobody}")).json()["code"] == "account.not_found"


async def test_briefs_of_many_people_take_one_statement(new_person: NewPerson, work: Work) -> None:
    people = [await new_person(name) for name in ("Ada", "Bo")]
    nobody = "018f0000-0000-7000-8000-000000000000"
    with count_statements() as statements:
        async with work.reading() as uow:
            briefs = await service.list_briefs(uow, [people[0].id, nobody, people[1].id, people[0].id])
            assert await service.list_briefs(uow, []) == {}
            assert (await service.require_account(uow, people[0].id)).display_name == "Ada"
            with pytest.raises(AccountNotFound):
                await service.require_account(uow, "no id at all")
    assert {account_id: brief.display_name for account_id, brief in briefs.items()} == {people[0].id: "Ada", people[1].id: "Bo"}
    assert len(statements) == 2
