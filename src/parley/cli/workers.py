"""`parley serve --workers N`: a parent that holds the listening socket, PostgreSQL and NATS, and keeps N serving processes alive."""

import asyncio
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from prometheus_client.multiprocess import mark_process_dead

from parley.cli.database import Database
from parley.cli.loop import on_stop_signal
from parley.cli.program import Exit
from parley.cli.web import DRAIN_SECONDS
from parley.ground.children import Streams, spawn
from parley.ground.jobs.runner import STOP_SECONDS
from parley.ground.metrics import MULTIPROCESS_FOLDER
from parley.ground.nats_server import NatsServer
from parley.ground.settings import GroundSettings, Settings
from parley.ground.supervise import supervise

# How the parent hands its decisions down: JSON of settings that outrank every other source. Not on the command line, where all can read it.
CHILD_SETTINGS = "PARLEY_CHILD_SETTINGS"
# Followed by the parent's process id.
_FIGURES = "parley-metrics-"
_START_SECONDS = 60.0
_POLL_SECONDS = 0.05

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Workers:
    """What every worker is given: the socket all share, and the settings of the command line."""

    listening: socket.socket
    arguments: Mapping[str, Any]


class WorkerProcess:
    """One serving process. Says by a byte on a pipe that it serves."""

    def __init__(self, number: int, listening: socket.socket, environment: Mapping[str, str]) -> None:
        self._number = number
        self._listening = listening
        self._environment = environment
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def name(self) -> str:
        return f"worker-{self._number}"

    def is_running(self) -> bool:
        return self._child is not None and self._child.poll() is None

    async def restart(self) -> None:
        """Start and return when it serves. Raises: Exit when it ends or does not begin to serve within a minute"""
        self._forget()
        receiver, sender = os.pipe()
        os.set_blocking(receiver, False)
        command = [
            sys.executable,
            "-m",
            "parley",
            "serve-child",
            "--socket",
            str(self._listening.fileno()),
            "--ready",
            str(sender),
        ]
        # The children write to where we write: their log is ours.
        streams = Streams(output=sys.stderr.fileno(), inherited=(self._listening.fileno(), sender))
        try:
            self._child = spawn(command, streams=streams, environment=self._environment)
            os.close(sender)
            deadline = time.monotonic() + _START_SECONDS
            while not _has_spoken(receiver):
                if not self.is_running() or time.monotonic() > deadline:
                    self.kill()
                    raise Exit(f"{self.name} did not begin to serve; the log above says why.")
                await asyncio.sleep(_POLL_SECONDS)
        finally:
            os.close(receiver)

    def ask_to_stop(self) -> None:
        if self._child is not None and self.is_running():
            self._child.send_signal(signal.SIGTERM)

    def finish(self, patience: float) -> None:
        """Wait until it has ended, killing it after `patience` seconds."""
        try:
            if self._child is not None:
                self._child.wait(patience)
        except subprocess.TimeoutExpired:
            _log.warning("worker.killed", worker=self.name)
            self.kill()

    def kill(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.wait()

    def _forget(self) -> None:
        if self._child is not None:
            # Its gauges would be summed up for ever.
            forget: Callable[[int, str], object] = mark_process_dead
            forget(self._child.pid, self._environment[MULTIPROCESS_FOLDER])


def _has_spoken(receiver: int) -> bool:
    try:
        return bool(os.read(receiver, 1))
    except BlockingIOError:
        return False


def remove_left_over_figures() -> None:
    """Remove the figures of parents that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FIGURES}*"):
        parent = folder.name.removeprefix(_FIGURES).partition("-")[0]
        if folder.lstat().st_uid == os.geteuid() and not (parent.isdigit() and is_running(int(parent))):
            shutil.rmtree(folder, ignore_errors=True)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


async def serve_with_workers(settings: Settings, database: Database, workers: Workers, announce: Callable[[], None]) -> None:
    """Start everything, keep it alive until a signal asks to stop, then end it in order."""
    ground = settings.of(GroundSettings)
    stopping = asyncio.Event()
    on_stop_signal(stopping.set)
    with contextlib.ExitStack() as stack:
        remove_left_over_figures()
        figures = stack.enter_context(tempfile.TemporaryDirectory(prefix=f"{_FIGURES}{os.getpid()}-"))
        nats = NatsServer() if not ground.bus_url else None
        guards: list[asyncio.Task[None]] = []
        if nats is not None:
            stack.callback(nats.stop)
            await nats.restart()
            guards.append(asyncio.create_task(supervise(nats)))
        decided = {
            **workers.arguments,
            "database_url": database.url,
            "bus_url": nats.url if nats is not None else ground.bus_url,
            "public_url": ground.public_url,
            "port": ground.port,
        }
        environment = {**os.environ, CHILD_SETTINGS: json.dumps(decided), MULTIPROCESS_FOLDER: figures}
        children = [WorkerProcess(number, workers.listening, environment) for number in range(1, ground.workers + 1)]
        try:
            await asyncio.gather(*(child.restart() for child in children))
            guards += [asyncio.create_task(supervise(child)) for child in children]
            announce()
            await stopping.wait()
        finally:
            await _end(guards, children)


async def _end(guards: list[asyncio.Task[None]], children: list[WorkerProcess]) -> None:
    for guard in guards:
        guard.cancel()
    await asyncio.gather(*guards, return_exceptions=True)
    for child in children:
        child.ask_to_stop()
    patience = DRAIN_SECONDS + STOP_SECONDS + 5
    await asyncio.gather(*(asyncio.to_thread(child.finish, patience) for child in children))
    _log.info("serve.stopped")
