"""Running the jobs of every domain beside something else."""

import contextlib
from collections.abc import AsyncIterator, Sequence

from parley.ground.db.work import Work
from parley.ground.jobs import Job
from parley.ground.jobs.runner import JobRunner


@contextlib.asynccontextmanager
async def running_jobs(work: Work, jobs: Sequence[Job]) -> AsyncIterator[None]:
    """Jobs run while inside; on leaving, those under way get a moment to finish and are else run again by the next worker."""
    runner = JobRunner(work, jobs)
    runner.start()
    try:
        yield
    finally:
        await runner.stop()
