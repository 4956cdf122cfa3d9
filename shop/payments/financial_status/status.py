"""How it stands with an order's money: the one answer that page and chat give, the worst of it first. Pure."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from shop.attention.models import AttentionKind
from shop.orders.models import Order, OrderStatus
from shop.payments.disputes.models import Dispute
from shop.payments.models import Payment, PaymentVerdict
from shop.payments.refunds.made_good import is_any_owed
from shop.payments.refunds.models import Refund, RefundState


class FinancialStatus(StrEnum):
    """What a shopper is told where it is neither plainly unpaid nor plainly paid."""

    NOTHING = "nothing"  # no money, or all of it is back and the order may still be paid
    CONFIRMING = "confirming"  # Stripe told of it, and nobody read it yet
    UNDER_WAY = "under_way"
    UNCLEAR = "unclear"
    RETURNING = "returning"
    RETURNED = "returned"
    RETURN_FAILED = "return_failed"
    DISPUTED = "disputed"  # the buyer's bank wants it back, and nobody has decided
    CHARGED_BACK = "charged_back"  # it is back with the buyer, by their bank
    PAID = "paid"
    PARTLY_REFUNDED = "partly_refunded"  # some of it is back or on its way, by the shop's will
    PAID_SHORT = "paid_short"
    PAID_TWICE = "paid_twice"
    PAID_UNCLEAR = "paid_unclear"


class OrderMoney(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an order's money."""

    payments: Sequence[Payment] = ()
    refunds: Sequence[Refund] = ()
    disputes: Sequence[Dispute] = ()
    calls: frozenset[AttentionKind] = frozenset()
    is_told: bool = False  # Stripe told of a payment, and nobody read it yet
    is_set_aside: bool = False  # Stripe told of a payment, and it could not be used

    @property
    def arrived(self) -> list[Payment]:
        return [payment for payment in self.payments if payment.has_arrived]

    @property
    def is_under_way(self) -> bool:
        return any(payment.verdict is PaymentVerdict.PENDING for payment in self.payments)

    @property
    def is_all_returned(self) -> bool:
        """Is everything that settled the order back, or on its way back?"""
        settled = self.with_verdict(PaymentVerdict.SETTLED)
        return bool(settled) and all(map(self.goes_back, settled))

    def with_verdict(self, verdict: PaymentVerdict) -> list[Payment]:
        return [payment for payment in self.payments if payment.verdict is verdict]

    def goes_back(self, payment: Payment) -> bool:
        """Is all of it back, or on its way? A payment of nothing never is: a person looks at it."""
        return payment.amount_minor > 0 and self._back(payment, *RefundState) >= payment.amount_minor

    def is_back(self, payment: Payment) -> bool:
        """Is all of it back?"""
        return self._back(payment, RefundState.SUCCEEDED) >= payment.amount_minor

    def is_disputed(self, payment: Payment) -> bool:
        """Does Stripe keep some of it back until a dispute is decided?"""
        return any(each.takes_money for each in self.disputes if each.payment_id == payment.id)

    def is_charged_back(self, payment: Payment) -> bool:
        """Did some of it go back by a dispute that was lost?"""
        return any(each.is_lost for each in self.disputes if each.payment_id == payment.id)

    def refunds_of(self, payment: Payment) -> list[Refund]:
        """What went, goes or should have gone back of it."""
        return [each for each in self.refunds if each.payment_id == payment.id]

    def refunded_minor(self, payment: Payment) -> int:
        """What refunds of ours or of staff give back of it."""
        return sum(each.amount_minor for each in self.refunds_of(payment) if each.counts)

    def left_minor(self, payment: Payment) -> int:
        """What neither refunds nor lost disputes took of it."""
        return max(0, payment.amount_minor - self._back(payment, *RefundState))

    def is_refunded(self, payment: Payment) -> bool:
        """Do refunds of ours or of staff give back all of it?"""
        return 0 < payment.amount_minor <= self.refunded_minor(payment)

    def is_owed(self, payment: Payment) -> bool:
        """Did a refund of it fail, or wait to be sent, and no later one take its place?"""
        return is_any_owed(self.refunds_of(payment))

    def _back(self, payment: Payment, *states: RefundState) -> int:
        refunds = [
            each.amount_minor for each in self.refunds_of(payment) if each.counts and each.state in states
        ]
        lost = [
            _taken(each, payment) for each in self.disputes if each.is_lost and each.payment_id == payment.id
        ]
        return sum(refunds) + sum(lost)


def _taken(dispute: Dispute, payment: Payment) -> int:
    """What a dispute took of a payment; all of it, where it is told in another currency."""
    is_comparable = dispute.currency == payment.currency
    return dispute.amount_minor if is_comparable else payment.amount_minor


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
    is_over = all(map(money.is_back, going))
    if not going or (is_over and order.status is OrderStatus.PENDING):
        return FinancialStatus.NOTHING
    return _of_returned(going, money)


def _of_returned(payments: Sequence[Payment], money: OrderMoney) -> FinancialStatus:
    """All of each goes back: is it there, and by whom?"""
    if not all(map(money.is_back, payments)):
        return FinancialStatus.RETURNING
    by_bank = any(map(money.is_charged_back, payments))
    return FinancialStatus.CHARGED_BACK if by_bank else FinancialStatus.RETURNED


def _is_unclear(order: Order, money: OrderMoney) -> bool:
    """Money that a person must look at. Once staff have, an order that is still open can be paid again."""
    if money.is_set_aside and AttentionKind.PAYMENT_EVENT_SET_ASIDE in money.calls:
        return True
    kept = [payment for payment in money.arrived if not money.goes_back(payment)]
    return bool(kept) and (
        order.status is not OrderStatus.PENDING or AttentionKind.PAYMENT_UNCLEAR in money.calls
    )


def _of_paid(money: OrderMoney) -> FinancialStatus:
    settled = money.with_verdict(PaymentVerdict.SETTLED)
    if money.is_all_returned:
        return _of_returned(settled, money)
    if any(map(money.is_disputed, settled)):
        return FinancialStatus.DISPUTED
    if AttentionKind.PAYMENT_UNDELIVERABLE in money.calls:
        return FinancialStatus.PAID_SHORT
    others = [payment for payment in money.arrived if payment.verdict is not PaymentVerdict.SETTLED]
    if AttentionKind.PAYMENT_UNCLEAR in money.calls and any(not money.goes_back(each) for each in others):
        return FinancialStatus.PAID_UNCLEAR
    twice = any(money.goes_back(each) and not money.is_back(each) for each in others)
    if twice:
        return FinancialStatus.PAID_TWICE
    is_partly = any(money.refunded_minor(each) for each in settled)
    return FinancialStatus.PARTLY_REFUNDED if is_partly else FinancialStatus.PAID
