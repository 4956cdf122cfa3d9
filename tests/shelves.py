"""What a merchant has on sale, and how much of it is left."""

from uuid import UUID

from sqlalchemy import text
from sqlmodel import select

from shop.catalog.enums import TaxClass
from shop.catalog.models import Product, ProductStatus, Stock, Variant
from shop.kit.clock import now
from shop.kit.db.session import execute_core
from tests.room import Room


class Shelves(Room):
    """A merchant's goods."""

    async def stock(
        self,
        sku: str,
        on_hand: int,
        price_minor: int = 1000,
        *,
        title: str | None = None,
        tax_class: TaxClass = TaxClass.STANDARD,
    ) -> UUID:
        """Put something on sale."""
        at = now()
        async with self.database.transaction(self.merchant.id) as session:
            product = Product(
                merchant_id=self.merchant.id,
                title=title or sku,
                tax_class=tax_class,
                created_at=at,
                updated_at=at,
            )
            session.add(product)
            await session.flush()
            variant = Variant(
                merchant_id=self.merchant.id,
                product_id=product.id,
                sku=sku,
                price_minor=price_minor,
                currency=self.merchant.currency,
            )
            session.add(variant)
            await session.flush()
            session.add(Stock(merchant_id=self.merchant.id, variant_id=variant.id, on_hand=on_hand))
        return variant.id

    async def set_price(self, sku: str, price_minor: int) -> None:
        async with self.database.transaction(self.merchant.id) as session:
            (await session.exec(select(Variant).where(Variant.sku == sku))).one().price_minor = price_minor

    async def archive(self, sku: str) -> None:
        async with self.database.transaction(self.merchant.id) as session:
            variant = (await session.exec(select(Variant).where(Variant.sku == sku))).one()
            product = await session.get_one(Product, (self.merchant.id, variant.product_id))
            product.status = ProductStatus.ARCHIVED

    async def stock_of(self, sku: str) -> tuple[int, int]:
        """(on hand, reserved)."""
        query = text(
            "SELECT on_hand, reserved FROM stock JOIN variant ON variant.id = variant_id WHERE sku = :sku"
        )
        async with self.database.transaction(self.merchant.id) as session:
            row = (await execute_core(session, query, {"sku": sku})).one()
        return row.on_hand, row.reserved
