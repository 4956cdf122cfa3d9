"""Stock of an order: promised while it waits, taken when it is paid, given back when it is closed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.calling import resolve_attention
from shop.attention.models import AttentionKind
from shop.catalog.announcing import announce_variants
from shop.catalog.models import StockMovement
from shop.events.models import Actor, ActorKind
from shop.events.recording import record
from shop.inbox.models import Lane
from shop.inbox.outbox import withdraw_about
from shop.kit.clock import now
from shop.kit.db.session import execute_core
from shop.kit.db.tenancy import sweeping
from shop.kit.jobs import enqueue, enqueue_many, job, sweep
from shop.orders.attention import order_subject
from shop.orders.models import Order, OrderLine, OrderStatus
from shop.orders.reading import lines_of, lock_order, lock_with_conversation

EXPIRY = Actor(ActorKind.RULE, "orders.expire_order")
_GIVE_BACK = text(
    "UPDATE stock SET reserved = reserved - :quantity WHERE merchant_id = :merchant AND variant_id = :variant "
    "RETURNING on_hand - reserved AS left_now"
)
_TAKE_HELD = text(
    "UPDATE stock SET reserved = reserved - :quantity, on_hand = on_hand - :quantity "
    "WHERE merchant_id = :merchant AND variant_id = :variant RETURNING NULL AS left_now"
)
_TAKE_FREE = text(
    "UPDATE stock SET on_hand = on_hand - :quantity "
    "WHERE merchant_id = :merchant AND variant_id = :variant AND on_hand - reserved >= :quantity "
    "RETURNING on_hand - reserved AS left_now"
)


async def release_stock(session: AsyncSession, order: Order) -> None:
    """Give back what was promised to a locked order; harmless if nothing was."""
    if not order.held:
        return
    order.held = False
    returned: list[UUID] = []
    for line in sorted(await lines_of(session, order), key=lambda line: line.variant_id):
        values = {"quantity": line.quantity, "merchant": order.merchant_id, "variant": line.variant_id}
        left_now = (await execute_core(session, _GIVE_BACK, values)).scalar_one()
        if left_now == line.quantity:
            returned.append(line.variant_id)  # there were none before
    await announce_variants(session, returned)


async def take_stock(session: AsyncSession, order: Order, *, at: datetime) -> list[OrderLine]:
    """Take a paid order's goods out of stock; returns the lines that are no longer there.

    While the promise holds this cannot fail. After it lapsed, somebody else may have bought the last one.
    """
    statement = _TAKE_HELD if order.held else _TAKE_FREE
    order.held = False
    missing: list[OrderLine] = []
    sold_out: list[UUID] = []
    for line in sorted(await lines_of(session, order), key=lambda line: line.variant_id):
        values = {"quantity": line.quantity, "merchant": order.merchant_id, "variant": line.variant_id}
        taken = (await execute_core(session, statement, values)).one_or_none()
        if taken is None:
            missing.append(line)
            continue
        if taken.left_now == 0:
            sold_out.append(line.variant_id)
        session.add(_sold(order, line, at=at))
    await announce_variants(session, sold_out)
    return sorted(missing, key=lambda line: line.position)


def _sold(order: Order, line: OrderLine, *, at: datetime) -> StockMovement:
    return StockMovement(
        merchant_id=order.merchant_id,
        variant_id=line.variant_id,
        delta=-line.quantity,
        reason="sold",
        actor="shop",
        order_id=order.id,
        at=at,
    )


async def lines_delivered(session: AsyncSession, order: Order) -> list[OrderLine]:
    """The lines of a paid order whose goods were there when it was paid."""
    lines = await lines_of(session, order)
    movements = select(StockMovement.variant_id).where(
        StockMovement.merchant_id == order.merchant_id,
        col(StockMovement.variant_id).in_([line.variant_id for line in lines]),
        StockMovement.order_id == order.id,
    )
    taken = set((await session.exec(movements)).all())
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
    reason = f"Order {order.number} expired."
    await withdraw_about(session, f"order:{order.id}", reason=reason, lanes=(Lane.ORDER, Lane.REMINDER))
    await enqueue(session, "payments.close_links", order_id=order.id)
    await record(session, "order.expired", order_subject(order), actor=EXPIRY, at=at)
    await resolve_attention(session, [AttentionKind.ORDER_NOTE], order_subject(order), actor=EXPIRY, at=at)
