"""Applying Alembic's revisions. Imported only when there are any to apply: with SQLAlchemy it costs a serving process 25 MB."""

from pathlib import Path
from typing import Any

import psycopg
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

# A migration that waits longer for a table blocks everybody who queues behind it; it gives up and is tried again.
LOCK_TIMEOUT = "3s"


class TableBusy(Exception):
    """A step could not have a table within `LOCK_TIMEOUT`. It left nothing behind."""


def apply_revisions(database_url: str, migrations: Path) -> None:
    """Apply every revision in `migrations` that the database lacks, each in a transaction of its own. Raises: TableBusy"""

    def connect() -> "psycopg.Connection[Any]":
        return psycopg.connect(database_url, options=f"-c lock_timeout={LOCK_TIMEOUT}")

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    engine = create_engine("postgresql+psycopg://", creator=connect, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except (OperationalError, psycopg.OperationalError) as error:
        if isinstance(getattr(error, "orig", error), psycopg.errors.LockNotAvailable):
            raise TableBusy from error
        raise
    finally:
        engine.dispose()
