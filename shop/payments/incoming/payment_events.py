"""What Stripe tells of a payment: refunds, disputes, warnings; also where it was told before the payment itself."""

from collections.abc import Awaitable, Callable

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.jobs import enqueue
from shop.kit.log import logger
from shop.kit.vendors.webhook_events import WebhookState
from shop.payments.disputes.following import follow_dispute, follow_warning
from shop.payments.models import Payment, StripeEvent
from shop.payments.receipts import StripeNews, read_news
from shop.payments.refunds.following import follow_charge, follow_refund

log = logger()

_Follower = Callable[[AsyncSession, Payment, StripeNews], Awaitable[None]]
ABOUT_PAYMENTS: dict[str, _Follower] = {
    "refund.created": follow_refund,
    "refund.updated": follow_refund,
    "refund.failed": follow_refund,
    "charge.refund.updated": follow_refund,
    "charge.refunded": follow_charge,
    "charge.dispute.created": follow_dispute,
    "charge.dispute.updated": follow_dispute,
    "charge.dispute.funds_withdrawn": follow_dispute,
    "charge.dispute.funds_reinstated": follow_dispute,
    "charge.dispute.closed": follow_dispute,
    "radar.early_fraud_warning.created": follow_warning,
    "radar.early_fraud_warning.updated": follow_warning,
}


async def follow_payment(session: AsyncSession, payment: Payment, event: StripeEvent) -> None:
    """Apply one of these events."""
    news = read_news(event.body, arrived_at=event.arrived_at)
    await ABOUT_PAYMENTS[news.kind](session, payment, news)
    event.finish()


async def follow_early_events(session: AsyncSession, payment: Payment) -> bool:
    """Apply what came before the payment, oldest first, before anything is said of it. Was there any?"""
    if payment.payment_intent is None:
        return False
    early = select(StripeEvent).where(
        StripeEvent.merchant_id == payment.merchant_id,
        StripeEvent.payment_intent == payment.payment_intent,
        StripeEvent.state == WebhookState.IGNORED,
        col(StripeEvent.type).in_(ABOUT_PAYMENTS),
    )
    events = (await session.exec(early.order_by(col(StripeEvent.id)))).all()
    for event in events:
        await _follow_early(session, payment, event)
    return bool(events)


async def _follow_early(session: AsyncSession, payment: Payment, event: StripeEvent) -> None:
    """One that fails is read again by a job of its own: it must not undo the payment."""
    event.try_again()
    await session.flush()
    try:
        async with session.begin_nested():
            await follow_payment(session, payment, event)
    except Exception:
        log.exception("payment.early_event_failed", event_id=event.event_id)
        await enqueue(session, "payments.settle", event_id=event.id)
