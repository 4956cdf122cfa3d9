"""The bell: rings once for many, after the commit, and calls again when its line was cut."""

import asyncio
from collections.abc import AsyncGenerator

import asyncpg
import pytest
from pgqueuer.models import AnyEvent

from shop.kit.db.database import Database
from shop.kit.jobs.notifier import CHANNEL, JobNotifier
from tests.conftest import connect_as

BELLS = "application_name = 'trastienda bell' AND datname = current_database()"
HANG_UP = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {BELLS}"  # noqa: S608
COUNT = f"SELECT count(*) FROM pg_stat_activity WHERE {BELLS}"  # noqa: S608


@pytest.fixture
async def heard(ground: Database) -> AsyncGenerator[asyncio.Queue[str]]:
    """What a listening worker hears."""
    queue: asyncio.Queue[str] = asyncio.Queue()
    connection = await connect_as(ground.url)
    await connection.add_listener(CHANNEL, lambda *told: queue.put_nowait(told[3]))
    yield queue
    await connection.close()


async def test_pgqueuer_understands_the_ring(ground: Database, heard: asyncio.Queue[str]) -> None:
    async with JobNotifier(ground.url) as bell:
        bell.notify()
        told = await asyncio.wait_for(heard.get(), 5)
    event = AnyEvent.model_validate_json(told).root
    assert event.type == "table_changed_event"
    assert event.channel == CHANNEL


async def test_rings_in_quick_succession_become_one(ground: Database, heard: asyncio.Queue[str]) -> None:
    async with JobNotifier(ground.url) as bell:
        for _ in range(100):
            bell.notify()
        await asyncio.wait_for(heard.get(), 5)
        await asyncio.sleep(0.2)
    assert heard.empty()


async def test_a_bell_that_nobody_rings_is_silent(ground: Database, heard: asyncio.Queue[str]) -> None:
    async with JobNotifier(ground.url):
        await asyncio.sleep(0.2)
    assert heard.empty()


async def test_a_bell_whose_line_was_cut_rings_again(
    superuser_url: str, ground: Database, heard: asyncio.Queue[str]
) -> None:
    superuser = await connect_as(superuser_url)
    async with JobNotifier(ground.url) as bell:
        bell.notify()
        await asyncio.wait_for(heard.get(), 5)
        assert len(await superuser.fetch(HANG_UP)) == 1
        await asyncio.sleep(0.1)
        bell.notify()  # finds the line dead; it is not forgotten
        await asyncio.wait_for(heard.get(), 5)
        bell.notify()
        await asyncio.wait_for(heard.get(), 5)
    await superuser.close()


async def test_a_bell_without_a_database_does_not_stop_who_rings() -> None:
    async with JobNotifier("postgresql+asyncpg://nobody@127.0.0.1:1/nothing") as bell:
        bell.notify()
        await asyncio.sleep(0.1)


async def test_a_bell_gives_its_connection_back(superuser_url: str, ground: Database) -> None:
    superuser = await connect_as(superuser_url)
    async with JobNotifier(ground.url):
        await _until_count(superuser, 1)
    await _until_count(superuser, 0)
    await superuser.close()


async def _until_count(connection: asyncpg.Connection, wanted: int) -> None:
    for _ in range(200):
        if await connection.fetchval(COUNT) == wanted:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"There were never {wanted} bells.")
