"""A job that is left once for each of many merchants: whoever leaves others of them at the same time, nobody is stuck."""

import asyncio
from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.columns import new_id
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.kit.jobs import Priority, enqueue, enqueue_for_each, job, registry


async def handler(session: AsyncSession) -> None:
    """Of a job that nobody runs."""


@pytest.fixture
def name() -> Iterator[str]:
    """A job's name that nobody else uses and nobody runs."""
    name = f"jobs_test.{new_id()}"
    job(name)(handler)
    yield name
    del registry.entries[name]


async def count(database: Database, name: str) -> int:
    async with database.transaction() as session:
        query = text("SELECT count(*) FROM pgqueuer WHERE entrypoint = :n")
        found: int = (await execute_core(session, query, {"n": name})).scalar_one()
    return found


async def test_one_is_left_for_each_and_none_beside_one_that_waits(scratch: Database, name: str) -> None:
    owners = [new_id() for _ in range(30)]
    async with scratch.transaction() as session:
        await enqueue(session, name, merchant_id=owners[3], once=str(owners[3]), priority=Priority.PAYMENT)
        await enqueue_for_each(session, name, owners)
        await enqueue_for_each(session, name, [])
        await enqueue_for_each(session, name, owners[::-1])
    assert await count(scratch, name) == 30
    async with scratch.transaction() as session:
        query = text("SELECT max(priority), min(priority) FROM pgqueuer WHERE entrypoint = :n")
        assert tuple((await execute_core(session, query, {"n": name})).one()) == (Priority.PAYMENT, 0)


async def test_crosswise_orders_do_not_lock_each_other_out(scratch: Database, name: str) -> None:
    owners = [new_id() for _ in range(300)]

    async def leave(some: list[UUID]) -> None:
        async with scratch.transaction() as session:
            await enqueue_for_each(session, name, some)

    for _ in range(5):
        await asyncio.gather(*(leave(some) for some in (owners, owners[::-1], owners[150:] + owners[:150])))
        async with scratch.transaction() as session:
            await execute_core(session, text("DELETE FROM pgqueuer WHERE entrypoint = :n"), {"n": name})
