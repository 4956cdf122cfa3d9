"""Two transactions at once: a test goes on when the second waits for the first, however long that takes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from uuid import UUID

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from tests.support.pace import PATIENCE_SECONDS

Step = Callable[[AsyncSession], Awaitable[object]]
_BLOCKED = text("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE :pid = ANY(pg_blocking_pids(pid)))")


@asynccontextmanager
async def while_uncommitted(
    database: Database, merchant_id: UUID, first: Step, second: Step
) -> AsyncIterator[asyncio.Task[object]]:
    """The second begins when the first has done everything but commit, which it does once the second waits or has ended.

    Inside, both have ended; the task is the second's, whose error is still in it.
    """
    async with database.transaction(merchant_id) as session:
        await first(session)
        pid = (await execute_core(session, text("SELECT pg_backend_pid()"))).scalar_one()
        task = asyncio.create_task(_in_a_transaction(database, merchant_id, second))
        await _until_blocked(database, pid, task)
    await asyncio.wait([task])
    yield task


async def _in_a_transaction(database: Database, merchant_id: UUID, step: Step) -> object:
    async with database.transaction(merchant_id) as session:
        return await step(session)


async def _until_blocked(database: Database, pid: int, task: asyncio.Task[object]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not task.done():
            async with database.transaction() as session:
                if (await execute_core(session, _BLOCKED, {"pid": pid})).scalar_one():
                    return
            await asyncio.sleep(0.02)
