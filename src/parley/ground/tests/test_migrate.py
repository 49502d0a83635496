import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

import psycopg
import pytest

from parley.ground.db import migrate, revisions
from parley.testing.database import TestServer


@pytest.fixture
def empty_url(database_server: TestServer) -> Iterator[str]:
    with database_server.empty() as url:
        yield url


@pytest.fixture
def own_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the steps that the test may add to."""
    copy = tmp_path / "migrations"
    shutil.copytree(migrate.MIGRATIONS, copy)
    monkeypatch.setattr(migrate, "MIGRATIONS", copy)
    return copy / "versions"


def add_step(versions: Path, statement: str) -> str:
    number = f"{int(migrate.latest_revision()) + 1:04d}"
    (versions / f"{number}_more.py").write_text(
        f"from parley.migrations.sql import run_sql\nrevision = '{number}'\ndown_revision = '{migrate.latest_revision()}'\n"
        f"def upgrade() -> None:\n    run_sql({statement!r})\n"
    )
    return number


def read(url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url, autocommit=True) as conn:
        return conn.execute(query).fetchall()


def test_an_empty_database_is_brought_to_the_newest_schema(empty_url: str) -> None:
    assert migrate.read_state(empty_url).current is None
    assert migrate.upgrade(empty_url).current == migrate.latest_revision()
    assert not migrate.read_state(empty_url).is_behind


def test_processes_that_start_together_apply_each_step_once(empty_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        states = list(pool.map(migrate.upgrade, [empty_url] * 4))
    assert [state.current for state in states] == [migrate.latest_revision()] * 4
    assert read(empty_url, "select version_num from alembic_version") == [(migrate.latest_revision(),)]


def test_a_schema_that_asks_for_a_newer_parley_is_refused(database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as conn:
        conn.execute("update parley_schema set compatibility = 99")
    with pytest.raises(migrate.SchemaIncompatible, match=r"compatibility 99 or later.*Install a newer Parley"):
        migrate.upgrade(database_url)


def test_a_newer_schema_that_still_suits_is_left_as_it_is(database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as conn:
        conn.execute("update alembic_version set version_num = '9999'")
    assert migrate.upgrade(database_url).current == "9999"


def test_a_step_that_fails_leaves_nothing_behind(database_url: str, own_steps: Path) -> None:
    before = migrate.read_state(database_url).current
    add_step(own_steps, "create table half (id int); select no_such_function()")
    with pytest.raises(psycopg.errors.UndefinedFunction):
        migrate.upgrade(database_url)
    assert read(database_url, "select to_regclass('half')") == [(None,)]
    assert migrate.read_state(database_url).current == before


def test_a_step_gives_way_to_a_busy_table_and_tries_again(
    database_url: str, own_steps: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = add_step(own_steps, "alter table outbox_mail add column more text")
    monkeypatch.setattr(revisions, "LOCK_TIMEOUT", "50ms")
    holder = psycopg.connect(database_url)
    holder.execute("lock table outbox_mail in access share mode")
    attempts: list[float] = []

    def let_go(seconds: float) -> None:
        attempts.append(seconds)
        if len(attempts) == 2:
            holder.close()

    monkeypatch.setattr(migrate, "_pause", let_go)
    assert migrate.upgrade(database_url).current == number
    assert len(attempts) == 2


def test_percent_signs_and_colons_reach_the_database_as_written(database_url: str, own_steps: Path) -> None:
    add_step(own_steps, "create view odd as select '100% :name %s' as text")
    migrate.upgrade(database_url)
    assert read(database_url, "select text from odd") == [("100% :name %s",)]


def test_the_steps_stand_in_one_line() -> None:
    numbers = sorted(path.name[:4] for path in (migrate.MIGRATIONS / "versions").glob("[0-9]*.py"))
    assert numbers == [f"{number:04d}" for number in range(1, len(numbers) + 1)]


def test_the_job_queue_s_schema_is_the_one_its_package_expects() -> None:
    ours = (files("parley.migrations") / "procrastinate_3_10_0.sql").read_text()
    theirs = (files("procrastinate.sql") / "schema.sql").read_text()
    assert ours.endswith(theirs), (
        "procrastinate changed its schema: add a step with its migrations, and compare with the new file here."
    )
