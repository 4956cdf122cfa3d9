"""A row with a new SKU that names one of our products by its id, as exports do, is another variant of that product."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.bulk_rows import VariantUpsert
from shop.kit.db import merchant_of
from shop.kit.sql import fetch
from shop.spreadsheets.imports.build_products import Assembled, product_of

_ANCHORS = """
SELECT DISTINCT ON (product_id) product_id, sku FROM variant
WHERE merchant_id = $1 AND product_id = ANY($2::uuid[]) ORDER BY product_id, position, id
"""


async def anchored(session: AsyncSession, assembled: list[Assembled]) -> None:
    """Let such an item also name, without a change, a variant that the product has: by SKUs it is known."""
    named = {nth: found for nth, each in enumerate(assembled) if (found := _product_id(each)) is not None}
    if not named:
        return
    rows = await fetch(session, _ANCHORS, merchant_of(session), list(set(named.values())))
    anchors = {row["product_id"]: row["sku"] for row in rows}
    for nth, product_id in named.items():
        each = assembled[nth]
        sku = anchors.get(product_id)
        if each.item is not None and sku is not None and sku not in {v.sku for v in each.item.variants}:
            variants: Sequence[VariantUpsert] = [*each.item.variants, VariantUpsert(sku=sku)]
            item = msgspec.structs.replace(each.item, variants=variants)
            assembled[nth] = msgspec.structs.replace(each, item=item)


def _product_id(each: Assembled) -> UUID | None:
    if each.item is None:
        return None
    try:
        return UUID(product_of(each.rows[0].cells))
    except ValueError:
        return None
