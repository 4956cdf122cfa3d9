"""Disputes, inquiries and early warnings of fraud: shown on the order, with the day by which staff must have answered."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.calling import call_attention, resolve_attention
from shop.attention.models import AttentionKind
from shop.events.lookup import count_of
from shop.events.models import STRIPE, Subject, SubjectKind
from shop.events.recording import record
from shop.kit.clock import now
from shop.kit.log import logger
from shop.orders.attention import ask_attention, order_subject
from shop.orders.models import Order
from shop.orders.reading import lock_with_conversation
from shop.payments.disputes.models import Dispute
from shop.payments.disputes.reading import disputes_of
from shop.payments.financial_status.consequences import follow_up
from shop.payments.models import Payment
from shop.payments.receipts import StripeNews, any_money, ours

log = logger()

WARNING, WARNING_OVER = "payment.fraud_warning", "payment.fraud_warning_over"


async def follow_dispute(session: AsyncSession, payment: Payment, news: StripeNews) -> None:
    """charge.dispute.*: the dispute as it stands; events come in any order, the later in Stripe's time counts."""
    order, _ = await lock_with_conversation(session, payment.order_id)
    known = await _known(session, payment, news.thing["id"])
    dispute = known or _opened(session, payment, news)
    status, due_at = str(news.thing.get("status")), _due(news.thing)
    amount = _amount(news.thing, dispute.currency)
    if known is not None and not known.follow(status, amount_minor=amount, due_at=due_at, told_at=news.at):
        return
    await session.flush()
    await _record(session, order, dispute, told_at=news.at)
    disputes = await disputes_of(session, order)
    await _call(session, order, AttentionKind.DISPUTE, [each for each in disputes if each.needs_answer])
    await _call(session, order, AttentionKind.DISPUTE_LOST, [each for each in disputes if each.is_lost])
    await follow_up(session, order)


async def follow_warning(session: AsyncSession, payment: Payment, news: StripeNews) -> None:
    """radar.early_fraud_warning.*: the card's owner says that it was not them; a dispute often follows."""
    order, _ = await lock_with_conversation(session, payment.order_id)
    about, is_over = Subject(SubjectKind.PAYMENT, payment.id), news.thing.get("actionable") is False
    kind = WARNING_OVER if is_over else WARNING
    if is_over:  # refunded or disputed: nothing is left to be done about it
        await record(session, kind, about, actor=STRIPE, at=now(), provider_at=news.at, order_id=order.id)
        if not await _warned_of_others(session, order, payment):
            kinds = (AttentionKind.FRAUD_WARNING,)
            await resolve_attention(session, kinds, order_subject(order), actor=STRIPE, at=now())
        return
    if await count_of(session, WARNING_OVER, about):
        return  # it was over before we heard of it
    amount = any_money(payment.amount_minor, payment.currency, "en")
    sentence = f"Order {order.number}: the card's bank warns of fraud for the payment of {amount}."
    await ask_attention(session, order, AttentionKind.FRAUD_WARNING, sentence, actor=STRIPE, at=now())
    await record(session, kind, about, actor=STRIPE, at=now(), provider_at=news.at, order_id=order.id)
    log.warning("payment.fraud_warning", order_id=str(order.id))


async def _warned_of_others(session: AsyncSession, order: Order, payment: Payment) -> bool:
    """Is another payment of the order still warned of?"""
    others = select(Payment.id).where(
        Payment.merchant_id == order.merchant_id, Payment.order_id == order.id, Payment.id != payment.id
    )
    for other_id in (await session.exec(others)).all():
        about = Subject(SubjectKind.PAYMENT, other_id)
        if await count_of(session, WARNING, about) and not await count_of(session, WARNING_OVER, about):
            return True
    return False


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
        amount_minor=_amount(thing, currency),
        currency=currency,
        status=str(thing.get("status")),
        reason=str(thing.get("reason") or "general"),
        due_at=_due(thing),
        opened_at=_timestamp(thing.get("created")) or news.at,
        told_at=news.at,
    )
    session.add(dispute)
    return dispute


async def _call(
    session: AsyncSession, order: Order, kind: AttentionKind, disputes: Sequence[Dispute]
) -> None:
    """One call about all of them, until the earliest day; it is over where none is left."""
    about, at = order_subject(order), now()
    if not disputes:
        await resolve_attention(session, (kind,), about, actor=STRIPE, at=at)
        return
    said = "\n".join(f"Order {order.number}: {_sentence(each)}" for each in disputes)
    due_at = min((each.due_at for each in disputes if each.due_at and each.needs_answer), default=None)
    await call_attention(session, kind, about, said, actor=STRIPE, at=at, due_at=due_at)
    log.warning("payment.disputed", order_id=str(order.id), kind=kind.value)


def _sentence(dispute: Dispute) -> str:
    amount = any_money(dispute.amount_minor, dispute.currency, "en")
    if dispute.is_lost:
        return f"the dispute is lost, and {amount} went back to the buyer."
    asks = "asks about" if dispute.status.startswith("warning") else "disputes"
    until = f" Answer at Stripe by {dispute.due_at:%Y-%m-%d %H:%M} UTC." if dispute.due_at else ""
    return f"the buyer's bank {asks} {amount} ({dispute.reason}).{until}"


def _amount(thing: dict[str, Any], currency: str) -> int:
    return ours(int(thing.get("amount") or 0), currency)


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
