"""Running jobs: one at a time, by several workers, by workers that stop or are killed."""

import asyncio
import sys
from collections import Counter
from pathlib import Path

from shop.kit.db import tenancy
from shop.kit.db.columns import new_id
from shop.kit.db.database import Database
from shop.kit.jobs import enqueue, enqueue_many
from shop.kit.jobs.worker import Worker
from tests.kit.jobs.running_jobs import gates, hop, is_empty, leave, ran, runs_of, statuses, until, working
from tests.support.pace import PATIENCE_SECONDS, allowance

PROBE = Path(__file__).with_name("worker_process.py")


async def test_a_job_runs_in_its_merchants_transaction(base: Database) -> None:
    merchant = new_id()
    async with working(base):
        mark = await leave(base, "note", merchant)
        await until(lambda: is_empty(base))
    assert runs_of(mark) == [[merchant]]


async def test_a_job_is_run_at_once_though_the_trigger_is_off(base: Database) -> None:
    """The fallback looks once a second; the notifier is what makes it quick."""
    async with working(base):
        await leave(base, "note")
        await until(lambda: is_empty(base))
        assert min([await hop(base) for _ in range(5)]) < allowance(0.5)


async def test_a_job_of_which_no_worker_was_notified_is_found_by_looking(base: Database) -> None:
    async with working(base):
        base.on_jobs_left = lambda: None
        mark = await leave(base, "note")
        await until(lambda: bool(runs_of(mark)))


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
    await asyncio.wait_for(task, PATIENCE_SECONDS)

    assert runs_of(mark) == [["began"], ["ended"]]
    assert runs_of(later) == []
    assert await statuses(base) == [("runner_test.note", "queued", 0)]


async def test_a_worker_told_to_stop_before_it_began_claims_nothing(base: Database) -> None:
    mark = await leave(base, "note")
    worker = Worker(base, {})
    worker.stop()
    await asyncio.wait_for(worker.run(), PATIENCE_SECONDS)
    assert runs_of(mark) == []


async def test_the_jobs_of_a_killed_worker_are_taken_over_within_fifteen_seconds(base: Database) -> None:
    mark = await leave(base, "outlived")
    probe = await asyncio.create_subprocess_exec(
        sys.executable, str(PROBE), base.url, stdout=asyncio.subprocess.PIPE
    )
    assert probe.stdout is not None
    assert await asyncio.wait_for(probe.stdout.readline(), PATIENCE_SECONDS) == f"began {mark}\n".encode()
    probe.kill()
    await probe.wait()

    async with working(base):
        await until(lambda: runs_of(mark) == [["taken over"]], within=allowance(15))
        await until(lambda: is_empty(base))
