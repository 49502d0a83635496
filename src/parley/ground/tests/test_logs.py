import asyncio
import json
import logging
import warnings
from collections.abc import Iterator
from io import StringIO
from typing import Any

import psycopg
import pytest
import structlog

from parley.ground import logs
from parley.ground.ids import new_id

PRIVATE = "the secret plan"
ADDRESS = "mara@example.org"
# As `new_secret` makes them; always the same one, since it names a test.
SECRET = "Js__9MqGW_UMANTJ82siJg6b3ixJQ9QaXGKUlTZkVhg"


@pytest.fixture
def written() -> Iterator[StringIO]:
    stream = StringIO()
    with logs.configured(level="debug", form="json", stream=stream):
        yield stream


def records(written: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_record_holds_what_is_allowed(written: StringIO) -> None:
    account_id = new_id()
    structlog.get_logger("any").info("room.opened", account_id=account_id, seq=7, route="/api/v1/rooms/{room_id:str}", status=200)
    (record,) = records(written)
    assert record.pop("timestamp").endswith("Z")
    assert record == {
        "event": "room.opened",
        "level": "info",
        "account_id": account_id,
        "seq": 7,
        "route": "/api/v1/rooms/{room_id:str}",
        "status": 200,
    }


@pytest.mark.parametrize(
    "value", [PRIVATE, ADDRESS, SECRET, f"Bearer:{SECRET}", [PRIVATE], {"text": PRIVATE}, b"bytes", "ä", "a\nb"]
)
def test_a_value_that_could_be_somebody_s_words_is_dropped_and_counted(written: StringIO, value: Any) -> None:
    structlog.get_logger().warning("room.opened", code=value, text="x", email="x")
    (record,) = records(written)
    assert set(record) == {"event", "level", "timestamp", "dropped"}
    assert record["dropped"] == 3


def test_an_event_that_is_no_name_is_dropped(written: StringIO) -> None:
    structlog.get_logger().info(f"{ADDRESS} wrote {PRIVATE}")
    (record,) = records(written)
    assert record["event"] == "log.event_unnamed"
    assert ADDRESS not in written.getvalue()


def test_an_exception_is_its_types_and_places_without_messages(written: StringIO) -> None:
    def inner() -> None:
        raise ValueError(PRIVATE)

    try:
        try:
            inner()
        except ValueError as cause:
            raise KeyError(ADDRESS) from cause
    except KeyError:
        structlog.get_logger().exception("room.failed")
    (record,) = records(written)
    outer, inner_error = record["exception"]
    assert outer.startswith(f"KeyError at {__name__}:")
    assert inner_error.startswith(f"caused by ValueError at {__name__}:")
    assert PRIVATE not in written.getvalue()
    assert ADDRESS not in written.getvalue()


def test_an_exception_text_cannot_be_slipped_in(written: StringIO) -> None:
    structlog.get_logger().error("room.failed", exception=[PRIVATE], exc_info=None)
    assert "exception" not in records(written)[0]


def test_a_database_error_shows_its_code_and_not_its_values(written: StringIO, database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as conn:
        conn.execute("create temporary table t (email text primary key)")
        conn.execute("insert into t values (%s)", (ADDRESS,))
        try:
            conn.execute("insert into t values (%s)", (ADDRESS,))
        except psycopg.Error:
            structlog.get_logger().exception("account.failed")
    assert "UniqueViolation[23505]" in records(written)[0]["exception"][0]
    assert ADDRESS not in written.getvalue()


def test_what_libraries_log_is_kept_without_its_values(written: StringIO) -> None:
    library = logging.getLogger("some.library")
    library.warning("Could not send to %s: %r", ADDRESS, {"text": PRIVATE})
    library.warning(f"Could not send to {ADDRESS}")
    templated, formatted = records(written)
    assert templated["logger"] == "some.library"
    assert templated["template"] == "Could_not_send_to_%s:_%r".replace("%", "_").replace("__", "_")
    assert "template" not in formatted
    assert formatted["line"] == templated["line"] + 1
    assert ADDRESS not in written.getvalue()
    assert PRIVATE not in written.getvalue()


@pytest.mark.parametrize(
    "name", ["uvicorn.error", "uvicorn.access", "procrastinate.worker", "psycopg.pool", "asyncio", "litestar"]
)
def test_libraries_that_talk_a_lot_are_heard_from_warnings_up(written: StringIO, name: str) -> None:
    logging.getLogger(name).info("Starting job %s", PRIVATE)
    logging.getLogger(name).error("Failed job %s", PRIVATE)
    (record,) = records(written)
    assert record["logger"] == name
    assert PRIVATE not in written.getvalue()


async def test_a_task_that_fails_unseen_is_logged_without_its_words(written: StringIO) -> None:
    async def fail() -> None:
        raise ValueError(PRIVATE)

    task = asyncio.create_task(fail())
    while not task.done():
        await asyncio.sleep(0)
    asyncio.get_running_loop().call_exception_handler(
        {"message": f"Task failed: {PRIVATE}", "exception": task.exception(), "task": task}
    )
    (record,) = records(written)
    assert record["exception"][0].startswith(f"ValueError at {__name__}:")
    assert PRIVATE not in written.getvalue()


def test_warnings_are_logged_without_their_words(written: StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn(PRIVATE, stacklevel=1)
    assert records(written)[0]["logger"] == "py.warnings"
    assert PRIVATE not in written.getvalue()


def test_the_request_s_id_stands_on_every_record_of_its_task(written: StringIO) -> None:
    request_id = new_id()
    with structlog.contextvars.bound_contextvars(request_id=request_id):
        structlog.get_logger().info("room.opened")
        logging.getLogger("some.library").error("failed")
    structlog.get_logger().info("room.closed")
    assert [record.get("request_id") for record in records(written)] == [request_id, request_id, None]


def test_records_below_the_level_are_not_written() -> None:
    stream = StringIO()
    with logs.configured(level="warning", form="json", stream=stream):
        structlog.get_logger().info("room.opened")
        structlog.get_logger().warning("room.closed")
    assert [record["event"] for record in records(stream)] == ["room.closed"]


def test_the_console_s_form_drops_the_same() -> None:
    stream = StringIO()
    with logs.configured(level="info", form="console", stream=stream):
        structlog.get_logger().info("room.opened", seq=7, text=PRIVATE)
        try:
            raise ValueError(PRIVATE)
        except ValueError:
            structlog.get_logger().exception("room.failed")
    assert "room.opened" in stream.getvalue()
    assert PRIVATE not in stream.getvalue()
