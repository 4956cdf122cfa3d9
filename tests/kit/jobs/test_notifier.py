"""The notifier: one notification for many jobs, after the commit, and again when its connection was cut."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import asyncpg
import pytest
from pgqueuer.models import AnyEvent

from shop.kit.db.database import Database
from shop.kit.jobs.notifier import CHANNEL, JobNotifier
from tests.support.pace import PATIENCE_SECONDS
from tests.support.postgres.connecting import connect_as

NOTIFIERS = "application_name = 'trastienda notifier' AND datname = current_database()"
HANG_UP = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {NOTIFIERS}"  # noqa: S608
COUNT = f"SELECT count(*) FROM pg_stat_activity WHERE {NOTIFIERS}"  # noqa: S608


@pytest.fixture
async def heard(scratch: Database) -> AsyncGenerator[asyncio.Queue[str]]:
    """What a listening worker hears."""
    queue: asyncio.Queue[str] = asyncio.Queue()
    connection = await connect_as(scratch.url)
    await connection.add_listener(CHANNEL, lambda *told: queue.put_nowait(told[3]))
    yield queue
    await connection.close()


async def test_pgqueuer_understands_the_notification(scratch: Database, heard: asyncio.Queue[str]) -> None:
    async with JobNotifier(scratch.url) as notifier:
        notifier.notify()
        told = await asyncio.wait_for(heard.get(), PATIENCE_SECONDS)
    event = AnyEvent.model_validate_json(told).root
    assert event.type == "table_changed_event"
    assert event.channel == CHANNEL


async def test_notifications_in_quick_succession_become_one(
    scratch: Database, heard: asyncio.Queue[str]
) -> None:
    async with JobNotifier(scratch.url) as notifier:
        for _ in range(100):
            notifier.notify()
        await asyncio.wait_for(heard.get(), PATIENCE_SECONDS)
        await asyncio.sleep(0.2)
    assert heard.empty()


async def test_a_notifier_that_nobody_asks_is_silent(scratch: Database, heard: asyncio.Queue[str]) -> None:
    async with JobNotifier(scratch.url):
        await asyncio.sleep(0.2)
    assert heard.empty()


async def test_a_notifier_whose_connection_was_cut_notifies_again(
    superuser_url: str, scratch: Database, heard: asyncio.Queue[str]
) -> None:
    superuser = await connect_as(superuser_url)
    async with JobNotifier(scratch.url) as notifier:
        notifier.notify()
        await asyncio.wait_for(heard.get(), PATIENCE_SECONDS)
        assert await superuser.fetch(HANG_UP)  # and whatever an earlier test has not seen closed yet
        await asyncio.sleep(0.1)
        notifier.notify()  # finds the connection dead; it is not forgotten
        await asyncio.wait_for(heard.get(), PATIENCE_SECONDS)
        notifier.notify()
        await asyncio.wait_for(heard.get(), PATIENCE_SECONDS)
    await superuser.close()


async def test_a_notifier_without_a_database_does_not_stop_who_notifies() -> None:
    async with JobNotifier("postgresql+asyncpg://nobody@127.0.0.1:1/nothing") as notifier:
        notifier.notify()
        await asyncio.sleep(0.1)


async def test_a_notifier_gives_its_connection_back(superuser_url: str, scratch: Database) -> None:
    superuser = await connect_as(superuser_url)
    async with JobNotifier(scratch.url):
        await _until_count(superuser, 1)
    await _until_count(superuser, 0)
    await superuser.close()


async def _until_count(connection: asyncpg.Connection, wanted: int) -> None:
    for _ in range(200):
        if await connection.fetchval(COUNT) == wanted:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"There were never {wanted} notifiers.")


@pytest.mark.parametrize(
    "error",
    [
        asyncpg.InternalClientError("cannot switch to state 12; another operation (2) is in progress"),
        asyncpg.InterfaceError("connection is closed"),
        asyncpg.AdminShutdownError("terminating connection due to administrator command"),
        ConnectionResetError(),
        RuntimeError("unable to perform operation on <UnixTransport closed=True>; the handler is closed"),
    ],
    ids=lambda error: type(error).__name__,
)
async def test_no_error_ends_a_notifier(
    error: Exception, scratch: Database, heard: asyncio.Queue[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        async def execute(self, *_: object) -> None:
            raise error

        def terminate(self) -> None:
            pass

    connections: list[Broken] = [Broken()]
    connect = asyncpg.connect

    async def connect_to_a_broken_one_first(*place: Any, **more: Any) -> Any:
        return connections.pop() if connections else await connect(*place, **more)

    monkeypatch.setattr(asyncpg, "connect", connect_to_a_broken_one_first)
    async with JobNotifier(scratch.url, reconnect_after=0.01) as notifier:
        notifier.notify()
        await asyncio.wait_for(heard.get(), PATIENCE_SECONDS)
