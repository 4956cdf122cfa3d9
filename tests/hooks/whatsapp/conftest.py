"""Meta's door over a database of which no worker takes anything."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from shop.kit.db.database import Database
from shop.kit.db.provisioning import prepare_from_scratch
from shop.kit.embedded.server import EmbeddedServer
from tests.support.cast import forget_vendor_accounts
from tests.support.postgres.external_postgres import named
from tests.support.running.application import client_of, running_application
from tests.support.vendors.webhook_sender import WebhookDoor, WebhookSender, open_sender

LONELY = named("lonely")


@pytest.fixture(scope="session")
async def door(database_without_worker: Database) -> AsyncGenerator[WebhookDoor]:
    """The door that many apps and merchants share."""
    async with running_application(database_without_worker) as app, client_of(app) as http:
        yield WebhookDoor(http, database_without_worker)


@pytest.fixture
async def lonely_door(server: EmbeddedServer) -> AsyncGenerator[WebhookDoor]:
    """The door of an installation without any app yet."""
    owner = server.dsn("shop_migrate", LONELY)
    await asyncio.to_thread(
        lambda: asyncio.run(prepare_from_scratch(server.admin_dsn, owner, database=LONELY))
    )
    database = Database(server.dsn("shop_app", LONELY))
    async with running_application(database) as app, client_of(app) as http:
        yield WebhookDoor(http, database)
        await forget_vendor_accounts(owner)
    await database.close()


@pytest.fixture
async def sender(door: WebhookDoor) -> WebhookSender:
    """A merchant with an app and a number of its own."""
    return await open_sender(door)
