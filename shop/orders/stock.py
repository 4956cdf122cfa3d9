"""Stock of an order: promised while it waits, taken when it is paid, given back when it is closed."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.calling import resolve_attention
from shop.catalog.stock_holds import give_back_variants, take_variants, variants_taken
from shop.discounts.usage import release_uses
from shop.events.models import Actor, ActorKind
from shop.events.recording import record
from shop.inbox.lanes import Lane
from shop.inbox.outbox import withdraw_about
from shop.kit.clock import now
from shop.kit.db.tenancy import sweeping
from shop.kit.jobs import enqueue, enqueue_many, job, sweep
from shop.orders.attention import OF_UNPAID, order_subject
from shop.orders.models import Order, OrderStatus
from shop.orders.order_line import OrderLine
from shop.orders.reading import lines_of, lock_order, lock_with_conversation

EXPIRY = Actor(ActorKind.RULE, "orders.expire_order")


async def release_stock(session: AsyncSession, order: Order) -> None:
    """Give back what was promised to a locked order; harmless if nothing was."""
    if not order.held:
        return
    order.release_hold()
    await give_back_variants(session, _quantities(await lines_of(session, order)))


async def take_stock(session: AsyncSession, order: Order, *, at: datetime) -> list[OrderLine]:
    """Take a paid order's goods out of stock; returns the lines that are no longer there.

    While the promise holds this cannot fail. After it lapsed, somebody else may have bought the last one.
    """
    lines, are_held = await lines_of(session, order), order.held
    order.release_hold()
    missing = await take_variants(session, _quantities(lines), are_held=are_held, order_id=order.id, at=at)
    return sorted((line for line in lines if line.variant_id in missing), key=lambda line: line.position)


def _quantities(lines: Sequence[OrderLine]) -> list[tuple[UUID, int]]:
    return [(line.variant_id, line.quantity) for line in lines]


async def lines_delivered(session: AsyncSession, order: Order) -> list[OrderLine]:
    """The lines of a paid order whose goods were there when it was paid."""
    lines = await lines_of(session, order)
    variants = [line.variant_id for line in lines]
    taken = await variants_taken(session, variants, order_id=order.id)
    return [line for line in lines if line.variant_id in taken]


@sweep("orders.find_lapsed")
async def find_lapsed(session: AsyncSession) -> None:
    """Orders whose promise of stock, or whose time to be paid, is over."""
    at = now()
    async with sweeping(session):
        held = await session.exec(
            select(Order.merchant_id, Order.id).where(Order.held, Order.held_until <= at)  # type: ignore[operator]
        )
        lapsed = [("orders.lapse_hold", merchant, {"order_id": order}) for merchant, order in held.all()]
        open_ = await session.exec(
            select(Order.merchant_id, Order.id).where(
                Order.status == OrderStatus.PENDING, Order.expires_at <= at
            )
        )
        expired = [("orders.expire_order", merchant, {"order_id": order}) for merchant, order in open_.all()]
    await enqueue_many(session, [*lapsed, *expired])


@job("orders.lapse_hold")
async def lapse_hold(session: AsyncSession, *, order_id: UUID) -> None:
    """Give back stock that was promised too long; the order can still be paid."""
    order = await lock_order(session, order_id)
    if order is not None and order.held and order.held_until is not None and order.held_until <= now():
        await release_stock(session, order)


@job("orders.expire_order")
async def expire_order(session: AsyncSession, *, order_id: UUID) -> None:
    """An order that nobody paid in time."""
    (order, _), at = await lock_with_conversation(session, order_id), now()
    if order.status is not OrderStatus.PENDING or order.expires_at > at:
        return
    order.close(OrderStatus.EXPIRED, by=EXPIRY, at=at)
    await release_stock(session, order)
    await release_uses(session, order.id, at=at)
    reason = f"Order {order.number} expired."
    await withdraw_about(session, f"order:{order.id}", reason=reason, lanes=(Lane.ORDER, Lane.REMINDER))
    await enqueue(session, "payments.close_links", order_id=order.id)
    await record(session, "order.expired", order_subject(order), actor=EXPIRY, at=at)
    await resolve_attention(session, OF_UNPAID, order_subject(order), actor=EXPIRY, at=at)
