"""Running the queue's jobs in this process."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import psycopg
import structlog
from procrastinate import App, BaseRetryStrategy, JobContext, PsycopgConnector, RetryDecision, exceptions
from procrastinate.jobs import Job as QueuedJob
from procrastinate.jobs import Status

from parley.ground import metrics
from parley.ground.db.work import Work
from parley.ground.jobs.model import GiveUp, Job

# Jobs of one process that run at the same time.
_CONCURRENCY = 4
# At stopping, running jobs get this long; then they are cancelled and run again elsewhere.
STOP_SECONDS = 10
_POLL_SECONDS = 5.0
_HEARTBEAT_SECONDS = 5.0
# A worker not heard of for this long is taken for dead. Six heartbeats: a database that is away for a moment must not double a job.
_STALLED_SECONDS = 30.0
_SWEEP_SECONDS = 10.0
_RESTART_PAUSES = (0.2, 1.0, 2.0, 5.0)
# What a job did is worth more patience than starting the next one: while the database is away its outcome waits this long to be written.
_WRITE_PATIENCE_SECONDS = 60.0
_WRITE_PAUSE_SECONDS = 0.5

_log = structlog.get_logger(__name__)


class JobRunner:
    """Takes jobs from the queue and runs them, until stopped. Any number of processes may do so on one database."""

    def __init__(self, work: Work, jobs: Iterable[Job]) -> None:
        self._work = work
        self._connector = _PatientConnector()
        self._app = App(connector=self._connector)
        self._running: asyncio.Task[None] | None = None
        self._is_stopping = False
        self._jobs = {job.name: job for job in jobs}
        for job in self._jobs.values():
            self._register(job)

    def start(self) -> None:
        """Run jobs from now on. Survives a database that goes away."""
        self._running = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Take no more jobs; give those under way `STOP_SECONDS`, then cancel them: they run again elsewhere."""
        if self._running is None:
            return
        self._is_stopping = True
        # The database may be going too, and must not hold us up.
        self._connector.patience = 0.0
        self._running.cancel()
        await asyncio.wait([self._running], timeout=STOP_SECONDS + 5)
        self._running = None

    async def _run(self) -> None:
        sweeper = asyncio.create_task(self._sweep_for_ever())
        failures = 0
        try:
            while True:
                try:
                    await self._run_worker(wait=True)
                except Exception:
                    _log.exception("jobs.interrupted")
                # A worker that fails while it ends lets go of the cancellation that made it end.
                if self._is_stopping:
                    return
                await asyncio.sleep(_RESTART_PAUSES[min(failures, len(_RESTART_PAUSES) - 1)])
                failures += 1
        finally:
            sweeper.cancel()

    async def drain(self) -> None:
        """Run what is due now and return when nothing is left."""
        await self._run_worker(wait=False)

    async def requeue_stalled(self, *, silent_for: float = _STALLED_SECONDS) -> int:
        """Put back the jobs of workers that died, up to each job's number of attempts. Answers how many."""
        async with self._app.open_async(self._work.pool):
            stalled = list(await self._app.job_manager.get_stalled_jobs(seconds_since_heartbeat=silent_for))
            for job in stalled:
                await self._put_back(job)
        return len(stalled)

    async def _run_worker(self, *, wait: bool) -> None:
        async with self._app.open_async(self._work.pool):
            await self._app.run_worker_async(
                wait=wait,
                concurrency=_CONCURRENCY,
                install_signal_handlers=False,
                fetch_job_polling_interval=_POLL_SECONDS,
                update_heartbeat_interval=_HEARTBEAT_SECONDS,
                stalled_worker_timeout=_STALLED_SECONDS,
                shutdown_graceful_timeout=STOP_SECONDS,
                listen_notify=wait,
                # A job's arguments may hold an address or a link with a secret: gone once it is done. `keeping` deletes failed ones later.
                delete_jobs="successful",
            )

    def _register(self, job: Job) -> None:
        register = self._app.task(name=job.name, retry=_Strategy(job), pass_context=True)
        if job.every is None:

            async def perform(context: JobContext, /, **arguments: Any) -> None:
                await self._perform(job, context.job, lambda: job.run(self._work, **arguments))

            register(perform)
        else:

            async def perform_periodic(context: JobContext, /, timestamp: int) -> None:
                del timestamp  # the second the job was due at, which procrastinate always passes
                await self._perform(job, context.job, lambda: job.run(self._work))

            self._app.periodic(cron=job.every, periodic_id=job.name, queueing_lock=job.name)(register(perform_periodic))

    async def _perform(self, job: Job, queued: QueuedJob, run: Callable[[], Awaitable[None]]) -> None:
        began = time.monotonic()
        outcome = "succeeded"
        try:
            async with asyncio.timeout(job.longest_run.total_seconds()):
                await run()
        except Exception as failure:
            gives_up = isinstance(failure, GiveUp) or job.retry.pause(queued.attempts + 1) is None
            outcome = "failed" if gives_up else "retried"
            level = _log.error if gives_up else _log.warning
            level(f"job.{outcome}", job=job.name, job_id=queued.id, attempt=queued.attempts + 1, exc_info=failure)
            raise
        finally:
            metrics.job_seconds.labels(job.name).observe(time.monotonic() - began)
            metrics.jobs_run.labels(job.name, outcome).inc()

    async def _sweep_for_ever(self) -> None:
        while True:
            try:
                if count := await self.requeue_stalled():
                    _log.warning("jobs.requeued", count=count)
            except (exceptions.ProcrastinateException, OSError):
                _log.warning("jobs.sweep_failed", exc_info=True)
            await asyncio.sleep(_SWEEP_SECONDS)

    async def _put_back(self, queued: QueuedJob) -> None:
        job = self._jobs.get(queued.task_name)
        try:
            if job is not None and job.retry.pause(queued.attempts + 1) is None:
                # It may be the job that kills its workers.
                _log.error("job.failed", job=job.name, job_id=queued.id, attempt=queued.attempts + 1)
                await self._app.job_manager.finish_job(queued, Status.FAILED, delete_job=False)
            else:
                await self._app.job_manager.retry_job(queued)
        except exceptions.ConnectorException:
            # Another process put it back first.
            _log.info("job.already_requeued", job_id=queued.id)


