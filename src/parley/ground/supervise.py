"""Keeps a child running: starts it again when it ends, waiting longer each time it ends soon."""

import asyncio
import time
from typing import Protocol

import structlog

_POLL_SECONDS = 0.1
_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 10.0
# A child that ran this long was fine; its next end is not counted together with the ones before.
_STEADY_SECONDS = 30.0

_log = structlog.get_logger(__name__)


class Child(Protocol):
    """Something that runs as a process of its own."""

    @property
    def name(self) -> str: ...

    def is_running(self) -> bool: ...

    async def restart(self) -> None:
        """Start again and return when it works. May raise; it is then tried again later."""
        ...


async def supervise(child: Child) -> None:
    """Run until cancelled. The child is running when this begins."""
    pause = _FIRST_PAUSE
    started = time.monotonic()
    while True:
        await asyncio.sleep(_POLL_SECONDS)
        if child.is_running():
            continue
        if time.monotonic() - started > _STEADY_SECONDS:
            pause = _FIRST_PAUSE
        _log.error("child.ended", worker=child.name, seconds=round(pause, 1))
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)
        try:
            await child.restart()
        except Exception:
            _log.exception("child.restart_failed", worker=child.name)
        else:
            _log.info("child.restarted", worker=child.name)
        started = time.monotonic()
