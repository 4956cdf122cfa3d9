"""Cancelling an order at the shop's wish: what the shopper is told depends on whether money has arrived."""

from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.events.models import Actor
from shop.orders import cancelling
from shop.orders.models import Order
from shop.orders.reading import lock_with_conversation
from shop.payments.financial_status import FinancialStatus, financial_status_by_id


async def cancel_and_tell(session: AsyncSession, order_id: UUID, *, actor: Actor, at: datetime) -> Order:
    """Cancel it, and never say that nothing was charged when something was. Raises NotFound, OrderStateConflict."""
    await lock_with_conversation(session, order_id)
    status = await financial_status_by_id(session, order_id)
    has_money = status is not FinancialStatus.NOTHING
    return await cancelling.cancel_for_merchant(session, order_id, actor=actor, at=at, has_money=has_money)
