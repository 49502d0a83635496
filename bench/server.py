"""The server under measure: `parley serve` as anybody starts it, on a folder of its own, rate limits off."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from parley.ground.db.embedded.server import EmbeddedPostgres

READY = "Parley is ready on http://"
_START_SECONDS = 60.0
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A serving Parley. `start_seconds`: from the command to its first answer to `/readyz`."""

    process: "subprocess.Popen[str]"
    data_dir: Path
    port: int
    host: str = "127.0.0.1"

    @property
    def database_url(self) -> str:
        return EmbeddedPostgres(self.data_dir / "postgres").url()

    @property
    def pid(self) -> int:
        return self.process.pid

    def postgres_pids(self) -> list[int]:
        """The postmaster and its children."""
        return [pid for pid in descendants(self.pid) if name_of(pid).startswith("postgres")]


@contextmanager
def running_server(data_dir: Path, *options: str, **environment: str) -> Iterator[Server]:
    """A server on `data_dir`, stopped on leaving. `options` are given to the command as they are."""
    server = start_server(data_dir, *options, **environment)
    try:
        yield server
    finally:
        stop(server.process)


def start_server(data_dir: Path, *options: str, **environment: str) -> Server:
    """Start and wait for the line that says the server is ready."""
    command = [sys.executable, "-m", "parley", "serve", "--data-dir", str(data_dir), "--port", "0", *options]
    log = (data_dir.parent / f"{data_dir.name}.log").open("a")
    with log:
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env={**os.environ, "PARLEY_RATE_LIMITS": "off", "PARLEY_LOG_FORMAT": "json", **environment},
        )
    port = _wait_until_ready(process)
    return Server(process, data_dir, port)


def _wait_until_ready(process: "subprocess.Popen[str]") -> int:
    stream = process.stdout
    if stream is None:
        raise RuntimeError("the server's output is not piped")
    deadline = time.monotonic() + _START_SECONDS
    for line in stream:
        if line.startswith(READY):
            return int(line.strip().rpartition(":")[2])
        if time.monotonic() > deadline:
            break
    process.kill()
    raise RuntimeError(f"parley serve did not become ready; its log says why (exit code {process.wait()})")


def stop(process: "subprocess.Popen[str]") -> None:
    """End it as an operator does, and wait."""
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)


def descendants(pid: int) -> list[int]:
    """Every process below `pid`."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (parent := parent_of(int(entry.name))) is not None:
            children.setdefault(parent, []).append(int(entry.name))
    found: list[int] = []
    waiting = [pid]
    while waiting:
        below = children.get(waiting.pop(), [])
        found.extend(below)
        waiting.extend(below)
    return found


def _stat_of(pid: int) -> list[str] | None:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return None


def parent_of(pid: int) -> int | None:
    stat = _stat_of(pid)
    return int(stat[1]) if stat else None


def name_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def cpu_seconds(pids: list[int]) -> float:
    """Processor time these have used so far."""
    total = 0
    for pid in pids:
        stat = _stat_of(pid)
        total += int(stat[11]) + int(stat[12]) if stat else 0
    return total / _TICK


def resident_bytes(pid: int) -> int:
    """Memory that one process holds (RSS)."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def proportional_bytes(pids: list[int]) -> int:
    """Memory of several processes, shared pages counted once (PSS)."""
    total = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) * 1024
    return total
