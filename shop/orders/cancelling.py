"""Cancelling an order that nobody paid."""

from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.calling import resolve_attention
from shop.discounts.usage import release_uses
from shop.events.models import SHOPPER, Actor, ActorKind
from shop.events.recording import record
from shop.inbox.lanes import Lane
from shop.inbox.locking import lock_conversation
from shop.inbox.outbox import queue_message, withdraw_about
from shop.kit.jobs import enqueue
from shop.orders.attention import OF_UNPAID, order_subject
from shop.orders.models import Order, OrderStatus
from shop.orders.reading import lock_with_conversation
from shop.orders.stock import release_stock
from shop.orders.words import order_cancelled

REPLACING = Actor(ActorKind.RULE, "orders.give_way")


async def cancel_order(
    session: AsyncSession, order_id: UUID, *, at: datetime, actor: Actor = SHOPPER
) -> Order:
    """Close it, give its stock back, take back what is queued about it. Raises NotFound, OrderStateConflict."""
    order, _ = await lock_with_conversation(session, order_id)
    order.close(OrderStatus.CANCELLED, by=actor, at=at)
    await release_stock(session, order)
    await release_uses(session, order.id, at=at)
    reason = f"Order {order.number} was cancelled."
    await withdraw_about(session, f"order:{order.id}", reason=reason, lanes=(Lane.ORDER, Lane.REMINDER))
    await enqueue(session, "payments.close_links", order_id=order.id)
    await record(session, "order.cancelled", order_subject(order), actor=actor, at=at)
    await resolve_attention(session, OF_UNPAID, order_subject(order), actor=actor, at=at)
    return order


async def give_way(session: AsyncSession, order_id: UUID, *, at: datetime) -> Order:
    """Cancel an order in whose place another one stands: what is paid for it all the same goes back by itself."""
    return await cancel_order(session, order_id, at=at, actor=REPLACING)


async def cancel_for_merchant(
    session: AsyncSession, order_id: UUID, *, actor: Actor, at: datetime, has_money: bool = False
) -> Order:
    """The same at the shop's wish, and the shopper is told. `has_money`: some arrived, or is on its way.

    Raises NotFound, OrderStateConflict.
    """
    order = await cancel_order(session, order_id, actor=actor, at=at)
    conversation = await lock_conversation(session, order.conversation_id)
    await queue_message(
        session,
        conversation,
        order_cancelled(order, has_money=has_money),
        lane=Lane.ORDER,
        reason="order.cancelled",
        about=f"cancelled:{order.id}",
        at=at,
    )
    return order
