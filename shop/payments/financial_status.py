"""How it stands with an order's money: the one answer that page and chat give, and its words."""

from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

import msgspec
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.calls import open_calls
from shop.attention.models import AttentionKind
from shop.events.models import SubjectKind
from shop.kit.db.session import merchant_of
from shop.kit.stored_events import EventState
from shop.kit.translations import marked
from shop.orders.models import Order, OrderStatus
from shop.payments.models import Payment, PaymentVerdict, StripeEvent
from shop.payments.refunds.models import Refund, RefundState
from shop.payments.sessions import SETTLING


class FinancialStatus(StrEnum):
    """What a shopper is told where it is neither plainly unpaid nor plainly paid."""

    NOTHING = "nothing"  # no money, or all of it is back and the order may still be paid
    CONFIRMING = "confirming"  # Stripe told of it, and nobody read it yet
    UNDER_WAY = "under_way"
    UNCLEAR = "unclear"
    RETURNING = "returning"
    RETURNED = "returned"
    RETURN_FAILED = "return_failed"
    PAID = "paid"
    PAID_SHORT = "paid_short"
    PAID_TWICE = "paid_twice"
    PAID_UNCLEAR = "paid_unclear"


# Title and text of each, as the page behind our link shows them and the chat says them.
WORDS: dict[FinancialStatus, tuple[str, str]] = {
    FinancialStatus.CONFIRMING: (
        marked("We are confirming your payment"),
        marked(
            "As soon as it is confirmed you will hear from us in the WhatsApp chat. "
            "There is no need to pay again."
        ),
    ),
    FinancialStatus.UNDER_WAY: (
        marked("Your payment is under way"),
        marked(
            "Your bank may take some days. As soon as the payment arrives you will hear from us in the "
            "WhatsApp chat. Please do not pay again."
        ),
    ),
    FinancialStatus.UNCLEAR: (
        marked("Your payment needs a look"),
        marked(
            "A payment arrived that does not match this order. The shop has been told and will put it right "
            "with you in the chat. Please do not pay again."
        ),
    ),
    FinancialStatus.RETURNING: (
        marked("Your payment is on its way back"),
        marked("We are returning what you paid for this order. Your bank may take 5 to 10 days to show it."),
    ),
    FinancialStatus.RETURNED: (
        marked("Your payment was returned"),
        marked("We have returned what you paid for this order. Your bank may take 5 to 10 days to show it."),
    ),
    FinancialStatus.RETURN_FAILED: (
        marked("Your payment is not back yet"),
        marked(
            "Something went wrong when we returned your payment. The shop has been told and will put it right "
            "with you in the chat."
        ),
    ),
    FinancialStatus.PAID_SHORT: (
        marked("Order paid, but a part sold out"),
        marked(
            "A part of it sold out before your payment arrived. The shop has been told and will put it right "
            "with you in the chat."
        ),
    ),
    FinancialStatus.PAID_TWICE: (
        marked("Order paid"),
        marked(
            "A second payment arrived for it; we are returning that one. "
            "Your bank may take 5 to 10 days to show it."
        ),
    ),
    FinancialStatus.PAID_UNCLEAR: (
        marked("Order paid"),
        marked(
            "Another payment arrived that does not match it. The shop has been told and will put it right "
            "with you in the chat."
        ),
    ),
}


