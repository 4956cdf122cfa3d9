"""A worker process for tests that kill it: `python worker_process.py <database URL>`; says when a job began."""

import asyncio
import sys
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.database import Database
from shop.kit.jobs import job
from shop.kit.jobs.worker import Worker


@job("runner_test.outlived")
async def outlived(session: AsyncSession, *, mark: UUID) -> None:
    """Begins and never ends: the process is killed meanwhile."""
    print(f"began {mark}", flush=True)  # noqa: T201
    await asyncio.sleep(3600)


if __name__ == "__main__":
    asyncio.run(Worker(Database(sys.argv[1]), {}).run())
