"""A merchant's mail with a mug on sale; the test runs the jobs itself."""

from collections.abc import AsyncGenerator

import pytest

from shop.catalog.models import Product, Stock, Variant
from shop.kit.clock import now
from shop.kit.db.database import Database
from tests.support.fake_number import PretendNumber
from tests.support.inbox import Mail, open_mail


@pytest.fixture
async def mail(database_without_worker: Database) -> AsyncGenerator[Mail]:
    """TAZA costs 12.50 and three are left."""
    meta = PretendNumber()
    mail = await open_mail(database_without_worker, meta)
    merchant_id, at = mail.merchant.id, now()
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
    yield mail
    await meta.close()
