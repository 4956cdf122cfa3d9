"""Goods of a paid order that come back into the stock: only what was taken for it and has not come back before."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.stock_holds import return_variants
from shop.events.models import Actor
from shop.orders.models import Order
from shop.orders.reading import lines_of


async def restock(
    session: AsyncSession, order: Order, pieces: Mapping[int, int], *, actor: Actor, at: datetime
) -> dict[int, int]:
    """Put so many pieces of the lines at these positions back; how many came back of each. The order must be locked.

    Raises StockFull.
    """
    lines = sorted(await lines_of(session, order), key=lambda line: line.variant_id)
    restocked: dict[int, int] = {}
    for line in lines:
        if wanted := pieces.get(line.position, 0):
            restocked[line.position] = await return_variants(
                session, line.variant_id, wanted, order_id=order.id, actor=str(actor), at=at
            )
    return restocked
