"""Running jobs: retries, give-ups, held failures, several workers, killed workers, a restarted database."""

import asyncio
import sys
import time
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit import tenancy
from shop.kit.bell import Bell
from shop.kit.db import Database, merchant_of, new_id, run
from shop.kit.jobs import Errand, Postponed, enqueue, enqueue_many, errand, job, sweep
from shop.kit.runner import Worker
from tests.conftest import connect_as

PROBE = Path(__file__).with_name("worker_probe.py")
PERSONAL = "34611222333"
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
    await run(session, text("CREATE TEMP TABLE person (phone text UNIQUE) ON COMMIT DROP"))
    for _ in range(2):
        await run(session, text("INSERT INTO person VALUES (:phone)"), {"phone": PERSONAL})


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
        who = (await run(session, text("SELECT current_user"))).scalar_one()
    ran.append(("sweep", who, session.info["merchant_id"]))


@errand("runner_test.errand")
async def carry(errand: Errand, *, mark: UUID) -> None:
    async with errand.transaction() as session:
        ran.append((mark, errand.vendor(dict)["answer"], merchant_of(session), errand.attempt))


@job("runner_test.outlived")
async def outlived(session: AsyncSession, *, mark: UUID) -> None:
    ran.append((mark, "taken over"))


@pytest.fixture
async def base(ground: Database) -> AsyncGenerator[Database]:
    """The database with an empty queue before and after."""
    await clear(ground)
    yield ground
    await clear(ground)


async def clear(database: Database) -> None:
    async with database.transaction() as session:
        await run(session, text("DELETE FROM pgqueuer"))
        await run(session, text("DELETE FROM pgqueuer_log"))


@asynccontextmanager
async def working(database: Database, *, workers: int = 1) -> AsyncGenerator[list[Worker]]:
    """Workers with a bell, until the block ends."""
    async with Bell(database.url) as bell:
        database.on_jobs_left = bell.ring
        several = [Worker(database, {dict: {"answer": 42}}) for _ in range(workers)]
        tasks = [asyncio.create_task(worker.run()) for worker in several]
        try:
            yield several
        finally:
            for worker in several:
                worker.stop()
            await asyncio.gather(*tasks)
            database.on_jobs_left = lambda: None


async def until(holds: Callable[[], bool] | Callable[[], Awaitable[bool]], *, within: float = 8) -> None:
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
        rows = await run(session, text("SELECT entrypoint, status::text, attempts FROM pgqueuer ORDER BY id"))
        return [tuple(row) for row in rows]


async def hurry(database: Database) -> None:
    """Back-off takes seconds; not here."""
    async with database.transaction() as session:
        await run(session, text("UPDATE pgqueuer SET execute_after = now() WHERE status = 'queued'"))
        session.info["left_jobs"] = True


async def is_empty(database: Database) -> bool:
    return await statuses(database) == []


# --- one job --------------------------------------------------------------------------------------------------


async def test_a_job_runs_in_its_merchants_transaction(base: Database) -> None:
    merchant = new_id()
    async with working(base):
        mark = await leave(base, "note", merchant)
        await until(lambda: is_empty(base))
    assert runs_of(mark) == [[merchant]]


async def test_a_job_is_run_at_once_though_the_trigger_is_off(base: Database) -> None:
    """The fallback looks once a second; the bell is what makes it quick."""
    async with working(base):
        await leave(base, "note")
        await until(lambda: is_empty(base))
        assert min([await hop(base) for _ in range(5)]) < 0.5


async def hop(database: Database) -> float:
    """Seconds from leaving a job to its run; close to one where only the fallback finds it."""
    began = time.monotonic()
    mark = await leave(database, "note")
    await until(lambda: bool(runs_of(mark)))
    return time.monotonic() - began


async def test_a_job_that_nobody_rang_for_is_found_by_looking(base: Database) -> None:
    async with working(base):
        base.on_jobs_left = lambda: None
        mark = await leave(base, "note")
        await until(lambda: bool(runs_of(mark)), within=3)


async def test_an_errand_has_its_merchants_transactions_and_the_vendors(base: Database) -> None:
    merchant = new_id()
    async with working(base):
        mark = await leave(base, "errand", merchant)
        await until(lambda: is_empty(base))
    assert runs_of(mark) == [[42, merchant, 0]]


