"""Connections that end while jobs run, as in a restart of the database."""

import asyncio
from uuid import UUID

from shop.kit.db.columns import new_id
from shop.kit.db.database import Database
from shop.kit.jobs import enqueue
from tests.kit.jobs.running_jobs import gates, hurry, is_empty, is_queued_again, runs_of, until, working
from tests.support.postgres.connecting import connect_as


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


async def interrupted(base: Database, owner_url: str, name: str) -> UUID:
    """Run a job that waits, cut its connections, let it go on, and wait until the queue is empty; its mark."""
    mark = new_id()
    gates[mark] = asyncio.Event()
    async with working(base):
        async with base.transaction() as session:
            await enqueue(session, f"runner_test.{name}", mark=mark)
        await until(lambda: runs_of(mark) == [["began"]])
        await hang_up(base, owner_url)
        gates[mark].set()
        await until(lambda: is_queued_again(base))
        await hurry(base)
        await until(lambda: is_empty(base))
    return mark
