"""What `main` hands to the commands, and the parts of one running process that the commands hand back."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from parley.ground.bus import Bus
from parley.ground.clock import Clock
from parley.ground.db.work import Work
from parley.ground.health import Check
from parley.ground.jobs.model import Job
from parley.ground.settings import Settings

# An ASGI application, as uvicorn takes it.
AsgiApp = Callable[[Any, Any, Any], Awaitable[None]]


class Exit(Exception):
    """Ends the command with a sentence for the person at the terminal and an exit code."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Runtime:
    """The open parts of one process."""

    settings: Settings
    clock: Clock
    work: Work
    bus: Bus

    def readiness(self) -> dict[str, Check]:
        """The parts that must answer for this process to be ready."""
        return {"database": self.work.is_ready, "bus": self.bus.is_ready}


@dataclass(frozen=True)
class NewAccount:
    """What `parley account create` was asked for."""

    email: str
    display_name: str
    password: str
    is_operator: bool


@dataclass(frozen=True)
class Program:
    """What this installation of Parley is made of. Everything is wired in `parley.main`."""

    # Every group of settings there is.
    settings_groups: Sequence[type[msgspec.Struct]]
    # Wires the ports of a process; called once per process, before anything else uses `runtime`.
    wire: Callable[[Runtime], None]
    # The ASGI application of a wired process.
    build_app: Callable[[Runtime], AsgiApp]
    # Every background job there is.
    jobs: Sequence[Job] = ()
    # The OpenAPI document, without a database.
    openapi: Callable[[Settings], Mapping[str, Any]] | None = None
    # A one-time token that makes whoever redeems it operator, or None when there is an operator or a token already.
    issue_operator_claim: Callable[[Runtime], Awaitable[str | None]] | None = None
    create_account: Callable[[Runtime, NewAccount], Awaitable[str]] | None = None
    # Whether `parley serve` is to fill an empty database with the demo marketplace.
    is_demo: Callable[[Settings], bool] = lambda _settings: False
    # Fills an empty database; answers what to tell the person at the terminal, nothing when the database was not empty.
    fill_demo: Callable[[Runtime], Awaitable[str]] | None = None
    # Further sentences for `parley doctor`: name → check.
    checks: Mapping[str, Check] = field(default_factory=dict)
