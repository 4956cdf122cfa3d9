"""What the tests of the runner share: handlers that note their runs, workers, and ways to wait for them."""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db import tenancy
from shop.kit.db.columns import new_id
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.jobs import Errand, Postponed, enqueue, errand, job, sweep
from shop.kit.jobs.bulkheads import BulkheadLimits
from shop.kit.jobs.notifier import JobNotifier
from shop.kit.jobs.worker import Worker
from tests.support.cast import PERSONAL
from tests.support.pace import PATIENCE_SECONDS

ran: list[tuple[Any, ...]] = []
gates: dict[UUID, asyncio.Event] = {}


def runs_of(mark: UUID) -> list[list[Any]]:
    """What handlers noted about one test's job."""
    return [rest for found, *rest in ran if found == mark]


async def note_give_up(session: AsyncSession, *, mark: UUID, reason: str) -> None:
    ran.append((mark, "gave up", reason, merchant_of(session)))
    await enqueue(session, "runner_test.note", mark=mark)


async def fail_to_give_up(session: AsyncSession, *, mark: UUID, reason: str) -> None:
    raise LookupError(PERSONAL)


@job("runner_test.note")
async def note(session: AsyncSession, *, mark: UUID) -> None:
    ran.append((mark, session.info["merchant_id"]))


@job("runner_test.fail", attempts=3, give_up=note_give_up)
async def fail(session: AsyncSession, *, mark: UUID) -> None:
    await enqueue(session, "runner_test.note", mark=mark)
    ran.append((mark, "failed"))
    raise ValueError("no luck")


@job("runner_test.hold", attempts=1)
async def hold(session: AsyncSession, *, mark: UUID) -> None:
    """Fails like a driver does: quoting what was stored."""
    await execute_core(session, text("CREATE TEMP TABLE person (phone text UNIQUE) ON COMMIT DROP"))
    for _ in range(2):
        await execute_core(session, text("INSERT INTO person VALUES (:phone)"), {"phone": PERSONAL})


@job("runner_test.hold_twice", attempts=1, give_up=fail_to_give_up)
async def hold_twice(session: AsyncSession, *, mark: UUID) -> None:
    raise ValueError(PERSONAL)


@job("runner_test.postpone")
async def postpone(session: AsyncSession, *, mark: UUID) -> None:
    ran.append((mark, "asked"))
    if len(runs_of(mark)) < 3:
        raise Postponed(timedelta(milliseconds=10), "not yet")


@job("runner_test.wait")
async def wait(session: AsyncSession, *, mark: UUID) -> None:
    ran.append((mark, "began"))
    await gates[mark].wait()
    ran.append((mark, "ended"))


@sweep("runner_test.sweep")
async def look_around(session: AsyncSession) -> None:
    async with tenancy.sweeping(session):
        who = (await execute_core(session, text("SELECT current_user"))).scalar_one()
    ran.append(("sweep", who, session.info["merchant_id"]))


@errand("runner_test.errand")
async def carry(errand: Errand, *, mark: UUID) -> None:
    async with errand.transaction() as session:
        ran.append((mark, errand.vendor(dict)["answer"], merchant_of(session), errand.attempt))


@job("runner_test.outlived")
async def outlived(session: AsyncSession, *, mark: UUID) -> None:
    ran.append((mark, "taken over"))


async def clear(database: Database) -> None:
    async with database.transaction() as session:
        await execute_core(session, text("DELETE FROM pgqueuer"))
        await execute_core(session, text("DELETE FROM pgqueuer_log"))


@asynccontextmanager
async def working(
    database: Database, *, workers: int = 1, bulkheads: BulkheadLimits | None = None
) -> AsyncGenerator[list[Worker]]:
    """Workers with a notifier, until the block ends."""
    async with JobNotifier(database.url) as notifier:
        database.on_jobs_left = notifier.notify
        several = [Worker(database, {dict: {"answer": 42}}, bulkheads=bulkheads) for _ in range(workers)]
        tasks = [asyncio.create_task(worker.run()) for worker in several]
        try:
            yield several
        finally:
            for worker in several:
                worker.stop()
            await asyncio.gather(*tasks)
            database.on_jobs_left = lambda: None


async def until(
    holds: Callable[[], bool] | Callable[[], Awaitable[bool]], *, within: float = PATIENCE_SECONDS
) -> None:
    """Wait until something holds."""
    limit = time.monotonic() + within
    while True:
        held = holds()
        if held if isinstance(held, bool) else await held:
            return
        assert time.monotonic() < limit, "It did not come to be."
        await asyncio.sleep(0.02)


async def leave(database: Database, name: str, merchant: UUID | None = None, **payload: Any) -> UUID:
    """Leave one job with a mark of its own."""
    mark = new_id()
    async with database.transaction(merchant) as session:
        await enqueue(session, f"runner_test.{name}", mark=mark, **payload)
    return mark


async def statuses(database: Database) -> list[tuple[str, str, int]]:
    async with database.transaction() as session:
        rows = await execute_core(
            session, text("SELECT entrypoint, status::text, attempts FROM pgqueuer ORDER BY id")
        )
        return [tuple(row) for row in rows]


async def hurry(database: Database) -> None:
    """Back-off takes seconds; not here."""
    async with database.transaction() as session:
        await execute_core(session, text("UPDATE pgqueuer SET execute_after = now() WHERE status = 'queued'"))
        session.info["left_jobs"] = True


async def is_empty(database: Database) -> bool:
    return await statuses(database) == []


async def hop(database: Database) -> float:
    """Seconds from leaving a job to its run; close to one where only the fallback finds it."""
    began = time.monotonic()
    mark = await leave(database, "note")
    await until(lambda: bool(runs_of(mark)))
    return time.monotonic() - began


async def is_queued_again(database: Database) -> bool:
    return [status for _, status, attempts in await statuses(database) if attempts] == ["queued"]
