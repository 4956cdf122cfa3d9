"""What a payment means for its order: stock, words, invoice, and an end to reminders, in one transaction."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.models import AttentionKind
from shop.customers.models import Customer, Marketing
from shop.events.models import STRIPE
from shop.inbox.conversations.models import Conversation
from shop.inbox.handover import hand_over
from shop.inbox.models import PROMOTIONS, Lane
from shop.inbox.outbox import queue_message, withdraw_about
from shop.invoices.issuing import issue_invoice
from shop.kit.jobs import enqueue
from shop.kit.log import logger
from shop.merchants.accounts import this_merchant
from shop.merchants.models import Merchant
from shop.orders.attention import ask_attention
from shop.orders.models import Order
from shop.orders.notices import order_paid, with_question
from shop.orders.reading import lines_of
from shop.orders.stock import take_stock
from shop.whatsapp.outgoing import Content, TextMessage

log = logger()


async def complete(session: AsyncSession, order: Order, conversation: Conversation, *, at: datetime) -> None:
    """Everything a payment means. Both must be locked already, the conversation first."""
    merchant = await this_merchant(session)
    order.mark_paid(at=at)
    missing = await take_stock(session, order, at=at)
    if missing:
        sentence = f"Paid, but no longer in stock: {', '.join(missing)}."
        kind = AttentionKind.PAYMENT_UNDELIVERABLE
        await ask_attention(session, order, kind, sentence, actor=STRIPE, at=at)
        await hand_over(session, conversation, sentence, at=at, actor=STRIPE)
    reason = f"Order {order.number} was paid."
    await withdraw_about(session, f"order:{order.id}", reason=reason, lanes=(*PROMOTIONS, Lane.ORDER))
    await _confirm(session, merchant, conversation, order, missing, at=at)
    await enqueue(session, "recovery.note_paid", order_id=order.id)
    await issue_invoice(session, merchant, order, await lines_of(session, order), at=at)  # its number last
    log.info("order.paid", order_id=str(order.id))


async def _confirm(
    session: AsyncSession,
    merchant: Merchant,
    conversation: Conversation,
    order: Order,
    missing: Sequence[str],
    *,
    at: datetime,
) -> None:
    words, fallback = order_paid(merchant, order, missing=missing)
    await queue_message(
        session,
        conversation,
        await _with_question(session, conversation, order, words, at=at),
        lane=Lane.ORDER,
        reason="order.paid",
        fallback=fallback,
        about=f"paid:{order.id}",
        at=at,
    )


async def _with_question(
    session: AsyncSession, conversation: Conversation, order: Order, words: TextMessage, *, at: datetime
) -> Content:
    """After the first order, once, in an open window: may we remind you?"""
    customer = await session.get_one(Customer, (order.merchant_id, order.customer_id))
    asked = customer.marketing is not Marketing.UNASKED or customer.asked_at is not None
    if asked or not conversation.window_is_open(at):
        return words
    customer.note_asked(at=at)
    return with_question(words, order.locale)
