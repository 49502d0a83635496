"""Databases for tests: one server per run, migrated once, copied for each test (25 ms)."""

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from parley.ground.db import migrate
from parley.ground.db.embedded.server import EmbeddedPostgres

EXTERNAL_SERVER = "PARLEY_TEST_DATABASE_URL"


class TestServer:
    """Gives out fresh databases. `url` names the server with a role that may create databases."""

    __test__ = False

    def __init__(self, url: str) -> None:
        self._url = url
        # Several runs may share one server, so the names carry the run's process.
        self._prefix = f"parley_test_{os.getpid()}"
        self._numbers = itertools.count(1)
        self._template = f"{self._prefix}_template"

    def prepare(self) -> None:
        """Migrate the template that each test's database is a copy of."""
        self._create(self._template, "template0")
        migrate.upgrade(self._address(self._template))

    def dispose(self) -> None:
        self._drop(self._template)

    @contextmanager
    def migrated(self) -> Iterator[str]:
        """The URL of a fresh database with the newest schema."""
        with self._database(self._template) as url:
            yield url

    @contextmanager
    def empty(self) -> Iterator[str]:
        """The URL of a fresh database with nothing in it."""
        with self._database("template0") as url:
            yield url

    @contextmanager
    def _database(self, template: str) -> Iterator[str]:
        name = f"{self._prefix}_{next(self._numbers)}"
        self._create(name, template)
        try:
            yield self._address(name)
        finally:
            self._drop(name)

    def _create(self, name: str, template: str) -> None:
        with psycopg.connect(self._url, autocommit=True) as conn:
            conn.execute(sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(template)))

    def _drop(self, name: str) -> None:
        with psycopg.connect(self._url, autocommit=True) as conn:
            conn.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))

    def _address(self, name: str) -> str:
        return make_conninfo(self._url, dbname=name)


@contextmanager
def running_server(folder: Path) -> Iterator[TestServer]:
    """A server in `folder`, or the one that PARLEY_TEST_DATABASE_URL names."""
    external = os.environ.get(EXTERNAL_SERVER)
    embedded = None if external else EmbeddedPostgres(folder, durable=False)
    if embedded is not None:
        embedded.start()
    server = TestServer(external or (embedded.superuser_url if embedded is not None else ""))
    try:
        server.prepare()
        yield server
        server.dispose()
    finally:
        if embedded is not None:
            embedded.stop()
