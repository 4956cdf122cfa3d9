"""What a bulk call wants, and its new rows as dictionaries: to make 10,000 model objects takes ten times as long as to
store them. What there are thousands of leads back to nothing, so that no search for garbage goes through it (`gc`).
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar
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
from shop.kit.processes.pauses import in_slices

T = TypeVar("T")

ROWS_AT_ONCE = 500  # of one statement: nobody else has a turn meanwhile
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
    "requires_delivery": True,
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


class VariantUpsert(VariantChanges, frozen=True, kw_only=True, gc=False):
    """A variant as it should become; a new one needs its price. `stock` is the number on hand."""

    stock: int | UnsetType = UNSET


class ProductUpsert(ProductChanges, frozen=True, kw_only=True, gc=False):
    """A product as it should become, found by its SKUs; absent fields stay. A new one needs its title."""

    variants: Sequence[VariantUpsert] = ()


class NewRows:
    """What is to be stored together. Rows are made when they are written: they would take ten times as much memory."""

    def __init__(self, merchant_id: UUID, *, currency: str, actor: str, at: datetime) -> None:
        self.merchant_id, self.currency, self.actor, self.at = merchant_id, currency, actor, at
        self._products: list[tuple[UUID, ProductChanges, UUID | None]] = []
        self._variants: list[tuple[UUID, UUID, VariantUpsert, int]] = []
        self._moves: list[tuple[UUID, int]] = []

    def add_product(self, item: ProductChanges, category_id: UUID | None) -> UUID:
        """A new product without variants; its id."""
        product_id = new_id()
        self._products.append((product_id, item, category_id))
        return product_id

    def add_variant(self, product_id: UUID, each: VariantUpsert, *, position: int) -> None:
        """A new SKU with its first stock."""
        self._variants.append((new_id(), product_id, each, position))

    def move(self, variant_id: UUID, delta: int) -> None:
        """Why the stock of a known variant changed."""
        self._moves.append((variant_id, delta))

    async def store_moves(self, session: AsyncSession) -> None:
        """Those of known variants so far."""
        moves, self._moves = self._moves, []
        await self._insert(session, StockMovement, moves, self._movement_row)

    async def store(self, session: AsyncSession) -> None:
        """Products before their variants, those before their stock: a key's check is planned when its first row is
        written, and goes by the index where the table it looks into is full.
        """
        await self._insert(session, Product, self._products, self._product_row)
        await self._insert(session, Variant, self._variants, self._variant_row)
        counts = [
            (new[0], 0 if isinstance(new[2].stock, UnsetType) else new[2].stock) for new in self._variants
        ]
        await self._insert(session, Stock, counts, self._stock_row)
        await self._insert(session, StockMovement, counts, self._movement_row)

    async def _insert(
        self,
        session: AsyncSession,
        table: type[SQLModel],
        new: Sequence[T],
        row_of: Callable[[T], dict[str, Any]],
    ) -> None:
        async for some in in_slices(new, ROWS_AT_ONCE):
            await execute_core(session, sa.insert(table), [row_of(each) for each in some])

    def _product_row(self, new: tuple[UUID, ProductChanges, UUID | None]) -> dict[str, Any]:
        product_id, item, category_id = new
        times = {"created_at": self.at, "updated_at": self.at}
        columns = product_columns(item, None, category_id)
        return {"merchant_id": self.merchant_id, "id": product_id, **times, **_BLANK_PRODUCT, **columns}

    def _variant_row(self, new: tuple[UUID, UUID, VariantUpsert, int]) -> dict[str, Any]:
        variant_id, product_id, each, position = new
        key = {"merchant_id": self.merchant_id, "id": variant_id, "product_id": product_id}
        place = {"currency": self.currency, "position": position}
        return {**key, **place, **_BLANK_VARIANT, **variant_columns(each)}

    def _stock_row(self, new: tuple[UUID, int]) -> dict[str, Any]:
        return {"merchant_id": self.merchant_id, "variant_id": new[0], "on_hand": new[1], "reserved": 0}

    def _movement_row(self, new: tuple[UUID, int]) -> dict[str, Any]:
        return {
            "merchant_id": self.merchant_id,
            "id": new_id(),
            "variant_id": new[0],
            "delta": new[1],
            "reason": REASON,
            "actor": self.actor,
            "order_id": None,
            "at": self.at,
        }
