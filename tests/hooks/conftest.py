"""The machines' doors over a merchant whose jobs the test runs itself."""

from collections.abc import AsyncGenerator

import httpx
import pytest

from shop.kit.db.database import Database
from tests.support.running.application import client_of, running_application
from tests.support.shop import ShopUnderTest, open_shop


@pytest.fixture
async def shop(database_without_worker: Database) -> ShopUnderTest:
    """A merchant with a mug (EUR 12.10, ten of them) and anchovies (EUR 7.70, reduced rate)."""
    return await open_shop(database_without_worker, goods=True)


@pytest.fixture(scope="session")
async def doors(database_without_worker: Database) -> AsyncGenerator[httpx.AsyncClient]:
    """A client of the web process, in this process."""
    async with running_application(database_without_worker) as app, client_of(app) as client:
        yield client
