"""The queue's log is forgotten after a week, but for what an operator may still look at."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.kit.jobs.log import AT_ONCE
from tests.support.jobs import attempt_job

LINE = text(
    "INSERT INTO pgqueuer_log (job_id, status, priority, entrypoint, created) "
    "VALUES (:job, 'successful', 0, 'old.job', now() - CAST(:age AS interval))"
)


GONE = -1  # no job of another test has such a number


@pytest.fixture(autouse=True)
async def no_lines(database_without_worker: Database) -> None:
    async with database_without_worker.transaction() as session:
        await execute_core(session, text("DELETE FROM pgqueuer_log"))
        await execute_core(session, text("DELETE FROM pgqueuer WHERE entrypoint = 'jobs.forget_log'"))


async def written(database_without_worker: Database, *ages: timedelta, job: int = GONE) -> None:
    """Lines of a job that is done, so old."""
    async with database_without_worker.transaction() as session:
        for age in ages:
            await execute_core(session, LINE, {"job": job, "age": age})


async def forgotten(database_without_worker: Database) -> int:
    """How many lines stay after the sweep."""
    await attempt_job(database_without_worker, None, "jobs.forget_log")
    async with database_without_worker.transaction() as session:
        found = await execute_core(
            session, text("SELECT count(*) FROM pgqueuer_log WHERE entrypoint = 'old.job'")
        )
        return int(found.scalar_one())


async def again(database_without_worker: Database) -> int:
    """How many jobs the sweep left for itself."""
    counted = text("SELECT count(*) FROM pgqueuer WHERE entrypoint = 'jobs.forget_log'")
    async with database_without_worker.transaction() as session:
        return int((await execute_core(session, counted)).scalar_one())


async def test_lines_older_than_a_week_go_and_younger_ones_stay(database_without_worker: Database) -> None:
    await written(
        database_without_worker, timedelta(days=8), timedelta(days=7, minutes=1), timedelta(days=6, hours=23)
    )
    assert await forgotten(database_without_worker) == 1
    assert await again(database_without_worker) == 0


async def test_the_trace_of_a_held_job_stays_as_long_as_the_job(database_without_worker: Database) -> None:
    held = text(
        "INSERT INTO pgqueuer (priority, entrypoint, status, payload, execute_after) "
        "VALUES (0, 'held.job', 'failed', '{}', now()) RETURNING id"
    )
    async with database_without_worker.transaction() as session:
        job_id = (await execute_core(session, held)).scalar_one()
    await written(database_without_worker, timedelta(days=30), job=job_id)
    assert await forgotten(database_without_worker) == 1
    async with database_without_worker.transaction() as session:
        await execute_core(session, text("DELETE FROM pgqueuer WHERE id = :id"), {"id": job_id})
    assert await forgotten(database_without_worker) == 0


async def test_more_than_one_job_forgets_is_the_next_ones(database_without_worker: Database) -> None:
    many = text(
        "INSERT INTO pgqueuer_log (job_id, status, priority, entrypoint, created) "
        "SELECT -n, 'successful', 0, 'old.job', now() - interval '8 days' FROM generate_series(1, :n) n"
    )
    async with database_without_worker.transaction() as session:
        await execute_core(session, many, {"n": AT_ONCE + 1})
    assert await forgotten(database_without_worker) == 1
    assert await again(database_without_worker) == 1
