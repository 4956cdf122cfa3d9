"""Settlement: money that arrived, applied once.

What counts is a checkout session whose `payment_status` is not `unpaid`, for the order's present revision, with
today's total in the order's currency, in the account's mode. In one transaction: the payment, the order, the stock,
the invoice's number, and everything queued that the payment makes pointless. Anything else is kept and shown.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.customers.models import Customer, Marketing
from shop.inbox.locking import lock_conversation
from shop.inbox.models import Conversation, Lane
from shop.inbox.outbox import say, withdraw
from shop.invoices.issuing import issue_invoice
from shop.kit.clock import now
from shop.kit.jobs import enqueue, job
from shop.kit.log import logger
from shop.kit.money import UnknownCurrency, from_stripe_amount
from shop.merchants.accounts import stripe_account, this_merchant
from shop.orders.models import Order
from shop.orders.notices import order_paid, with_question
from shop.orders.reading import lines_of, lock_order
from shop.orders.stock import take
from shop.payments.models import (
    LinkState,
    Payment,
    PaymentLink,
    PaymentVerdict,
    StripeEvent,
    StripeEventState,
)
from shop.whatsapp.outgoing import Content, Text

log = logger()

SETTLING = frozenset({"checkout.session.completed", "checkout.session.async_payment_succeeded"})
KNOCKS = 8  # how often an event whose order is missing is tried before a person must look


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What a paid checkout session says, in our units."""

    session_id: str
    order_id: UUID
    revision: int
    amount_minor: int
    currency: str
    livemode: bool
    payment_intent: str | None
    payment_link: str | None
    email: str | None


async def set_event_aside(session: AsyncSession, *, event_id: UUID, reason: str) -> None:
    """It keeps failing: keep it where the operator sees it."""
    event = await session.get_one(StripeEvent, (session.info["merchant_id"], event_id))
    event.state, event.reason = StripeEventState.SET_ASIDE, reason
    log.error("payment.event_set_aside", event_id=event.event_id)


@job("payments.settle", attempts=KNOCKS, give_up=set_event_aside)
async def settle(session: AsyncSession, *, event_id: UUID) -> None:
    """Make of a stored event what it means."""
    event = await session.get_one(StripeEvent, (session.info["merchant_id"], event_id), with_for_update=True)
    if event.state is not StripeEventState.WAITING:
        return
    thing = msgspec.json.decode(event.body)["data"]["object"]
    if event.type not in SETTLING:
        event.state, event.reason = StripeEventState.IGNORED, f"Nothing here uses {event.type}."
        return
    if thing.get("payment_status") == "unpaid":
        event.state, event.reason = StripeEventState.DONE, "Completed, but not paid yet."
        return
    receipt = read_receipt(thing)
    if receipt is None:
        event.state, event.reason = StripeEventState.IGNORED, "No order of ours is named in it."
        return
    await apply_receipt(session, receipt, at=now())
    event.state = StripeEventState.DONE


class OrderNotHereYet(LookupError):
    """The event names an order that is not stored (yet)."""


