"""Jobs that fail: tried again, given up, held; and what is kept of a failure."""

from datetime import timedelta

import pytest
from pgqueuer.db import AsyncpgDriver
from pgqueuer.queries import Queries
from sqlalchemy import text

from shop.kit.db.columns import new_id
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core, speaking
from tests.kit.jobs.running_jobs import (
    hurry,
    is_empty,
    is_queued_again,
    leave,
    runs_of,
    statuses,
    until,
    working,
)
from tests.support.cast import PERSONAL


async def test_a_failed_job_waits_and_is_tried_again(base: Database) -> None:
    async with working(base):
        mark = await leave(base, "fail", new_id())
        await until(lambda: runs_of(mark) == [["failed"]])
        await until(lambda: is_queued_again(base))
    (row,) = await statuses(base)
    assert row == ("runner_test.fail", "queued", 1)
    async with base.transaction() as session:
        wait = await execute_core(session, text("SELECT execute_after - updated FROM pgqueuer"))
        assert timedelta(seconds=0.7) < wait.scalar_one() < timedelta(seconds=1.3)


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
    assert told == ["gave up", "ValueError", merchant]
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
        logged = await execute_core(
            session, text("SELECT traceback::text FROM pgqueuer_log WHERE traceback IS NOT NULL")
        )
        (kept,) = logged.scalars()
    assert PERSONAL not in kept
    assert f"in {name}" in kept
    assert "ValueError" in kept if name == "hold_twice" else "sqlstate=23505" in kept


async def test_a_payload_of_another_shape_is_held_at_once(base: Database) -> None:
    async with working(base):
        async with base.transaction() as session, speaking(session) as connection:
            queries = Queries(AsyncpgDriver(connection))
            await queries.enqueue("runner_test.note", b'{"merchant_id": null, "mark": "no id"}')
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
