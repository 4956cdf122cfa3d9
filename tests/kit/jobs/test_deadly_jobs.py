"""A job that reads foreign files and ended two workers is not tried by a third."""

from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.columns import new_id
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.kit.jobs import Errand, errand
from tests.kit.jobs.running_jobs import is_empty, leave, note_give_up, ran, runs_of, until, working

# What a worker that was killed leaves: a job that is picked, whose heart has not beaten since, and a line of the log.
_PICK = text(
    "UPDATE pgqueuer SET status = 'picked', heartbeat = now() - interval '1 minute', updated = now() "
    "- interval '1 minute', queue_manager_id = gen_random_uuid()"
)
_LOG = text(
    "INSERT INTO pgqueuer_log (job_id, status, entrypoint, priority) "
    "SELECT id, 'picked', entrypoint, priority FROM pgqueuer"
)


@errand("runner_test.read_file", give_up=note_give_up, most_deaths=2)
async def read_file(errand: Errand, *, mark: UUID) -> None:
    ran.append((mark, "read"))


@errand("runner_test.ask_vendor")
async def ask_vendor(errand: Errand, *, mark: UUID) -> None:
    ran.append((mark, "asked"))


async def _killed(session: AsyncSession, times: int) -> None:
    await execute_core(session, _PICK)
    for _ in range(times):
        await execute_core(session, _LOG)


@pytest.mark.parametrize(("deaths", "is_read"), [(0, True), (1, True), (2, False), (3, False)])
async def test_after_two_deaths_the_slice_cleans_up(base: Database, deaths: int, is_read: bool) -> None:
    mark = await leave(base, "read_file", new_id())
    async with base.transaction() as session:
        await _killed(session, deaths)
    async with working(base):
        await until(lambda: is_empty(base))
    runs = [each[0] for each in runs_of(mark)]
    assert ("read" in runs, "gave up" in runs) == (is_read, not is_read)


async def test_any_other_job_is_taken_over_however_often(base: Database) -> None:
    mark = await leave(base, "ask_vendor", new_id())
    async with base.transaction() as session:
        await _killed(session, 9)
    async with working(base):
        await until(lambda: is_empty(base))
    assert runs_of(mark) == [["asked"]]
