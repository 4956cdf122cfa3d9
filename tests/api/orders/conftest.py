"""A merchant with goods, whose orders are paid, and their API."""

from collections.abc import AsyncGenerator

import pytest
from litestar import Litestar

from shop.kit.db.database import Database
from tests.api.conftest import Api
from tests.support.api_keys import make_key
from tests.support.goods.parcels import GoodsUnderTest
from tests.support.running.application import running_application
from tests.support.shop import open_shop


@pytest.fixture(scope="session")
async def app(database_without_worker: Database) -> AsyncGenerator[Litestar]:
    """The application where no worker takes the jobs that a call leaves: what a test reads stays as it was."""
    async with running_application(database_without_worker) as running:
        yield running


@pytest.fixture
async def goods(database_without_worker: Database) -> GoodsUnderTest:
    """A shop with mugs and anchovies."""
    return GoodsUnderTest(await open_shop(database_without_worker, goods=True))


@pytest.fixture
async def selling(app: Litestar, goods: GoodsUnderTest) -> AsyncGenerator[Api]:
    """The same shop's API."""
    shop = goods.shop
    made = Api(app, shop.database, shop.merchant, await make_key(shop.database, shop.merchant))
    yield made
    await made.http.aclose()
