"""`parley serve`: HTTP, the socket, background jobs, and the embedded PostgreSQL under supervision. One process, or a parent of several."""

import asyncio
import contextlib
import socket
import sys
from collections.abc import AsyncIterator, Callable

import structlog

from parley.cli.database import Database, open_database
from parley.cli.listen import listen, with_public_url
from parley.cli.loop import on_stop_signal, run_loop
from parley.cli.program import Program, Runtime
from parley.cli.runtime import open_runtime
from parley.cli.web import make_server
from parley.cli.workers import Workers, serve_with_workers
from parley.ground.db import migrate
from parley.ground.settings import GroundSettings, Settings
from parley.ground.supervise import supervise
from parley.worker.running import running_jobs

_log = structlog.get_logger(__name__)


def serve(program: Program, settings: Settings, arguments: dict[str, object]) -> None:
    """Serve until SIGINT or SIGTERM. `arguments` are the settings given on the command line, for the workers.

    Raises: what `entry` lists as expected
    """
    ground = settings.of(GroundSettings)
    warn_of_settings(ground)
    with listen(ground.host, ground.port) as listening, open_database(settings, may_share=False) as database:
        migrate.upgrade(database.url)
        settings = with_public_url(settings, listening.getsockname()[1])
        run_loop(_serve(program, settings, database, Workers(listening=listening, arguments=arguments)))


async def _serve(program: Program, settings: Settings, database: Database, workers: Workers) -> None:
    async with supervised(database):
        first = FirstStart(program, settings)
        if settings.of(GroundSettings).workers > 1:
            async with open_runtime(program, settings, database.url) as runtime:
                await first.prepare(runtime)
            await serve_with_workers(settings, database, workers, first.announce)
        else:
            async with open_runtime(program, settings, database.url) as runtime:
                await first.prepare(runtime)
                await run_web(program, runtime, workers.listening, first.announce)


def warn_of_settings(ground: GroundSettings) -> None:
    """Say in the log what makes this installation unfit for strangers."""
    if not ground.rate_limits:
        _log.warning("settings.rate_limits_off")
    if ground.development:
        _log.warning("settings.development")


class FirstStart:
    """What is done and said once, however many processes serve."""

    def __init__(self, program: Program, settings: Settings) -> None:
        self._program = program
        self._url = settings.of(GroundSettings).public_url
        self._lines: list[str] = []

    async def prepare(self, runtime: Runtime) -> None:
        program = self._program
        if program.fill_demo is not None and program.is_demo(runtime.settings):
            self._lines.append(await program.fill_demo(runtime))
        claim = await program.issue_operator_claim(runtime) if program.issue_operator_claim is not None else None
        if claim is not None:
            self._lines.append(f"To become its operator, sign in and open (once): {self._url}/operator-claim?token={claim}")

    def announce(self) -> None:
        """One clean line with the address, then what else there is to say."""
        sys.stdout.write("\n".join([f"Parley is ready on {self._url}", *filter(None, self._lines)]) + "\n")
        sys.stdout.flush()


@contextlib.asynccontextmanager
async def supervised(database: Database) -> AsyncIterator[None]:
    """Start the embedded server again whenever it ends, while inside."""
    if database.embedded is None:
        yield
        return
    guard = asyncio.create_task(supervise(database.embedded))
    try:
        yield
    finally:
        guard.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await guard


async def run_web(program: Program, runtime: Runtime, listening: socket.socket, on_started: Callable[[], None]) -> None:
    """Serve HTTP and run jobs until a signal asks to stop; then let connections and jobs finish. A second signal does not wait."""
    server = make_server(program.build_app(runtime), runtime.settings.of(GroundSettings), on_started)

    def stop() -> None:
        server.force_exit = server.should_exit
        server.should_exit = True

    on_stop_signal(stop)
    async with running_jobs(runtime.work, program.jobs):
        try:
            await server.serve(sockets=[listening])
        finally:
            # Also when it never began to serve: jobs may take a while to end, and the next Parley needs the address.
            listening.close()
    _log.info("serve.stopped")
