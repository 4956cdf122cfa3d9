"""The database goes away under running processes: logs stay readable, work goes on afterwards, a stop is a stop."""

import asyncio
import json
import os
import signal
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from structlog.testing import capture_logs

from shop.kit.clock import now
from shop.kit.db.columns import new_id
from shop.kit.db.database import Database, driver_url
from shop.kit.db.provisioning import prepare_from_scratch
from shop.kit.embedded import server as embedded_postgres
from shop.kit.jobs.outage import Outage
from shop.merchants.keys import ALL_SCOPES, issue_key
from shop.timetable import look
from tests.cli.processes.commands import KEY, Environment, ended, free_port, get, running
from tests.support.cast import make_merchant, merchant_file
from tests.support.pace import PATIENCE_SECONDS
from tests.support.postgres.connecting import connect_as

OUTAGE_SECONDS = 3.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of a server that may be stopped: nobody else's."""
    return tmp_path_factory.mktemp("away")


@pytest.fixture
async def installation(folder: Path) -> AsyncGenerator[Environment]:
    server = embedded_postgres.start(folder, durable=False)
    owner = server.dsn("shop_migrate", "shop")
    await prepare_from_scratch(server.admin_dsn, owner, database="shop")
    yield {
        "PATH": os.environ["PATH"],
        "SHOP_DATABASE_URL": driver_url(server.dsn("shop_app", "shop")),
        "SHOP_SECRET_KEY": KEY,
        "SHOP_DATA_DIR": str(folder / "data"),
    }
    server.stop()


