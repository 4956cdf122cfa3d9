"""The web doors over a merchant whose jobs the test runs itself."""

import asyncio
from collections.abc import AsyncGenerator

import httpx
import pytest
from litestar import Litestar

from shop.app import create_app
from shop.config import Settings
from shop.kit.db.database import Database
from tests.support.shop import ShopUnderTest, open_shop


@pytest.fixture
async def shop(database_without_worker: Database) -> ShopUnderTest:
    """A merchant with a mug (EUR 12.10, ten of them) and anchovies (EUR 7.70, reduced rate)."""
    return await open_shop(database_without_worker, goods=True)


@pytest.fixture(scope="session")
async def doors(database_without_worker: Database) -> AsyncGenerator[httpx.AsyncClient]:
    """A client of the web process, in this process."""
    app = create_app(Database(database_without_worker.url, pool_size=20), Settings())
    started, stop = asyncio.Event(), asyncio.Event()
    living = asyncio.create_task(_live(app, started, stop))
    await started.wait()
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://shop.test") as client:
        yield client
    stop.set()
    await living


async def _live(app: Litestar, started: asyncio.Event, stop: asyncio.Event) -> None:
    """The lifespan in a task of its own: it must end in the task in which it began, and fixtures do not."""
    async with app.lifespan():
        started.set()
        await stop.wait()
