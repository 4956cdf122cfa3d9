"""The database goes away under a worker, and comes back; a migration passes under a connection."""

from sqlalchemy import text

from shop.kit.db.database import Database, DatabaseLost
from shop.kit.db.session import execute_core
from tests.kit.jobs.lost_connections import hang_up, interrupted
from tests.kit.jobs.running_jobs import (
    hop,
    is_empty,
    leave,
    runs_of,
    until,
    working,
)
from tests.support.pace import allowance
from tests.support.postgres.connecting import connect_as


async def test_a_worker_outlives_the_loss_of_every_connection(base: Database, superuser_url: str) -> None:
    async with working(base):
        first = await leave(base, "note")
        await until(lambda: is_empty(base))
        for _ in range(2):
            assert await hang_up(base, superuser_url) >= 3
            mark = await leave(base, "note")
            await until(lambda mark=mark: bool(runs_of(mark)))
        await until(lambda: is_empty(base))
    assert len(runs_of(first)) == 1


async def is_heard_at_once(database: Database) -> bool:
    return await hop(database) < allowance(0.5)


async def test_a_worker_listens_again_after_the_loss_of_every_connection(
    base: Database, superuser_url: str
) -> None:
    async with working(base):
        mark = await leave(base, "note")
        await until(lambda: bool(runs_of(mark)))
        await hang_up(base, superuser_url)
        await until(lambda: is_heard_at_once(base))  # the notifier waits a second before it connects again


async def test_a_job_whose_connection_is_lost_is_tried_again_and_not_held(
    base: Database, superuser_url: str
) -> None:
    mark = await interrupted(base, superuser_url, "wait")
    assert runs_of(mark)[-1] == ["ended"]


async def test_a_request_after_the_loss_of_every_connection_succeeds(
    base: Database, superuser_url: str
) -> None:
    async with base.transaction() as session:
        await execute_core(session, text("SELECT 1"))
    await hang_up(base, superuser_url)
    async with base.transaction() as session:
        assert (await execute_core(session, text("SELECT 1"))).scalar_one() == 1


async def test_a_plan_that_a_migration_made_stale_fails_once_at_most(
    scratch_url: str, base: Database, single: Database
) -> None:
    owner = await connect_as(scratch_url)
    failures = 0
    try:
        await owner.execute("CREATE TABLE altered (a int); GRANT SELECT ON altered TO shop_app")
        await look_at(single)
        await owner.execute("ALTER TABLE altered ADD COLUMN b int")
        for _ in range(4):
            try:
                await look_at(single)
            except DatabaseLost:
                failures += 1
        assert failures <= 1
        await look_at(single)
    finally:
        await owner.execute("DROP TABLE altered")
        await owner.close()


async def look_at(database: Database) -> None:
    async with database.transaction() as session:
        await execute_core(session, text("SELECT * FROM altered"))
