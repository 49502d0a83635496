"""Putting jobs into the queue, inside the caller's transaction."""

from contextlib import nullcontext
from datetime import timedelta
from typing import Any

import psycopg
from procrastinate import PsycopgConnector, exceptions
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from parley.ground.db.work import UnitOfWork

# Never opened: the manager uses it only to run its statement on the connection that it is given.
_manager = JobManager(PsycopgConnector())


async def defer(
    uow: UnitOfWork, job: str, *, after: timedelta | None = None, once_as: str | None = None, **arguments: Any
) -> bool:
    """Queue `job` with `arguments` (JSON) in the unit of work's transaction; a worker picks it up right after the commit.

    `after` is the least time to wait. With `once_as`, nothing is queued while a job of that key still waits in the queue; the answer says
    whether this one was queued. Two jobs may then still run at the same time, one waiting and one begun.
    """
    deferrer = configure_task(
        name=job,
        job_manager=_manager,
        connection=uow.conn,
        queueing_lock=once_as,
        schedule_at=uow.now() + after if after is not None else None,
    )
    try:
        # A refused duplicate must not fail the transaction around it; where nothing can be refused the savepoint is spared.
        async with uow.conn.transaction() if once_as is not None else nullcontext():
            await deferrer.defer_async(**arguments)
    except exceptions.AlreadyEnqueued:
        return False
    except exceptions.ConnectorException as failure:
        # `Work` knows what to make of the driver's own exceptions.
        if isinstance(failure.__cause__, psycopg.Error):
            raise failure.__cause__ from None
        raise
    return True
