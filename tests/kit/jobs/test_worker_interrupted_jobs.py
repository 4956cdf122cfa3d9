"""Jobs that the loss of the database interrupts: no fault of theirs, so they run again, also those with one try."""

from unittest.mock import AsyncMock, patch
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.database import Database, DatabaseUnavailable
from shop.kit.db.session import execute_core
from shop.kit.db.sql import fetch
from shop.kit.jobs import job
from shop.kit.jobs.attempt import TRIES_WITHOUT_CONNECTION
from tests.kit.jobs.lost_connections import interrupted
from tests.kit.jobs.running_jobs import (
    gates,
    hurry,
    is_empty,
    is_queued_again,
    leave,
    ran,
    runs_of,
    statuses,
    until,
    working,
)


@job("runner_test.once", attempts=1)
async def once(session: AsyncSession, *, mark: UUID) -> None:
    """Its connection is lost in the middle."""
    ran.append((mark, "began"))
    await gates[mark].wait()
    await execute_core(session, text("SELECT 1"))
    ran.append((mark, "ended"))


@job("runner_test.refused", attempts=1)
async def refused(session: AsyncSession, *, mark: UUID) -> None:
    """As a transaction is refused while the database is away."""
    ran.append((mark, "tried"))
    raise DatabaseUnavailable("away")


@job("runner_test.deadly", attempts=1)
async def deadly(session: AsyncSession, *, mark: UUID) -> None:
    """Takes its own connection along, every time."""
    ran.append((mark, "tried"))
    await execute_core(session, text("SELECT pg_terminate_backend(pg_backend_pid())"))


@job("runner_test.deadly_in_plain_sql", attempts=1)
async def deadly_in_plain_sql(session: AsyncSession, *, mark: UUID) -> None:
    ran.append((mark, "tried"))
    await fetch(session, "SELECT pg_terminate_backend(pg_backend_pid())")


@job("runner_test.cut", attempts=1)
async def cut(session: AsyncSession, *, mark: UUID) -> None:
    """The socket ends under a statement, which asyncpg tells as it is."""
    ran.append((mark, "tried"))
    broken = AsyncMock(side_effect=BrokenPipeError(32, "Broken pipe"))
    with patch.object(asyncpg.Connection, "prepare", broken):
        await execute_core(session, text("SELECT 42 AS cut"))


async def give_up_meanwhile(session: AsyncSession, *, mark: UUID, reason: str) -> None:
    ran.append((mark, "gave up"))
    if len(runs_of(mark)) < 4:
        raise DatabaseUnavailable("away")


@job("runner_test.give_up_meanwhile", attempts=1, give_up=give_up_meanwhile)
async def fail_meanwhile(session: AsyncSession, *, mark: UUID) -> None:
    ran.append((mark, "failed"))
    raise ValueError("no luck")


async def test_a_job_with_one_try_is_not_held_for_a_lost_connection(
    base: Database, superuser_url: str
) -> None:
    mark = await interrupted(base, superuser_url, "once")
    assert runs_of(mark) == [["began"], ["began"], ["ended"]]


@pytest.mark.parametrize(
    ("name", "tries"),
    [
        ("refused", 12),
        ("deadly", TRIES_WITHOUT_CONNECTION),
        ("deadly_in_plain_sql", TRIES_WITHOUT_CONNECTION),
        ("cut", TRIES_WITHOUT_CONNECTION),
    ],
)
async def test_an_outage_uses_up_no_tries_and_a_job_that_is_one_is_held_in_the_end(
    base: Database, name: str, tries: int
) -> None:
    async with working(base):
        mark = await leave(base, name)
        for tried in range(1, tries + 1):
            await until(lambda tried=tried: len(runs_of(mark)) == tried)
            await until(lambda: is_settled(base))
            await hurry(base)
    (row,) = await statuses(base)
    assert row[1] == ("queued" if name == "refused" else "failed")


async def test_a_job_that_is_given_up_meanwhile_is_given_up_afterwards(base: Database) -> None:
    async with working(base):
        mark = await leave(base, "give_up_meanwhile")
        await until(lambda: is_queued_again(base))
        await hurry(base)
        await until(lambda: is_empty(base))
    assert runs_of(mark) == [["failed"], ["gave up"]] * 2


async def is_settled(database: Database) -> bool:
    """Nothing runs: what is left waits or is held."""
    return [row for row in await statuses(database) if row[1] == "picked"] == []
