"""Tables that grow with use can be split by whom they belong to.

Every table carries the `room_id` or the `account_id` that its rows belong to, so that it can be partitioned or distributed by it.
"""

from collections import defaultdict

import psycopg

# Tables without such a column, and why each of them does without.
PLACELESS = {
    "account": "it is the account; its own id is the key",
    "room": "it is the room; its own id is the key",
    "block": "blocker_id is the account that it belongs to, and leads its key",
    "outbox_mail": "stands in for a mail server where there is none; its rows are deleted with age",
    "file_secret": "one row",
    "parley_schema": "one row",
    "alembic_version": "one row",
}

# The job queue's own tables: a finished job is deleted, so they hold what is waiting.
QUEUE_PREFIX = "procrastinate_"

_COLUMNS = """
    select c.relname, a.attname from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any (current_schemas(false))
"""


def placeless_tables(database_url: str) -> set[str]:
    """The tables that neither carry an owner nor are known to do without."""
    columns: dict[str, set[str]] = defaultdict(set)
    with psycopg.connect(database_url) as conn:
        for table, column in conn.execute(_COLUMNS):
            columns[table].add(column)
    return {
        table
        for table, names in columns.items()
        if not names & {"room_id", "account_id"} and table not in PLACELESS and not table.startswith(QUEUE_PREFIX)
    }


def test_every_table_belongs_to_a_room_or_an_account(database_url: str) -> None:
    assert placeless_tables(database_url) == set(), "give the table a room_id or an account_id, and put it first in its key"


def test_a_table_that_belongs_to_nobody_is_found(database_url: str) -> None:
    with psycopg.connect(database_url) as conn:
        conn.execute("create table stray (id uuid primary key)")
    assert placeless_tables(database_url) == {"stray"}


def test_every_table_said_to_do_without_an_owner_exists(database_url: str) -> None:
    with psycopg.connect(database_url) as conn:
        tables = {table for table, _ in conn.execute(_COLUMNS)}
    assert set(PLACELESS) <= tables
