"""Lets rows with new SKUs that name one of our products by its id, as exports do, become variants of that product."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.bulk.rows import VariantUpsert
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import fetch
from shop.spreadsheets.imports.build_products import BuiltProduct, product_of

_FIRST_SKUS = """
SELECT DISTINCT ON (product_id) product_id, sku FROM variant
WHERE merchant_id = $1 AND product_id = ANY($2::uuid[]) ORDER BY product_id, position, id
"""


async def match_by_product_id(session: AsyncSession, built: list[BuiltProduct]) -> None:
    """Add, to each item that names a product by id, one SKU that the product has: the upsert finds products by SKU.

    The SKU is added without any other field, so that its variant does not change. Replaces items of `built`.
    """
    ids = {nth: found for nth, each in enumerate(built) if (found := _product_id(each)) is not None}
    if not ids:
        return
    rows = await fetch(session, _FIRST_SKUS, merchant_of(session), list(set(ids.values())))
    first_skus = {row["product_id"]: row["sku"] for row in rows}
    for nth, product_id in ids.items():
        each = built[nth]
        sku = first_skus.get(product_id)
        if each.item is not None and sku is not None and sku not in {v.sku for v in each.item.variants}:
            variants: Sequence[VariantUpsert] = [*each.item.variants, VariantUpsert(sku=sku)]
            item = msgspec.structs.replace(each.item, variants=variants)
            built[nth] = msgspec.structs.replace(each, item=item)


def _product_id(each: BuiltProduct) -> UUID | None:
    if each.item is None:
        return None
    try:
        return UUID(product_of(each.rows[0].cells))
    except ValueError:
        return None
