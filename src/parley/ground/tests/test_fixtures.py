from parley.ground.db import migrate
from parley.ground.db.work import Work
from parley.testing.statements import count_statements


async def test_a_test_starts_with_the_newest_schema(work: Work, database_url: str) -> None:
    assert migrate.read_state(database_url).current == migrate.latest_revision()


async def test_statements_are_counted_in_order(work: Work) -> None:
    with count_statements() as statements:
        async with work.reading() as uow:
            await uow.conn.execute("select 1")
            await uow.conn.execute("select 2")
    assert statements == ["select 1", "select 2"]
