"""A merchant's inbox with a mug on sale; the test runs the jobs itself."""

from collections.abc import AsyncGenerator

import pytest

from shop.catalog.models import Product, Stock, Variant
from shop.kit.clock import now
from shop.kit.db.database import Database
from tests.support.fake_number import FakeNumber
from tests.support.inbox import InboxUnderTest, open_inbox


@pytest.fixture
async def inbox(database_without_worker: Database) -> AsyncGenerator[InboxUnderTest]:
    """TAZA costs 12.50 and three are left."""
    meta = FakeNumber()
    inbox = await open_inbox(database_without_worker, meta)
    merchant_id, at = inbox.merchant.id, now()
    async with database_without_worker.transaction(merchant_id) as session:
        product = Product(merchant_id=merchant_id, title="Taza", created_at=at, updated_at=at)
        session.add(product)
        await session.flush()
        variant = Variant(
            merchant_id=merchant_id, product_id=product.id, sku="TAZA", price_minor=1250, currency="EUR"
        )
        session.add(variant)
        await session.flush()
        session.add(Stock(merchant_id=merchant_id, variant_id=variant.id, on_hand=3))
    yield inbox
    await meta.close()
