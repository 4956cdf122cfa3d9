"""Jobs of one merchant, run by the test through the worker's own call: the stored payload, attempts, giving up."""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.handlers import HANDLERS
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.kit.jobs import JobDefinition, Postponed, registry
from shop.kit.jobs.attempt import JobRunner

assert HANDLERS  # importing them registers every job
_TAKE = text(
    "DELETE FROM pgqueuer WHERE status = 'queued' AND convert_from(payload, 'UTF8') LIKE :about "
    "AND entrypoint = ANY(:names) RETURNING id, entrypoint, payload, priority"
)
_QUEUED = text("SELECT payload FROM pgqueuer WHERE entrypoint = :name ORDER BY id")


class Crash(BaseException):
    """The process died."""


class MortalDatabase(Database):
    """A database whose process dies before its n-th transaction, and stays dead."""

    def __init__(self, database: Database, lives: int) -> None:
        self.__dict__.update(vars(database))
        self.lives = lives

    @asynccontextmanager
    async def transaction(self, merchant_id: UUID | None = None) -> AsyncIterator[AsyncSession]:
        self.lives -= 1
        if self.lives < 0:
            raise Crash
        async with super().transaction(merchant_id) as session:
            yield session


async def attempt_job(
    database: Database,
    merchant_id: UUID | None,
    name: str,
    vendors: Mapping[type, Any] | None = None,
    *,
    attempt: int = 0,
    **payload: Any,
) -> None:
    """One attempt, as a worker makes it. Raises what a worker would answer by another attempt or by holding the job."""
    entry = registry.get(name)
    body = entry.body(merchant_id, payload)
    another = await JobRunner(database, vendors or {}).attempt(entry, body, attempt)
    if another is not None:
        raise another.cause


async def give_up_job(database: Database, merchant_id: UUID, name: str, reason: str, **payload: Any) -> None:
    """What a worker does after the last attempt."""
    await JobRunner(database, {}).give_up(registry.get(name), merchant_id, payload, reason=reason)


async def queued_jobs(database: Database, merchant_id: UUID, name: str) -> list[dict[str, Any]]:
    """Payloads of the merchant's queued jobs of that name, oldest first."""
    async with database.transaction() as session:
        found = [json.loads(row.payload) for row in await execute_core(session, _QUEUED, {"name": name})]
    return [payload for payload in found if payload.pop("merchant_id") == str(merchant_id)]


@dataclass(frozen=True)
class TakenJob:
    """A job that was taken out of the queue."""

    entry: JobDefinition
    body: bytes
    attempt: int = 0


@dataclass
class JobQueue:
    """One merchant's queue, emptied by the test. What wants to run later is kept, and how long it wants to wait."""

    database: Database
    merchant_id: UUID
    vendors: Callable[[], Mapping[type, Any]] = dict
    waits: list[timedelta] = field(default_factory=list)
    postponed: list[TakenJob] = field(default_factory=list)

    async def drain(self, *names: str) -> list[str]:
        """Run the queued jobs of these names (all, if none is named) until none is left; the names of those that ran."""
        ran: list[str] = []
        while jobs := await self.take(*names):
            for job in jobs:
                ran.append(job.entry.name)
                await self.run(job)
        return ran

    async def run_postponed(self) -> None:
        """What was postponed runs now, and what follows from it."""
        waiting, self.postponed = self.postponed, []
        for job in waiting:
            await self.run(job)
        await self.drain()

    async def run(self, job: TakenJob) -> None:
        """The attempts that are left, without the waiting between them."""
        runner = JobRunner(self.database, self.vendors())
        while another := await runner.attempt(job.entry, job.body, job.attempt):
            job = replace(job, attempt=job.attempt + 1)
            if isinstance(another.cause, Postponed):
                self.waits.append(another.delay)
                self.postponed.append(job)
                return

    async def give_up(self, job: TakenJob, *, reason: str) -> None:
        """What a worker does after the job's last attempt."""
        payload = msgspec.structs.asdict(msgspec.json.decode(job.body, type=job.entry.payload))
        await JobRunner(self.database, {}).give_up(
            job.entry, payload.pop("merchant_id"), payload, reason=reason
        )

    async def take(self, *names: str) -> list[TakenJob]:
        """The merchant's jobs, most urgent first, out of the queue."""
        wanted = {"about": f"%{self.merchant_id}%", "names": list(names or registry.entries)}
        async with self.database.transaction() as session:
            rows = (await execute_core(session, _TAKE, wanted)).all()
        rows = sorted(rows, key=lambda row: (-row.priority, row.id))
        return [TakenJob(registry.get(row.entrypoint), row.payload) for row in rows]
