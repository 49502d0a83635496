"""The ground's own housekeeping, run every hour by whichever worker comes first."""

from datetime import timedelta

from parley.ground.db.work import Work
from parley.ground.jobs.model import Job

# Long enough for an operator to look into why a job failed.
FAILED_JOBS_KEPT = timedelta(days=14)
OUTBOX_KEPT = timedelta(days=30)


async def tidy(work: Work) -> None:
    """Delete jobs that failed long ago and mails that have lain in the local outbox for long."""
    async with work.writing() as uow:
        now = uow.now()
        await uow.conn.execute(
            """delete from procrastinate_jobs job
               where status in ('succeeded', 'failed', 'cancelled', 'aborted')
                 and not exists (select from procrastinate_events event where event.job_id = job.id and event.at > %s)""",
            (now - FAILED_JOBS_KEPT,),
        )
        await uow.conn.execute("delete from outbox_mail where created_at < %s", (now - OUTBOX_KEPT,))


JOBS = (Job("ground.tidy", tidy, every="17 * * * *"),)
