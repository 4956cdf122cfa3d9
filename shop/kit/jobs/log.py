"""Deletes old lines of the queue's own log, `pgqueuer_log`, which has a line for every step of every job."""

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import execute_core
from shop.kit.jobs import enqueue, sweep

DAYS = 7
# Lines that one job deletes; the next run deletes further ones.
AT_ONCE = 20_000

# Real time, as the queue writes it. What a job left whose row is still there stays: an operator looks at its trace.
_FORGET = text("""
DELETE FROM pgqueuer_log WHERE ctid = ANY (ARRAY(
    SELECT line.ctid FROM pgqueuer_log AS line
    WHERE line.created < now() - make_interval(days => :days)
      AND NOT EXISTS (SELECT FROM pgqueuer AS job WHERE job.id = line.job_id)
    ORDER BY line.created LIMIT :at_once))
""")


@sweep("jobs.forget_log")
async def forget_log(session: AsyncSession) -> None:
    """Delete lines that are older than a week, some at a time. Every hour."""
    forgotten = await execute_core(session, _FORGET, {"days": DAYS, "at_once": AT_ONCE})
    if forgotten.rowcount == AT_ONCE:
        await enqueue(session, "jobs.forget_log")
