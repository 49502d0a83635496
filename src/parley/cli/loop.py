"""The event loop of a process, and the signals that end it."""

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import structlog
import uvloop

T = TypeVar("T")

# Connections may take 10 s, jobs 15, the pool and the bus 7, PostgreSQL a moment.
_LONGEST_STOP_SECONDS = 60.0
# EX_SOFTWARE of sysexits.h.
_HUNG = 70

_log = structlog.get_logger(__name__)


def run_loop(main: Coroutine[Any, Any, T]) -> T:
    """Run `main` on uvloop."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(main)


def on_stop_signal(act: Callable[[], None]) -> None:
    """Call `act` at each SIGINT and SIGTERM instead of interrupting whatever runs. A minute after the first the process ends in any case."""
    loop = asyncio.get_running_loop()
    deadline = threading.Timer(_LONGEST_STOP_SECONDS, _end_at_once)
    deadline.daemon = True

    def stop() -> None:
        if deadline.ident is None:
            deadline.start()
        act()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)


def _end_at_once() -> None:
    """For what hangs although asked to stop. What it started ends with it, and nothing that was answered is lost."""
    _log.error("serve.stop_hung", seconds=_LONGEST_STOP_SECONDS)
    os._exit(_HUNG)
