"""A merchant with discounts, in a database of which no worker takes anything."""

import pytest

from shop.kit.db.database import Database
from tests.discounts.given import MerchantWithDiscounts
from tests.support.cast import make_merchant


@pytest.fixture
async def shop(database_without_worker: Database) -> MerchantWithDiscounts:
    """A new merchant without discounts."""
    merchant = await make_merchant(database_without_worker)
    return MerchantWithDiscounts(database_without_worker, merchant.id)
