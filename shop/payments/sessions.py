"""What a checkout session means for its order: it settles it, it is under way, it failed, or the money goes back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.calling import resolve_attention
from shop.attention.models import AttentionKind
from shop.discounts.usage import release_uses
from shop.events.models import STRIPE, Actor, ActorKind, Subject, SubjectKind
from shop.events.recording import record
from shop.inbox.conversations.models import Conversation
from shop.inbox.handover import hand_over
from shop.inbox.lanes import PROMOTIONS, Lane
from shop.inbox.outbox import withdraw_about, withdraw_promotions
from shop.kit.clock import now
from shop.kit.jobs import enqueue
from shop.kit.log import logger
from shop.merchants.accounts import stripe_account
from shop.orders.attention import ask_attention, order_subject
from shop.orders.holding import hold_again
from shop.orders.models import Order, OrderStatus
from shop.orders.order_line import OrderLine
from shop.orders.reading import is_known, lines_of, lock_with_conversation
from shop.orders.stock import take_stock
from shop.payments.completion import complete, leave_the_rest
from shop.payments.financial_status.consequences import follow_up
from shop.payments.financial_status.loading import load_money
from shop.payments.incoming.payment_events import follow_early_events
from shop.payments.models import Payment, PaymentVerdict
from shop.payments.payment_rows import (
    asked_todays_price,
    known_payment,
    new_payment,
    record_payment,
    spend_link,
    time_of,
)
from shop.payments.receipts import SETTLING, Receipt, StripeNews, read_receipt, verdict_on
from shop.payments.refunds.following import warn_of_refunds
from shop.payments.refunds.models import RefundReason
from shop.payments.refunds.sending import refund_payment

log = logger()

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
    if await _is_of_other_mode(session, news, receipt):
        return Note("It is of the other mode (live or test), and no money came.", is_foreign=True)
    if news.kind not in SETTLING:
        await _note_failed(session, receipt)
        return None
    if news.thing.get("payment_status") == "unpaid":
        await _note_under_way(session, receipt)
        return Note("Completed, but not paid yet.")
    await apply_receipt(session, receipt)
    return None


async def _is_of_other_mode(session: AsyncSession, news: StripeNews, receipt: Receipt) -> bool:
    """Test or live, other than the account's, and neither money nor the end of something that we know."""
    has_money = news.kind in SETTLING and news.thing.get("payment_status") != "unpaid"
    if has_money or receipt.livemode is (await stripe_account(session)).livemode:
        return False
    return await known_payment(session, receipt.session_id) is None


async def apply_receipt(session: AsyncSession, receipt: Receipt) -> None:
    """Settle the order, give the money back, or keep it for a person to look at. Raises NotFound."""
    order, conversation = await lock_with_conversation(session, receipt.order_id)
    payment = await known_payment(session, receipt.session_id)
    if payment is not None and payment.has_arrived:
        return
    livemode, is_known = (await stripe_account(session)).livemode, payment is not None
    is_todays_price = await asked_todays_price(session, order, receipt)
    verdict, reason = verdict_on(order, receipt, livemode=livemode, is_todays_price=is_todays_price)
    short = False
    if verdict is PaymentVerdict.SETTLED:
        verdict, reason, short = await _take_goods(session, order)
    payment = payment or new_payment(session, order, receipt)
    payment.decide(verdict, reason, at=time_of(order, receipt))
    await session.flush()
    await record_payment(session, payment, f"payment.{verdict}", receipt)
    await spend_link(session, order, receipt.revision, is_paid=verdict is PaymentVerdict.SETTLED)
    await _apply(session, order, conversation, payment, short=short)
    if await follow_early_events(session, payment) or is_known:
        await _follow_earlier(session, order, payment)
    elif verdict is PaymentVerdict.SETTLED:
        await leave_the_rest(session, order)


async def _follow_earlier(session: AsyncSession, order: Order, payment: Payment) -> None:
    """Something was known of the payment before it arrived: refunds, disputes, that it was under way."""
    if payment.verdict is PaymentVerdict.SETTLED:
        await warn_of_refunds(session, order, payment)
        if not payment.reason:  # what was missing while a bank worked on it is there again
            kinds = [AttentionKind.PAYMENT_UNDELIVERABLE]
            await resolve_attention(session, kinds, order_subject(order), actor=STRIPE, at=now())
        is_returned = (await load_money(session, order)).is_refunded(payment)
        await leave_the_rest(session, order, is_returned=is_returned)
    await follow_up(session, order)


async def settle_without_stripe(session: AsyncSession, order_id: UUID, *, at: datetime) -> None:
    """A total of nothing needs no payment. What was cancelled meanwhile stays so; what costs something by now waits."""
    order, conversation = await lock_with_conversation(session, order_id)
    if order.status is OrderStatus.PENDING and not order.total_minor and not order.waits_for_delivery:
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
        await release_uses(session, order.id, at=at)
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
    if await known_payment(session, receipt.session_id) is not None:
        return
    payment = new_payment(session, order, receipt)
    await session.flush()
    await record_payment(session, payment, "payment.under_way", receipt)
    await spend_link(session, order, receipt.revision)
    if order.status is OrderStatus.PENDING:
        await _keep_goods(session, order)
    reason = f"Order {order.number} waits for the bank."
    await withdraw_about(session, f"order:{order.id}", reason=reason, lanes=(*PROMOTIONS, Lane.ORDER))
    await enqueue(session, "payments.tell_payment", payment_id=payment.id)


async def _keep_goods(session: AsyncSession, order: Order) -> None:
    """Until the bank has decided; where something is gone staff know in time, and nothing is promised."""
    left = await hold_again(session, order.id, at=now())
    order.wait_for_bank(at=now())
    if left is not None:
        gone = ", ".join(line.name for line in left.problems)
        sentence = (
            f"A bank is working on the payment of order {order.number}, and not enough is left of: {gone}."
        )
        await ask_attention(
            session, order, AttentionKind.PAYMENT_UNDELIVERABLE, sentence, actor=STRIPE, at=now()
        )


async def _note_failed(session: AsyncSession, receipt: Receipt) -> None:
    """The bank said no after days. The link is spent by then: an order that is still open gets another one."""
    order, _ = await lock_with_conversation(session, receipt.order_id)
    payment = await known_payment(session, receipt.session_id)
    if payment is not None and payment.verdict is not PaymentVerdict.PENDING:
        return
    payment = payment or new_payment(session, order, receipt)
    payment.fail(at=time_of(order, receipt))
    await session.flush()
    await record_payment(session, payment, "payment.failed", receipt)
    await spend_link(session, order, receipt.revision)
    await follow_up(session, order)
    await enqueue(session, "payments.tell_payment", payment_id=payment.id)
