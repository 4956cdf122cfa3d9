"""How it stands with an order's money: the one answer that page and chat give, and its words."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

import msgspec
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.calling import open_attention_of
from shop.attention.models import AttentionKind
from shop.events.models import SubjectKind
from shop.kit.db.session import merchant_of
from shop.kit.translations import marked
from shop.kit.vendors.webhook_events import WebhookState
from shop.orders.models import Order, OrderStatus
from shop.payments.models import Payment, PaymentVerdict, StripeEvent
from shop.payments.refunds.models import Refund, RefundState
from shop.payments.sessions import SETTLING

R = TypeVar("R", Payment, Refund)


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
        """Is all of it back, or on its way? A payment of nothing never is: a person looks at it."""
        return payment.amount_minor > 0 and self._back(payment, *RefundState) >= payment.amount_minor

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
    return (await financial_statuses(session, [order_id]))[order_id]


async def financial_statuses(session: AsyncSession, order_ids: Sequence[UUID]) -> dict[UUID, FinancialStatus]:
    """The truth about the money of several orders of ours."""
    wanted = select(Order).where(Order.merchant_id == merchant_of(session), col(Order.id).in_(order_ids))
    orders = (await session.exec(wanted)).all()
    money = await _money_of(session, order_ids)
    return {order.id: financial_status_of(order, money[order.id]) for order in orders}


async def load_money(session: AsyncSession, order: Order) -> OrderMoney:
    """Everything there is to know of an order's money."""
    return (await _money_of(session, [order.id]))[order.id]


async def _money_of(session: AsyncSession, order_ids: Sequence[UUID]) -> dict[UUID, OrderMoney]:
    calls = await open_attention_of(session, SubjectKind.ORDER, order_ids)
    told = select(StripeEvent.order_id).where(
        StripeEvent.merchant_id == merchant_of(session),
        col(StripeEvent.order_id).in_(order_ids),
        StripeEvent.state == WebhookState.WAITING,
        col(StripeEvent.type).in_(SETTLING),
    )
    waiting = set((await session.exec(told)).all())
    payments = await _by_order(session, Payment, order_ids)
    refunds = await _by_order(session, Refund, order_ids)
    return {
        order_id: OrderMoney(
            payments=payments[order_id],
            refunds=refunds[order_id],
            calls=frozenset(call.kind for call in calls.get(order_id, [])),
            is_told=order_id in waiting,
        )
        for order_id in order_ids
    }


async def payments_of(session: AsyncSession, order: Order) -> Sequence[Payment]:
    """An order's payments, the oldest first."""
    return (await _by_order(session, Payment, [order.id]))[order.id]


async def refunds_for(session: AsyncSession, order: Order) -> Sequence[Refund]:
    """What went or goes back of an order's payments, the oldest first."""
    return (await _by_order(session, Refund, [order.id]))[order.id]


async def _by_order(session: AsyncSession, kind: type[R], order_ids: Sequence[UUID]) -> dict[UUID, list[R]]:
    """Payments or refunds of each order, the oldest first."""
    wanted = select(kind).where(
        col(kind.merchant_id) == merchant_of(session), col(kind.order_id).in_(order_ids)
    )
    found: dict[UUID, list[R]] = {order_id: [] for order_id in order_ids}
    for row in (await session.exec(wanted.order_by(col(kind.id)))).all():
        found[row.order_id].append(row)
    return found