class _Strategy(BaseRetryStrategy):
    def __init__(self, job: Job) -> None:
        self._job = job

    def get_retry_decision(self, *, exception: BaseException, job: QueuedJob) -> RetryDecision | None:
        if isinstance(exception, GiveUp):
            return None
        if isinstance(exception, asyncio.CancelledError | exceptions.JobAborted):
            # The process stops; the job has done nothing wrong.
            return RetryDecision(retry_in={"seconds": 0})
        pause = self._job.retry.pause(job.attempts + 1)
        return None if pause is None else RetryDecision(retry_in={"seconds": max(1, round(pause.total_seconds()))})


class _PatientConnector(PsycopgConnector):
    """Writes a job's outcome as soon as the database is back. Otherwise the job would stay marked as running by a worker that lives on."""

    def __init__(self) -> None:
        super().__init__()
        self.patience = _WRITE_PATIENCE_SECONDS

    async def execute_query_async(self, query: Any, **arguments: Any) -> None:
        began = time.monotonic()
        while True:
            try:
                await super().execute_query_async(query, **arguments)
                return
            except exceptions.ConnectorException as failure:
                if not _is_outage(failure) or time.monotonic() - began >= self.patience:
                    raise
            await asyncio.sleep(_WRITE_PAUSE_SECONDS)


def _is_outage(failure: exceptions.ConnectorException) -> bool:
    return isinstance(failure.__cause__, psycopg.OperationalError | psycopg.InterfaceError)
