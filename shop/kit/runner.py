"""Running jobs: the registered handlers on a PgQueuer worker, with retries, give-ups and held failures."""

import asyncio
import contextlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
from pgqueuer import PgQueuer, RetryRequested
from pgqueuer.db import AsyncpgPoolDriver
from pgqueuer.models import Context, Job
from structlog.contextvars import bound_contextvars

from shop.kit.db import Database
from shop.kit.jobs import Entry, Errand, Kind, Postponed, backoff, registry
from shop.kit.log import logger

log = logger()

BATCH = 10
AT_ONCE = 40
POLL = timedelta(seconds=1)  # the fallback when a bell was lost
TAKE_OVER = timedelta(seconds=10)  # a dead worker's jobs are picked again after this


class Worker:
    """Takes jobs until told to stop. Any number of them, on any machine, share the queue."""

    def __init__(self, database: Database, vendors: dict[type, Any]) -> None:
        self.database = database
        self.vendors = vendors
        self._errands = asyncio.Semaphore(AT_ONCE)
        self._transactions = asyncio.Semaphore(database.engine.pool.size())  # type: ignore[attr-defined]
        self._queue: PgQueuer | None = None

    async def run(self) -> None:
        """Work until `stop`. What runs then is finished; what was only claimed is given back by its age."""
        async with asyncpg.create_pool(_plain(self.database.url), min_size=2, max_size=4) as pool:
            queue = PgQueuer(AsyncpgPoolDriver(pool))
            self._queue = queue
            queue.qm.min_dequeue_poll_interval = timedelta(milliseconds=5)
            for entry in registry.entries.values():
                queue.entrypoint(entry.name, on_failure="hold", accepts_context=True)(self._runner(entry))
            await queue.qm.run(
                dequeue_timeout=POLL,
                batch_size=BATCH,
                max_concurrent_tasks=AT_ONCE,
                heartbeat_timeout=TAKE_OVER,
            )

    def stop(self) -> None:
        """Claim nothing more."""
        if self._queue is not None:
            self._queue.shutdown.set()

    def _runner(self, entry: Entry) -> Any:
        async def run(job: Job, context: Context) -> None:
            payload = msgspec.json.decode(job.payload or b"{}", type=entry.payload)
            values: dict[str, Any] = msgspec.structs.asdict(payload)
            merchant_id: UUID | None = values.pop("merchant_id")
            with bound_contextvars(job=entry.name, job_id=job.id), _said(entry, job):
                try:
                    await self._call(entry, merchant_id, values, job.attempts)
                except Postponed as wish:
                    raise RetryRequested(wish.delay, str(wish)) from wish
                except Exception as error:
                    await self._failed(entry, merchant_id, values, job.attempts, error)

        return run

    async def _call(
        self, entry: Entry, merchant_id: UUID | None, values: dict[str, Any], attempt: int
    ) -> None:
        if entry.kind is Kind.ERRAND:
            if merchant_id is None:
                raise LookupError(f"{entry.name} needs a merchant.")
            async with self._errands:
                await entry.handler(Errand(self.database, merchant_id, self.vendors, attempt), **values)
            return
        async with self._transactions, self.database.transaction(merchant_id) as session:
            await entry.handler(session, **values)

    async def _failed(
        self,
        entry: Entry,
        merchant_id: UUID | None,
        values: dict[str, Any],
        attempt: int,
        error: Exception,
    ) -> None:
        """Try again later; after the last try let the slice clean up, else hold the job for the operator."""
        log.warning("job.failed", attempt=attempt, error=type(error).__name__)
        if attempt + 1 < entry.attempts:
            raise RetryRequested(backoff(attempt), type(error).__name__) from error
        if entry.give_up is None:
            raise error
        async with self.database.transaction(merchant_id) as session:
            await entry.give_up(session, **values, reason=f"{type(error).__name__}: {error}")


@contextlib.contextmanager
def _said(entry: Entry, job: Job) -> Iterator[None]:
    try:
        yield
    finally:
        log.debug("job.ran", attempt=job.attempts)


def _plain(url: str) -> str:
    return url.replace("postgresql+asyncpg://", "postgresql://", 1)
