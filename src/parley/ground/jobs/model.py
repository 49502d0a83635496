"""How a domain declares its jobs."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta


class GiveUp(Exception):
    """Raised by a job that knows that trying again will not help."""


@dataclass(frozen=True)
class Retry:
    """When to try again: after `first`, then twice as long each time up to `longest`, at most `attempts` runs in all."""

    attempts: int = 8
    first: timedelta = timedelta(seconds=5)
    longest: timedelta = timedelta(hours=1)

    def pause(self, attempts_made: int) -> timedelta | None:
        """How long to wait after that many failed runs; None to give up."""
        if attempts_made >= self.attempts:
            return None
        doublings: int = 2 ** (attempts_made - 1)
        return min(self.first * doublings, self.longest)


@dataclass(frozen=True)
class Job:
    """One kind of job. `run` gets the `Work`, then by name what `defer` was given.

    `every` is a cron line (UTC) for a job that runs by itself, without arguments.
    """

    name: str
    run: Callable[..., Awaitable[None]]
    retry: Retry = field(default_factory=Retry)
    every: str | None = None
    # Beyond this the run is cancelled and counts as failed.
    longest_run: timedelta = timedelta(minutes=5)
