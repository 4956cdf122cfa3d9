"""Finding disputes."""

from collections.abc import Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.orders.models import Order
from shop.payments.disputes.models import Dispute


async def disputes_of(session: AsyncSession, order: Order) -> Sequence[Dispute]:
    """The disputes about an order's payments, the oldest first."""
    statement = select(Dispute).where(Dispute.merchant_id == order.merchant_id, Dispute.order_id == order.id)
    return (await session.exec(statement.order_by(col(Dispute.id)))).all()
