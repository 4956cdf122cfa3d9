"""Which payment of an order can be refunded, and how much of it is left. Pure."""

from uuid import UUID

from shop.kit.errors import Conflict, NotFound
from shop.orders.models import Order
from shop.payments.financial_status.status import OrderMoney
from shop.payments.models import Payment, PaymentVerdict
from shop.payments.receipts import any_money


class NothingToRefund(Conflict):
    """Nobody paid, or all of it is back or on its way."""


class RefundAboveWhatIsLeft(Conflict):
    """More than what is left of the payment."""


class PaymentDisputed(Conflict):
    """Stripe gives nothing of it back before the bank has decided."""


class OtherCurrency(Conflict):
    """The payment is in another currency than the order."""


class SeveralPayments(Conflict):
    """It has to be said which one is meant."""


def payment_to_refund(order: Order, money: OrderMoney, payment_id: UUID | None) -> Payment:
    """The one that is named; else the one that settled the order, or the only one.

    Raises NotFound, NothingToRefund, PaymentDisputed, OtherCurrency, SeveralPayments.
    """
    payment = _named(money, payment_id) if payment_id is not None else _meant(order, money)
    if payment.currency != order.currency:
        raise OtherCurrency(
            f"This payment is in {payment.currency}, order {order.number} in {order.currency}: "
            "refund it in Stripe's dashboard; it is followed here."
        )
    if money.is_disputed(payment):
        raise PaymentDisputed(
            "The buyer's bank disputes this payment: Stripe refunds nothing of it before that is decided."
        )
    if money.left_minor(payment) == 0:
        raise NothingToRefund("Nothing of this payment is left to refund: all of it is back or on its way.")
    return payment


def check_left(money: OrderMoney, payment: Payment, amount_minor: int) -> None:
    """Raises RefundAboveWhatIsLeft."""
    left = money.left_minor(payment)
    if amount_minor > left:
        raise RefundAboveWhatIsLeft(
            f"Of this payment {_said(left, payment)} is left to refund; {_said(amount_minor, payment)} was asked for."
        )


def refunded_minor(order: Order, money: OrderMoney) -> int:
    """What went or goes back of the payments that settled the order, in minor units of its currency."""
    return sum(map(money.refunded_minor, _of_the_order(order, money)))


def refundable_minor(order: Order, money: OrderMoney) -> int:
    """What of them could be refunded now."""
    payments = _of_the_order(order, money)
    return sum(money.left_minor(payment) for payment in payments if not money.is_disputed(payment))


def _of_the_order(order: Order, money: OrderMoney) -> list[Payment]:
    settled = money.with_verdict(PaymentVerdict.SETTLED)
    return [payment for payment in settled if payment.currency == order.currency]


def _named(money: OrderMoney, payment_id: UUID) -> Payment:
    for payment in money.arrived:
        if payment.id == payment_id:
            return payment
    raise NotFound("No such payment has arrived for this order.")


def _meant(order: Order, money: OrderMoney) -> Payment:
    arrived = [payment for payment in money.arrived if payment.amount_minor > 0]
    settled = [payment for payment in arrived if payment.verdict is PaymentVerdict.SETTLED]
    candidates = settled or arrived
    if not candidates:
        why = "cost nothing" if order.is_paid else f"is {order.status}, and no payment has arrived"
        raise NothingToRefund(f"Order {order.number} {why}: there is nothing to refund.")
    if len(candidates) > 1:
        raise SeveralPayments("Several payments arrived for this order: say which one by `payment_id`.")
    return candidates[0]


def _said(amount_minor: int, payment: Payment) -> str:
    return any_money(amount_minor, payment.currency, "en")
