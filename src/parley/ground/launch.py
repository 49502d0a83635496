"""Becomes another program that dies with its parent. Run as a script, never imported: it starts in 15 ms with the standard library alone.

    python -I -S launch.py PARENT_PID SIGNAL UID:GID|- PROGRAM ARGUMENT…

A separate program rather than `preexec_fn`, which runs Python between fork and exec of a process with threads and can deadlock there.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def _become(owner: str) -> None:
    uid, gid = map(int, owner.split(":"))
    os.setgroups([gid])
    os.setgid(gid)
    os.setuid(uid)


def _die_with(parent: int, number: int) -> None:
    # Changing the user clears the parent-death signal, so this comes after it.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, number, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("The parent ended before its child began.")


def launch(parent: str, death_signal: str, owner: str, *command: str) -> None:
    """Replace this process by `command`, as `owner` unless that is `-`; the kernel sends `death_signal` when the parent ends."""
    if owner != "-":
        _become(owner)
    _die_with(int(parent), signal.Signals[death_signal])
    os.execv(command[0], command)


if __name__ == "__main__":
    launch(*sys.argv[1:])
