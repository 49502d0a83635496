"""Background jobs on procrastinate's queue in our own PostgreSQL.

A job is queued in the transaction that needs it (`defer`), so it exists exactly when that transaction does. It runs at least once: a worker that
dies is noticed by its missing heartbeat and its jobs are run again, so a job must not mind being run twice. A domain declares its jobs as
`Job(...)` in its `jobs.py`; `main` gathers them for the `JobRunner`.
"""

from parley.ground.jobs.model import GiveUp, Job, Retry
from parley.ground.jobs.queue import defer

__all__ = ["GiveUp", "Job", "Retry", "defer"]
