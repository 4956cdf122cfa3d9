"""Runs jobs: the registered handlers on a PgQueuer worker, with retries, give-ups and held failures."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
from pgqueuer import PgQueuer, RetryRequested
from pgqueuer.models import Context, Job
from sqlalchemy import text
from structlog.contextvars import bound_contextvars

from shop.kit.db.database import Database, driver_url
from shop.kit.db.session import execute_core
from shop.kit.jobs import JobDefinition, registry
from shop.kit.jobs.attempt import AnotherAttempt, JobRunner
from shop.kit.jobs.bulkheads import BulkheadLimits, PutOff
from shop.kit.jobs.driver import LOST, ReconnectingDriver, WorkersQueries
from shop.kit.log import error_kind, logger, trace_of

log = logger()

BATCH = 20
# Jobs that take turns, beside the errands that run or wait in their bulkheads. With 160 a cart costs twice as much [M];
# what hangs in a call costs a heartbeat, and would keep all others from being picked if it were counted.
MOST_PICKED = 60
# How often a worker looks for jobs if no notification comes: one may be lost.
POLL = timedelta(seconds=1)
# The least time between two looks while more waits than the worker can carry: a look costs locks.
SHORTEST_POLL = timedelta(milliseconds=25)
CLOSING_SECONDS = 5.0
# Jobs of a dead worker are claimed again after this time.
TAKE_OVER = timedelta(seconds=10)


# A job is logged as queued when it is left and whenever it was put off or is to be tried again.
_DEATHS = text(
    "SELECT count(*) FILTER (WHERE status = 'picked') - count(*) FILTER (WHERE status = 'queued') "
    "FROM pgqueuer_log WHERE job_id = :job_id"
)
# `RetryRequested` counts as an attempt.
_COUNTS_FOR_NOTHING = "UPDATE pgqueuer SET attempts = attempts - 1 WHERE id = $1"


class JobHeld(Exception):
    """A job failed for good and waits for the operator. Says where, not what: messages quote people's data."""


class Worker:
    """Takes jobs until told to stop. Any number of them, on any machine, share the queue."""

    def __init__(
        self, database: Database, vendors: dict[type, Any], *, bulkheads: BulkheadLimits | None = None
    ) -> None:
        self.database = database
        self._runner = JobRunner(database, vendors, bulkheads)
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Work until `stop`; what was claimed by then is finished."""
        async with _pool(self.database.url) as pool:
            driver = ReconnectingDriver(pool, self._stopping)
            queries = WorkersQueries(driver)
            queries.picks_at_most = lambda: MOST_PICKED + self._runner.errands
            queue = PgQueuer(driver, queries=queries)
            queue.qm.shutdown = self._stopping
            queue.qm.min_dequeue_poll_interval = SHORTEST_POLL
            for entry in registry.entries.values():
                run = self._entrypoint(entry, queue.qm.queries)
                queue.entrypoint(entry.name, on_failure="hold", accepts_context=True)(run)
            try:
                await queue.qm.run(
                    dequeue_timeout=POLL,
                    batch_size=BATCH,
                    max_concurrent_tasks=MOST_PICKED,
                    heartbeat_timeout=TAKE_OVER,
                )
            except LOST as error:
                if not self._stopping.is_set():
                    raise
                # What it could not write down any more is taken over by others, as after a kill.
                log.warning("worker.stopped_without_database", error=error_kind(error))

    def stop(self) -> None:
        """Claim no more jobs; `run` returns when those that run are done. Errands that wait for a place are put off."""
        self._stopping.set()
        self._runner.close()

    def _entrypoint(self, entry: JobDefinition, queries: Any) -> Any:
        async def run(job: Job, context: Context) -> None:
            with bound_contextvars(job=entry.name, job_id=job.id), _logged(job):
                try:
                    another = await self._attempt(entry, job)
                except PutOff as full:
                    await queries.driver.execute(_COUNTS_FOR_NOTHING, job.id)
                    raise RetryRequested(full.delay, str(full)) from None
                except Exception as error:
                    trace = trace_of(error)
                    log.error("job.held", attempt=job.attempts, trace=trace)
                    raise JobHeld(trace) from None
                if another is not None:
                    raise RetryRequested(another.delay, another.reason)

        return run

    async def _attempt(self, entry: JobDefinition, job: Job) -> AnotherAttempt | None:
        return await self._runner.attempt(
            entry,
            job.payload,
            job.attempts,
            deaths=0 if entry.most_deaths is None else await self._deaths(job),
            age=datetime.now(UTC) - job.created,
            priority=job.priority,
            job_id=job.id,
        )

    async def _deaths(self, job: Job) -> int:
        """How often the job was picked before and neither ended nor came back to the queue."""
        async with self.database.transaction() as session:
            deaths = (await execute_core(session, _DEATHS, {"job_id": job.id})).scalar_one()
        return max(0, int(deaths))


@contextlib.asynccontextmanager
async def _pool(url: str) -> AsyncIterator[asyncpg.Pool]:
    """Connections for the queue itself. One lost in use may never be released: closing waits CLOSING_SECONDS only."""
    # A least number would be restored, and complained of, by asyncpg itself while the database is away.
    pool = await asyncpg.create_pool(driver_url(url), min_size=0, max_size=4, reset=_leave_as_it_is)
    try:
        yield pool
    finally:
        with contextlib.suppress(TimeoutError, *LOST):
            await asyncio.wait_for(pool.close(), CLOSING_SECONDS)


async def _leave_as_it_is(_: asyncpg.Connection) -> None:
    """The queue's statements leave no lock, cursor or setting behind: nothing needs a statement that resets them."""


@contextlib.contextmanager
def _logged(job: Job) -> Iterator[None]:
    try:
        yield
    finally:
        log.debug("job.ran", attempt=job.attempts)
