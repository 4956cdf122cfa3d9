"""One attempt at a job: its payload is read, its handler called, and a failure is answered."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from shop.kit.db.database import Database, DatabaseLost, DatabaseUnavailable
from shop.kit.errors import ShopError
from shop.kit.jobs.bulkheads import BulkheadLimits, Bulkheads, PutOff
from shop.kit.jobs.define import Errand, JobDefinition, JobKind, Postponed, Priority, backoff
from shop.kit.log import error_kind, logger, trace_of

log = logger()

# Transactions of one process: more than a core can serve only wait for each other's rows [M].
JOBS_AT_ONCE = 6
TRIES_WITHOUT_CONNECTION = 8


@dataclass(frozen=True)
class AnotherAttempt:
    """The job is to run again after `delay`. `cause` is its own wish (`Postponed`) or what it failed with."""

    delay: timedelta
    reason: str
    cause: Exception


class WorkersDied(Exception):
    """The job is not tried again: it may be what they died of."""


class JobRunner:
    """Calls handlers with the transactions and the vendors of one process."""

    def __init__(
        self, database: Database, vendors: Mapping[type, Any], bulkheads: BulkheadLimits | None = None
    ) -> None:
        self.database = database
        self.vendors = dict(vendors)
        self._bulkheads = Bulkheads(bulkheads)
        self._transactions = asyncio.Semaphore(min(JOBS_AT_ONCE, database.engine.pool.size()))  # type: ignore[attr-defined]

    @property
    def errands(self) -> int:
        """How many errands are under way or wait for a place."""
        return self._bulkheads.occupied

    def close(self) -> None:
        """Take on no errand that would have to wait: the process is about to end."""
        self._bulkheads.close()

    async def attempt(
        self,
        entry: JobDefinition,
        body: bytes | None,
        attempt: int,
        *,
        deaths: int = 0,
        age: timedelta = timedelta(0),
        priority: int = Priority.NORMAL,
        job_id: int | None = None,
    ) -> AnotherAttempt | None:
        """Run the job once; attempts count from 0. After the last the slice cleans up.

        `deaths`: how many workers ended in the middle of it. `age`: since when it is there.
        Raises what a job failed with that has no attempt left and no `give_up`, or whose `give_up` failed, and PutOff
        where its bulkhead is full.
        """
        payload = msgspec.json.decode(body or b"{}", type=entry.payload)
        values: dict[str, Any] = msgspec.structs.asdict(payload)
        merchant_id: UUID | None = values.pop("merchant_id")
        try:
            if entry.most_deaths is not None and deaths >= entry.most_deaths:
                raise WorkersDied(f"{deaths} workers ended in the middle of it.")
            await self._call(entry, merchant_id, values, attempt, priority, job_id)
        except Postponed as wish:
            return AnotherAttempt(wish.delay, str(wish), wish)
        except PutOff:
            raise
        except Exception as error:
            log.warning("job.failed", attempt=attempt, error=error_kind(error))
            is_deadly = isinstance(error, WorkersDied)
            is_worth_it = attempt + 1 < entry.attempts or _is_outage(error, attempt)
            if not is_deadly and (is_worth_it or (age < entry.patience and _is_away(error))):
                return AnotherAttempt(backoff(attempt), trace_of(error), error)
            if entry.give_up is None:
                raise
            return await self._try_to_give_up(entry, merchant_id, values, attempt, error)
        return None

    async def _try_to_give_up(
        self,
        entry: JobDefinition,
        merchant_id: UUID | None,
        values: Mapping[str, Any],
        attempt: int,
        error: Exception,
    ) -> AnotherAttempt | None:
        try:
            await self.give_up(entry, merchant_id, values, reason=reason_of(error))
        except DatabaseUnavailable as away:
            return AnotherAttempt(backoff(attempt), trace_of(away), away)
        return None

    async def give_up(
        self, entry: JobDefinition, merchant_id: UUID | None, values: Mapping[str, Any], *, reason: str
    ) -> None:
        """Let the slice clean up after the last failure. The job has a `give_up`."""
        if entry.give_up is None:
            raise LookupError(f"{entry.name} has no give_up.")
        async with self.database.transaction(merchant_id) as session:
            await entry.give_up(session, **values, reason=reason)

    async def _call(
        self,
        entry: JobDefinition,
        merchant_id: UUID | None,
        values: dict[str, Any],
        attempt: int,
        priority: int,
        job_id: int | None,
    ) -> None:
        if entry.kind is JobKind.ERRAND:
            if merchant_id is None:
                raise LookupError(f"{entry.name} needs a merchant.")
            async with self._bulkheads.place(entry.part, merchant_id, priority=priority, job_id=job_id):
                await entry.handler(Errand(self.database, merchant_id, self.vendors, attempt), **values)
            return
        owner = None if entry.kind is JobKind.SWEEP else merchant_id  # whoever left it, a sweep is nobody's
        async with self._transactions, self.database.transaction(owner) as session:
            await entry.handler(session, **values)


def reason_of(error: Exception) -> str:
    """What is stored of a failure, and shown to staff: our own sentences, and of anything else no more than its kind.

    A database's error quotes its statement, a library's may quote a value.
    """
    return f"{type(error).__name__}: {error}" if isinstance(error, ShopError) else error_kind(error)


def _is_away(error: Exception) -> bool:
    """Does a vendor not answer? With patience that uses up no tries."""
    return isinstance(error, ShopError) and error.is_away


def _is_outage(error: Exception, attempt: int) -> bool:
    """The database is away, which is no fault of the job's and uses up none of its tries.

    A job that loses its connection every time may be the reason itself: it is held in the end.
    """
    if isinstance(error, DatabaseLost):
        return attempt + 1 < TRIES_WITHOUT_CONNECTION
    return isinstance(error, DatabaseUnavailable)
