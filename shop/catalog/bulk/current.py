"""Reads the rows that a bulk call concerns: plain ones to compare with, and those to change, which are locked before."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.bulk.rows import ProductUpsert
from shop.catalog.categories.paths import plain_path
from shop.catalog.categories.tree import CategoryTree
from shop.catalog.editing import ProductChanges, VariantChanges, merge_translations, variant_columns
from shop.catalog.models import Product, Stock, Variant
from shop.catalog.rules import given_fields
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import fetch

_OF_A_PRODUCT = tuple(
    name for name in ProductChanges.__struct_fields__ if name not in ("category", "variants")
)
_OF_A_VARIANT = VariantChanges.__struct_fields__  # `sku` first

# No joins: of rows that were just stored the planner knows nothing yet, and of ten thousand it compared each with each.
_VARIANTS = (
    f"SELECT id, product_id, {', '.join(_OF_A_VARIANT)} FROM variant "  # noqa: S608 - our own names
    "WHERE merchant_id = $1 AND sku = ANY($2::text[])"
)
_PRODUCTS = (
    f"SELECT id, category_id, {', '.join(_OF_A_PRODUCT)} FROM product "  # noqa: S608
    "WHERE merchant_id = $1 AND id = ANY($2::uuid[])"
)
_IDS = "SELECT id, product_id FROM variant WHERE merchant_id = $1 AND sku = ANY($2::text[])"
_STOCKS = "SELECT variant_id, on_hand FROM stock WHERE merchant_id = $1 AND variant_id = ANY($2::uuid[])"


class CurrentVariant(msgspec.Struct, frozen=True, gc=False):
    """A variant with its product, as stored."""

    product_id: UUID
    product: dict[str, Any]
    variant: dict[str, Any]
    on_hand: int

    def is_like(self, item: ProductUpsert, rows: Sequence["CurrentVariant | None"]) -> bool:
        """Would the item change nothing? `rows` are those of its variants."""
        wanted = given_fields(item)
        del wanted["variants"]
        if "category" in wanted:
            wanted["category"] = plain_path(wanted["category"])
        wanted["translations"] = merge_translations(self.product["translations"], item.translations)
        if any(self.product[name] != value for name, value in wanted.items()):
            return False
        for each, row in zip(item.variants, rows, strict=True):
            columns = variant_columns(each)
            if row is None or any(row.variant[name] != value for name, value in columns.items()):
                return False
            if isinstance(each.stock, int) and each.stock != row.on_hand:
                return False
        return True


class KnownRows(msgspec.Struct, frozen=True):
    """What is stored and may be changed: products by id, their variants, stock by variant."""

    products: dict[UUID, Product]
    variants: dict[UUID, list[Variant]]
    stocks: dict[UUID, Stock]


async def read_current(
    session: AsyncSession, skus: list[str], tree: CategoryTree
) -> dict[str, CurrentVariant]:
    """What is stored of these SKUs, by SKU; nothing is locked."""
    mine = merchant_of(session)
    variants = await fetch(session, _VARIANTS, mine, skus)
    products = await fetch(session, _PRODUCTS, mine, list({row["product_id"] for row in variants}))
    stocks = await fetch(session, _STOCKS, mine, [row["id"] for row in variants])
    on_hand: dict[UUID, int] = {row["variant_id"]: row["on_hand"] for row in stocks}
    by_id = {row["id"]: _product(row, tree) for row in products}
    return {
        row["sku"]: CurrentVariant(
            row["product_id"],
            by_id[row["product_id"]],
            {name: row[name] for name in _OF_A_VARIANT},
            on_hand.get(row["id"], 0),
        )
        for row in variants
    }


async def lock_rows(session: AsyncSession, skus: list[str]) -> None:
    """Lock the products, variants and stock of the SKUs to the end of the transaction, each kind by id."""
    mine = merchant_of(session)
    named_ones = await fetch(session, _IDS, mine, skus)
    products = list({row["product_id"] for row in named_ones})
    await fetch(
        session, _locking("stock", "variant_id", "variant_id"), mine, [row["id"] for row in named_ones]
    )
    await fetch(session, _locking("product", "id", "id"), mine, products)
    await fetch(session, _locking("variant", "product_id", "id"), mine, products)


async def read_known(session: AsyncSession, skus: list[str]) -> KnownRows:
    """The products of these SKUs with all their variants, and the stock of the SKUs. They were locked."""
    mine = merchant_of(session)
    named_ones = await fetch(session, _IDS, mine, skus)
    ids = _any_of(list({row["product_id"] for row in named_ones}), sa.Uuid())
    of_them = col(Stock.variant_id) == _any_of([row["id"] for row in named_ones], sa.Uuid())
    stocks = await _read(session, select(Stock).where(Stock.merchant_id == mine, of_them))
    products = await _read(
        session, select(Product).where(Product.merchant_id == mine, col(Product.id) == ids)
    )
    theirs = select(Variant).where(Variant.merchant_id == mine, col(Variant.product_id) == ids)
    variants: dict[UUID, list[Variant]] = {product.id: [] for product in products}
    for variant in await _read(session, theirs.order_by(col(Variant.id))):
        variants[variant.product_id].append(variant)
    by_id = {product.id: product for product in products}
    return KnownRows(by_id, variants, {stock.variant_id: stock for stock in stocks})


async def _read(session: AsyncSession, statement: Any) -> Sequence[Any]:
    found: Sequence[Any] = (await session.exec(statement.execution_options(populate_existing=True))).all()
    return found


def _locking(table: str, column: str, key: str) -> str:
    """A statement that locks what the values of $2 name, by `key`, and tells none of it. One array: a statement takes
    32,767 parameters at most.
    """
    return (
        f"SELECT count(*) FROM (SELECT FROM {table} WHERE merchant_id = $1 AND {column} = ANY($2::uuid[]) "  # noqa: S608
        f"ORDER BY {key} FOR NO KEY UPDATE) AS held"
    )


def _any_of(values: list[Any], kind: Any) -> Any:
    return sa.any_(sa.cast(values, ARRAY(kind)))


def _product(row: asyncpg.Record, tree: CategoryTree) -> dict[str, Any]:
    return {"category": tree.path_of(row["category_id"]), **{name: row[name] for name in _OF_A_PRODUCT}}
