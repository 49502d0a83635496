"""From the command line to the command."""

import argparse
import os
import signal
import sys
from pathlib import Path
from typing import Any

import psycopg

from parley.cli import arguments, commands
from parley.cli.child import inherited_settings, serve_child
from parley.cli.doctor import run_doctor
from parley.cli.program import Exit, Program
from parley.cli.serve import serve
from parley.ground import logs
from parley.ground.db.embedded.owner import EmbeddedUnavailable
from parley.ground.db.migrate import SchemaIncompatible
from parley.ground.errors import AppError
from parley.ground.folder_lock import FolderUnusable
from parley.ground.nats import BusUnavailable
from parley.ground.nats_server import NatsUnavailable
from parley.ground.settings import GroundSettings, Settings, SettingsInvalid, load

# What ends a command with a sentence rather than a traceback.
_EXPECTED = (Exit, BusUnavailable, EmbeddedUnavailable, FolderUnusable, NatsUnavailable, SchemaIncompatible, SettingsInvalid)


def run_command(program: Program, given: list[str]) -> int:
    """Run one command and answer its exit code."""
    namespace = arguments.read_arguments(given)
    # Before the event loop has its own handlers, SIGTERM unwinds like Ctrl-C, so that what was started is stopped.
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        settings = _load_settings(program, namespace)
        ground = settings.of(GroundSettings)
        logs.configure(level=ground.log_level, form=ground.log_format)
        _run(program, settings, namespace)
    except _EXPECTED as refusal:
        return _say(str(refusal), refusal.code if isinstance(refusal, Exit) else 1)
    except AppError as refusal:
        return _say(refusal.detail, 1)
    except psycopg.OperationalError as failure:
        # Not its message: that may quote the URL.
        return _say(f"The database does not answer ({type(failure).__name__}). `parley doctor` says more.", 1)
    except KeyboardInterrupt:
        return 130
    return 0


def _say(sentence: str, code: int) -> int:
    sys.stderr.write(f"parley: {sentence}\n")
    return code


def _load_settings(program: Program, namespace: argparse.Namespace) -> Settings:
    is_child = namespace.command == "serve-child"
    overrides = inherited_settings() if is_child else arguments.settings_given(namespace)
    toml_file = overrides.pop("settings", None)
    return load(
        program.settings_groups, environment=os.environ, toml_file=Path(toml_file) if toml_file else None, overrides=overrides
    )


def _run(program: Program, settings: Settings, namespace: argparse.Namespace) -> None:
    match namespace.command:
        case "serve":
            serve(program, settings, arguments.settings_given(namespace))
        case "serve-child":
            serve_child(program, settings, namespace.socket, namespace.ready)
        case "worker":
            commands.run_worker(program, settings)
        case "migrate":
            commands.run_migrations(settings)
        case "doctor":
            run_doctor(program, settings)
        case "openapi":
            commands.print_openapi(program, settings)
        case "demo":
            commands.fill_demo(program, settings)
        case "account":
            commands.create_account(program, settings, email=namespace.email, name=namespace.name, is_operator=namespace.operator)


def _interrupt(_number: int, _frame: Any) -> None:
    raise KeyboardInterrupt
