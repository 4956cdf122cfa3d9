"""What Stripe tells of refunds, ours and those of its dashboard, in its answers and by its events."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.models import AttentionKind
from shop.events.models import STRIPE
from shop.events.recording import record
from shop.inbox.conversations.models import Conversation
from shop.inbox.handover import hand_over
from shop.kit.clock import now
from shop.kit.db.session import merchant_of
from shop.kit.jobs import enqueue
from shop.kit.log import logger
from shop.orders.attention import ask_attention
from shop.orders.models import Order
from shop.orders.reading import lock_with_conversation
from shop.payments.financial_status.consequences import follow_up, note_whether_refunded
from shop.payments.models import Payment, PaymentVerdict
from shop.payments.receipts import StripeNews, any_money, ours
from shop.payments.refunds.models import Refund, RefundReason, RefundState, new_refund, refund_subject

log = logger()


async def follow_refund(session: AsyncSession, payment: Payment, news: StripeNews) -> None:
    """refund.created, refund.updated, refund.failed: the refund as it stands."""
    order, conversation = await lock_with_conversation(session, payment.order_id)
    refund = await _refund_told(session, payment, news.thing)
    if refund is None:
        refund = await _found_at_stripe(session, order, payment, news)
    await _apply(session, order, conversation, refund, news.thing, at=now(), told_at=news.at)


async def follow_charge(session: AsyncSession, payment: Payment, news: StripeNews) -> None:
    """charge.refunded: how much went back in all. What no event of a refund has told is one of the dashboard."""
    order, _ = await lock_with_conversation(session, payment.order_id)
    total = ours(int(news.thing.get("amount_refunded") or 0), payment.currency)
    known = sum(each.amount_minor for each in await refunds_of(session, payment) if each.counted_at(news.at))
    if total <= known:
        return
    refund = await _found_at_stripe(session, order, payment, news, amount_minor=total - known)
    refund.succeed(at=news.at)
    await _note_state(session, refund, told_at=news.at)
    await follow_up(session, order)
    await enqueue(session, "payments.credit_refunds", order_id=order.id)


async def follow_answer(
    session: AsyncSession, refund_id: UUID, made: dict[str, Any], *, at: datetime
) -> None:
    """Stripe answered our call; an event may have told it before."""
    known = await session.get_one(Refund, (merchant_of(session), refund_id))
    order, conversation = await lock_with_conversation(session, known.order_id)
    refund = await lock_refund(session, refund_id)
    await _apply(session, order, conversation, refund, made, at=at, told_at=None)


async def note_failure(
    session: AsyncSession, order: Order, conversation: Conversation, refund: Refund, *, at: datetime
) -> None:
    """The money did not go back: staff must see to it, and the shopper is told the truth."""
    sentence = f"Order {order.number}: the refund of {_amount(refund)} failed: {refund.failure}."
    if any(line.restocked for line in refund.lines):
        sentence += " Its goods stay in the stock."
    await ask_attention(session, order, AttentionKind.REFUND_FAILED, sentence, actor=STRIPE, at=at)
    await hand_over(session, conversation, sentence, at=at, actor=STRIPE)
    kind = f"refund.{refund.state}"
    await record(session, kind, refund_subject(refund), actor=STRIPE, at=at, order_id=refund.order_id)
    await note_whether_refunded(session, order, at=at)
    await enqueue(session, "payments.tell_refund", refund_id=refund.id)
    if order.is_paid:  # where its money seemed to go back at once, these were not left
        await enqueue(session, "invoices.issue", order_id=order.id)
        await enqueue(session, "recovery.note_paid", order_id=order.id)
    log.error("refund.failed", refund_id=str(refund.id))


async def lock_refund(session: AsyncSession, refund_id: UUID) -> Refund:
    """The refund as it stands; its order must be locked, which guards it."""
    statement = select(Refund).where(Refund.merchant_id == merchant_of(session), Refund.id == refund_id)
    return (await session.exec(statement.execution_options(populate_existing=True))).one()


async def refunds_of(session: AsyncSession, payment: Payment) -> Sequence[Refund]:
    """What went, goes or should have gone back of a payment, oldest first."""
    statement = select(Refund).where(
        Refund.merchant_id == payment.merchant_id, Refund.payment_id == payment.id
    )
    return (await session.exec(statement.order_by(col(Refund.id)))).all()


async def _refund_told(session: AsyncSession, payment: Payment, thing: dict[str, Any]) -> Refund | None:
    """Ours by its id in the metadata, any by Stripe's id, or one of which only the amount was told so far."""
    known = await refunds_of(session, payment)
    named = str((thing.get("metadata") or {}).get("refund_id"))
    for refund in known:
        if str(refund.id) == named or refund.stripe_refund_id == thing["id"]:
            return refund
    return _of_a_total(session, known, ours(int(thing.get("amount") or 0), payment.currency))


