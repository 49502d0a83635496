"""The commands that do one thing and end."""

import asyncio
import getpass
import json
import secrets
import sys
from collections.abc import Awaitable, Callable
from typing import TypeVar

from parley.cli.database import open_database
from parley.cli.loop import on_stop_signal, run_loop
from parley.cli.program import Exit, NewAccount, Program, Runtime
from parley.cli.runtime import open_runtime
from parley.ground.db import migrate
from parley.ground.settings import Settings
from parley.worker.running import running_jobs

T = TypeVar("T")


def with_runtime(program: Program, settings: Settings, act: Callable[[Runtime], Awaitable[T]]) -> T:
    """Run `act` on a migrated database: the running Parley's own when there is one."""
    with open_database(settings, may_share=True) as database:
        migrate.upgrade(database.url)

        async def main() -> T:
            async with open_runtime(program, settings, database.url) as runtime:
                return await act(runtime)

        return run_loop(main())


def run_worker(program: Program, settings: Settings) -> None:
    """`parley worker`: background jobs only, until SIGINT or SIGTERM."""

    async def work_until_stopped(runtime: Runtime) -> None:
        stopping = asyncio.Event()
        on_stop_signal(stopping.set)
        async with running_jobs(runtime.work, program.jobs):
            sys.stdout.write("Parley's worker is ready\n")
            sys.stdout.flush()
            await stopping.wait()

    with_runtime(program, settings, work_until_stopped)


def run_migrations(settings: Settings) -> None:
    """`parley migrate`."""
    with open_database(settings, may_share=True) as database:
        state = migrate.upgrade(database.url)
        sys.stdout.write(f"The database is at schema {state.current}.\n")


def print_openapi(program: Program, settings: Settings) -> None:
    """`parley openapi`."""
    if program.openapi is None:
        raise Exit("This Parley has no HTTP API.")
    sys.stdout.write(json.dumps(program.openapi(settings), indent=2, sort_keys=True) + "\n")


def fill_demo(program: Program, settings: Settings) -> None:
    """`parley demo`."""
    if program.fill_demo is None:
        raise Exit("This Parley brings no demo.")
    told = with_runtime(program, settings, program.fill_demo)
    sys.stdout.write(f"{told or 'Nothing was added: the database is not empty.'}\n")


def create_account(program: Program, settings: Settings, *, email: str, name: str, is_operator: bool) -> None:
    """`parley account create`."""
    create = program.create_account
    if create is None:
        raise Exit("This Parley has no accounts.")
    password, was_made = _read_password()

    async def act(runtime: Runtime) -> str:
        return await create(runtime, NewAccount(email=email, display_name=name, password=password, is_operator=is_operator))

    account_id = with_runtime(program, settings, act)
    sys.stdout.write(f"Created account {account_id}.\n")
    if was_made:
        sys.stdout.write(f"Its password: {password}\n")


def _read_password() -> tuple[str, bool]:
    """A password asked for at the terminal; without one, or when left empty, a made one. Whether it was made."""
    if not sys.stdin.isatty():
        return secrets.token_urlsafe(18), True
    first = getpass.getpass("Password (empty to have one made): ")
    if not first:
        return secrets.token_urlsafe(18), True
    if getpass.getpass("The same again: ") != first:
        raise Exit("The two passwords differ. Nothing was created.")
    return first, False
