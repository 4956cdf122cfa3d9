"""What a payment means for its order, in one transaction. What is said and printed follows by jobs of its own."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.models import AttentionKind
from shop.discounts.usage import confirm_uses
from shop.events.models import STRIPE
from shop.events.recording import record
from shop.inbox.conversations.models import Conversation
from shop.inbox.handover import hand_over
from shop.inbox.lanes import PROMOTIONS, Lane
from shop.inbox.outbox import withdraw_about
from shop.kit.jobs import enqueue_many
from shop.kit.log import logger
from shop.orders.attention import ask_attention, order_subject
from shop.orders.life.progress import begin_progress
from shop.orders.models import Order

log = logger()


async def complete(
    session: AsyncSession,
    order: Order,
    conversation: Conversation,
    *,
    reason: str,
    paid_at: datetime,
    at: datetime,
) -> None:
    """Everything a payment means. Both must be locked already, the conversation first, and the stock taken.

    `reason` says, as a sentence, what of it is no longer there; "" if all is.
    """
    order.mark_paid(at=paid_at)
    await confirm_uses(session, order.id, at=at)
    begin_progress(session, order, paid_at=paid_at)
    await _call_person(session, order, conversation, reason, at=at)
    paid = f"Order {order.number} was paid."
    await withdraw_about(session, f"order:{order.id}", reason=paid, lanes=(*PROMOTIONS, Lane.ORDER))
    about, amount = order_subject(order), order.total_minor
    await record(session, "order.paid", about, actor=STRIPE, at=at, provider_at=paid_at, amount_minor=amount)
    log.info("order.paid", order_id=str(order.id))


async def _call_person(
    session: AsyncSession, order: Order, conversation: Conversation, reason: str, *, at: datetime
) -> None:
    """Where something is missing, or the shopper had cancelled it."""
    if reason:
        kind = AttentionKind.PAYMENT_UNDELIVERABLE
        await ask_attention(session, order, kind, reason, actor=STRIPE, at=at)
        await hand_over(session, conversation, reason, at=at, actor=STRIPE)
    if order.is_paid_after_cancel:
        kind, sentence = (
            AttentionKind.PAID_AFTER_CANCEL,
            f"Order {order.number} was cancelled by the shopper and paid after that.",
        )
        await ask_attention(session, order, kind, sentence, actor=STRIPE, at=at)


async def leave_the_rest(session: AsyncSession, order: Order, *, is_returned: bool = False) -> None:
    """Jobs for what may fail without undoing the payment. `is_returned`: its money went back before we knew of it."""
    merchant_id, about = order.merchant_id, {"order_id": order.id}
    jobs = [("payments.close_links", merchant_id, about)]
    if not is_returned:
        jobs += [
            ("payments.tell_paid", merchant_id, about),
            ("invoices.issue", merchant_id, about),
            ("recovery.note_paid", merchant_id, about),
        ]
    await enqueue_many(session, jobs)