def _of_a_total(session: AsyncSession, known: Sequence[Refund], amount_minor: int) -> Refund | None:
    """It is in a total that was told before, alone or with others: those stay behind as the rest."""
    totals = [each for each in known if each.is_unnamed and each.amount_minor >= amount_minor]
    refund = min(totals, key=lambda each: each.amount_minor, default=None)
    if refund is not None and refund.amount_minor > amount_minor:
        session.add(refund.split_off(amount_minor))
    return refund


async def _found_at_stripe(
    session: AsyncSession,
    order: Order,
    payment: Payment,
    news: StripeNews,
    *,
    amount_minor: int | None = None,
) -> Refund:
    """Somebody gave money back in Stripe's dashboard: keep it, and tell staff where they might still send goods."""
    told = ours(int(news.thing.get("amount") or 0), payment.currency)
    amount = told if amount_minor is None else amount_minor
    refund = new_refund(payment, amount, RefundReason.AT_STRIPE, actor=STRIPE, at=news.at)
    session.add(refund)
    await session.flush()
    if payment.verdict is PaymentVerdict.SETTLED:
        await _warn_senders(session, order, refund)
    return refund


async def warn_of_refunds(session: AsyncSession, order: Order, payment: Payment) -> None:
    """The payment settles its order; what was refunded of it at Stripe before that is told now."""
    for refund in await refunds_of(session, payment):
        if refund.reason is RefundReason.AT_STRIPE and refund.counts:
            await _warn_senders(session, order, refund)


async def _warn_senders(session: AsyncSession, order: Order, refund: Refund) -> None:
    sentence = f"Order {order.number}: {_amount(refund)} was refunded at Stripe."
    kind = AttentionKind.REFUNDED_AT_STRIPE
    await ask_attention(session, order, kind, sentence, actor=STRIPE, at=now())


async def _apply(
    session: AsyncSession,
    order: Order,
    conversation: Conversation,
    refund: Refund,
    thing: dict[str, Any],
    *,
    at: datetime,
    told_at: datetime | None,
) -> None:
    """Bring a refund to where Stripe says it is; what is older than what we know changes nothing."""
    refund.name(thing["id"], ours(int(thing["amount"]), refund.currency))
    if not _moved(refund, thing, at=told_at or at):
        return
    if refund.state in (RefundState.FAILED, RefundState.CANCELLED):
        await note_failure(session, order, conversation, refund, at=at)
        return
    await _note_state(session, refund, told_at=told_at)
    await follow_up(session, order)
    if refund.state is RefundState.SUCCEEDED:
        await enqueue(session, "payments.credit_refunds", order_id=order.id)


def _moved(refund: Refund, thing: dict[str, Any], *, at: datetime) -> bool:
    match thing.get("status"):
        case "succeeded":
            return refund.succeed(at=at)
        case "failed":
            return refund.fail(str(thing.get("failure_reason") or "unknown"), at=at)
        case "canceled":
            return refund.cancel("canceled", at=at)
        case _:  # pending, requires_action
            return refund.wait()


async def _note_state(session: AsyncSession, refund: Refund, *, told_at: datetime | None) -> None:
    kind, about = f"refund.{refund.state}", {"order_id": refund.order_id, "payment_id": refund.payment_id}
    await record(
        session,
        kind,
        refund_subject(refund),
        actor=STRIPE,
        at=now(),
        provider_at=told_at,
        amount_minor=refund.amount_minor,
        **about,
    )


def _amount(refund: Refund) -> str:
    """For staff, who read English."""
    return any_money(refund.amount_minor, refund.currency, "en")
