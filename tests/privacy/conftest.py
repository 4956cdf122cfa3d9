"""A database of these tests alone: what ends by the register ends for every merchant there is."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from shop.kit.db.database import Database
from shop.kit.db.provisioning import prepare_from_scratch
from shop.kit.embedded.server import EmbeddedServer
from tests.support.postgres.connecting import connect_as
from tests.support.postgres.external_postgres import named
from tests.support.shop import ShopUnderTest, open_shop


@pytest.fixture(scope="session")
def register_url(server: EmbeddedServer) -> str:
    """The owner's URL."""
    url = server.dsn("shop_migrate", named("privacy"))
    asyncio.run(prepare_from_scratch(server.admin_dsn, url, database=named("privacy")))
    return url


@pytest.fixture
async def old(server: EmbeddedServer, register_url: str) -> AsyncGenerator[Database]:
    """The database in the application's role, without a merchant, a job or anything else of an earlier test."""
    owner = await connect_as(register_url)
    await owner.execute("TRUNCATE merchant, whatsapp_app, directory, stray_event, pgqueuer, tick CASCADE")
    for table in await owner.fetch("SELECT tablename FROM pg_policies WHERE policyname = 'tenant'"):
        await owner.execute(f"TRUNCATE {table['tablename']} CASCADE")
    await owner.close()
    opened = Database(server.dsn("shop_app", named("privacy")), pool_size=10)
    yield opened
    await opened.close()


@pytest.fixture
async def shop(old: Database) -> ShopUnderTest:
    """A merchant with a mug and anchovies."""
    return await open_shop(old, goods=True)
