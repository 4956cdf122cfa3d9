"""The refund that a return names is one of its order's."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.errors import NotFound
from shop.orders.models import Order
from shop.payments.refunds.models import Refund


async def check_refund_of(session: AsyncSession, order: Order, refund_id: UUID) -> None:
    """Raises NotFound."""
    refund = await session.get(Refund, (order.merchant_id, refund_id))
    if refund is None or refund.order_id != order.id:
        raise NotFound(f"Order {order.number} has no such refund.")
