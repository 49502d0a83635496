"""The files of the embedded server: where they lie, how they are created, and who is still using them."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import structlog

from parley.ground.children import Owner, Streams, spawn
from parley.ground.db.embedded.owner import EmbeddedUnavailable
from parley.ground.db.embedded.programs import MAJOR_VERSION, Programs

SUPERUSER = "postgres"
# The port only names the socket file; nothing listens on the network.
PORT = 5432
SOCKET_NAME = f".s.PGSQL.{PORT}"
# `sun_path` holds 108 bytes on Linux and 104 on macOS, one of them the closing zero.
MAX_SOCKET_PATH = 103
# An orphan is first asked to finish as at any stop, then to drop everything (its write-ahead log makes up for it).
# Seconds suffice for a shutdown; but one that was asked for while PostgreSQL restarted itself after a crash may wait for ever for a checkpointer
# that is not started any more.
_ORPHAN_PATIENCE = ((signal.SIGINT, 5.0), (signal.SIGQUIT, 30.0))
_POLL_SECONDS = 0.02

# Written into postgresql.conf once, at creation: an operator may change them there.
_TUNABLE = {
    "shared_buffers": "48MB",
    "work_mem": "4MB",
    "maintenance_work_mem": "32MB",
    "effective_cache_size": "512MB",
    "wal_buffers": "4MB",
    "min_wal_size": "64MB",
    "max_wal_size": "512MB",
    "io_method": "sync",
    "max_logical_replication_workers": "0",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}

_log = structlog.get_logger(__name__)


class Cluster:
    """`<folder>/cluster` holds the database, `<folder>/run` the socket, `<folder>/server.log` what the server says."""

    def __init__(self, folder: Path, programs: Programs, owner: Owner | None) -> None:
        self.folder = folder.absolute()
        self.files = self.folder / "cluster"
        self.log = self.folder / "server.log"
        self.programs = programs
        self.owner = owner
        self.socket_folder = self._choose_socket_folder()

    @property
    def folder_argument(self) -> str:
        """The folder as the server is told it: see the package's docstring."""
        return str(self.files) if self.owner is None else "/proc/self/cwd"

    @property
    def socket_argument(self) -> str:
        """The socket's folder as the server is told it; relative to its own when that need not be reachable."""
        return "../run" if self.socket_folder == self.folder / "run" else str(self.socket_folder)

    def create(self, *, durable: bool) -> None:
        """Make the files when they are not there yet; refuse those of another major version.

        Raises: EmbeddedUnavailable
        """
        self._own_folder(self.folder)
        self._own_folder(self.socket_folder)
        version_file = self.files / "PG_VERSION"
        if version_file.exists():
            self._require_version(version_file.read_text().strip())
            return
        if self.files.exists() and any(self.files.iterdir()):
            raise EmbeddedUnavailable(
                f"{self.files} holds something that is not a PostgreSQL database. Move it away or choose another --data-dir."
            )
        self._initialise(durable=durable)

    def _choose_socket_folder(self) -> Path:
        own = self.folder / "run"
        if len(os.fsencode(own / SOCKET_NAME)) <= MAX_SOCKET_PATH:
            return own
        digest = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        for place in (tempfile.gettempdir(), "/tmp"):
            short = Path(place, f"parley-{os.geteuid()}-{digest}")
            if len(os.fsencode(short / SOCKET_NAME)) <= MAX_SOCKET_PATH:
                return short
        raise EmbeddedUnavailable(f"The path of {self.folder} is too long for a Unix socket. Choose a shorter --data-dir.")

    def _own_folder(self, folder: Path) -> None:
        uid = os.geteuid() if self.owner is None else self.owner.uid
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            status = os.lstat(folder)
            if folder.is_symlink() or not folder.is_dir() or status.st_uid not in (uid, os.geteuid()):
                raise EmbeddedUnavailable(f"{folder} belongs to another user. Remove it or choose another --data-dir.") from None
        if self.owner is not None:
            os.chown(folder, self.owner.uid, self.owner.gid)
        folder.chmod(0o700)

    def _require_version(self, found: str) -> None:
        if found != str(MAJOR_VERSION):
            raise EmbeddedUnavailable(
                f"{self.files} was made by PostgreSQL {found}, and this Parley brings PostgreSQL {MAJOR_VERSION}. "
                "Dump it with the Parley that made it (pg_dump) and restore the dump into an empty data folder."
            )

    def _initialise(self, *, durable: bool) -> None:
        fresh = self.folder / "cluster.new"
        shutil.rmtree(fresh, ignore_errors=True)
        self._own_folder(fresh)
        target = str(fresh) if self.owner is None else "/proc/self/cwd"
        # The builtin provider of PostgreSQL 17 and later sorts by code point and knows Unicode's cases, the same on every machine.
        command = [
            str(self.programs.initdb),
            "-D",
            target,
            "-U",
            SUPERUSER,
            "-E",
            "UTF8",
            "--locale=C",
            "--locale-provider=builtin",
        ]
        # The socket lies in a folder that only we may enter, so whoever connects is us.
        command += ["--builtin-locale=C.UTF-8", "--auth-local=trust", "--auth-host=reject", "--data-checksums"]
        command += [] if durable else ["--no-sync"]
        for name, value in _TUNABLE.items():
            command += ["--set", f"{name}={value}"]
        with tempfile.TemporaryFile() as output:
            code = spawn(command, owner=self.owner, folder=fresh, streams=Streams(output)).wait()
            if code != 0:
                output.seek(0)
                raise EmbeddedUnavailable(f"initdb failed ({code}):\n{output.read().decode(errors='replace')}")
        if self.files.exists():
            self.files.rmdir()
        fresh.rename(self.files)

    def forget_socket(self) -> None:
        """Remove the folder of the socket when it stands outside our own and is empty again."""
        if self.socket_folder != self.folder / "run":
            with contextlib.suppress(OSError):
                self.socket_folder.rmdir()

    def is_accepting(self) -> bool:
        """Whether the server has written that it is ready, as `pg_ctl` asks."""
        lines = self._pid_file()
        return len(lines) >= 8 and lines[7].strip() == "ready"

    def tail(self, lines: int = 15) -> str:
        """The last lines of the server's log."""
        try:
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        except OSError:
            return ""

    def claim(self) -> int:
        """Wait for a server that outlived its Parley to end, and clear away the mark of one that did not end properly.

        Answers an open file with a lock. The server must inherit it: each of its processes then holds the lock as long as it lives, so that
        a free lock proves that nobody works in the folder. Process ids prove nothing (they are used again, in containers at once), and
        asking the kernel for another user's working directory needs a capability that root lacks in a container.

        Raises: EmbeddedUnavailable when the old server does not end
        """
        lock = os.open(self.folder / "server.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if not _try_lock(lock) and not self._end_orphan(lock):
            os.close(lock)
            raise EmbeddedUnavailable(f"A PostgreSQL still runs in {self.files} and does not end. End it, then start again.")
        # Nobody is there, so its marks are stale. Left there they would stop the start when its process id is somebody else's by now, or that of
        # a dead process whose parent, in a container, never asks for it.
        (self.files / "postmaster.pid").unlink(missing_ok=True)
        (self.socket_folder / f"{SOCKET_NAME}.lock").unlink(missing_ok=True)
        return lock

    def _end_orphan(self, lock: int) -> bool:
        for number, patience in _ORPHAN_PATIENCE:
            self._signal_postmaster(number)
            deadline = time.monotonic() + patience
            while time.monotonic() < deadline:
                if _try_lock(lock):
                    return True
                time.sleep(_POLL_SECONDS)
        return False

    def _signal_postmaster(self, number: signal.Signals) -> None:
        """Only if the process of the mark is still a PostgreSQL; when its postmaster is dead, the other processes end by themselves."""
        lines = self._pid_file()
        postmaster = int(lines[0]) if lines and lines[0].strip().isdigit() else 0
        if postmaster and _program_name(postmaster) == "postgres":
            _log.warning("database.orphan", pid=postmaster, signal=number.name)
            with contextlib.suppress(ProcessLookupError):
                os.kill(postmaster, number)

    def _pid_file(self) -> list[str]:
        try:
            return (self.files / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []


def _try_lock(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _program_name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        if Path("/proc/self").exists():
            return ""
    # Not Linux.
    listing = subprocess.run(["/bin/ps", "-o", "comm=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return Path(listing.stdout.strip()).name
