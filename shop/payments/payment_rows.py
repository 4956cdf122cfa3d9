"""The payment of a checkout session: found, made, recorded; and the link that somebody went through."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.events.models import STRIPE, Subject, SubjectKind
from shop.events.recording import record
from shop.kit.clock import now
from shop.kit.db.session import merchant_of
from shop.orders.models import Order
from shop.payments.models import Payment, PaymentLink
from shop.payments.receipts import Receipt


async def known_payment(session: AsyncSession, session_id: str) -> Payment | None:
    """What is stored of the session's payment."""
    statement = select(Payment).where(
        Payment.merchant_id == merchant_of(session), Payment.session_id == session_id
    )
    return (await session.exec(statement)).first()


def new_payment(session: AsyncSession, order: Order, receipt: Receipt) -> Payment:
    """A payment that nothing was decided about."""
    payment = Payment(
        merchant_id=order.merchant_id,
        order_id=order.id,
        session_id=receipt.session_id,
        payment_intent=receipt.payment_intent,
        amount_minor=receipt.amount_minor,
        currency=receipt.currency,
        email=receipt.email,
        paid_at=time_of(order, receipt),
    )
    session.add(payment)
    return payment


def time_of(order: Order, receipt: Receipt) -> datetime:
    """When it was paid: by Stripe's clock, which may differ a little from ours."""
    return max(order.placed_at, min(receipt.at, now()))


async def spend_link(session: AsyncSession, order: Order, revision: int, *, is_paid: bool = False) -> None:
    """Somebody went through the link of that revision: it takes no other payment."""
    for link in await links_of(session, order, revision):
        if is_paid:
            link.mark_paid()
        else:
            link.supersede()


async def asked_todays_price(session: AsyncSession, order: Order, receipt: Receipt) -> bool:
    """Did the link of an earlier revision ask for what the order costs today? It may have been made anew at its price."""
    if receipt.revision == order.revision:
        return True
    today = (order.total_minor, order.currency)
    return any(
        (link.amount_minor, link.currency) == today
        for link in await links_of(session, order, receipt.revision)
    )


async def links_of(session: AsyncSession, order: Order, revision: int) -> Sequence[PaymentLink]:
    statement = select(PaymentLink).where(
        PaymentLink.merchant_id == order.merchant_id,
        PaymentLink.order_id == order.id,
        PaymentLink.revision == revision,
    )
    return (await session.exec(statement)).all()


async def record_payment(session: AsyncSession, payment: Payment, kind: str, receipt: Receipt) -> None:
    """Write it into the log of events."""
    about = Subject(SubjectKind.PAYMENT, payment.id)
    await record(
        session,
        kind,
        about,
        actor=STRIPE,
        at=now(),
        provider_at=receipt.at,
        order_id=payment.order_id,
        amount_minor=payment.amount_minor,
    )