@asynccontextmanager
async def away(folder: Path) -> AsyncGenerator[None]:
    """The server is stopped inside the block and started again behind it."""
    admin = embedded_postgres.start(folder, durable=False)
    connection = await connect_as(admin.admin_dsn)
    place = Path(await connection.fetchval("SHOW data_directory"))
    await connection.close()
    postmaster = int((place / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGINT)
    await until_gone(place / "postmaster.pid")
    try:
        yield
    finally:
        admin.stop()
        embedded_postgres.start(folder, durable=False)


async def until_gone(path: Path) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while path.exists():  # noqa: ASYNC240 - a local folder
            await asyncio.sleep(0.05)


async def log_until(process: asyncio.subprocess.Process, name: str) -> list[dict[str, Any]]:
    """What a process logs up to the event `name`, which surely comes."""
    events: list[dict[str, Any]] = []
    assert process.stderr is not None
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not events or events[-1]["event"] != name:
            events.append(json.loads(await process.stderr.readline()))
    return events


async def log_of(
    process: asyncio.subprocess.Process, before: Sequence[dict[str, Any]] = ()
) -> list[dict[str, Any]]:
    """What an ended process logged: nothing but lines of JSON, and no way through the code."""
    assert process.stderr is not None
    lines = (await process.stderr.read()).decode().splitlines()
    events = [*before, *(json.loads(line) for line in lines)]
    assert not [event for event in events if "exception" in event or "trace" in event]
    return events


def times(events: list[dict[str, Any]], name: str) -> int:
    return sum(event["event"] == name for event in events)


async def test_a_worker_tells_of_an_outage_in_two_lines_and_ends_well_after_it(
    installation: Environment, folder: Path
) -> None:
    async with running(installation, "work", says="worker.started") as worker:
        async with away(folder):
            await asyncio.sleep(OUTAGE_SECONDS)
        before = await log_until(worker, "queue.connected_again")
        assert await ended(worker, signal.SIGTERM) == 0
        events = await log_of(worker, before)
    assert times(events, "queue.lost_connection") == times(events, "queue.connected_again") == 1
    assert times(events, "job.held") == 0


async def test_a_worker_that_is_stopped_meanwhile_ends_well(installation: Environment, folder: Path) -> None:
    async with running(installation, "work", says="worker.started") as worker, away(folder):
        before = await log_until(worker, "queue.lost_connection")
        await asyncio.sleep(1)  # until it has tried again
        assert await ended(worker, signal.SIGTERM) == 0
        events = await log_of(worker, before)
    assert times(events, "worker.stopped_without_database") == 1


async def test_a_web_process_answers_503_meanwhile_and_is_ready_again(
    installation: Environment, folder: Path
) -> None:
    port = free_port()
    async with running(installation, "serve", "--port", str(port), says="web.started") as web:
        url = f"http://127.0.0.1:{port}/health/ready"
        async with away(folder):
            assert [(await get(url)).status_code for _ in range(3)] == [503] * 3
        assert (await get(url)).status_code == 200
        assert await ended(web, signal.SIGTERM) == 0
        await log_of(web)


DOORS = {
    ("GET", "/api/v1/products"): {200, 429},
    ("POST", "/api/v1/products"): {422, 429},
    ("GET", "/pay/nobody-was-given-this"): {404},
    ("POST", "/hooks/whatsapp/1"): {404},
    ("POST", f"/hooks/stripe/{UUID(int=1)}"): {404},
    ("GET", "/health/ready"): {200},
}


async def key_of_merchant(environment: Environment) -> str:
    database = Database(environment["SHOP_DATABASE_URL"].replace("postgresql:", "postgresql+asyncpg:"))
    seller = await make_merchant(database, merchant_file())
    async with database.transaction(seller.id) as session:
        key = await issue_key(session, "outage", ALL_SCOPES, at=now())
    await database.close()
    return key


async def test_no_door_takes_an_outage_for_a_mistake_of_ours(installation: Environment, folder: Path) -> None:
    """What is asked while the server goes, is gone and comes is answered as ever, or with 503 and when to try again."""
    port, stop = free_port(), asyncio.Event()
    answers: list[httpx.Response] = []
    headers = {"Authorization": f"Bearer {await key_of_merchant(installation)}"}

    async def ask(web_url: str, method: str, path: str) -> None:
        async with httpx.AsyncClient(
            base_url=web_url, headers=headers, timeout=PATIENCE_SECONDS, trust_env=False
        ) as http:
            while not stop.is_set():
                keyed = {"Idempotency-Key": str(new_id())} if path.startswith("/api") else {}
                answers.append(await http.request(method, path, headers=keyed))
                await asyncio.sleep(0.03)

    async with running(installation, "serve", "--port", str(port), says="web.started") as web:
        async with asyncio.TaskGroup() as askers:
            for method, path in [*DOORS] * 3:
                askers.create_task(ask(f"http://127.0.0.1:{port}", method, path))
            for _ in range(3):
                async with away(folder):
                    await asyncio.sleep(0.5)
                await asyncio.sleep(0.5)
            stop.set()
        assert await ended(web, signal.SIGTERM) == 0
        await log_of(web)
    told = {(each.request.method, each.request.url.path, each.status_code) for each in answers}
    assert not {each for each in told if each[2] not in {503, *DOORS[each[0], each[1]]}}
    refused = [answer for answer in answers if answer.status_code == 503]
    assert {(each.request.method, each.request.url.path) for each in refused} == set(DOORS)
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in refused)


async def test_a_timetable_without_a_database_looks_again_later() -> None:
    database = Database("postgresql+asyncpg://shop_app@127.0.0.1:1/shop", pool_size=1)
    with capture_logs() as logs:
        await look(database)
    await database.close()
    told = [event["event"] for event in logs if event["event"].startswith("timetable.")]
    assert told == ["timetable.skipped"]  # other tests' workers log meanwhile


def test_an_outage_is_told_once_reminded_of_and_ended_once() -> None:
    for remind_after, told in ((60.0, 1), (0.0, 3)):
        outage = Outage("queue", remind_after=remind_after)
        with capture_logs() as logs:
            outage.over()
            for _ in range(3):
                outage.lost(ConnectionRefusedError())
            outage.over()
            outage.over()
        names = [event["event"] for event in logs]
        assert names == ["queue.lost_connection"] * told + ["queue.connected_again"]
