"""Child processes that die with us, even when we are killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple

_LAUNCHER = str(Path(__file__).with_name("launch.py"))


class Owner(NamedTuple):
    """The user a child runs as."""

    uid: int
    gid: int
    name: str


class Streams(NamedTuple):
    """Where a child writes, and the open files it inherits."""

    output: int | IO[bytes] = subprocess.DEVNULL
    inherited: Sequence[int] = ()


NOWHERE = Streams()


def spawn(
    command: Sequence[str],
    *,
    owner: Owner | None = None,
    folder: Path | None = None,
    streams: Streams = NOWHERE,
    environment: Mapping[str, str] | None = None,
    death_signal: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start `command` in its own session, so that Ctrl-C reaches only us and we decide the order of ending.

    Call it from the main thread: Linux sends the parent-death signal when the thread that started the child ends.
    """
    identity = f"{owner.uid}:{owner.gid}" if owner is not None else "-"
    launcher = [sys.executable, "-I", "-S", _LAUNCHER, str(os.getpid()), death_signal.name, identity]
    return subprocess.Popen(
        [*launcher, *command],
        cwd=folder,
        env=dict(environment) if environment is not None else None,
        stdin=subprocess.DEVNULL,
        stdout=streams.output,
        stderr=streams.output,
        pass_fds=tuple(streams.inherited),
        start_new_session=True,
    )
