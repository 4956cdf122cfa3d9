"""A merchant whose jobs the test runs itself."""

import pytest

from shop.kit.db.database import Database
from tests.support.goods.parcels import GoodsUnderTest
from tests.support.shop import ShopUnderTest, open_shop


@pytest.fixture
async def shop(database_without_worker: Database) -> ShopUnderTest:
    """A merchant with a mug (EUR 12.10, ten of them) and anchovies (EUR 7.70, reduced rate)."""
    return await open_shop(database_without_worker, goods=True)


@pytest.fixture
async def goods(shop: ShopUnderTest) -> GoodsUnderTest:
    """The same shop, whose staff pack and send."""
    return GoodsUnderTest(shop)
