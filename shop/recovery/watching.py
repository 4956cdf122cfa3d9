"""What is watched: an order from its placing, a cart from its waiting; what ends the watch."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.inbox.models import Message, MessageStatus
from shop.kit.clock import now
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import execute_sql, fetch_one, insert_rows
from shop.kit.jobs import job
from shop.kit.log import logger
from shop.merchants.accounts import this_merchant
from shop.merchants.models import Merchant
from shop.orders.models import Order
from shop.orders.reading import find_order
from shop.recovery.models import END_WAITING, Recovery, RecoveryState

log = logger()

THRESHOLD_MINUTES = 60
_UNPAID = (
    "SELECT conversation_id, placed_at AS at FROM sales_order "
    "WHERE merchant_id = $1 AND id = $2 AND status = 'pending'"
)
_OPEN = (
    "SELECT conversation_id, created_at AS at FROM cart WHERE merchant_id = $1 AND id = $2 AND state = 'open'"
)
_KNOWN = "SELECT id FROM recovery WHERE merchant_id = $1 AND (order_id = $2 OR cart_id = $3)"
_NEVER_SENT = frozenset({MessageStatus.QUEUED, MessageStatus.WITHDRAWN, MessageStatus.FAILED})
CREDIT = timedelta(days=5)  # a payment within this after the reminder counts as recovered


@job("recovery.watch")
async def watch(session: AsyncSession, *, order_id: UUID) -> None:
    """An order was placed. Nothing is watched where the merchant set the threshold to 0."""
    order = await fetch_one(session, _UNPAID, merchant_of(session), order_id)
    if order is not None:
        await _watch(session, order, "A newer order took its place.", order_id=order_id)


@job("recovery.watch_cart")
async def watch_cart(session: AsyncSession, *, cart_id: UUID) -> None:
    """A cart waits for the shopper's word."""
    cart = await fetch_one(session, _OPEN, merchant_of(session), cart_id)
    if cart is not None:
        await _watch(session, cart, "A newer cart took its place.", cart_id=cart_id)


@job("recovery.note_paid")
async def note_paid(session: AsyncSession, *, order_id: UUID) -> None:
    """The order was paid: after a reminder about it, or about the cart it came from, that is recovered."""
    order = await find_order(session, order_id)
    if order.paid_at is None:
        return
    for recovery in await _about(session, order):
        if recovery.state not in (RecoveryState.WAITING, RecoveryState.NUDGED):
            continue
        why_not = await _why_not_recovered(session, recovery, order.paid_at)
        if why_not is None:
            recovery.recover(at=order.paid_at)
            log.info("recovery.recovered", order_id=str(order.id))
        else:
            recovery.end(why_not, at=order.paid_at)


def threshold_of(merchant: Merchant) -> timedelta | None:
    """How long something must lie before a reminder; None where the merchant wants none (0 minutes)."""
    minutes = int(merchant.settings.get("reminder_after_minutes", THRESHOLD_MINUTES))
    return timedelta(minutes=minutes) if minutes > 0 else None


async def _about(session: AsyncSession, order: Order) -> Sequence[Recovery]:
    """What watches the order or the cart it came from, locked."""
    this = col(Recovery.order_id) == order.id
    if order.cart_id is not None:
        this = or_(this, col(Recovery.cart_id) == order.cart_id)
    statement = select(Recovery).where(Recovery.merchant_id == order.merchant_id, this)
    return (await session.exec(statement.order_by(col(Recovery.id)).with_for_update())).all()


async def _why_not_recovered(session: AsyncSession, recovery: Recovery, paid_at: datetime) -> str | None:
    """Only a reminder that went out, and not too long ago, earns the credit."""
    if recovery.nudged_at is None or not await _went_out(session, recovery):
        return "It was paid without a reminder."
    if paid_at > recovery.nudged_at + CREDIT:
        return f"It was paid more than {CREDIT.days} days after the reminder."
    return None


async def _went_out(session: AsyncSession, recovery: Recovery) -> bool:
    message = await session.get(Message, (recovery.merchant_id, recovery.message_id))
    return message is not None and message.status not in _NEVER_SENT


async def _watch(
    session: AsyncSession,
    begun: asyncpg.Record,
    reason: str,
    *,
    order_id: UUID | None = None,
    cart_id: UUID | None = None,
) -> None:
    """One active recovery per conversation: five reminders for five visits are spam."""
    threshold = threshold_of(await this_merchant(session))
    owner, conversation_id, at = merchant_of(session), begun["conversation_id"], begun["at"]
    if threshold is None or await fetch_one(session, _KNOWN, owner, order_id, cart_id) is not None:
        return
    await execute_sql(session, END_WAITING, owner, conversation_id, reason, now())
    recovery = Recovery(
        merchant_id=owner,
        order_id=order_id,
        cart_id=cart_id,
        conversation_id=conversation_id,
        due_at=at + threshold,
        created_at=at,
    )
    await insert_rows(session, [recovery])
