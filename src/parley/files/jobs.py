"""What files do outside of requests."""

from datetime import timedelta

from parley.files.service import settling, sweeping
from parley.ground.jobs.model import Job, Retry

# A scanner that is away for days must not leave files unscanned: the sweep queues what ran out of attempts.
_PATIENT = Retry(attempts=40, first=timedelta(seconds=5), longest=timedelta(minutes=30))

JOBS = (
    Job(settling.EXAMINE_JOB, settling.examine, retry=_PATIENT, longest_run=settling.EXAMINE_RUN),
    Job(sweeping.AGAIN_JOB, settling.examine_again, retry=_PATIENT, longest_run=settling.EXAMINE_RUN),
    Job(settling.PREVIEW_JOB, settling.preview, retry=Retry(attempts=4), longest_run=settling.PREVIEW_RUN),
    Job(settling.SWEEP_JOB, sweeping.sweep, every="7 * * * *", longest_run=timedelta(minutes=30)),
    Job(settling.RESCAN_JOB, sweeping.rescan, every="*/10 * * * *"),
)
