"""The web process's application in this process, and clients that go straight into it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from litestar import Litestar

from shop.app import create_app
from shop.config import Settings
from shop.kit.db.database import Database


@asynccontextmanager
async def running_application(database: Database) -> AsyncIterator[Litestar]:
    """The application, alive for as long as a fixture is, with a pool of its own."""
    app = create_app(Database(database.url, pool_size=20), Settings())
    started, stop = asyncio.Event(), asyncio.Event()
    living = asyncio.create_task(_live(app, started, stop))
    await started.wait()
    yield app
    stop.set()
    await living


async def _live(app: Litestar, started: asyncio.Event, stop: asyncio.Event) -> None:
    """The lifespan in a task of its own: it must end in the task in which it began, and fixtures do not."""
    async with app.lifespan():
        started.set()
        await stop.wait()


def client_of(app: Litestar, headers: dict[str, str] | None = None) -> httpx.AsyncClient:
    """Straight into the application; what it raises beyond its handlers is raised here."""
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
    return httpx.AsyncClient(transport=transport, base_url="http://shop.test", headers=headers)
