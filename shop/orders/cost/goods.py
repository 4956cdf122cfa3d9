"""What is bought, as the computation of its cost takes it: from a checked cart, or from an order's lines."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.carts.check import CheckedLine
from shop.catalog.enums import TaxClass
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import fetch
from shop.orders.cost.circumstances import Good
from shop.orders.order_line import OrderLine

_PRODUCTS = "SELECT id, product_id FROM variant WHERE merchant_id = $1 AND id = ANY($2::uuid[])"


def goods_checked(lines: Sequence[CheckedLine]) -> list[Good]:
    """What can be had of a cart. Raises LookupError for a line that is not in the catalog."""
    return [_checked(line) for line in lines]


def _checked(line: CheckedLine) -> Good:
    if line.variant_id is None or line.product_id is None:
        raise LookupError(f"{line.retailer_id} is not in the catalog.")
    return Good(
        variant_id=line.variant_id,
        product_id=line.product_id,
        sku=line.retailer_id,
        name=line.name,
        quantity=line.quantity,
        unit_minor=line.unit_minor,
        tax_class=line.tax_class,
        weight_grams=line.weight_grams,
        requires_delivery=line.requires_delivery,
    )


async def goods_ordered(
    session: AsyncSession, lines: Sequence[OrderLine], *, units: Mapping[UUID, int] | None = None
) -> list[Good]:
    """An order's lines; `units` are other prices of one piece, as the shop shows them, by variant."""
    rows = await fetch(session, _PRODUCTS, merchant_of(session), [line.variant_id for line in lines])
    products = {row["id"]: row["product_id"] for row in rows}
    return [_ordered(line, products[line.variant_id], units or {}) for line in lines]


def _ordered(line: OrderLine, product_id: UUID, units: Mapping[UUID, int]) -> Good:
    home = line.unit_minor if line.home_unit_minor is None else line.home_unit_minor
    return Good(
        variant_id=line.variant_id,
        product_id=product_id,
        sku=line.sku,
        name=line.name,
        quantity=line.quantity,
        unit_minor=units.get(line.variant_id, home),
        tax_class=line.tax_class or TaxClass.STANDARD,
        weight_grams=line.weight_grams,
        requires_delivery=line.requires_delivery,
    )
