"""What a bulk call finds: as plain rows to compare with, and as held rows to change."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.bulk_rows import ProductUpsert
from shop.catalog.editing import ProductChanges, VariantChanges, merged, variant_columns
from shop.catalog.models import Category, Product, Stock, Variant
from shop.catalog.paths import plain_path
from shop.catalog.rules import named
from shop.kit.db import merchant_of, run

_OF_A_PRODUCT = tuple(
    name for name in ProductChanges.__struct_fields__ if name not in ("category", "variants")
)
_OF_A_VARIANT = VariantChanges.__struct_fields__


class Row(msgspec.Struct, frozen=True):
    """A variant with its product, as stored."""

    product_id: UUID
    product: dict[str, Any]
    variant: dict[str, Any]
    on_hand: int

    def is_like(self, item: ProductUpsert, rows: Sequence["Row | None"]) -> bool:
        """Would the item change nothing? `rows` are those of its variants."""
        wanted = named(item)
        del wanted["variants"]
        if "category" in wanted:
            wanted["category"] = plain_path(wanted["category"])
        wanted["translations"] = merged(self.product["translations"], item.translations)
        if any(self.product[name] != value for name, value in wanted.items()):
            return False
        for each, row in zip(item.variants, rows, strict=True):
            columns = variant_columns(each)
            if row is None or any(row.variant[name] != value for name, value in columns.items()):
                return False
            if isinstance(each.stock, int) and each.stock != row.on_hand:
                return False
        return True


class Held(msgspec.Struct, frozen=True):
    """Locked rows: products by id, their variants, stock by variant."""

    products: dict[UUID, Product]
    variants: dict[UUID, list[Variant]]
    stocks: dict[UUID, Stock]


async def as_they_are(session: AsyncSession, skus: list[str]) -> dict[str, Row]:
    """What is stored of these SKUs, by SKU; nothing is locked."""
    products = [getattr(Product, name).label(f"product_{name}") for name in _OF_A_PRODUCT]
    variants = [getattr(Variant, name).label(f"variant_{name}") for name in _OF_A_VARIANT]
    statement = (
        sa.select(
            col(Variant.product_id),
            sa.func.coalesce(col(Stock.on_hand), 0).label("on_hand"),
            sa.func.coalesce(col(Category.path), "").label("product_category"),
            *products,
            *variants,
        )
        .join(
            Product,
            (col(Product.merchant_id) == Variant.merchant_id) & (col(Product.id) == Variant.product_id),
        )
        .outerjoin(
            Stock, (col(Stock.merchant_id) == Variant.merchant_id) & (col(Stock.variant_id) == Variant.id)
        )
        .outerjoin(
            Category,
            (col(Category.merchant_id) == Product.merchant_id) & (col(Category.id) == Product.category_id),
        )
        .where(col(Variant.merchant_id) == merchant_of(session), col(Variant.sku) == _any_of(skus))
    )
    rows = [_row(row) for row in (await run(session, statement)).mappings()]
    return {row.variant["sku"]: row for row in rows}


async def hold(session: AsyncSession, skus: list[str]) -> Held:
    """Hold what the SKUs lead to. One array each: a statement takes 32,767 parameters at most."""
    mine = merchant_of(session)
    named_ones = (Variant.merchant_id == mine, col(Variant.sku) == _any_of(skus))
    of_them = col(Stock.variant_id).in_(select(Variant.id).where(*named_ones))
    stocks = await _held(session, select(Stock).where(Stock.merchant_id == mine, of_them), Stock.variant_id)
    owners = col(Product.id).in_(select(Variant.product_id).where(*named_ones))
    products = await _held(session, select(Product).where(Product.merchant_id == mine, owners), Product.id)
    ids = sa.any_(sa.cast([product.id for product in products], ARRAY(sa.Uuid())))
    theirs = select(Variant).where(Variant.merchant_id == mine, col(Variant.product_id) == ids)
    variants: dict[UUID, list[Variant]] = {product.id: [] for product in products}
    for variant in await _held(session, theirs, Variant.id):
        variants[variant.product_id].append(variant)
    by_id = {product.id: product for product in products}
    return Held(by_id, variants, {stock.variant_id: stock for stock in stocks})


async def _held(session: AsyncSession, statement: Any, key: Any) -> Sequence[Any]:
    held = statement.order_by(key).with_for_update(key_share=True).execution_options(populate_existing=True)
    found: Sequence[Any] = (await session.exec(held)).all()
    return found


def _any_of(skus: list[str]) -> Any:
    return sa.any_(sa.cast(skus, ARRAY(sa.Text())))


def _row(found: Mapping[Any, Any]) -> Row:
    product = {name: found[f"product_{name}"] for name in ("category", *_OF_A_PRODUCT)}
    variant = {name: found[f"variant_{name}"] for name in _OF_A_VARIANT}
    return Row(found["product_id"], product, variant, found["on_hand"])
