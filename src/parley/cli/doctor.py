"""`parley doctor`: says in sentences what is wrong with an installation."""

import asyncio
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

import aiosmtplib
import psycopg

from parley.cli.database import open_database
from parley.cli.loop import run_loop
from parley.cli.program import Exit, Program
from parley.cli.runtime import make_bus
from parley.ground.clock import Clock, SystemClock
from parley.ground.db import migrate
from parley.ground.db.embedded.owner import EmbeddedUnavailable
from parley.ground.db.server_facts import read_server_facts
from parley.ground.folder_lock import FolderUnusable
from parley.ground.mail.model import MailSettings, parse_smtp_url
from parley.ground.nats import BusUnavailable
from parley.ground.settings import GroundSettings, Settings

_OLDEST_POSTGRESQL = 15
_LITTLE_DISK_BYTES = 1_000_000_000
_MUCH_SKEW_SECONDS = 2.0
_SMTP_SECONDS = 10


class Finding(NamedTuple):
    """`bad` makes the command fail, `warning` does not."""

    level: Literal["good", "warning", "bad"]
    text: str


_MARKS = {"good": "ok     ", "warning": "warning", "bad": "BAD    "}


def run_doctor(program: Program, settings: Settings) -> None:
    """Print every finding. Raises: Exit when something needed does not work"""
    findings = [*_settings(settings), *_data_folder(settings), *_database(settings), *run_loop(_outside(program, settings))]
    for finding in findings:
        sys.stdout.write(f"{_MARKS[finding.level]}  {finding.text}\n")
    bad = sum(finding.level == "bad" for finding in findings)
    if bad:
        raise Exit(f"{bad} of {len(findings)} checks failed.")


def _settings(settings: Settings) -> Iterator[Finding]:
    ground = settings.of(GroundSettings)
    if not ground.rate_limits:
        yield Finding("warning", "Rate limits are off (PARLEY_RATE_LIMITS=off). Only for measuring on one's own machine.")
    if ground.development:
        yield Finding("warning", "Development mode is on: anybody may read every mail of the local outbox.")
    if bool(ground.tls_cert) != bool(ground.tls_key):
        yield Finding("bad", "Only one of --tls-cert and --tls-key is set. HTTPS needs both.")
    for name in filter(None, (ground.tls_cert, ground.tls_key)):
        if not os.access(name, os.R_OK):
            yield Finding("bad", f"{name} cannot be read.")
    if ground.public_url and not ground.public_url.startswith(("http://", "https://")):
        yield Finding("bad", "public_url must begin with http:// or https://.")


def _data_folder(settings: Settings) -> Iterator[Finding]:
    folder = Path(settings.of(GroundSettings).data_dir).absolute()
    if not folder.exists():
        yield Finding("good", f"The data folder {folder} does not exist yet; the first start makes it.")
        return
    mode = stat.S_IMODE(folder.stat().st_mode)
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield Finding("bad", f"The data folder {folder} cannot be written by this user.")
    elif mode & 0o077:
        yield Finding(
            "warning", f"The data folder {folder} is open to other users (mode {mode:o}). `chmod 700 {folder}` closes it."
        )
    else:
        yield Finding("good", f"The data folder {folder} is closed to others.")
    free = shutil.disk_usage(folder).free
    level: Literal["good", "bad"] = "bad" if free < _LITTLE_DISK_BYTES else "good"
    yield Finding(
        level, f"{free / 1e9:.1f} GB are free in the data folder (at least {_LITTLE_DISK_BYTES / 1e9:.0f} GB are needed)."
    )


def _database(settings: Settings) -> Iterator[Finding]:
    try:
        with open_database(settings, may_share=True) as database:
            yield from _ask_database(database.url, SystemClock())
    except (EmbeddedUnavailable, FolderUnusable, OSError) as error:
        yield Finding("bad", str(error))
    except psycopg.Error as error:
        yield Finding(
            "bad", f"The database does not answer ({type(error).__name__}). Check --database-url (PARLEY_DATABASE_URL)."
        )


def _ask_database(url: str, clock: Clock) -> Iterator[Finding]:
    facts = read_server_facts(url, clock)
    level: Literal["good", "bad"] = "bad" if facts.major_version < _OLDEST_POSTGRESQL else "good"
    yield Finding(level, f"The database answers: PostgreSQL {facts.major_version} ({_OLDEST_POSTGRESQL} or later is needed).")
    skew = abs(facts.ahead.total_seconds())
    yield Finding(
        "bad" if skew > _MUCH_SKEW_SECONDS else "good",
        f"The clocks of this machine and the database differ by {skew:.1f} s (at most {_MUCH_SKEW_SECONDS:.0f} s). Use NTP on both.",
    )
    if facts.encoding != "UTF8":
        yield Finding("bad", f"The database's encoding is {facts.encoding}; it must be UTF8.")
    yield from _ask_schema(url)


def _ask_schema(url: str) -> Iterator[Finding]:
    state = migrate.read_state(url)
    try:
        migrate.require_compatible(state)
    except migrate.SchemaIncompatible as error:
        yield Finding("bad", str(error))
        return
    if state.is_behind:
        yield Finding(
            "warning",
            f"The schema is at {state.current or 'nothing'}, this Parley at {state.latest}. `parley migrate` brings it up.",
        )
    else:
        yield Finding("good", f"The schema is up to date ({state.current}).")


async def _outside(program: Program, settings: Settings) -> list[Finding]:
    return [*await _bus(settings), *await _mail(settings), *await _further(program)]


async def _bus(settings: Settings) -> list[Finding]:
    url = settings.of(GroundSettings).bus_url
    if not url:
        return [Finding("good", "No bus is set: one process needs none, several on one machine bring their own NATS.")]
    bus = make_bus(url)
    try:
        await bus.start()
    except BusUnavailable as error:
        return [Finding("bad", str(error))]
    await bus.stop()
    return [Finding("good", "The bus answers.")]


async def _mail(settings: Settings) -> list[Finding]:
    mail = settings.of(MailSettings)
    if not mail.smtp_url:
        return [Finding("warning", "No mail server is set (PARLEY_SMTP_URL): mails stay in the local outbox and reach nobody.")]
    try:
        server = parse_smtp_url(mail.smtp_url)
    except ValueError as error:
        return [Finding("bad", str(error))]
    client = aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.use_tls,
        start_tls=server.start_tls,
        timeout=_SMTP_SECONDS,
    )
    try:
        async with client:
            await client.noop()
    except (aiosmtplib.SMTPException, OSError) as error:
        return [Finding("bad", f"The mail server {server.host}:{server.port} does not take us ({type(error).__name__}).")]
    return [Finding("good", f"The mail server {server.host}:{server.port} answers.")]


async def _further(program: Program) -> list[Finding]:
    async def ask(name: str) -> Finding:
        works = await program.checks[name]()
        return Finding("good" if works else "bad", f"{name} {'answers' if works else 'does not answer'}.")

    return list(await asyncio.gather(*(ask(name) for name in program.checks)))
