"""Cancelling an order that nobody paid."""

from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.events.models import SHOPPER, Actor
from shop.events.recording import record
from shop.inbox.models import Lane
from shop.inbox.outbox import withdraw_about
from shop.kit.jobs import enqueue
from shop.orders.attention import subject_of
from shop.orders.models import Order, OrderStatus
from shop.orders.reading import lock_with_conversation
from shop.orders.stock import release_stock


async def cancel_order(
    session: AsyncSession, order_id: UUID, *, at: datetime, actor: Actor = SHOPPER
) -> Order:
    """Close it, give its stock back, take back what is queued about it. Raises NotFound, OrderStateConflict."""
    order, _ = await lock_with_conversation(session, order_id)
    order.close(OrderStatus.CANCELLED, by=actor, at=at)
    await release_stock(session, order)
    reason = f"Order {order.number} was cancelled."
    await withdraw_about(session, f"order:{order.id}", reason=reason, lanes=(Lane.ORDER, Lane.REMINDER))
    await enqueue(session, "payments.close_links", order_id=order.id)
    await record(session, "order.cancelled", subject_of(order), actor=actor, at=at)
    return order
