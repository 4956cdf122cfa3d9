"""What a checkout session says, in our units, whose it is, and whether it pays the order. Pure."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec

from shop.kit.money import InvalidAmount, UnknownCurrency, format_money, from_stripe_amount
from shop.orders.models import Order
from shop.payments.models import PaymentVerdict

SETTLING = frozenset({"checkout.session.completed", "checkout.session.async_payment_succeeded"})


class StripeNews(msgspec.Struct, frozen=True, kw_only=True):
    """An event of Stripe: its type, the object it tells of, and when it happened by Stripe's clock."""

    kind: str
    thing: dict[str, Any]
    at: datetime


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What a session says of a payment. `amount_minor` is in our minor units, `at` Stripe's time of the news.

    `names_merchant`: as every session of ours does.
    """

    session_id: str
    order_id: UUID
    names_merchant: bool = True
    revision: int
    amount_minor: int
    currency: str
    livemode: bool
    payment_intent: str | None
    email: str | None
    at: datetime


def order_named(thing: dict[str, Any]) -> UUID | None:
    """The order that the metadata of a session, payment or charge names, whosever it is."""
    metadata = thing.get("metadata")
    try:
        return UUID(metadata["order_id"]) if isinstance(metadata, dict) else None
    except (KeyError, ValueError, TypeError, AttributeError):
        return None


def intent_named(thing: dict[str, Any]) -> str | None:
    """The payment intent that a session, charge, refund, dispute or warning is about; it may come expanded."""
    intent = thing.get("payment_intent")
    found = intent.get("id") if isinstance(intent, dict) else intent
    return found if isinstance(found, str) and found and "\x00" not in found else None


def is_foreign(thing: dict[str, Any], merchant_id: UUID) -> bool:
    """Does it say that it is another merchant's, or another installation's on the same account? We name ours always."""
    metadata = thing.get("metadata")
    named = metadata.get("merchant_id") if isinstance(metadata, dict) else None
    return named is not None and named != str(merchant_id)


def read_receipt(news: StripeNews) -> Receipt | None:
    """A checkout session's facts; None if it names no order of ours."""
    thing = news.thing
    metadata = thing.get("metadata") or {}
    order_id = order_named(thing)
    try:
        revision = int(metadata["revision"])
    except (KeyError, ValueError, TypeError, AttributeError):
        return None
    if order_id is None:
        return None
    currency = str(thing.get("currency") or "").upper()
    return Receipt(
        session_id=str(thing["id"]),
        order_id=order_id,
        names_merchant=metadata.get("merchant_id") is not None,
        revision=revision,
        amount_minor=ours(int(thing.get("amount_total") or 0), currency),
        currency=currency,
        livemode=bool(thing.get("livemode")),
        payment_intent=intent_named(thing),
        email=(thing.get("customer_details") or {}).get("email"),
        at=news.at,
    )


def read_news(body: bytes, *, arrived_at: datetime) -> StripeNews:
    """An event as it was stored. Stripe's clock counts whole seconds."""
    event = _without_nul(msgspec.json.decode(body))
    created = event.get("created")
    at = datetime.fromtimestamp(created, UTC) if isinstance(created, int) else arrived_at
    return StripeNews(kind=event["type"], thing=event["data"]["object"], at=at)


def _without_nul(value: Any) -> Any:
    """The same without the character that PostgreSQL's text cannot hold, wherever it stands."""
    match value:
        case str():
            return value.replace("\x00", "")
        case list():
            return [_without_nul(each) for each in value]
        case dict():
            return {_without_nul(name): _without_nul(each) for name, each in value.items()}
        case _:
            return value


def verdict_on(
    order: Order, receipt: Receipt, *, livemode: bool, is_todays_price: bool
) -> tuple[PaymentVerdict, str]:
    """Does it settle the order? If not, why, as a sentence for staff.

    `livemode` is the account's mode; `is_todays_price`: the link of its revision asked for today's total.
    """
    if receipt.livemode is not livemode:  # before all else: test money never has to go back
        return PaymentVerdict.MISMATCH, "The payment is not of the account's mode (live or test)."
    if receipt.amount_minor == 0 and (order.is_paid or order.is_withdrawn):  # there is nothing to give back
        return (
            PaymentVerdict.MISMATCH,
            f"Order {order.number} is {order.status}: a payment of nothing came for it.",
        )
    if order.is_paid:
        return PaymentVerdict.SURPLUS, f"Order {order.number} was paid a second time: this payment goes back."
    if order.is_withdrawn:
        why = f"Order {order.number} was paid after it was cancelled: this payment goes back."
        return PaymentVerdict.UNDELIVERABLE, why
    return _fits(order, receipt, is_todays_price=is_todays_price)


def _fits(order: Order, receipt: Receipt, *, is_todays_price: bool) -> tuple[PaymentVerdict, str]:
    if receipt.revision != order.revision and not is_todays_price:
        return PaymentVerdict.MISMATCH, f"Order {order.number} was paid by the link of an earlier revision."
    if (receipt.amount_minor, receipt.currency) != (order.total_minor, order.currency):
        return PaymentVerdict.MISMATCH, (
            f"Order {order.number}: paid {receipt.amount_minor} {receipt.currency}, "
            f"due {order.total_minor} {order.currency} (minor units)."
        )
    return PaymentVerdict.SETTLED, ""


def ours(amount: int, currency: str) -> int:
    """Stripe's amount in our minor units; as it is where the currency is none that we know."""
    try:
        return from_stripe_amount(amount, currency)
    except (UnknownCurrency, InvalidAmount):
        return amount  # never equal to what an order of ours asks for: it becomes a mismatch


def any_money(amount_minor: int, currency: str, locale: str) -> str:
    """An amount in a currency that may be none we know."""
    try:
        return format_money(amount_minor, currency, locale)
    except UnknownCurrency:
        return f"{amount_minor} {currency}"
