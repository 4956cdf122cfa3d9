"""The web process as it runs, a real one, on a database of which no worker takes anything."""

import asyncio
import os
from collections.abc import AsyncGenerator

import httpx
import pytest

from shop.kit.db.database import Database
from tests.support.pace import PATIENCE_SECONDS
from tests.support.running.compose import free_port
from tests.support.running.processes import Process, running
from tests.support.shop import ShopUnderTest, open_shop
from tests.support.vendors.webhook_sender import WebhookDoor, WebhookSender, open_sender


@pytest.fixture(scope="module")
async def web(
    database_without_worker: Database, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[Process]:
    """`shop serve`; its address is `web.url`."""
    port = free_port()
    folder = str(tmp_path_factory.mktemp("serving"))
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": folder,
        "SHOP_DATABASE_URL": database_without_worker.url,
        "SHOP_SECRET_KEY": os.environ["SHOP_SECRET_KEY"],
        "SHOP_DATA_DIR": folder,
        "SHOP_METRICS_TOKEN": "scrape",
    }
    async with running(environment, "serve", "--port", str(port), says=b"web.started") as process:
        process.url = f"http://127.0.0.1:{port}"
        yield process


@pytest.fixture
async def sender(web: Process, database_without_worker: Database) -> AsyncGenerator[WebhookSender]:
    """A merchant behind the door, and a client that posts as Meta does."""
    async with httpx.AsyncClient(base_url=web.url, timeout=PATIENCE_SECONDS, trust_env=False) as http:
        yield await open_sender(WebhookDoor(http, database_without_worker))


@pytest.fixture
async def shop(database_without_worker: Database) -> ShopUnderTest:
    """A merchant with a Stripe account."""
    return await open_shop(database_without_worker)


@pytest.fixture(autouse=True)
async def no_mistake_of_ours(web: Process) -> AsyncGenerator[None]:
    """Whatever comes in: the log says nothing of a failure, and the process goes on."""
    begun = len(web.log)
    yield
    await asyncio.sleep(0)
    said = bytes(web.log[begun:])
    assert b"request.failed" not in said, said.decode()
    assert b"Traceback" not in said, said.decode()
    assert web.process.returncode is None
