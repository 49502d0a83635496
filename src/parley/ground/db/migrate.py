"""Brings a database to the schema that this Parley works with.

Migrations are Alembic revisions in `parley/migrations/versions`, numbered `NNNN_name.py` in one line, forward only. They are made so that the
Parley before still works on the schema after (expand; contract in a later release). A migration that takes something away from older versions
raises `parley_schema.compatibility`, and a binary whose `COMPATIBILITY` is lower refuses to start.
"""

import importlib
import re
import time
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import structlog
from psycopg import sql

MIGRATIONS = Path(__file__).parents[2] / "migrations"
# The newest number in `parley_schema` that this code works with. Raise it in the release after which older binaries must not run.
COMPATIBILITY = 1

# Any 64-bit number that nobody else on the server uses for an advisory lock: "parley" in ASCII.
_LOCK_KEY = 0x7061726C6579
_ATTEMPTS = 20
_PAUSE_SECONDS = 1.0
_REVISION = re.compile(r"(\d{4})_\w+\.py")

_log = structlog.get_logger(__name__)


class SchemaIncompatible(Exception):
    """The database is newer than this Parley can work with. The message says what to do."""


class SchemaState(NamedTuple):
    """Where a database stands: its revision (None when empty), the newest this code knows, and the compatibility it asks for."""

    current: str | None
    latest: str
    compatibility: int

    @property
    def is_behind(self) -> bool:
        return self.current is None or self.current < self.latest


def latest_revision() -> str:
    return max(found[1] for path in (MIGRATIONS / "versions").iterdir() if (found := _REVISION.fullmatch(path.name)))


def read_state(database_url: str) -> SchemaState:
    """Ask the database where it stands. Raises: psycopg.OperationalError"""
    with psycopg.connect(database_url, autocommit=True, connect_timeout=10) as conn:
        current = _single(conn, "alembic_version", "version_num")
        compatibility = _single(conn, "parley_schema", "compatibility")
    return SchemaState(current=current, latest=latest_revision(), compatibility=compatibility or 0)


def require_compatible(state: SchemaState) -> None:
    """Refuse a schema that has left this binary behind. Raises: SchemaIncompatible"""
    if state.compatibility > COMPATIBILITY:
        raise SchemaIncompatible(
            f"This database (schema {state.current}) asks for a Parley of compatibility {state.compatibility} or later; "
            f"this one has {COMPATIBILITY} and knows schema {state.latest}. Install a newer Parley."
        )


def upgrade(database_url: str) -> SchemaState:
    """Apply what is missing, one transaction per migration, one process at a time. Cheap when nothing is missing: Alembic is not even imported.

    Raises: SchemaIncompatible, psycopg.OperationalError
    """
    state = read_state(database_url)
    require_compatible(state)
    if not state.is_behind:
        return state
    with psycopg.connect(database_url, autocommit=True) as guard:
        guard.execute("select pg_advisory_lock(%s)", (_LOCK_KEY,))
        # Another process may have done it while this one waited.
        state = read_state(database_url)
        require_compatible(state)
        if state.is_behind:
            _upgrade_patiently(database_url)
    reached = read_state(database_url)
    _log.info("database.migrated", revision=reached.current)
    return reached


def _upgrade_patiently(database_url: str) -> None:
    revisions = importlib.import_module("parley.ground.db.revisions")
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            revisions.apply_revisions(database_url, MIGRATIONS)
            return
        except revisions.TableBusy:
            if attempt == _ATTEMPTS:
                raise
            _log.warning("database.migration_waits", attempt=attempt)
        _pause(_PAUSE_SECONDS)


def _pause(seconds: float) -> None:
    time.sleep(seconds)


def _single(conn: "psycopg.Connection[Any]", table: str, column: str) -> Any:
    row = conn.execute("select to_regclass(%s) is not null", (table,)).fetchone()
    if row is None or not row[0]:
        return None
    found = conn.execute(sql.SQL("select {} from {}").format(sql.Identifier(column), sql.Identifier(table))).fetchone()
    return found[0] if found is not None else None
