"""What is watched: an order from its placing, a cart from its waiting; what ends the watch."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.carts.models import Cart, CartState
from shop.kit.clock import now
from shop.kit.db import merchant_of, run
from shop.kit.jobs import job
from shop.kit.log import logger
from shop.merchants.accounts import this_merchant
from shop.merchants.models import Merchant
from shop.orders.models import OrderStatus
from shop.orders.reading import find_order
from shop.recovery.models import Recovery, RecoveryState

log = logger()

THRESHOLD_MINUTES = 60
CREDIT = timedelta(days=5)  # a payment within this after the reminder counts as recovered


@job("recovery.watch")
async def watch(session: AsyncSession, *, order_id: UUID) -> None:
    """An order was placed. Nothing is watched where the merchant set the threshold to 0."""
    order = await find_order(session, order_id)
    threshold = threshold_of(await this_merchant(session))
    if threshold is None or order.status is not OrderStatus.PENDING:
        return
    known = select(Recovery.id).where(
        Recovery.merchant_id == order.merchant_id, Recovery.order_id == order.id
    )
    if (await session.exec(known)).first() is not None:
        return
    await _supersede(session, order.conversation_id, "A newer order took its place.")
    session.add(
        Recovery(
            merchant_id=order.merchant_id,
            order_id=order.id,
            conversation_id=order.conversation_id,
            due_at=order.placed_at + threshold,
            created_at=order.placed_at,
        )
    )


@job("recovery.watch_cart")
async def watch_cart(session: AsyncSession, *, cart_id: UUID) -> None:
    """A cart waits for the shopper's word."""
    cart = await session.get_one(Cart, (merchant_of(session), cart_id))
    threshold = threshold_of(await this_merchant(session))
    if threshold is None or cart.state is not CartState.OPEN:
        return
    known = select(Recovery.id).where(Recovery.merchant_id == cart.merchant_id, Recovery.cart_id == cart.id)
    if (await session.exec(known)).first() is not None:
        return
    await _supersede(session, cart.conversation_id, "A newer cart took its place.")
    session.add(
        Recovery(
            merchant_id=cart.merchant_id,
            cart_id=cart.id,
            conversation_id=cart.conversation_id,
            due_at=cart.created_at + threshold,
            created_at=cart.created_at,
        )
    )


@job("recovery.note_paid")
async def note_paid(session: AsyncSession, *, order_id: UUID) -> None:
    """The order was paid: after a reminder it is recovered, before one it needs none."""
    order = await find_order(session, order_id)
    statement = (
        select(Recovery)
        .where(Recovery.merchant_id == order.merchant_id, Recovery.order_id == order.id)
        .with_for_update()
    )
    recovery = (await session.exec(statement)).one_or_none()
    if recovery is None or order.paid_at is None:
        return
    if recovery.state is RecoveryState.NUDGED and _in_time(recovery, order.paid_at):
        recovery.state, recovery.ended_at = RecoveryState.RECOVERED, order.paid_at
        recovery.ended_reason = "It was paid after the reminder."
        log.info("recovery.recovered", order_id=str(order.id))
    elif recovery.state in (RecoveryState.WAITING, RecoveryState.NUDGED):
        recovery.end("It was paid without a reminder.", at=order.paid_at)


def threshold_of(merchant: Merchant) -> timedelta | None:
    """How long something must lie before a reminder; None where the merchant wants none (0 minutes)."""
    minutes = int(merchant.settings.get("reminder_after_minutes", THRESHOLD_MINUTES))
    return timedelta(minutes=minutes) if minutes > 0 else None


def _in_time(recovery: Recovery, paid_at: datetime) -> bool:
    return recovery.nudged_at is not None and paid_at <= recovery.nudged_at + CREDIT


async def _supersede(session: AsyncSession, conversation_id: UUID, reason: str) -> None:
    """One active recovery per conversation: five reminders for five visits are spam."""
    await run(
        session,
        update(Recovery)
        .where(
            col(Recovery.merchant_id) == merchant_of(session),
            col(Recovery.conversation_id) == conversation_id,
            col(Recovery.state) == RecoveryState.WAITING,
        )
        .values(state=RecoveryState.ENDED, ended_reason=reason, ended_at=now()),
    )
