"""Settlement: money that arrived, applied once.

What counts is a checkout session whose `payment_status` is not `unpaid`, for the order's present revision, with
today's total in the order's currency, in the account's mode. In one transaction: the payment, the order, the stock,
the invoice's number, and everything queued that the payment makes pointless. Anything else is kept and shown.
"""

from datetime import datetime
from uuid import UUID

import msgspec
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.models import AttentionKind
from shop.events.models import STRIPE
from shop.inbox.handover import hand_over
from shop.kit.clock import now
from shop.kit.db.session import merchant_of
from shop.kit.jobs import Priority, job
from shop.kit.log import logger
from shop.merchants.accounts import stripe_account
from shop.orders.attention import ask_attention
from shop.orders.models import Order
from shop.orders.reading import lock_with_conversation
from shop.payments.completion import complete
from shop.payments.models import (
    Payment,
    PaymentLink,
    PaymentVerdict,
    StripeEvent,
)
from shop.payments.receipts import Receipt, judge_receipt, read_receipt

log = logger()

SETTLING = frozenset({"checkout.session.completed", "checkout.session.async_payment_succeeded"})
ATTEMPTS = 8  # how often an event whose order is missing is tried before a person must look


async def set_event_aside(session: AsyncSession, *, event_id: UUID, reason: str) -> None:
    """It keeps failing: keep it where the operator sees it."""
    event = await session.get_one(StripeEvent, (merchant_of(session), event_id))
    if not event.is_waiting:
        return
    event.set_aside(reason)
    log.error("payment.event_set_aside", event_id=event.event_id)


@job("payments.settle", attempts=ATTEMPTS, priority=Priority.PAYMENT, give_up=set_event_aside)
async def settle(session: AsyncSession, *, event_id: UUID) -> None:
    """Make of a stored event what it means. Raises NotFound while its order is not stored."""
    event = await session.get_one(StripeEvent, (merchant_of(session), event_id), with_for_update=True)
    if not event.is_waiting:
        return
    thing = msgspec.json.decode(event.body)["data"]["object"]
    if event.type not in SETTLING:
        event.ignore(f"Nothing here uses {event.type}.")
        return
    if thing.get("payment_status") == "unpaid":
        event.finish("Completed, but not paid yet.")
        return
    receipt = read_receipt(thing)
    if receipt is None:
        event.ignore("No order of ours is named in it.")
        return
    await apply_receipt(session, receipt, at=now())
    event.finish()


async def apply_receipt(session: AsyncSession, receipt: Receipt, *, at: datetime) -> None:
    """Settle the order, or keep the money as surplus or mismatch. Raises NotFound."""
    order, conversation = await lock_with_conversation(session, receipt.order_id)
    if await _known_payment(session, receipt.session_id):
        return
    verdict, reason = judge_receipt(order, receipt, livemode=(await stripe_account(session)).livemode)
    session.add(_payment(order, receipt, verdict, reason, at=at))
    if verdict is PaymentVerdict.SETTLED:
        await _mark_link_paid(session, order)
        await complete(session, order, conversation, at=at)
    else:
        await ask_attention(session, order, AttentionKind.PAYMENT_UNCLEAR, reason, actor=STRIPE, at=at)
        # and withdraws what would remind of paying
        await hand_over(session, conversation, reason, at=at, actor=STRIPE)
        log.error("payment.not_settled", order_id=str(order.id), verdict=verdict.value)


async def settle_without_stripe(session: AsyncSession, order_id: UUID, *, at: datetime) -> None:
    """A total of nothing needs no payment."""
    order, conversation = await lock_with_conversation(session, order_id)
    if not order.is_paid:
        await complete(session, order, conversation, at=at)


async def _known_payment(session: AsyncSession, session_id: str) -> bool:
    statement = select(Payment.id).where(
        Payment.merchant_id == merchant_of(session), Payment.session_id == session_id
    )
    return (await session.exec(statement)).first() is not None


def _payment(
    order: Order, receipt: Receipt, verdict: PaymentVerdict, reason: str, *, at: datetime
) -> Payment:
    return Payment(
        merchant_id=order.merchant_id,
        order_id=order.id,
        session_id=receipt.session_id,
        payment_intent=receipt.payment_intent,
        amount_minor=receipt.amount_minor,
        currency=receipt.currency,
        verdict=verdict,
        reason=reason,
        email=receipt.email,
        paid_at=at,
    )


async def _mark_link_paid(session: AsyncSession, order: Order) -> None:
    statement = select(PaymentLink).where(
        PaymentLink.merchant_id == order.merchant_id,
        PaymentLink.order_id == order.id,
        PaymentLink.revision == order.revision,
    )
    for link in (await session.exec(statement)).all():
        link.mark_paid()