async def test_a_sweep_has_no_merchant_and_may_look_across_all(base: Database) -> None:
    async with working(base):
        async with base.transaction(new_id()) as session:
            await enqueue(session, "runner_test.sweep")
        await until(lambda: is_empty(base))
    assert ran[-1] == ("sweep", tenancy.SWEEPER, None)


# --- failures -------------------------------------------------------------------------------------------------


async def test_a_failed_job_waits_and_is_tried_again(base: Database) -> None:
    async with working(base):
        mark = await leave(base, "fail", new_id())
        await until(lambda: runs_of(mark) == [["failed"]])
        await until(lambda: is_queued_again(base))
    (row,) = await statuses(base)
    assert row == ("runner_test.fail", "queued", 1)
    async with base.transaction() as session:
        wait = await run(session, text("SELECT execute_after - updated FROM pgqueuer"))
        assert timedelta(seconds=0.7) < wait.scalar_one() < timedelta(seconds=1.3)


async def is_queued_again(database: Database) -> bool:
    return [status for _, status, attempts in await statuses(database) if attempts] == ["queued"]


async def test_after_the_last_try_the_slice_gives_up_in_a_transaction_of_its_own(base: Database) -> None:
    merchant = new_id()
    async with working(base):
        mark = await leave(base, "fail", merchant)
        for tries in (1, 2):
            await until(lambda tries=tries: len(runs_of(mark)) == tries)
            await until(lambda: is_queued_again(base))
            await hurry(base)
        await until(lambda: is_empty(base))
    failures, told, noted = runs_of(mark)[:3], runs_of(mark)[3], runs_of(mark)[4:]
    assert failures == [["failed"]] * 3
    assert told == ["gave up", "ValueError: no luck", merchant]
    assert noted == [[merchant]]  # left by giving up; what the failed tries left was rolled back


async def test_a_job_that_nobody_gives_up_is_held(base: Database) -> None:
    async with working(base):
        await leave(base, "hold")
        await until(lambda: is_held(base))


async def is_held(database: Database) -> bool:
    return [status for _, status, _ in await statuses(database)] == ["failed"]


@pytest.mark.parametrize("name", ["hold", "hold_twice"])
async def test_what_is_kept_of_a_failure_says_where_and_quotes_nobody(base: Database, name: str) -> None:
    async with working(base):
        await leave(base, name)
        await until(lambda: is_held(base))
    async with base.transaction() as session:
        logged = await run(
            session, text("SELECT traceback::text FROM pgqueuer_log WHERE traceback IS NOT NULL")
        )
        (kept,) = logged.scalars()
    assert PERSONAL not in kept
    assert f"in {name}" in kept
    assert "ValueError" in kept if name == "hold_twice" else "sqlstate=23505" in kept


async def test_a_payload_of_another_shape_is_held_at_once(base: Database) -> None:
    async with working(base):
        async with base.transaction() as session:
            await enqueue(session, "runner_test.note", mark="no id")
        await until(lambda: is_held(base))


async def test_an_errand_without_a_merchant_fails(base: Database) -> None:
    async with working(base):
        mark = await leave(base, "errand")
        await until(lambda: is_queued_again(base))
    assert runs_of(mark) == []


async def test_a_postponed_job_runs_again_when_it_wished(base: Database) -> None:
    async with working(base):
        mark = await leave(base, "postpone")
        await until(lambda: is_empty(base))
    assert runs_of(mark) == [["asked"]] * 3


# --- several workers ------------------------------------------------------------------------------------------


async def test_two_workers_do_each_job_once(base: Database) -> None:
    marks = [new_id() for _ in range(200)]
    async with base.transaction() as session:
        await enqueue_many(session, [("runner_test.note", None, {"mark": mark}) for mark in marks])
    async with working(base, workers=2):
        await until(lambda: is_empty(base))
    assert Counter(mark for mark, *_ in ran if mark in set(marks)) == dict.fromkeys(marks, 1)


