"""Disputes, inquiries and early warnings of fraud: shown on the order, with the day by which staff must have answered."""

from datetime import UTC, datetime
from typing import Any

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.calling import resolve_attention
from shop.attention.models import AttentionKind
from shop.events.models import STRIPE, Subject, SubjectKind
from shop.events.recording import record
from shop.kit.clock import now
from shop.kit.log import logger
from shop.orders.attention import ask_attention, order_subject
from shop.orders.models import Order
from shop.orders.reading import lock_with_conversation
from shop.payments.disputes.models import Dispute
from shop.payments.disputes.reading import disputes_of
from shop.payments.models import Payment
from shop.payments.receipts import StripeNews, any_money, ours

log = logger()


async def follow_dispute(session: AsyncSession, payment: Payment, news: StripeNews) -> None:
    """charge.dispute.*: the dispute as it stands; events come in any order, the later in Stripe's time counts."""
    order, _ = await lock_with_conversation(session, payment.order_id)
    known = await _known(session, payment, news.thing["id"])
    dispute = known or _opened(session, payment, news)
    status, due_at = str(news.thing.get("status")), _due(news.thing)
    if known is not None and not known.follow(status, due_at=due_at, told_at=news.at):
        return
    await session.flush()
    await _record(session, order, dispute, told_at=news.at)
    await _note_whether_lost(session, order, dispute)
    if dispute.needs_answer:
        await _call(session, order, dispute)
    elif not await _another_needs_answer(session, order):
        kinds = (AttentionKind.DISPUTE,)
        await resolve_attention(session, kinds, order_subject(order), actor=STRIPE, at=now())


async def follow_warning(session: AsyncSession, payment: Payment, news: StripeNews) -> None:
    """radar.early_fraud_warning.*: the card's owner says that it was not them; a dispute often follows."""
    order, _ = await lock_with_conversation(session, payment.order_id)
    if news.thing.get("actionable") is False:  # refunded or disputed: nothing is left to be done about it
        kinds = (AttentionKind.FRAUD_WARNING,)
        await resolve_attention(session, kinds, order_subject(order), actor=STRIPE, at=now())
        return
    amount = any_money(payment.amount_minor, payment.currency, "en")
    sentence = f"Order {order.number}: the card's bank warns of fraud for the payment of {amount}."
    await ask_attention(session, order, AttentionKind.FRAUD_WARNING, sentence, actor=STRIPE, at=now())
    about = Subject(SubjectKind.PAYMENT, payment.id)
    await record(
        session,
        "payment.fraud_warning",
        about,
        actor=STRIPE,
        at=now(),
        provider_at=news.at,
        order_id=order.id,
    )
    log.warning("payment.fraud_warning", order_id=str(order.id))


async def _known(session: AsyncSession, payment: Payment, stripe_dispute_id: str) -> Dispute | None:
    statement = select(Dispute).where(
        Dispute.merchant_id == payment.merchant_id, Dispute.stripe_dispute_id == stripe_dispute_id
    )
    return (await session.exec(statement)).one_or_none()


def _opened(session: AsyncSession, payment: Payment, news: StripeNews) -> Dispute:
    thing = news.thing
    currency = str(thing.get("currency") or payment.currency).upper()
    dispute = Dispute(
        merchant_id=payment.merchant_id,
        order_id=payment.order_id,
        payment_id=payment.id,
        stripe_dispute_id=thing["id"],
        amount_minor=ours(int(thing.get("amount") or 0), currency),
        currency=currency,
        status=str(thing.get("status")),
        reason=str(thing.get("reason") or "general"),
        due_at=_due(thing),
        opened_at=_timestamp(thing.get("created")) or news.at,
        told_at=news.at,
    )
    session.add(dispute)
    return dispute


async def _call(session: AsyncSession, order: Order, dispute: Dispute) -> None:
    amount = any_money(dispute.amount_minor, dispute.currency, "en")
    asks = "asks about" if dispute.status.startswith("warning") else "disputes"
    until = f" Answer at Stripe by {dispute.due_at:%Y-%m-%d %H:%M} UTC." if dispute.due_at else ""
    sentence = f"Order {order.number}: the buyer's bank {asks} {amount} ({dispute.reason}).{until}"
    kind, due_at = AttentionKind.DISPUTE, dispute.due_at
    await ask_attention(session, order, kind, sentence, actor=STRIPE, at=now(), due_at=due_at)
    log.warning("payment.disputed", order_id=str(order.id))


async def _note_whether_lost(session: AsyncSession, order: Order, dispute: Dispute) -> None:
    """Staff must not send what nobody paid for; an appeal may still be won."""
    kind, at = AttentionKind.DISPUTE_LOST, now()
    if dispute.is_lost:
        amount = any_money(dispute.amount_minor, dispute.currency, "en")
        sentence = f"Order {order.number}: the dispute is lost, and {amount} went back to the buyer."
        await ask_attention(session, order, kind, sentence, actor=STRIPE, at=at)
    elif not any(each.is_lost for each in await disputes_of(session, order)):
        await resolve_attention(session, (kind,), order_subject(order), actor=STRIPE, at=at)


async def _another_needs_answer(session: AsyncSession, order: Order) -> bool:
    return any(dispute.needs_answer for dispute in await disputes_of(session, order))


async def _record(session: AsyncSession, order: Order, dispute: Dispute, *, told_at: datetime) -> None:
    kind = "dispute.closed" if dispute.is_closed else "dispute.changed"
    about = Subject(SubjectKind.PAYMENT, dispute.payment_id)
    await record(
        session,
        kind,
        about,
        actor=STRIPE,
        at=now(),
        provider_at=told_at,
        order_id=order.id,
        amount_minor=dispute.amount_minor,
        status=dispute.status,
    )


def _due(thing: dict[str, Any]) -> datetime | None:
    """Until when evidence is taken; null where Stripe waits for none."""
    return _timestamp((thing.get("evidence_details") or {}).get("due_by"))


def _timestamp(seconds: object) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) and seconds > 0 else None
