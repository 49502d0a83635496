"""SQL where it does not belong, and SQL that somebody else could write."""

import pytest

from checks import queries
from checks.tests.conftest import Write

STORE = "src/parley/rooms/store.py"
SERVICE = "src/parley/messages/service.py"


@pytest.mark.parametrize("path", [SERVICE, "src/parley/http/app.py", "src/parley/cli/doctor.py", "src/parley/rooms/api.py"])
@pytest.mark.parametrize(
    "statement",
    [
        "select id from room where id = %s",
        "SELECT 1",
        "insert into room (id) values (%s)",
        "\n  update room r set title = %s",
        "delete from room",
        "with gone as (delete from room returning id) select id from gone",
        "create unique index on room (id)",
    ],
)
def test_sql_outside_a_store_is_refused(write: Write, path: str, statement: str) -> None:
    (violation,) = queries.find_violations(write(path, f"SQL = {statement!r}\n"))
    assert "Write a store function" in violation.message


def test_sql_in_a_formatted_string_is_refused(write: Write) -> None:
    assert queries.find_violations(write(SERVICE, 'def find(table):\n    return f"select id from {table}"\n'))


@pytest.mark.parametrize(
    "text",
    [
        "Select a room from the list.",
        "update the title",
        "Delete from here on",
        "with a friend",
        "create a room",
        "set",
        "select a room",
    ],
)
def test_a_sentence_is_not_sql(write: Write, text: str) -> None:
    assert queries.find_violations(write(SERVICE, f"TEXT = {text!r}\n")) == []


@pytest.mark.parametrize(
    "path",
    [STORE, "src/parley/rooms/store/log.py", "src/parley/ground/db/embedded.py", "src/parley/migrations/versions/0001_rooms.py"],
)
def test_sql_where_it_belongs_is_fine(write: Write, path: str) -> None:
    assert queries.find_violations(write(path, 'SQL = "select id from room"\n')) == []


@pytest.mark.parametrize(
    "query",
    [
        "f'select id from room where title = {title}'",
        "f'select {_COLUMNS} from room order by {order}'",
        "f'delete from room where id = {room.id}'",
        "'select id from room where title = ' + title",
        "'select id from room where title = %s' % title",
        "'select id from {}'.format(table)",
        "'select id from room where '.join(conditions)",
    ],
)
def test_a_query_put_together_from_values_is_refused(write: Write, query: str) -> None:
    (violation,) = queries.find_violations(write(STORE, f"QUERY = {query}\n"))
    assert "as a parameter" in violation.message


@pytest.mark.parametrize(
    "query",
    [
        "f'select {_COLUMNS} from room where id = %s'",
        "f'select {model.BRIEF_COLUMNS} from account where id = %s'",
        "'select id from room where ' + _VISIBLE",
        "sql.SQL('select id from {}').format(sql.Identifier(table))",
    ],
)
def test_a_query_put_together_from_constants_is_fine(write: Write, query: str) -> None:
    assert queries.find_violations(write(STORE, f"QUERY = {query}\n")) == []
