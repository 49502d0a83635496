"""What identity does outside of requests."""

from parley.ground.db.work import Work
from parley.ground.jobs.model import Job
from parley.identity import service
from parley.identity.service.recovery import RESET_JOB


async def forget_expired(work: Work) -> None:
    """Delete sessions and one-time links that have ended by themselves. They had no effect any more."""
    async with work.writing() as uow:
        await service.delete_expired(uow)


JOBS = (
    Job(RESET_JOB, service.send_password_reset),
    Job("identity.forget_expired", forget_expired, every="41 3 * * *"),
)
