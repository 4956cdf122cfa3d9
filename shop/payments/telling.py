"""Telling the shopper what became of a payment: jobs of their own, so that no word can undo money."""

from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.models import AttentionKind
from shop.customers.models import Customer, Marketing
from shop.events.models import Actor, ActorKind
from shop.inbox.conversations.models import Conversation
from shop.inbox.lanes import Lane
from shop.inbox.outbox import queue_message
from shop.kit.clock import now
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import fetch_one
from shop.kit.jobs import Priority, job
from shop.kit.log import logger
from shop.merchants.accounts import this_merchant
from shop.orders.attention import ask_attention
from shop.orders.links import pay_url_of
from shop.orders.models import Order
from shop.orders.reading import find_order, lines_of, lock_with_conversation
from shop.orders.stock import lines_delivered
from shop.orders.words import order_paid, with_question
from shop.payments.financial_status.loading import financial_status_by_id, load_money
from shop.payments.financial_status.status import FinancialStatus, OrderMoney, financial_status_of
from shop.payments.financial_status.words import said_of_money
from shop.payments.models import Payment, PaymentVerdict
from shop.payments.refunds.following import lock_refund, refunds_of
from shop.payments.refunds.models import Refund, RefundReason
from shop.payments.refunds.words import payment_returned, refund_done, refund_failed
from shop.payments.words import payment_words, question_template
from shop.whatsapp.outgoing import Content, TemplateMessage, TextMessage

log = logger()

TELLING = Actor(ActorKind.RULE, "payments.tell_payment")
_KINDS = {PaymentVerdict.PENDING: "bank", PaymentVerdict.FAILED: "attempt"}
_SAID = "SELECT 1 FROM message WHERE merchant_id = $1 AND conversation_id = $2 AND about = $3 LIMIT 1"


async def leave_order_untold(session: AsyncSession, *, order_id: UUID, reason: str) -> None:
    """The confirmation could not be said, however often: the money stands, and staff must tell the shopper."""
    await _leave_untold(session, await find_order(session, order_id), reason)


async def leave_payment_untold(session: AsyncSession, *, payment_id: UUID, reason: str) -> None:
    """The word about a payment could not be said, however often: staff must tell the shopper."""
    payment = await session.get_one(Payment, (merchant_of(session), payment_id))
    await _leave_untold(session, await find_order(session, payment.order_id), reason)


async def leave_refund_untold(session: AsyncSession, *, refund_id: UUID, reason: str) -> None:
    """The same for a refund."""
    refund = await session.get_one(Refund, (merchant_of(session), refund_id))
    await _leave_untold(session, await find_order(session, refund.order_id), reason)


@job("payments.tell_paid", priority=Priority.PAYMENT, give_up=leave_order_untold)
async def tell_paid(session: AsyncSession, *, order_id: UUID) -> None:
    """Confirm an order that is paid; once, after good news, ask whether we may remind."""
    order, conversation = await lock_with_conversation(session, order_id)
    about, at = f"paid:{order.id}", now()
    if await _is_said(session, conversation, about):
        return
    status = await financial_status_by_id(session, order.id)
    if status in (FinancialStatus.RETURNING, FinancialStatus.RETURNED, FinancialStatus.RETURN_FAILED):
        return  # payments.tell_returned or payments.tell_refund says it
    if status in (FinancialStatus.DISPUTED, FinancialStatus.CHARGED_BACK):
        words = TextMessage(body=said_of_money(order.locale, order.number, status))
        fallback = question_template(await this_merchant(session), order)
        await _say(session, conversation, words, fallback, "order.paid", about, at=at)
        return
    await _confirm(session, conversation, order, about, at=at)


async def _confirm(
    session: AsyncSession, conversation: Conversation, order: Order, about: str, *, at: datetime
) -> None:
    merchant, missing = await this_merchant(session), await _names_missing(session, order)
    words, fallback = order_paid(merchant, order, missing=missing)
    content = words if missing else await _with_question(session, conversation, order, words, at=at)
    if missing:
        fallback = question_template(merchant, order)
    await _say(session, conversation, content, fallback, "order.paid", about, at=at)


@job("payments.tell_payment", priority=Priority.PAYMENT, give_up=leave_payment_untold)
async def tell_payment(session: AsyncSession, *, payment_id: UUID) -> None:
    """What became of a payment that settled nothing, or that the bank has not decided about."""
    payment = await session.get_one(Payment, (merchant_of(session), payment_id))
    order, conversation = await lock_with_conversation(session, payment.order_id)
    about = _about(order, payment)
    if await _is_said(session, conversation, about):
        return
    if payment.verdict is PaymentVerdict.SETTLED:
        return  # the bank was faster: payments.tell_paid says it
    if payment.verdict is PaymentVerdict.MISMATCH and (await load_money(session, order)).is_refunded(payment):
        return  # payments.tell_returned says it
    gone = [line.name for line in await lines_of(session, order)] if await _sold_out(session, payment) else []
    link, merchant = pay_url_of(session, order.pay_token), await this_merchant(session)
    other = await financial_status_by_id(session, order.id) is not FinancialStatus.NOTHING
    content, fallback = payment_words(merchant, order, payment, gone, link, has_other_money=other)
    reason = f"payment.{payment.verdict}"
    await _say(session, conversation, content, fallback, reason, about, at=now())


