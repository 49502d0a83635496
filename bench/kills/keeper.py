"""A server that is killed and started again on the same folder, as a service manager would."""

import asyncio
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from bench.server import descendants, name_of, parent_of

_READY = b"Parley is ready"
_START_SECONDS = 60.0


class ServerGone(Exception):
    """`parley serve` does not come up; its log says why."""


class Keeper:
    """Runs `parley serve` on one port and starts it again whenever it has died. `start_seconds`: how long each start took."""

    def __init__(self, data_dir: Path, *, workers: int = 1) -> None:
        self._data_dir = data_dir
        self._workers = workers
        self._log_file = data_dir.parent / "server.log"
        self._process: asyncio.subprocess.Process | None = None
        self._guard: asyncio.Task[None] | None = None
        self._is_ready = asyncio.Event()
        self.port = _free_port()
        self.start_seconds: list[float] = []
        self.killed: Counter[str] = Counter()

    async def start(self) -> None:
        self._guard = asyncio.create_task(self._keep())
        await self.wait_until_ready()

    async def stop(self) -> None:
        """End it as an operator does."""
        if self._guard is not None:
            self._guard.cancel()
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGINT)
            await self._process.wait()

    def log_tail(self) -> str:
        """The end of what the server logged."""
        return self._log_file.read_text(errors="replace")[-4_000:] if self._log_file.exists() else ""

    async def wait_until_ready(self) -> None:
        ready = asyncio.create_task(self._is_ready.wait())
        await asyncio.wait([ready, *([self._guard] if self._guard is not None else [])], return_when=asyncio.FIRST_COMPLETED)
        if self._guard is not None and self._guard.done():
            self._guard.result()
        await ready

    def kill(self, what: str, chance: random.Random) -> bool:
        """Send SIGKILL to one kind of process: False when there is none just now.

        `serve`: the program (and with it, by its own doing, PostgreSQL ends). `machine`: everything at once. `postmaster`: PostgreSQL.
        `backend`: one connection to it, which makes PostgreSQL restart itself. `worker`, `bus`: with several workers.
        """
        victims = self._victims(what)
        if not victims:
            return False
        for pid in victims if what == "machine" else [chance.choice(victims)]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.killed[what] += 1
        if what in {"serve", "machine"}:
            self._is_ready.clear()
        return True

    def _victims(self, what: str) -> list[int]:
        process = self._process
        if process is None or process.returncode is not None:
            return []
        below = {pid: name_of(pid) for pid in descendants(process.pid)}
        postgres = [pid for pid, name in below.items() if name.startswith("postgres")]
        kinds = {
            "serve": [process.pid],
            "machine": [process.pid, *below],
            # The postmaster is the parent of the others.
            "postmaster": [pid for pid in postgres if parent_of(pid) not in postgres],
            "backend": [pid for pid in postgres if b"[local]" in _command_line(pid)],
            "bus": [pid for pid, name in below.items() if name.startswith("nats")],
            "worker": [pid for pid, name in below.items() if name.startswith(("python", "parley"))],
        }
        return kinds[what]

    async def _keep(self) -> None:
        while True:
            began = time.monotonic()
            process = await self._launch()
            self._process = process
            if process.stdout is None:
                raise ServerGone("its output is not piped")
            line = b""
            while not line.startswith(_READY):
                line = await asyncio.wait_for(process.stdout.readline(), _START_SECONDS)
                if not line:
                    break
            if line:
                self.start_seconds.append(time.monotonic() - began)
                self._is_ready.set()
            code = await process.wait()
            self._is_ready.clear()
            if code != -signal.SIGKILL:
                raise ServerGone(f"parley serve ended with {code} though nobody killed it:\n{self.log_tail()}")

    async def _launch(self) -> asyncio.subprocess.Process:
        command = [sys.executable, "-m", "parley", "serve", "--data-dir", str(self._data_dir), "--port", str(self.port)]
        with self._log_file.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *command,
                "--workers",
                str(self._workers),
                stdout=subprocess.PIPE,
                stderr=log,
                env={**os.environ, "PARLEY_RATE_LIMITS": "off", "PARLEY_LOG_FORMAT": "json"},
            )


def _command_line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