async def apply_receipt(session: AsyncSession, receipt: Receipt, *, at: datetime) -> None:
    """Settle the order, or keep the money as surplus or mismatch. Raises OrderNotHereYet."""
    order = await lock_with_conversation(session, receipt.order_id)
    if await _known_payment(session, receipt.session_id):
        return
    verdict, reason = await _judge(session, order, receipt)
    session.add(
        Payment(
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
    )
    if verdict is PaymentVerdict.SETTLED:
        await _mark_links_paid(session, order)
        await complete(session, order, at=at)
        return
    order.attention = reason
    conversation = await session.get_one(Conversation, (order.merchant_id, order.conversation_id))
    conversation.hand_to_person(reason)
    log.error("payment.not_settled", order_id=str(order.id), verdict=verdict.value)


async def settle_without_stripe(session: AsyncSession, order_id: UUID, *, at: datetime) -> None:
    """A total of nothing needs no payment."""
    order = await lock_with_conversation(session, order_id)
    if not order.is_paid:
        await complete(session, order, at=at)


async def complete(session: AsyncSession, order: Order, *, at: datetime) -> None:
    """Everything a payment means, on a locked order, in this one transaction."""
    order.mark_paid(at=at)
    missing = await take(session, order, at=at)
    conversation = await session.get_one(Conversation, (order.merchant_id, order.conversation_id))
    if missing:
        order.attention = f"Paid, but no longer in stock: {', '.join(missing)}."
        conversation.hand_to_person(order.attention)
    reason = f"Order {order.number} was paid."
    await withdraw(
        session, f"order:{order.id}", reason=reason, lanes=(Lane.REMINDER, Lane.CAMPAIGN, Lane.ORDER)
    )
    merchant = await this_merchant(session)
    words, fallback = order_paid(merchant, order, missing=missing)
    await say(
        session,
        conversation,
        await _with_question(session, order, words, at=at),
        lane=Lane.ORDER,
        reason="order.paid",
        fallback=fallback,
        about=f"paid:{order.id}",
        at=at,
    )
    await enqueue(session, "recovery.note_paid", order_id=order.id)
    await issue_invoice(session, merchant, order, await lines_of(session, order), at=at)  # its number last
    log.info("order.paid", order_id=str(order.id))


async def _with_question(session: AsyncSession, order: Order, words: Text, *, at: datetime) -> Content:
    """After the first order, once, in an open window: may we remind you?"""
    customer = await session.get_one(Customer, (order.merchant_id, order.customer_id))
    conversation = await session.get_one(Conversation, (order.merchant_id, order.conversation_id))
    if (
        customer.marketing is not Marketing.UNASKED
        or customer.asked_at
        or not conversation.window_is_open(at)
    ):
        return words
    customer.asked_at = at
    return with_question(words, order.locale)


async def lock_with_conversation(session: AsyncSession, order_id: UUID) -> Order:
    """Lock in the order of the house: conversation, then order. Raises OrderNotHereYet."""
    order = await session.get(Order, (session.info["merchant_id"], order_id))
    if order is None:
        raise OrderNotHereYet(f"Order {order_id} is named by a payment, but is not stored here.")
    await lock_conversation(session, order.conversation_id)
    locked = await lock_order(session, order_id)
    if locked is None:
        raise OrderNotHereYet(f"Order {order_id} is gone.")
    return locked


def read_receipt(thing: dict[str, Any]) -> Receipt | None:
    """A checkout session's facts; None if it names no order of ours."""
    metadata = thing.get("metadata") or {}
    try:
        order_id, revision = UUID(metadata["order_id"]), int(metadata["revision"])
    except (KeyError, ValueError, TypeError, AttributeError):
        return None
    currency = str(thing.get("currency") or "").upper()
    amount = int(thing.get("amount_total") or 0)
    return Receipt(
        session_id=str(thing["id"]),
        order_id=order_id,
        revision=revision,
        amount_minor=_ours(amount, currency),
        currency=currency,
        livemode=bool(thing.get("livemode")),
        payment_intent=thing.get("payment_intent"),
        payment_link=thing.get("payment_link"),
        email=(thing.get("customer_details") or {}).get("email"),
    )


def _ours(amount: int, currency: str) -> int:
    try:
        return from_stripe_amount(amount, currency)
    except UnknownCurrency:
        return amount  # a currency we don't know never equals the order's: it becomes a mismatch


async def _judge(session: AsyncSession, order: Order, receipt: Receipt) -> tuple[PaymentVerdict, str]:
    if order.is_paid:
        return PaymentVerdict.SURPLUS, f"Order {order.number} was paid a second time: refund this payment."
    if receipt.livemode is not (await stripe_account(session)).livemode:
        return PaymentVerdict.MISMATCH, "The payment is not of the account's mode (live or test)."
    if receipt.revision != order.revision:
        return PaymentVerdict.MISMATCH, f"Order {order.number} was paid by the link of an earlier revision."
    if (receipt.amount_minor, receipt.currency) != (order.total_minor, order.currency):
        return PaymentVerdict.MISMATCH, (
            f"Order {order.number}: paid {receipt.amount_minor} {receipt.currency}, "
            f"due {order.total_minor} {order.currency} (minor units)."
        )
    return PaymentVerdict.SETTLED, ""


async def _known_payment(session: AsyncSession, session_id: str) -> bool:
    statement = select(Payment.id).where(
        Payment.merchant_id == session.info["merchant_id"], Payment.session_id == session_id
    )
    return (await session.exec(statement)).first() is not None


async def _mark_links_paid(session: AsyncSession, order: Order) -> None:
    statement = select(PaymentLink).where(
        PaymentLink.merchant_id == order.merchant_id, PaymentLink.order_id == order.id
    )
    for link in (await session.exec(statement)).all():
        if link.revision == order.revision:
            link.state = LinkState.PAID