class OrderMoney(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an order's money."""

    payments: Sequence[Payment] = ()
    refunds: Sequence[Refund] = ()
    calls: frozenset[AttentionKind] = frozenset()
    is_told: bool = False  # Stripe told of a payment, and nobody read it yet

    @property
    def arrived(self) -> list[Payment]:
        return [payment for payment in self.payments if payment.has_arrived]

    @property
    def is_under_way(self) -> bool:
        return any(payment.verdict is PaymentVerdict.PENDING for payment in self.payments)

    def with_verdict(self, verdict: PaymentVerdict) -> list[Payment]:
        return [payment for payment in self.payments if payment.verdict is verdict]

    def goes_back(self, payment: Payment) -> bool:
        """Is all of it back, or on its way?"""
        return self._back(payment, *RefundState) >= payment.amount_minor

    def is_back(self, payment: Payment) -> bool:
        """Is all of it back?"""
        return self._back(payment, RefundState.SUCCEEDED) >= payment.amount_minor

    def _back(self, payment: Payment, *states: RefundState) -> int:
        return sum(
            refund.amount_minor
            for refund in self.refunds
            if refund.payment_id == payment.id and refund.counts and refund.state in states
        )


def financial_status_of(order: Order, money: OrderMoney) -> FinancialStatus:
    """The truth about an order's money, the worst of it first."""
    if AttentionKind.REFUND_FAILED in money.calls:
        return FinancialStatus.RETURN_FAILED
    if order.is_paid:
        return _of_paid(money)
    if _is_unclear(order, money):
        return FinancialStatus.UNCLEAR
    if money.is_told:
        return FinancialStatus.CONFIRMING
    if money.is_under_way:
        return FinancialStatus.UNDER_WAY
    going = [payment for payment in money.arrived if money.goes_back(payment)]
    if not all(money.is_back(payment) for payment in going):
        return FinancialStatus.RETURNING
    return (
        FinancialStatus.RETURNED
        if going and order.status is not OrderStatus.PENDING
        else FinancialStatus.NOTHING
    )


def _is_unclear(order: Order, money: OrderMoney) -> bool:
    """Money that a person must look at. Once staff have, an order that is still open can be paid again."""
    if AttentionKind.PAYMENT_EVENT_SET_ASIDE in money.calls:
        return True
    kept = [payment for payment in money.arrived if not money.goes_back(payment)]
    return bool(kept) and (
        order.status is not OrderStatus.PENDING or AttentionKind.PAYMENT_UNCLEAR in money.calls
    )


def _of_paid(money: OrderMoney) -> FinancialStatus:
    settled = money.with_verdict(PaymentVerdict.SETTLED)
    if settled and all(money.goes_back(payment) for payment in settled):
        return FinancialStatus.RETURNED if all(map(money.is_back, settled)) else FinancialStatus.RETURNING
    if AttentionKind.PAYMENT_UNDELIVERABLE in money.calls:
        return FinancialStatus.PAID_SHORT
    others = [payment for payment in money.arrived if payment.verdict is not PaymentVerdict.SETTLED]
    if AttentionKind.PAYMENT_UNCLEAR in money.calls and any(not money.goes_back(each) for each in others):
        return FinancialStatus.PAID_UNCLEAR
    twice = any(money.goes_back(each) and not money.is_back(each) for each in others)
    return FinancialStatus.PAID_TWICE if twice else FinancialStatus.PAID


async def financial_status_by_id(session: AsyncSession, order_id: UUID) -> FinancialStatus:
    """The truth about the money of one of our orders."""
    order = await session.get_one(Order, (merchant_of(session), order_id))
    return financial_status_of(order, await load_money(session, order))


async def load_money(session: AsyncSession, order: Order) -> OrderMoney:
    """Everything there is to know of an order's money."""
    calls = (await open_calls(session, SubjectKind.ORDER, [order.id])).get(order.id, [])
    told = select(StripeEvent.id).where(
        StripeEvent.merchant_id == merchant_of(session),
        StripeEvent.order_id == order.id,
        StripeEvent.state == EventState.WAITING,
        col(StripeEvent.type).in_(SETTLING),
    )
    return OrderMoney(
        payments=await payments_of(session, order),
        refunds=await refunds_for(session, order),
        calls=frozenset(call.kind for call in calls),
        is_told=(await session.exec(told.limit(1))).first() is not None,
    )


async def payments_of(session: AsyncSession, order: Order) -> Sequence[Payment]:
    """An order's payments, the oldest first."""
    statement = select(Payment).where(Payment.merchant_id == order.merchant_id, Payment.order_id == order.id)
    return (await session.exec(statement.order_by(col(Payment.id)))).all()


async def refunds_for(session: AsyncSession, order: Order) -> Sequence[Refund]:
    """What went or goes back of an order's payments, the oldest first."""
    statement = select(Refund).where(Refund.merchant_id == order.merchant_id, Refund.order_id == order.id)
    return (await session.exec(statement.order_by(col(Refund.id)))).all()
