"""The merchant whose events are looked at."""

import pytest

from shop.kit.db.database import Database
from shop.merchants.models import Merchant
from tests.support.cast import make_merchant


@pytest.fixture
async def seller(database_without_worker: Database) -> Merchant:
    return await make_merchant(database_without_worker)
