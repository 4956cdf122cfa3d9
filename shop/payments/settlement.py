"""Settlement: what Stripe told us, applied once.

What settles an order is a checkout session whose `payment_status` is not `unpaid`, for the order's present revision, with
today's total in the order's currency, in the account's mode. In one transaction: the payment, the order, the stock,
and jobs for everything that is said and printed, each of which may fail by itself. Money that was taken twice, or for what
cannot be had any more, goes back by itself; anything else is kept and shown.
"""

from uuid import UUID

from sqlalchemy import text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.calling import resolve_attention
from shop.attention.models import AttentionKind
from shop.events.models import Subject, SubjectKind
from shop.kit.clock import now
from shop.kit.db.locking import lock_row
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.jobs import Priority, job
from shop.kit.log import logger
from shop.kit.vendors.webhook_events import WebhookState
from shop.orders.attention import ask_attention
from shop.orders.models import Order
from shop.payments.incoming.payment_events import ABOUT_PAYMENTS, follow_payment
from shop.payments.models import Payment, StripeEvent
from shop.payments.receipts import SETTLING, StripeNews, is_foreign, read_news
from shop.payments.sessions import SETTLE, follow_session

log = logger()

ATTEMPTS = 8  # how often an event whose order is missing is tried before a person must look
FAILED = "checkout.session.async_payment_failed"

_LOCK_INTENT = text("SELECT pg_advisory_xact_lock(hashtextextended(:about, 0))")

# What the webhook endpoint at Stripe has to send.
NEEDED_EVENTS = frozenset({*SETTLING, FAILED, *ABOUT_PAYMENTS}) - {"charge.refund.updated"}


async def set_webhook_aside(session: AsyncSession, *, event_id: UUID, reason: str) -> None:
    """It keeps failing: keep it where the operator sees it, and staff on the order that it names."""
    event = await session.get_one(StripeEvent, (merchant_of(session), event_id))
    if not event.is_waiting:
        return
    event.set_aside(reason)
    log.error("payment.webhook_set_aside", event_id=event.event_id)
    order_id = event.order_id or await _order_of_intent(session, event)
    order = await session.get(Order, (event.merchant_id, order_id)) if order_id else None
    if order is not None:
        sentence = f"Stripe told of this order ({event.type}), and it could not be used: {reason}"
        kind = AttentionKind.PAYMENT_EVENT_SET_ASIDE
        await ask_attention(session, order, kind, sentence, actor=SETTLE, at=now())


@job("payments.settle", attempts=ATTEMPTS, priority=Priority.PAYMENT, give_up=set_webhook_aside)
async def settle(session: AsyncSession, *, event_id: UUID) -> None:
    """Make of a stored event what it means. Raises NotFound while its order is not stored."""
    event = await lock_row(session, StripeEvent, event_id)
    if not event.is_waiting:
        return
    news = read_news(event.body, arrived_at=event.arrived_at)
    if is_foreign(news.thing, event.merchant_id):
        event.ignore("It is another merchant's, or another installation's on the same account.")
    elif news.kind in SETTLING or news.kind == FAILED:
        await _follow_session(session, event, news)
    elif news.kind in ABOUT_PAYMENTS:
        await _follow_payment(session, event)
    else:
        event.ignore(f"Nothing here uses {event.type}.")
    await _resolve_set_aside(session, event)


async def _follow_session(session: AsyncSession, event: StripeEvent, news: StripeNews) -> None:
    if event.payment_intent is not None:
        await _lock_intent(session, event)
    note = await follow_session(session, news)
    if note is not None and note.is_foreign:
        event.ignore(note.sentence)
        return
    event.finish(note.sentence if note is not None else None)


async def _follow_payment(session: AsyncSession, event: StripeEvent) -> None:
    """A refund, a dispute, a warning: of a payment that we know, else it is somebody else's, or too early."""
    payment = await _payment_meant(session, event)
    if payment is None and event.payment_intent is not None:
        await _lock_intent(session, event)  # whoever records the payment meanwhile reads this event again
        payment = await _payment_meant(session, event)
    if payment is None:
        event.ignore("It is about no payment that is known here.")
        return
    await follow_payment(session, payment, event)


async def _payment_meant(session: AsyncSession, event: StripeEvent) -> Payment | None:
    if event.payment_intent is None:
        return None
    statement = select(Payment).where(
        Payment.merchant_id == event.merchant_id, Payment.payment_intent == event.payment_intent
    )
    return (await session.exec(statement.order_by(col(Payment.id)).limit(1))).first()


async def _order_of_intent(session: AsyncSession, event: StripeEvent) -> UUID | None:
    payment = await _payment_meant(session, event)
    return payment.order_id if payment is not None else None


async def _lock_intent(session: AsyncSession, event: StripeEvent) -> None:
    """Whoever records a payment, and whoever finds none, take turns."""
    await execute_core(session, _LOCK_INTENT, {"about": f"{event.merchant_id}:{event.payment_intent}"})


async def _resolve_set_aside(session: AsyncSession, event: StripeEvent) -> None:
    """An event that was set aside is replayed, and could be used: nobody has to look at it any more."""
    if event.order_id is None:
        return
    await session.flush()
    left = select(StripeEvent.id).where(
        StripeEvent.merchant_id == event.merchant_id,
        StripeEvent.order_id == event.order_id,
        StripeEvent.state == WebhookState.SET_ASIDE,
    )
    if (await session.exec(left.limit(1))).first() is None:
        about = Subject(SubjectKind.ORDER, event.order_id)
        kinds = (AttentionKind.PAYMENT_EVENT_SET_ASIDE,)
        await resolve_attention(session, kinds, about, actor=SETTLE, at=now())
