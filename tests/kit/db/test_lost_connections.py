"""A connection that ends under a transaction is told by one error, whoever speaks through it next."""

from collections.abc import Awaitable, Callable

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.columns import new_id
from shop.kit.db.database import Database, DatabaseLost
from shop.kit.db.session import set_merchant, speaking
from shop.kit.db.sql import fetch
from shop.kit.jobs import enqueue, enqueue_many
from tests.kit.jobs import running_jobs as _handlers  # noqa: F401 - registers what is enqueued

Speaks = Callable[[AsyncSession], Awaitable[object]]

SPEAKERS: dict[str, Speaks] = {
    "enqueue": lambda session: enqueue(session, "runner_test.note", mark=new_id()),
    "enqueue_many": lambda session: enqueue_many(session, [("runner_test.note", None, {"mark": new_id()})]),
    "set_merchant": lambda session: set_merchant(session, new_id()),
    "fetch": lambda session: fetch(session, "SELECT 1"),
}


async def speaks_after_the_line_went_dead(database: Database, speaks: Speaks, *, known: bool) -> None:
    """`known`: somebody has spoken through the driver's connection before."""
    async with database.transaction(new_id()) as session:
        async with speaking(session) as connection:
            connection.terminate()
        if not known:
            session.info.pop("driver_connection")
        await speaks(session)


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("name", SPEAKERS)
async def test_whoever_speaks_through_a_lost_connection_hears_that_it_is_lost(
    single: Database, name: str, known: bool
) -> None:
    with pytest.raises(DatabaseLost):
        await speaks_after_the_line_went_dead(single, SPEAKERS[name], known=known)
    async with single.transaction() as session:
        assert await fetch(session, "SELECT 1 AS one")
