"""All products of a merchant as rows of texts and numbers, page by page, so that memory does not grow with them.

Every page is read in a transaction of its own: between two pages others have their turn.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.models import Product, ProductStatus
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import fetch
from shop.kit.money import to_major
from shop.kit.pages import OpenTransaction, begun, pages_of_ids
from shop.spreadsheets.columns import EXPORT_COLUMNS
from shop.spreadsheets.multi_values import join_pairs, join_tags, join_urls

Cell = str | int | Decimal | None

PRODUCTS_AT_ONCE = 100

_LANGUAGES = """
SELECT DISTINCT jsonb_object_keys(translations) AS language FROM product
WHERE merchant_id = $1 AND translations <> '{}' ORDER BY 1
"""
_ROWS = """
SELECT product.id AS product, variant.sku, title, description, brand, coalesce(category.path, '') AS category,
    condition, tags, attributes, tax_class, requires_delivery, product.images, link, translations, options, price_minor,
    currency, sale_price_minor, sale_starts_at, sale_ends_at, compare_at_price_minor, coalesce(on_hand, 0) AS stock,
    availability_mode, low_stock_threshold, weight_grams, variant.images AS variant_images, archived
FROM product JOIN variant ON variant.merchant_id = product.merchant_id AND variant.product_id = product.id
LEFT JOIN stock ON stock.merchant_id = variant.merchant_id AND stock.variant_id = variant.id
LEFT JOIN category ON category.merchant_id = product.merchant_id AND category.id = product.category_id
WHERE product.merchant_id = $1 AND product.id = ANY($2::uuid[]) ORDER BY product.id, position, variant.id
"""


class Export(msgspec.Struct, frozen=True):
    """What is to be written: the columns, and the rows, read some at a time as they are asked for."""

    columns: list[str]
    pages: AsyncIterator[list[list[Cell]]]


async def export_products(open_transaction: OpenTransaction, *, status: ProductStatus | None) -> Export:
    """Every variant, those of one product together, of the merchant for whom `open_transaction` opens transactions.

    The first page is read when it returns.
    """
    async with open_transaction() as session:
        languages = [row["language"] for row in await fetch(session, _LANGUAGES, merchant_of(session))]
    translated = [(language, word) for language in languages for word in ("title", "description")]
    columns = [*EXPORT_COLUMNS, *(f"{word}_{language}" for language, word in translated)]
    return Export(columns, await begun(_pages(open_transaction, translated, status)))


async def _pages(
    open_transaction: OpenTransaction, translated: Sequence[tuple[str, str]], status: ProductStatus | None
) -> AsyncIterator[list[list[Cell]]]:
    async for ids in pages_of_ids(open_transaction, partial(_product_ids, status), size=PRODUCTS_AT_ONCE):
        async with open_transaction() as session:
            rows = await fetch(session, _ROWS, merchant_of(session), ids)
        yield [_cells(row, translated) for row in rows]


async def _product_ids(
    status: ProductStatus | None, session: AsyncSession, after: UUID, limit: int
) -> Sequence[UUID]:
    statement = select(Product.id).where(Product.merchant_id == merchant_of(session), col(Product.id) > after)
    if status is not None:
        statement = statement.where(Product.status == status)
    return (await session.exec(statement.order_by(col(Product.id)).limit(limit))).all()


def _cells(row: asyncpg.Record, translated: Sequence[tuple[str, str]]) -> list[Cell]:
    """A variant as cells in the order of the columns."""
    words = _json(row["translations"])
    price = _money(row["currency"])
    written: dict[str, Cell] = {
        **{name: row[name] for name in EXPORT_COLUMNS if name in row},
        "product": str(row["product"]),
        "requires_delivery": "true" if row["requires_delivery"] else "false",
        "tags": join_tags(_json(row["tags"])),
        "attributes": join_pairs(_json(row["attributes"])),
        "images": join_urls(_json(row["images"])),
        "options": join_pairs(_json(row["options"])),
        "price": price(row["price_minor"]),
        "sale_price": price(row["sale_price_minor"]),
        "compare_at_price": price(row["compare_at_price_minor"]),
        "sale_starts_at": _timestamp(row["sale_starts_at"]),
        "sale_ends_at": _timestamp(row["sale_ends_at"]),
        "variant_images": join_urls(_json(row["variant_images"])),
        "archived": "true" if row["archived"] else "false",
    }
    found = [words.get(language, {}).get(word) for language, word in translated]
    return [*(written[name] for name in EXPORT_COLUMNS), *found]


def _json(value: Any) -> Any:
    return msgspec.json.decode(value) if isinstance(value, str) else value


def _money(currency: str) -> Callable[[int | None], Decimal | None]:
    return lambda minor: None if minor is None else to_major(minor, currency)


def _timestamp(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat()
