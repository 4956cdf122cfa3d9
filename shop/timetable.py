"""When things happen. The only file that imports apscheduler, and it uses it as a clock only: each tick is a row.

Any number of processes may run this: the row's key lets one of them leave the job. Slots come from the business clock;
moving it fires what became due, once (a missed night is one tick, not a hundred).
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger
from sqlalchemy import text

from shop.kit.clock import clock, now
from shop.kit.db.database import Database, DatabaseUnavailable
from shop.kit.db.session import execute_core
from shop.kit.jobs import enqueue
from shop.kit.log import error_kind, logger

log = logger()

TIMES: dict[str, timedelta] = {
    "inbox.find_lost_sends": timedelta(minutes=1),
    "inbox.find_unattended": timedelta(minutes=5),
    "orders.find_lapsed": timedelta(minutes=1),
    "orders.find_unfulfilled": timedelta(hours=1),
    "payments.find_to_reconcile": timedelta(minutes=10),
    "recovery.find_due": timedelta(minutes=1),
    "catalog_sync.find_in_review": timedelta(minutes=1),
    "catalog_sync.find_unsent": timedelta(minutes=1),
    "catalog_sync.find_new_rates": timedelta(
        minutes=15
    ),  # midnight comes at any quarter of an hour somewhere
    "idempotency.find_expired": timedelta(hours=1),
    "jobs.forget_log": timedelta(hours=1),
    "privacy.find_expired": timedelta(hours=1),
    "inbox.find_silent_cases": timedelta(hours=1),
    "catalog_sync.find_to_reconcile": timedelta(days=1),  # at midnight UTC, or when a process next looks
}
LOOK = timedelta(minutes=1)

_TICK = text("INSERT INTO tick (name, slot) VALUES (:name, :slot) ON CONFLICT DO NOTHING RETURNING name")
_FORGET = text("DELETE FROM tick WHERE name = :name AND slot < :before")
KEPT = timedelta(days=2)


@asynccontextmanager
async def timetable(database: Database) -> AsyncGenerator[None, None]:
    """Tick until the block ends."""
    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True})
    # Every name is looked at every minute; its slot decides. An interval of a day would never end in a process that
    # is restarted every evening.
    scheduler.add_job(look, IntervalTrigger(seconds=int(LOOK.total_seconds()), timezone=UTC), args=[database])
    scheduler.start()
    forget = clock.observe(lambda _: tick_all(database))
    try:
        yield
    finally:
        forget()
        scheduler.shutdown(wait=False)
        await asyncio.sleep(0)  # let the scheduler's own callbacks end


async def look(database: Database) -> None:
    """Tick what is due. While the database is away nothing is: the next look finds it."""
    try:
        await tick_all(database)
    except DatabaseUnavailable as error:
        log.warning("timetable.skipped", error=error_kind(error))


async def tick_all(database: Database) -> None:
    """Look at every name once: a minute passed, or the clock was moved."""
    for name in TIMES:
        await tick(database, name)


async def tick(database: Database, name: str) -> bool:
    """Leave the job of this slot, unless some process did; says whether it was us."""
    slot = slot_of(now(), TIMES[name])
    async with database.transaction() as session:
        fresh = (await execute_core(session, _TICK, {"name": name, "slot": slot})).first() is not None
        if fresh:
            await execute_core(session, _FORGET, {"name": name, "before": slot - KEPT})
            await enqueue(session, name)
    return fresh


def slot_of(at: datetime, every: timedelta) -> datetime:
    """The beginning of the slot `at` falls into."""
    seconds = int(every.total_seconds())
    return datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, UTC)
