"""Meta's door over a database of which no worker takes anything."""

import asyncio
from collections.abc import AsyncGenerator

import httpx
import pytest
from litestar import Litestar

from shop.app import create_app
from shop.config import Settings
from shop.kit.db.database import Database
from shop.kit.db.provisioning import prepare_from_scratch
from shop.kit.embedded.server import EmbeddedServer
from tests.support.cast import forget_vendor_accounts
from tests.support.postgres.external_postgres import named
from tests.support.vendors.webhook_sender import WebhookDoor, WebhookSender, open_sender

LONELY = named("lonely")


@pytest.fixture(scope="session")
async def door(database_without_worker: Database) -> AsyncGenerator[WebhookDoor]:
    """The door that many apps and merchants share."""
    application = RunningApplication(database_without_worker)
    yield await application.begin()
    await application.end()


@pytest.fixture
async def lonely_door(server: EmbeddedServer) -> AsyncGenerator[WebhookDoor]:
    """The door of an installation without any app yet."""
    owner = server.dsn("shop_migrate", LONELY)
    await asyncio.to_thread(
        lambda: asyncio.run(prepare_from_scratch(server.admin_dsn, owner, database=LONELY))
    )
    database = Database(server.dsn("shop_app", LONELY))
    application = RunningApplication(database)
    door = await application.begin()
    yield door
    await forget_vendor_accounts(owner)
    await application.end()
    await database.close()


@pytest.fixture
async def sender(door: WebhookDoor) -> WebhookSender:
    """A merchant with an app and a number of its own."""
    return await open_sender(door)


class RunningApplication:
    """The application alive, with a pool of its own, and a client."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._app = create_app(Database(database.url, pool_size=20), Settings())
        transport = httpx.ASGITransport(app=self._app)  # type: ignore[arg-type]
        self._http = httpx.AsyncClient(transport=transport, base_url="http://shop.test")
        self._stop = asyncio.Event()

    async def begin(self) -> WebhookDoor:
        started = asyncio.Event()
        self._living = asyncio.create_task(_live(self._app, started, self._stop))
        await started.wait()
        return WebhookDoor(self._http, self._database)

    async def end(self) -> None:
        self._stop.set()
        await self._living
        await self._http.aclose()


async def _live(app: Litestar, started: asyncio.Event, stop: asyncio.Event) -> None:
    """The lifespan in a task of its own: it must end in the task in which it began, and fixtures do not."""
    async with app.lifespan():
        started.set()
        await stop.wait()
