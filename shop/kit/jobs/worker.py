"""Running jobs: the registered handlers on a PgQueuer worker, with retries, give-ups and held failures."""

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
from sqlalchemy.exc import DBAPIError
from structlog.contextvars import bound_contextvars

from shop.kit.db.database import Database, DatabaseUnavailable
from shop.kit.jobs import Errand, JobDefinition, JobKind, Postponed, backoff, registry
from shop.kit.jobs.driver import LOST, ReconnectingDriver
from shop.kit.log import error_kind, logger, trace_of

log = logger()

BATCH = 20
AT_ONCE = 60  # picked; errands wait for vendors side by side, jobs take turns
JOBS_AT_ONCE = (
    6  # transactions of one process: more than a core can serve only wait for each other's rows [M]
)
POLL = timedelta(seconds=1)  # the fallback when a notification was lost
LOOK = timedelta(
    milliseconds=25
)  # how often a worker looks while more waits than it can carry: a look costs locks
CLOSING_SECONDS = 5.0
TRIES_WITHOUT_CONNECTION = 8
TAKE_OVER = timedelta(seconds=10)  # a dead worker's jobs are picked again after this


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
            queue.qm.min_dequeue_poll_interval = LOOK
            for entry in registry.entries.values():
                queue.entrypoint(entry.name, on_failure="hold", accepts_context=True)(self._runner(entry))
            try:
                await queue.qm.run(
                    dequeue_timeout=POLL,
                    batch_size=BATCH,
                    max_concurrent_tasks=AT_ONCE,
                    heartbeat_timeout=TAKE_OVER,
                )
            except LOST as error:
                if not self._stopping.is_set():
                    raise
                # what it could not write down any more is taken over by others, as after a kill
                log.warning("worker.stopped_without_database", error=error_kind(error))

    def stop(self) -> None:
        """Claim nothing more."""
        self._stopping.set()

    def _runner(self, entry: JobDefinition) -> Any:
        async def run(job: Job, context: Context) -> None:
            with bound_contextvars(job=entry.name, job_id=job.id), _said(job):
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
        owner = None if entry.kind is JobKind.SWEEP else merchant_id  # whoever left it, a sweep is nobody's
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
        if attempt + 1 < entry.attempts or _is_outage(error, attempt):
            raise RetryRequested(backoff(attempt), trace_of(error)) from None
        if entry.give_up is None:
            raise error
        try:
            async with self.database.transaction(merchant_id) as session:
                await entry.give_up(session, **values, reason=f"{type(error).__name__}: {error}")
        except DatabaseUnavailable as away:
            raise RetryRequested(backoff(attempt), trace_of(away)) from None


def _is_outage(error: Exception, attempt: int) -> bool:
    """The database is away, which is no fault of the job's and uses up none of its tries.

    A job that loses its connection every time may be the reason itself: it is held in the end.
    """
    if isinstance(error, DBAPIError):
        return error.connection_invalidated and attempt + 1 < TRIES_WITHOUT_CONNECTION
    return isinstance(error, DatabaseUnavailable)


@contextlib.asynccontextmanager
async def _pool(url: str) -> AsyncIterator[asyncpg.Pool]:
    """Connections for the queue itself. One that was lost in use may never come back: the end does not wait for it."""
    # a floor would be restored, and complained of, by asyncpg itself while the database is away
    pool = await asyncpg.create_pool(_plain(url), min_size=0, max_size=4)
    try:
        yield pool
    finally:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(pool.close(), CLOSING_SECONDS)  # then it is cut


@contextlib.contextmanager
def _said(job: Job) -> Iterator[None]:
    try:
        yield
    finally:
        log.debug("job.ran", attempt=job.attempts)


def _plain(url: str) -> str:
    return url.replace("postgresql+asyncpg://", "postgresql://", 1)
