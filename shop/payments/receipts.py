"""What a paid checkout session says, in our units, and whether it pays the order. Pure."""

from typing import Any
from uuid import UUID

import msgspec

from shop.kit.money import InvalidAmount, UnknownCurrency, from_stripe_amount
from shop.orders.models import Order
from shop.payments.models import PaymentVerdict


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """A payment that arrived. `amount_minor` is in our minor units."""

    session_id: str
    order_id: UUID
    revision: int
    amount_minor: int
    currency: str
    livemode: bool
    payment_intent: str | None
    email: str | None


def read_receipt(thing: dict[str, Any]) -> Receipt | None:
    """A checkout session's facts; None if it names no order of ours."""
    metadata = thing.get("metadata") or {}
    try:
        order_id, revision = UUID(metadata["order_id"]), int(metadata["revision"])
    except (KeyError, ValueError, TypeError, AttributeError):
        return None
    currency = str(thing.get("currency") or "").upper()
    return Receipt(
        session_id=str(thing["id"]),
        order_id=order_id,
        revision=revision,
        amount_minor=_ours(int(thing.get("amount_total") or 0), currency),
        currency=currency,
        livemode=bool(thing.get("livemode")),
        payment_intent=thing.get("payment_intent"),
        email=(thing.get("customer_details") or {}).get("email"),
    )


def judge_receipt(order: Order, receipt: Receipt, *, livemode: bool) -> tuple[PaymentVerdict, str]:
    """Does it settle the order? If not, why, as a sentence for staff. `livemode` is the account's mode."""
    if receipt.livemode is not livemode:  # before all else: test money never has to go back
        return PaymentVerdict.MISMATCH, "The payment is not of the account's mode (live or test)."
    if order.is_paid:
        return PaymentVerdict.SURPLUS, f"Order {order.number} was paid a second time: refund this payment."
    if receipt.revision != order.revision:
        return PaymentVerdict.MISMATCH, f"Order {order.number} was paid by the link of an earlier revision."
    if (receipt.amount_minor, receipt.currency) != (order.total_minor, order.currency):
        return PaymentVerdict.MISMATCH, (
            f"Order {order.number}: paid {receipt.amount_minor} {receipt.currency}, "
            f"due {order.total_minor} {order.currency} (minor units)."
        )
    return PaymentVerdict.SETTLED, ""


def _ours(amount: int, currency: str) -> int:
    try:
        return from_stripe_amount(amount, currency)
    except (UnknownCurrency, InvalidAmount):
        return amount  # never equal to what an order of ours asks for: it becomes a mismatch
