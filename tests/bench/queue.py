"""Jobs per second through our worker, beside PgQueuer bare: the same queue, the same number of empty jobs."""

import asyncio
import time
from datetime import timedelta

import asyncpg
from pgqueuer import PgQueuer
from pgqueuer.db import AsyncpgPoolDriver
from pgqueuer.models import Job
from pgqueuer.queries import Queries
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.database import Database, driver_url
from shop.kit.jobs import enqueue_many, job, registry
from shop.kit.jobs.worker import BATCH, MOST_PICKED, Worker
from tests.bench.installation import BenchInstallation

NAME = "bench.nothing"
_ran = 0


async def ours(installation: BenchInstallation, jobs: int) -> dict[str, float]:
    """Each job is a transaction with the merchant set."""
    if NAME not in registry.entries:
        job(NAME)(_nothing)
    database = Database(installation.application_url, pool_size=20)
    merchant = installation.sellers[0].merchant_id
    async with database.transaction(merchant) as session:
        await enqueue_many(session, [(NAME, merchant, {})] * jobs)
    worker = Worker(database, {})
    taken = await _time(worker.run(), worker.stop, jobs)
    await database.close()
    return taken


async def floor(installation: BenchInstallation, jobs: int) -> dict[str, float]:
    """PgQueuer with its own recommended settings and ours for the poll."""
    async with asyncpg.create_pool(driver_url(installation.application_url), min_size=2, max_size=4) as pool:
        await Queries(AsyncpgPoolDriver(pool)).enqueue([NAME] * jobs, [b"{}"] * jobs, [0] * jobs)
        queue = PgQueuer(AsyncpgPoolDriver(pool))
        queue.qm.min_dequeue_poll_interval = timedelta(milliseconds=10)

        @queue.entrypoint(NAME)
        async def nothing(_: Job) -> None:
            _count()

        running = queue.qm.run(
            dequeue_timeout=timedelta(seconds=1), batch_size=BATCH, max_concurrent_tasks=MOST_PICKED
        )
        return await _time(running, queue.shutdown.set, jobs)


async def _nothing(_: AsyncSession) -> None:
    _count()


def _count() -> None:
    global _ran
    _ran += 1


async def _time(running: object, stop: object, jobs: int) -> dict[str, float]:
    global _ran
    _ran = 0
    cpu, began = time.process_time(), time.monotonic()
    task = asyncio.ensure_future(running)  # type: ignore[call-overload]
    while _ran < jobs:
        await asyncio.sleep(0.01)
    taken = {
        "per_second": jobs / (time.monotonic() - began),
        "cpu_ms": (time.process_time() - cpu) * 1000 / jobs,
    }
    stop()  # type: ignore[operator]
    await task
    assert _ran == jobs, f"{_ran} jobs ran of {jobs}"
    return taken
