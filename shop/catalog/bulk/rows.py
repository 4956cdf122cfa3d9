"""New rows of a bulk call, as dictionaries: making 10,000 model objects takes ten times as long as storing them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from msgspec import UNSET, UnsetType
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.editing import ProductChanges, VariantChanges, product_columns, variant_columns
from shop.catalog.enums import AvailabilityMode, Condition, TaxClass
from shop.catalog.models import Product, Stock, StockMovement, Variant
from shop.kit.db.columns import new_id
from shop.kit.db.session import execute_core

REASON = "bulk upsert"

# All rows of one statement need the same keys. What stands nowhere here is the columns' default.
_BLANK_PRODUCT: dict[str, Any] = {
    "description": "",
    "brand": "",
    "category_id": None,
    "condition": Condition.NEW,
    "tags": [],
    "attributes": {},
    "tax_class": TaxClass.STANDARD,
    "images": [],
    "link": "",
}
_BLANK_VARIANT: dict[str, Any] = {
    "sale_price_minor": None,
    "sale_starts_at": None,
    "sale_ends_at": None,
    "compare_at_price_minor": None,
    "options": {},
    "availability_mode": AvailabilityMode.BY_STOCK,
    "low_stock_threshold": None,
    "weight_grams": None,
    "images": [],
    "archived": False,
}


class VariantUpsert(VariantChanges, frozen=True, kw_only=True):
    """A variant as it should become; a new one needs its price. `stock` is the number on hand."""

    stock: int | UnsetType = UNSET


class ProductUpsert(ProductChanges, frozen=True, kw_only=True):
    """A product as it should become, found by its SKUs; absent fields stay. A new one needs its title."""

    variants: Sequence[VariantUpsert] = ()


class NewRows:
    """Rows to be stored together, with the columns that they share."""

    def __init__(self, merchant_id: UUID, *, currency: str, actor: str, at: datetime) -> None:
        self.merchant_id, self.currency, self.actor, self.at = merchant_id, currency, actor, at
        self._rows: dict[type[SQLModel], list[dict[str, Any]]] = defaultdict(list)

    def add_product(self, item: ProductChanges, category_id: UUID | None) -> UUID:
        """A new product without variants; its id."""
        product_id = new_id()
        row = {
            "merchant_id": self.merchant_id,
            "id": product_id,
            "created_at": self.at,
            "updated_at": self.at,
        }
        self._rows[Product].append({**row, **_BLANK_PRODUCT, **product_columns(item, None, category_id)})
        return product_id

    def add_variant(self, product_id: UUID, each: VariantUpsert, *, position: int) -> None:
        """A new SKU with its first stock."""
        variant_id = new_id()
        row = {
            "merchant_id": self.merchant_id,
            "id": variant_id,
            "product_id": product_id,
            "currency": self.currency,
            "position": position,
        }
        self._rows[Variant].append({**row, **_BLANK_VARIANT, **variant_columns(each)})
        count = 0 if isinstance(each.stock, UnsetType) else each.stock
        key = {"merchant_id": self.merchant_id, "variant_id": variant_id}
        self._rows[Stock].append({**key, "on_hand": count, "reserved": 0})
        self.move(variant_id, count)

    def move(self, variant_id: UUID, delta: int) -> None:
        """Why the stock changed."""
        self._rows[StockMovement].append(
            {
                "merchant_id": self.merchant_id,
                "id": new_id(),
                "variant_id": variant_id,
                "delta": delta,
                "reason": REASON,
                "actor": self.actor,
                "order_id": None,
                "at": self.at,
            }
        )

    async def store(self, session: AsyncSession) -> None:
        """Products before their variants, those before their stock."""
        for table in (Product, Variant, Stock, StockMovement):
            if self._rows[table]:
                await execute_core(session, sa.insert(table), self._rows[table])
