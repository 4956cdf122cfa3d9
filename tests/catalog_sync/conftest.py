"""A database of its own: no worker of another test takes the jobs that are left here."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from shop.kit.db.database import Database
from shop.kit.db.provisioning import prepare_from_scratch
from shop.kit.embedded.server import EmbeddedServer
from tests.catalog_sync.sync_under_test import SyncUnderTest, open_sync


@pytest.fixture(scope="session")
def sync_owner_url(server: EmbeddedServer) -> str:
    url = server.dsn("shop_migrate", "shop_sync_test")
    asyncio.run(prepare_from_scratch(server.admin_dsn, url, database="shop_sync_test"))
    return url


@pytest.fixture(scope="session")
async def sync_database(server: EmbeddedServer, sync_owner_url: str) -> AsyncGenerator[Database]:
    opened = Database(server.dsn("shop_app", "shop_sync_test"), pool_size=5)
    yield opened
    await opened.close()


@pytest.fixture
async def sync(sync_database: Database) -> AsyncGenerator[SyncUnderTest]:
    """A merchant with three goods, and a pretend Meta that answers in this process."""
    async with open_sync(sync_database) as opened:
        yield opened