@job("payments.tell_returned", give_up=leave_payment_untold)
async def tell_returned(session: AsyncSession, *, payment_id: UUID) -> None:
    """Staff gave a whole payment back: that it is on its way, and that an order which is still open can be paid."""
    payment = await session.get_one(Payment, (merchant_of(session), payment_id))
    order, conversation = await lock_with_conversation(session, payment.order_id)
    money = await load_money(session, order)
    refunds = [each for each in money.refunds_of(payment) if each.is_at_stripe]
    if not money.is_refunded(payment) or all(each.told_at for each in refunds):
        return
    failed = sum(each.is_owed for each in money.refunds_of(payment))
    about = f"returned:{order.id}:{payment.id}:{failed}"  # what failed, and is made again, is said again
    link = _link_to_pay(session, order, money)
    content, fallback = payment_returned(await this_merchant(session), order, payment, link)
    for refund in refunds:
        refund.note_told(at=now())
    if not await _is_said(session, conversation, about):
        await _say(session, conversation, content, fallback, "payment.returned", about, at=now())


@job("payments.tell_refund", give_up=leave_refund_untold)
async def tell_refund(session: AsyncSession, *, refund_id: UUID) -> None:
    """A part of a payment that goes back, once; and any refund that failed, once."""
    refund = await session.get_one(Refund, (merchant_of(session), refund_id))
    order, conversation = await lock_with_conversation(session, refund.order_id)
    refund = await lock_refund(session, refund_id)
    if not refund.counts:
        await _tell_failed(session, order, conversation, refund)
    elif refund.is_at_stripe and refund.told_at is None:
        money, about = await load_money(session, order), f"refund:{order.id}:{refund.id}"
        payment = await session.get_one(Payment, (refund.merchant_id, refund.payment_id))
        link = _link_to_pay(session, order, money) if money.is_refunded(payment) else None
        content, fallback = refund_done(await this_merchant(session), order, refund, link)
        refund.note_told(at=now())
        await _say(session, conversation, content, fallback, "refund.done", about, at=now())


async def _tell_failed(
    session: AsyncSession, order: Order, conversation: Conversation, refund: Refund
) -> None:
    about = f"money:{order.id}:{refund.id}"
    if await _is_said(session, conversation, about):
        return
    payment = await session.get_one(Payment, (refund.merchant_id, refund.payment_id))
    is_whole = refund.amount_minor >= payment.amount_minor
    content, fallback = refund_failed(await this_merchant(session), order, refund, is_whole=is_whole)
    await _say(session, conversation, content, fallback, "refund.failed", about, at=now())


def _link_to_pay(session: AsyncSession, order: Order, money: OrderMoney) -> str | None:
    """Our short link, where the order waits for a payment again."""
    is_unpaid = financial_status_of(order, money) is FinancialStatus.NOTHING
    return pay_url_of(session, order.pay_token) if is_unpaid and order.closed_as(at=now()) is None else None


def _about(order: Order, payment: Payment) -> str:
    """The order first: `shop/notices/refused_messages.py` finds it there. A failed payment's word asks to pay."""
    kind = _KINDS.get(payment.verdict, "money")
    return f"{kind}:{order.id}:{payment.id}"


async def _leave_untold(session: AsyncSession, order: Order, reason: str) -> None:
    sentence = f"Order {order.number}: the shopper could not be told about the payment: {reason}"
    await ask_attention(session, order, AttentionKind.MESSAGE_REFUSED, sentence, actor=TELLING, at=now())
    log.error("payment.not_told", order_id=str(order.id))


async def _is_said(session: AsyncSession, conversation: Conversation, about: str) -> bool:
    """Was it queued before? A job may run twice."""
    row = await fetch_one(session, _SAID, conversation.merchant_id, conversation.id, about)
    return row is not None


async def _sold_out(session: AsyncSession, payment: Payment) -> bool:
    """Does it go back because its goods are gone?"""
    refunds = await refunds_of(session, payment)
    return any(refund.reason is RefundReason.SOLD_OUT for refund in refunds)


async def _names_missing(session: AsyncSession, order: Order) -> list[str]:
    delivered = {line.position for line in await lines_delivered(session, order)}
    return [line.name for line in await lines_of(session, order) if line.position not in delivered]


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


async def _say(
    session: AsyncSession,
    conversation: Conversation,
    content: Content,
    fallback: TemplateMessage | None,
    reason: str,
    about: str,
    *,
    at: datetime,
) -> None:
    await queue_message(
        session,
        conversation,
        content,
        lane=Lane.ORDER,
        reason=reason,
        fallback=fallback,
        about=about,
        at=at,
    )
