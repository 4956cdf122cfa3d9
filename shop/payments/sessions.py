"""What a checkout session means for its order: it settles it, it is under way, it failed, or the money goes back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.models import AttentionKind
from shop.events.models import STRIPE, Actor, ActorKind, Subject, SubjectKind
from shop.events.recording import record
from shop.inbox.conversations.models import Conversation
from shop.inbox.handover import hand_over
from shop.inbox.lanes import PROMOTIONS, Lane
from shop.inbox.outbox import withdraw_about, withdraw_promotions
from shop.kit.clock import now
from shop.kit.db.session import merchant_of
from shop.kit.jobs import enqueue
from shop.kit.log import logger
from shop.merchants.accounts import stripe_account
from shop.orders.attention import ask_attention
from shop.orders.holding import hold_again
from shop.orders.links import replace_link
from shop.orders.models import Order, OrderLine, OrderStatus
from shop.orders.reading import is_known, lines_of, lock_with_conversation
from shop.orders.stock import take_stock
from shop.payments.completion import complete, leave_the_rest
from shop.payments.incoming.payment_events import follow_early_events
from shop.payments.models import Payment, PaymentLink, PaymentVerdict
from shop.payments.receipts import Receipt, StripeNews, read_receipt, verdict_on
from shop.payments.refunds.following import is_wholly_refunded
from shop.payments.refunds.models import RefundReason
from shop.payments.refunds.sending import refund_payment

log = logger()

SETTLING = frozenset({"checkout.session.completed", "checkout.session.async_payment_succeeded"})
SETTLE = Actor(ActorKind.RULE, "payments.settle")


class Note(msgspec.Struct, frozen=True):
    """What is worth knowing of a session that changed nothing."""

    sentence: str
    is_foreign: bool = False


async def follow_session(session: AsyncSession, news: StripeNews) -> Note | None:
    """Apply what a session says. Raises NotFound while its order is not stored."""
    receipt = read_receipt(news)
    if receipt is None:
        return Note("No order of ours is named in it.", is_foreign=True)
    if not receipt.names_merchant and not await is_known(session, receipt.order_id):
        return Note("It names no merchant and no order that is known here.", is_foreign=True)
    has_money = news.kind in SETTLING and news.thing.get("payment_status") != "unpaid"
    if not has_money and receipt.livemode is not (await stripe_account(session)).livemode:
        return Note("It is of the other mode (live or test), and no money came.", is_foreign=True)
    if news.kind not in SETTLING:
        await _note_failed(session, receipt)
        return None
    if news.thing.get("payment_status") == "unpaid":
        await _note_under_way(session, receipt)
        return Note("Completed, but not paid yet.")
    await apply_receipt(session, receipt)
    return None


async def apply_receipt(session: AsyncSession, receipt: Receipt) -> None:
    """Settle the order, give the money back, or keep it for a person to look at. Raises NotFound."""
    order, conversation = await lock_with_conversation(session, receipt.order_id)
    payment = await _known_payment(session, receipt.session_id)
    if payment is not None and payment.has_arrived:
        return
    verdict, reason = verdict_on(order, receipt, livemode=(await stripe_account(session)).livemode)
    short = False
    if verdict is PaymentVerdict.SETTLED:
        verdict, reason, short = await _take_goods(session, order)
    payment = payment or _payment(session, order, receipt)
    payment.decide(verdict, reason, at=_time_of(order, receipt))
    await session.flush()
    await _record(session, payment, f"payment.{verdict}", receipt)
    await _apply(session, order, conversation, payment, short=short)
    has_early = await follow_early_events(session, payment)
    if verdict is PaymentVerdict.SETTLED:
        is_returned = has_early and await is_wholly_refunded(session, payment)
        await leave_the_rest(session, order, is_returned=is_returned)


async def settle_without_stripe(session: AsyncSession, order_id: UUID, *, at: datetime) -> None:
    """A total of nothing needs no payment: it was settled when it was placed. One that was cancelled meanwhile stays so."""
    order, conversation = await lock_with_conversation(session, order_id)
    if order.status is OrderStatus.PENDING:
        missing = await take_stock(session, order, at=at)
        reason = _gone(missing) if missing else ""
        await complete(session, order, conversation, reason=reason, paid_at=order.placed_at, at=at)
        await leave_the_rest(session, order)


async def _take_goods(session: AsyncSession, order: Order) -> tuple[PaymentVerdict, str, bool]:
    """Take the order's goods out of stock. Where nothing is left the money goes back; where a part is, a person decides."""
    missing = await take_stock(session, order, at=now())
    if not missing:
        return PaymentVerdict.SETTLED, "", False
    is_short = len(missing) < len(await lines_of(session, order))
    verdict = PaymentVerdict.SETTLED if is_short else PaymentVerdict.UNDELIVERABLE
    return verdict, _gone(missing), is_short


def _gone(missing: Sequence[OrderLine]) -> str:
    return f"Paid, but not enough is left of: {', '.join(line.name for line in missing)}."


