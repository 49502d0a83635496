"""The embedded server as a child process: started, asked whether it is ready, stopped."""

import asyncio
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg
import structlog
from psycopg import sql

from parley.ground.children import Streams, spawn
from parley.ground.db.embedded.cluster import PORT, SUPERUSER, Cluster
from parley.ground.db.embedded.owner import EmbeddedUnavailable, find_owner
from parley.ground.db.embedded.programs import find_programs

APPLICATION_ROLE = "parley"
DATABASE = "parley"
_POLL = 0.02
# After the first signal, "fast" (open transactions are rolled back), then "immediate" (the next start recovers from the log), then the kernel.
_STOP_PATIENCE = ((signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 5.0))
_LOG_KEPT_BYTES = 4_000_000
_REPORT_EVERY = 10.0

_log = structlog.get_logger(__name__)


class EmbeddedPostgres:
    """One server in `folder`. `durable` False gives up safety at a power cut for speed: for tests only."""

    def __init__(self, folder: Path, *, durable: bool = True, connections: int = 60) -> None:
        owner = find_owner()
        self.cluster = Cluster(folder, find_programs(owner), owner)
        self._durable = durable
        self._connections = connections
        self._child: subprocess.Popen[bytes] | None = None
        self._claim: int | None = None

    def url(self, *, database: str = DATABASE, role: str = APPLICATION_ROLE) -> str:
        """Where to connect. The application's role owns its database and may do nothing else on the machine."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.cluster.socket_folder), safe='')}&port={PORT}"

    @property
    def name(self) -> str:
        return "postgresql"

    @property
    def superuser_url(self) -> str:
        return self.url(database="postgres", role=SUPERUSER)

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child is not None else None

    def start(self) -> None:
        """Create what is not there, end what an earlier Parley left behind, start, and wait until it accepts connections.

        Waits as long as recovery takes. Raises: EmbeddedUnavailable
        """
        self.prepare()
        self.launch()
        began = time.monotonic()
        while not self.is_accepting():
            self.require_running()
            time.sleep(_POLL)
            began = self._report_waiting(began)
        self._create_database()

    def prepare(self) -> None:
        """Create what is not there and take the files for the server to come."""
        self.cluster.create(durable=self._durable)
        self._release()
        self._claim = self.cluster.claim()

    def launch(self) -> None:
        """Start the program without waiting."""
        command = [str(self.cluster.programs.postgres), "-D", self.cluster.folder_argument]
        for name, value in self._fixed_settings().items():
            command += ["-c", f"{name}={value}"]
        with self._open_log() as log:
            streams = Streams(log, inherited=() if self._claim is None else (self._claim,))
            self._child = spawn(
                command, owner=self.cluster.owner, folder=self.cluster.files, streams=streams, death_signal=signal.SIGINT
            )
        # From here on the claim is the server's: it ends with the last of its processes, not with us.
        self._release()

    def _release(self) -> None:
        if self._claim is not None:
            os.close(self._claim)
            self._claim = None

    async def restart(self) -> None:
        """Start again after the server ended by itself, and wait until it accepts connections.

        Raises: EmbeddedUnavailable
        """
        await asyncio.to_thread(self.prepare)
        self.launch()
        began = time.monotonic()
        while not self.is_accepting():
            self.require_running()
            await asyncio.sleep(_POLL)
            began = self._report_waiting(began)

    def is_running(self) -> bool:
        return self._child is not None and self._child.poll() is None

    def is_accepting(self) -> bool:
        return self.is_running() and self.cluster.is_accepting()

    def require_running(self) -> None:
        if not self.is_running():
            code = self._child.returncode if self._child is not None else None
            raise EmbeddedUnavailable(
                f"PostgreSQL ended while starting (code {code}). The end of {self.cluster.log}:\n{self.cluster.tail()}"
            )

    def stop(self) -> None:
        """End the server and wait for it."""
        if self._child is None:
            return
        for number, patience in _STOP_PATIENCE:
            if self._child.poll() is not None:
                break
            self._child.send_signal(number)
            try:
                self._child.wait(patience)
            except subprocess.TimeoutExpired:
                _log.warning("database.stop_slow", signal=number.name, seconds=patience)
        self._child = None
        self.cluster.forget_socket()

    def _fixed_settings(self) -> dict[str, str]:
        settings = {
            "listen_addresses": "",
            "port": str(PORT),
            "unix_socket_directories": self.cluster.socket_argument,
            "unix_socket_permissions": "0700",
            "max_connections": str(self._connections),
            "fsync": "on",
            "synchronous_commit": "on",
            "full_page_writes": "on",
            # Statements that fail are not logged: they and their details hold what people wrote.
            "log_min_messages": "log",
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
            "log_checkpoints": "off",
        }
        if not self._durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
        return settings

    def _open_log(self) -> IO[bytes]:
        log = self.cluster.log
        if log.exists() and log.stat().st_size > _LOG_KEPT_BYTES:
            log.replace(log.with_suffix(".log.1"))
        log.touch(mode=0o600)
        return log.open("ab")

    def _report_waiting(self, since: float) -> float:
        if time.monotonic() - since < _REPORT_EVERY:
            return since
        _log.info("database.recovering")
        return time.monotonic()

    def _create_database(self) -> None:
        with psycopg.connect(self.superuser_url, autocommit=True) as conn:
            if conn.execute("select 1 from pg_roles where rolname = %s", (APPLICATION_ROLE,)).fetchone() is None:
                conn.execute(sql.SQL("create role {} login").format(sql.Identifier(APPLICATION_ROLE)))
            if conn.execute("select 1 from pg_database where datname = %s", (DATABASE,)).fetchone() is None:
                statement = sql.SQL("create database {} owner {}")
                conn.execute(statement.format(sql.Identifier(DATABASE), sql.Identifier(APPLICATION_ROLE)))
