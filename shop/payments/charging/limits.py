"""The smallest and the largest amount that Stripe charges, known before it is asked for a link. Pure.

Source: docs.stripe.com/currencies, "Minimum and maximum charge amounts". The minimum is told for the currency in which the
account is paid out; ours is the order's, which is the same unless the account converts. Currencies that are not listed have
a minimum only Stripe knows: there it is Stripe that refuses.
"""

from typing import NamedTuple

from shop.kit.money import InvalidAmount, format_money
from shop.kit.translations import t
from shop.orders.models import Order

# In minor units of the currency.
_HALVES = "USD EUR AUD BRL CAD CHF INR NZD SGD ZAR COP ARS ILS PHP"
SMALLEST = {
    **dict.fromkeys(_HALVES.split(), 50),
    "GBP": 30,
    "AED": 200,
    "CZK": 1500,
    "DKK": 250,
    "HKD": 400,
    "HUF": 17500,
    "JPY": 50,
    "KRW": 50,
    "MXN": 1000,
    "MYR": 200,
    "NOK": 300,
    "PLN": 200,
    "RON": 200,
    "SEK": 300,
    "THB": 1000,
}
LARGEST = 999_999_999_999  # twelve digits, as most cards have it


class NotChargeable(InvalidAmount):
    """An order that costs too little or too much to be paid by a link."""


class ChargeLimit(NamedTuple):
    """The limit that an order passes, in minor units, and on which side."""

    minor: int
    is_below: bool


def limit_passed(order: Order) -> ChargeLimit | None:
    """None for what can be charged, and for what costs nothing."""
    smallest = SMALLEST.get(order.currency, 0)
    if 0 < order.total_minor < smallest:
        return ChargeLimit(smallest, is_below=True)
    return ChargeLimit(LARGEST, is_below=False) if order.total_minor > LARGEST else None


def check_chargeable(order: Order) -> None:
    """Raises NotChargeable, with a sentence for staff."""
    if (limit := limit_passed(order)) is not None:
        side, amount = (
            "at least" if limit.is_below else "at most",
            format_money(limit.minor, order.currency, "en"),
        )
        raise NotChargeable(f"A payment link takes {side} {amount}.")


def limit_words(order: Order, limit: ChargeLimit) -> str:
    """Why it cannot be paid by a link, and what can be done, as the shopper is told."""
    amount = format_money(limit.minor, order.currency, order.locale)
    if limit.is_below:
        return t(
            order.locale,
            "Your order *{number}* costs less than can be paid online: that begins at {amount}. "
            "Send a cart with something more, or wait for the team, who know of it.",
            number=order.number,
            amount=amount,
        )
    return t(
        order.locale,
        "Your order *{number}* costs more than can be paid online, which is {amount} at most. "
        "Someone from the team will write to you.",
        number=order.number,
        amount=amount,
    )
