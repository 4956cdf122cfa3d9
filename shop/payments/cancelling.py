"""Cancelling an order at the shop's wish: what the shopper is told depends on whether money has arrived."""

from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.models import AttentionKind
from shop.events.models import Actor
from shop.orders import cancelling
from shop.orders.attention import ask_attention
from shop.orders.models import Order
from shop.orders.reading import lock_with_conversation
from shop.payments.financial_status.loading import financial_status_by_id
from shop.payments.financial_status.status import FinancialStatus


async def cancel_and_tell(session: AsyncSession, order_id: UUID, *, actor: Actor, at: datetime) -> Order:
    """Cancel it, and never say that nothing was charged when something was. Raises NotFound, OrderStateConflict."""
    await lock_with_conversation(session, order_id)
    status = await financial_status_by_id(session, order_id)
    has_money = status is not FinancialStatus.NOTHING
    order = await cancelling.cancel_for_merchant(session, order_id, actor=actor, at=at, has_money=has_money)
    if has_money:
        await ask_attention(session, order, AttentionKind.PAYMENT_UNCLEAR, _PROMISED, actor=actor, at=at)
    return order


_PROMISED = (
    "It was cancelled while money was there or on its way. The shopper reads that somebody writes to them about it; "
    "what still arrives goes back by itself."
)
