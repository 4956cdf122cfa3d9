"""Runs jobs: the registered handlers on a PgQueuer worker, with retries, give-ups and held failures."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
from pgqueuer import PgQueuer, RetryRequested
from pgqueuer.models import Context, Job
from structlog.contextvars import bound_contextvars

from shop.kit.db.database import Database, driver_url
from shop.kit.jobs import Errand, JobDefinition, JobKind, Postponed, backoff, registry
from shop.kit.jobs.driver import ReconnectingDriver
from shop.kit.log import error_kind, logger, trace_of

log = logger()

BATCH = 20
# Jobs claimed at a time. Errands wait for vendors side by side; jobs wait for one of JOBS_AT_ONCE.
AT_ONCE = 60
# Transactions of one process: more than a core can serve only wait for each other's rows [M].
JOBS_AT_ONCE = 6
# How often a worker looks for jobs if no notification comes: one may be lost.
POLL = timedelta(seconds=1)
# The least time between two looks while more waits than the worker can carry: a look costs locks.
SHORTEST_POLL = timedelta(milliseconds=25)
CLOSING_SECONDS = 5.0
# Jobs of a dead worker are claimed again after this time.
TAKE_OVER = timedelta(seconds=10)


class JobHeld(Exception):
    """A job failed for good and waits for the operator. Says where, not what: messages quote people's data."""


class Worker:
    """Takes jobs until told to stop. Any number of them, on any machine, share the queue."""

    def __init__(self, database: Database, vendors: dict[type, Any]) -> None:
        self.database = database
        self.vendors = vendors
        self._errands = asyncio.Semaphore(AT_ONCE)
        self._transactions = asyncio.Semaphore(min(JOBS_AT_ONCE, database.engine.pool.size()))  # type: ignore[attr-defined]
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Work until `stop`; what was claimed by then is finished."""
        async with _pool(self.database.url) as pool:
            queue = PgQueuer(ReconnectingDriver(pool, self._stopping))
            queue.qm.shutdown = self._stopping
            queue.qm.min_dequeue_poll_interval = SHORTEST_POLL
            for entry in registry.entries.values():
                queue.entrypoint(entry.name, on_failure="hold", accepts_context=True)(self._runner(entry))
            await queue.qm.run(
                dequeue_timeout=POLL,
                batch_size=BATCH,
                max_concurrent_tasks=AT_ONCE,
                heartbeat_timeout=TAKE_OVER,
            )

    def stop(self) -> None:
        """Claim no more jobs; `run` returns when the claimed ones are done."""
        self._stopping.set()

    def _runner(self, entry: JobDefinition) -> Any:
        async def run(job: Job, context: Context) -> None:
            with bound_contextvars(job=entry.name, job_id=job.id), _logged(job):
                try:
                    await self._attempt(entry, job)
                except RetryRequested:
                    raise
                except Exception as error:
                    trace = trace_of(error)
                    log.error("job.held", attempt=job.attempts, trace=trace)
                    raise JobHeld(trace) from None

        return run

    async def _attempt(self, entry: JobDefinition, job: Job) -> None:
        payload = msgspec.json.decode(job.payload or b"{}", type=entry.payload)
        values: dict[str, Any] = msgspec.structs.asdict(payload)
        merchant_id: UUID | None = values.pop("merchant_id")
        try:
            await self._call(entry, merchant_id, values, job.attempts)
        except Postponed as wish:
            raise RetryRequested(wish.delay, str(wish)) from None
        except Exception as error:
            await self._failed(entry, merchant_id, values, job.attempts, error)

    async def _call(
        self, entry: JobDefinition, merchant_id: UUID | None, values: dict[str, Any], attempt: int
    ) -> None:
        if entry.kind is JobKind.ERRAND:
            if merchant_id is None:
                raise LookupError(f"{entry.name} needs a merchant.")
            async with self._errands:
                await entry.handler(Errand(self.database, merchant_id, self.vendors, attempt), **values)
            return
        # A sweep sees no merchant's rows, whichever transaction left it.
        owner = None if entry.kind is JobKind.SWEEP else merchant_id
        async with self._transactions, self.database.transaction(owner) as session:
            await entry.handler(session, **values)

    async def _failed(
        self,
        entry: JobDefinition,
        merchant_id: UUID | None,
        values: dict[str, Any],
        attempt: int,
        error: Exception,
    ) -> None:
        """Try again later; after the last try let the slice clean up, else hold the job for the operator."""
        log.warning("job.failed", attempt=attempt, error=error_kind(error))
        if attempt + 1 < entry.attempts:
            raise RetryRequested(backoff(attempt), trace_of(error)) from None
        if entry.give_up is None:
            raise error
        async with self.database.transaction(merchant_id) as session:
            await entry.give_up(session, **values, reason=f"{type(error).__name__}: {error}")


@contextlib.asynccontextmanager
async def _pool(url: str) -> AsyncIterator[asyncpg.Pool]:
    """Connections for the queue itself. One lost in use may never be released: closing waits CLOSING_SECONDS only."""
    pool = await asyncpg.create_pool(driver_url(url), min_size=2, max_size=4)
    try:
        yield pool
    finally:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(pool.close(), CLOSING_SECONDS)


@contextlib.contextmanager
def _logged(job: Job) -> Iterator[None]:
    try:
        yield
    finally:
        log.debug("job.ran", attempt=job.attempts)