async def _apply(
    session: AsyncSession, order: Order, conversation: Conversation, payment: Payment, *, short: bool
) -> None:
    at = now()
    match payment.verdict:
        case PaymentVerdict.SETTLED:
            await _mark_link_paid(session, order)
            reason = payment.reason if short else ""
            await complete(session, order, conversation, reason=reason, paid_at=payment.paid_at, at=at)
        case PaymentVerdict.SURPLUS:
            await _give_back(session, order, payment, RefundReason.DUPLICATE, at=at)
        case PaymentVerdict.UNDELIVERABLE:
            why = RefundReason.ORDER_CANCELLED if order.is_withdrawn else RefundReason.SOLD_OUT
            await _withdraw_order(session, order, payment, at=at)
            await _give_back(session, order, payment, why, at=at)
        case _:
            await _call_person(session, order, conversation, payment, at=at)


async def _give_back(
    session: AsyncSession, order: Order, payment: Payment, why: RefundReason, *, at: datetime
) -> None:
    """The money goes back by itself; both sides are told."""
    kind = AttentionKind.PAYMENT_RETURNED
    await ask_attention(session, order, kind, payment.reason, actor=STRIPE, at=at)
    if payment.amount_minor > 0:
        await refund_payment(session, payment, why, actor=SETTLE, at=at)
    await enqueue(session, "payments.tell_payment", payment_id=payment.id)
    await enqueue(session, "payments.close_links", order_id=order.id)
    log.warning("payment.goes_back", order_id=str(order.id), verdict=payment.verdict.value)


async def _withdraw_order(session: AsyncSession, order: Order, payment: Payment, *, at: datetime) -> None:
    """Nothing of it can be had: it takes no other payment."""
    if order.status is OrderStatus.PENDING:
        order.close(OrderStatus.CANCELLED, by=SETTLE, at=at)
        about = Subject(SubjectKind.ORDER, order.id)
        await record(session, "order.cancelled", about, actor=SETTLE, at=at, payment_id=payment.id)
    reason = f"Order {order.number} was paid and cannot be delivered."
    await withdraw_about(session, f"order:{order.id}", reason=reason, lanes=(*PROMOTIONS, Lane.ORDER))


async def _call_person(
    session: AsyncSession, order: Order, conversation: Conversation, payment: Payment, *, at: datetime
) -> None:
    """Money came that does not fit: staff must look, and nobody may be reminded meanwhile."""
    reason = payment.reason
    await ask_attention(session, order, AttentionKind.PAYMENT_UNCLEAR, reason, actor=STRIPE, at=at)
    await hand_over(session, conversation, reason, at=at, actor=STRIPE)
    await withdraw_promotions(session, [conversation.id], reason=reason)
    await enqueue(session, "payments.tell_payment", payment_id=payment.id)
    log.error("payment.not_settled", order_id=str(order.id), verdict=payment.verdict.value)


async def _note_under_way(session: AsyncSession, receipt: Receipt) -> None:
    """The shopper did their part; the bank takes days."""
    order, _ = await lock_with_conversation(session, receipt.order_id)
    if await _known_payment(session, receipt.session_id) is not None:
        return
    payment = _payment(session, order, receipt)
    await session.flush()
    await _record(session, payment, "payment.under_way", receipt)
    if order.status is OrderStatus.PENDING:
        await hold_again(session, order.id, at=now())
        order.wait_for_bank(at=now())
    reason = f"Order {order.number} waits for the bank."
    await withdraw_about(session, f"order:{order.id}", reason=reason, lanes=(*PROMOTIONS, Lane.ORDER))
    await enqueue(session, "payments.tell_payment", payment_id=payment.id)


async def _note_failed(session: AsyncSession, receipt: Receipt) -> None:
    """The bank said no after days. The link is spent by then: an order that is still open gets another one."""
    order, _ = await lock_with_conversation(session, receipt.order_id)
    payment = await _known_payment(session, receipt.session_id)
    if payment is not None and payment.verdict is not PaymentVerdict.PENDING:
        return
    payment = payment or _payment(session, order, receipt)
    payment.fail(at=_time_of(order, receipt))
    await session.flush()
    await _record(session, payment, "payment.failed", receipt)
    if order.status is OrderStatus.PENDING and receipt.revision == order.revision:
        order.wait_no_longer(at=now())
        await replace_link(session, order)
    await enqueue(session, "payments.tell_payment", payment_id=payment.id)


async def _known_payment(session: AsyncSession, session_id: str) -> Payment | None:
    statement = select(Payment).where(
        Payment.merchant_id == merchant_of(session), Payment.session_id == session_id
    )
    return (await session.exec(statement)).first()


def _payment(session: AsyncSession, order: Order, receipt: Receipt) -> Payment:
    payment = Payment(
        merchant_id=order.merchant_id,
        order_id=order.id,
        session_id=receipt.session_id,
        payment_intent=receipt.payment_intent,
        amount_minor=receipt.amount_minor,
        currency=receipt.currency,
        email=receipt.email,
        paid_at=_time_of(order, receipt),
    )
    session.add(payment)
    return payment


def _time_of(order: Order, receipt: Receipt) -> datetime:
    """When it was paid: by Stripe's clock, which may differ a little from ours."""
    return max(order.placed_at, min(receipt.at, now()))


async def _mark_link_paid(session: AsyncSession, order: Order) -> None:
    statement = select(PaymentLink).where(
        PaymentLink.merchant_id == order.merchant_id,
        PaymentLink.order_id == order.id,
        PaymentLink.revision == order.revision,
    )
    for link in (await session.exec(statement)).all():
        link.mark_paid()


async def _record(session: AsyncSession, payment: Payment, kind: str, receipt: Receipt) -> None:
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
