"""One worker process of `parley serve --workers N`."""

import json
import os
import signal
import socket
from typing import Any

from parley.cli.loop import run_loop
from parley.cli.program import Program
from parley.cli.runtime import open_runtime
from parley.cli.serve import run_web
from parley.cli.workers import CHILD_SETTINGS
from parley.ground.settings import GroundSettings, Settings


def inherited_settings() -> dict[str, Any]:
    """What the parent decided; it outranks every other source."""
    decided: dict[str, Any] = json.loads(os.environ.get(CHILD_SETTINGS, "{}"))
    return decided


def serve_child(program: Program, settings: Settings, listening: int, ready: int) -> None:
    """Serve on the inherited socket `listening`; write a byte to `ready` once it is answered."""

    def tell() -> None:
        os.write(ready, b"1")
        os.close(ready)

    async def main() -> None:
        async with open_runtime(program, settings, settings.of(GroundSettings).database_url) as runtime:
            await run_web(program, runtime, socket.socket(fileno=listening), tell)

    # A worker that does not serve yet has nothing to finish. Unwinding would wait for a database and a bus that end with the same parent,
    # holding the address meanwhile: the next Parley could not listen. `run_web` takes the signal over.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    run_loop(main())
