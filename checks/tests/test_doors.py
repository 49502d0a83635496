"""Doors, each opened by force and found."""

import pytest

from checks import doors
from checks.tests.conftest import Write

STORE = "src/parley/rooms/store.py"
SERVICE = "src/parley/messages/service.py"


@pytest.mark.parametrize(
    ("importer", "statement", "advice"),
    [
        (SERVICE, "from parley.rooms import store", "call parley.rooms.service"),
        (SERVICE, "from parley.rooms.store import find_room", "call parley.rooms.service"),
        (SERVICE, "import parley.rooms.store", "call parley.rooms.service"),
        (SERVICE, "import parley.rooms", "no open door"),
        (SERVICE, "from parley.rooms import audience", "no open door"),
        (SERVICE, "from parley.rooms.api import routes", "only parley.main mounts"),
        (SERVICE, "from parley.rooms.settings import RoomSettings", "let parley.rooms.service answer"),
        (SERVICE, "def send():\n    from parley.rooms import store", "call parley.rooms.service"),
        (
            SERVICE,
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from parley.rooms import store",
            "call parley.rooms.service",
        ),
        ("src/parley/http/routes.py", "from parley.rooms.api import routes", "only parley.main mounts"),
        ("src/parley/http/routes.py", "from parley.rooms import store", "call parley.rooms.service"),
        ("src/parley/main.py", "from parley.rooms import store", "call parley.rooms.service"),
        ("src/parley/messages/tests/test_send.py", "from parley.rooms import store", "call parley.rooms.service"),
        ("src/parley/rooms/model.py", "from parley.rooms import service", "only describes"),
        ("src/parley/rooms/api.py", "from parley.rooms import store", "holds no query"),
    ],
)
def test_a_closed_door_is_refused(write: Write, importer: str, statement: str, advice: str) -> None:
    write("src/parley/rooms/__init__.py", "")
    (violation,) = doors.find_violations(write(importer, statement))
    assert violation.path == importer
    assert advice in violation.message


@pytest.mark.parametrize(
    ("importer", "statement"),
    [
        (SERVICE, "from parley.rooms import errors, events, model, ports, service"),
        (SERVICE, "from parley.ground.db.work import UnitOfWork"),
        ("src/parley/rooms/service/log.py", "from parley.rooms import store"),
        ("src/parley/rooms/tests/test_log.py", "from parley.rooms import store"),
        ("src/parley/messages/tests/test_send.py", "from parley.rooms.tests.factories import room"),
        ("src/parley/main.py", "from parley.rooms import api, audience, jobs, listeners, settings"),
        ("src/parley/testing/server.py", "from parley.rooms import api, audience, store"),
        ("src/parley/rooms/api.py", "from litestar import get"),
        ("src/parley/cli/arguments.py", "from parley import version"),
        (STORE, "import psycopg"),
    ],
)
def test_an_open_door_is_open(write: Write, importer: str, statement: str) -> None:
    write("src/parley/rooms/__init__.py", "")
    assert doors.find_violations(write(importer, statement)) == []


@pytest.mark.parametrize("library", ["litestar", "websockets", "psycopg"])
def test_a_service_that_knows_its_transport_or_driver_is_refused(write: Write, library: str) -> None:
    (violation,) = doors.find_violations(write(SERVICE, f"import {library}"))
    assert library in violation.message


@pytest.mark.parametrize("path", [SERVICE, STORE, "src/parley/http/app.py"])
def test_a_commit_outside_the_unit_of_work_is_refused(write: Write, path: str) -> None:
    (violation,) = doors.find_violations(write(path, "async def send(uow):\n    await uow.conn.commit()\n"))
    assert violation.line == 2
    assert "unit of work" in violation.message
