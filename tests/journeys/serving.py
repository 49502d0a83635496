"""The real program as its own process, on a folder and a port that outlast it."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

from parley.ground.db.embedded.server import EmbeddedPostgres

STARTS_WITHIN_SECONDS = 90
STOPS_WITHIN_SECONDS = 30
_READY = re.compile(r"^Parley is ready on (http://\S+?:(\d+))$", re.MULTILINE)
_ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")}


class Server:
    """One `parley serve`: started, killed, started again in the same place.

    `options` are given to the command as they are. Rate limits are off, as all people of a journey come from one address.
    `module` is what Python runs in place of `parley`.
    """

    def __init__(self, folder: Path, *options: str, module: str = "parley") -> None:
        self._folder = folder
        self._options = options
        self._module = module
        self._log = folder.with_name(f"{folder.name}.log")
        self._child: subprocess.Popen[bytes] | None = None
        self._port = "0"
        self.origin = ""

    @property
    def log(self) -> str:
        """What it said since its first start."""
        return self._log.read_text(errors="replace") if self._log.exists() else ""

    @property
    def database_url(self) -> str:
        """Of the database that it runs."""
        return EmbeddedPostgres(self._folder / "postgres").url()

    def start(self) -> "Server":
        """Start it and wait until it says that it is ready."""
        said_before = len(self.log)
        with self._log.open("ab") as log:
            self._child = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    self._module,
                    "serve",
                    "--data-dir",
                    str(self._folder),
                    "--port",
                    self._port,
                    *self._options,
                ],
                stdout=log,
                stderr=log,
                env={**_ENVIRONMENT, "PARLEY_RATE_LIMITS": "off"},
            )
        deadline = time.monotonic() + STARTS_WITHIN_SECONDS
        while (ready := _READY.search(self.log, said_before)) is None:
            assert self._child.poll() is None, f"parley serve ended with {self._child.returncode}:\n{self.log}"
            assert time.monotonic() < deadline, f"parley serve is not ready after {STARTS_WITHIN_SECONDS} s:\n{self.log}"
            time.sleep(0.05)
        self.origin, self._port = ready.groups()
        return self

    @property
    def is_killed(self) -> bool:
        """Whether it was ended and not started again."""
        return self._child is None

    def kill(self) -> None:
        """End it as a power cut does, in the middle of whatever it is at."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it as an operator does."""
        self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> None:
        if self._child is None:
            return
        self._child.send_signal(number)
        self._child.wait(STOPS_WITHIN_SECONDS)
        self._child = None
