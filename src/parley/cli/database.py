"""The database of a command: the one it is given, or the embedded one in the data folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog

from parley.ground.db.embedded.server import EmbeddedPostgres
from parley.ground.folder_lock import FolderInUse, FolderLock
from parley.ground.settings import GroundSettings, Settings

# Beyond the pools of the processes: the listener for jobs in each, migrations, `parley doctor`, somebody with psql.
_SPARE_CONNECTIONS = 15

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Database:
    """`embedded` is the server that this command started and must supervise; None when it is somebody else's."""

    url: str
    embedded: EmbeddedPostgres | None = None


@contextmanager
def open_database(settings: Settings, *, may_share: bool) -> Iterator[Database]:
    """Start the embedded server unless a URL is set. `may_share`: when another Parley runs it already, use that one.

    Raises: FolderInUse, EmbeddedUnavailable
    """
    ground = settings.of(GroundSettings)
    if ground.database_url:
        yield Database(ground.database_url)
        return
    folder = Path(ground.data_dir).absolute()
    lock = FolderLock(folder)
    try:
        lock.acquire()
    except FolderInUse:
        if not may_share:
            raise
        yield Database(EmbeddedPostgres(folder / "postgres").url())
        return
    server = EmbeddedPostgres(
        folder / "postgres", connections=ground.workers * (ground.database_connections + 3) + _SPARE_CONNECTIONS
    )
    try:
        server.start()
        _log.info("database.started", pid=server.pid)
        yield Database(server.url(), server)
    finally:
        server.stop()
        lock.release()