async def test_a_worker_told_to_stop_finishes_what_runs_and_claims_nothing_new(base: Database) -> None:
    worker = Worker(base, {})
    task = asyncio.create_task(worker.run())
    mark = new_id()
    gates[mark] = asyncio.Event()
    async with base.transaction() as session:
        await enqueue(session, "runner_test.wait", mark=mark)
    await until(lambda: runs_of(mark) == [["began"]])

    worker.stop()
    later = await leave(base, "note")
    await asyncio.sleep(0.2)
    assert not task.done()
    gates[mark].set()
    await asyncio.wait_for(task, 5)

    assert runs_of(mark) == [["began"], ["ended"]]
    assert runs_of(later) == []
    assert await statuses(base) == [("runner_test.note", "queued", 0)]


async def test_a_worker_told_to_stop_before_it_began_claims_nothing(base: Database) -> None:
    mark = await leave(base, "note")
    worker = Worker(base, {})
    worker.stop()
    await asyncio.wait_for(worker.run(), 5)
    assert runs_of(mark) == []


async def test_the_jobs_of_a_killed_worker_are_taken_over_within_fifteen_seconds(base: Database) -> None:
    mark = await leave(base, "outlived")
    probe = await asyncio.create_subprocess_exec(
        sys.executable, str(PROBE), base.url, stdout=asyncio.subprocess.PIPE
    )
    assert probe.stdout is not None
    assert await asyncio.wait_for(probe.stdout.readline(), 15) == f"began {mark}\n".encode()
    probe.kill()
    await probe.wait()

    async with working(base):
        await until(lambda: runs_of(mark) == [["taken over"]], within=15)
        await until(lambda: is_empty(base))


# --- the database goes away -----------------------------------------------------------------------------------


async def hang_up(database: Database, owner_url: str) -> int:
    """What a restart does to every connection of ours; how many there were."""
    connection = await connect_as(owner_url)
    try:
        ended = await connection.fetch("""
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
        """)
    finally:
        await connection.close()
    return len(ended)


async def test_a_worker_outlives_the_loss_of_every_connection(base: Database, superuser_url: str) -> None:
    async with working(base):
        first = await leave(base, "note")
        await until(lambda: is_empty(base))
        for _ in range(2):
            assert await hang_up(base, superuser_url) >= 3
            mark = await leave(base, "note")
            await until(lambda mark=mark: bool(runs_of(mark)), within=5)
        await until(lambda: is_empty(base))
    assert len(runs_of(first)) == 1


async def test_a_worker_listens_again_after_the_loss_of_every_connection(
    base: Database, superuser_url: str
) -> None:
    async with working(base):
        mark = await leave(base, "note")
        await until(lambda: bool(runs_of(mark)))
        await hang_up(base, superuser_url)
        await asyncio.sleep(2.5)  # the bell waits a second before it calls again
        assert min([await hop(base) for _ in range(5)]) < 0.5


async def test_a_job_whose_connection_is_lost_is_tried_again_and_not_held(
    base: Database, superuser_url: str
) -> None:
    mark = new_id()
    gates[mark] = asyncio.Event()
    async with working(base):
        async with base.transaction() as session:
            await enqueue(session, "runner_test.wait", mark=mark)
        await until(lambda: runs_of(mark) == [["began"]])
        await hang_up(base, superuser_url)
        gates[mark].set()
        await until(lambda: is_queued_again(base))
        await hurry(base)
        await until(lambda: is_empty(base))
    assert runs_of(mark)[-1] == ["ended"]


async def test_a_request_after_the_loss_of_every_connection_succeeds(
    base: Database, superuser_url: str
) -> None:
    async with base.transaction() as session:
        await run(session, text("SELECT 1"))
    await hang_up(base, superuser_url)
    async with base.transaction() as session:
        assert (await run(session, text("SELECT 1"))).scalar_one() == 1


async def test_a_plan_that_a_migration_made_stale_fails_once_at_most(
    ground_url: str, base: Database, single: Database
) -> None:
    owner = await connect_as(ground_url)
    failures = 0
    try:
        await owner.execute("CREATE TABLE altered (a int); GRANT SELECT ON altered TO shop_app")
        await look_at(single)
        await owner.execute("ALTER TABLE altered ADD COLUMN b int")
        for _ in range(4):
            try:
                await look_at(single)
            except DBAPIError:
                failures += 1
        assert failures <= 1
        await look_at(single)
    finally:
        await owner.execute("DROP TABLE altered")
        await owner.close()


async def look_at(database: Database) -> None:
    async with database.transaction() as session:
        await run(session, text("SELECT * FROM altered"))
