"""What a payment link is asked for, in Stripe's units, and as Stripe's parameters. Pure."""

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec

from shop.kit.money import stripe_amount
from shop.kit.texts.lines import one_line
from shop.orders.models import Order
from shop.orders.order_line import OrderLine
from shop.payments.charging.limits import check_chargeable
from shop.payments.words import closed_link_text

MOST_LINES = 20
LONGEST_NAME = 250


class LinkLine(msgspec.Struct, frozen=True):
    """One line of a link: the name as the shopper sees it and the line's total in Stripe's units."""

    name: str
    amount: int


class LinkRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A payment link to be made for one revision of an order."""

    order_id: str
    revision: int
    order_number: str
    merchant_id: str
    currency: str
    lines: list[LinkLine]
    return_url: str
    closed_message: str

    @property
    def idempotency_key(self) -> str:
        """Order, revision and what is asked for: the same wish made twice is one link."""
        digest = hashlib.sha256(msgspec.json.encode(self)).hexdigest()[:24]
        return f"link:{self.order_id}:{self.revision}:{digest}"


class CreatedLink(msgspec.Struct, frozen=True):
    stripe_id: str
    url: str


def link_parameters(wish: LinkRequest) -> dict[str, Any]:
    """The wish as Stripe's parameters."""
    metadata = {
        "order_id": wish.order_id,
        "revision": str(wish.revision),
        "order_number": wish.order_number,
        "merchant_id": wish.merchant_id,
    }
    return {
        "line_items": [_line(line, wish.currency) for line in fold_lines(wish.lines)],
        "restrictions": {"completed_sessions": {"limit": 1}},
        "metadata": metadata,
        "payment_intent_data": {"metadata": metadata, "description": f"#{wish.order_number}"},
        "after_completion": {"type": "redirect", "redirect": {"url": wish.return_url}},
        "inactive_message": wish.closed_message,
    }


def fold_lines(lines: list[LinkLine]) -> list[LinkLine]:
    """At most 20 lines: the 20th and all after it become one. Lines of nothing are left out."""
    paid = [line for line in lines if line.amount > 0]
    if len(paid) <= MOST_LINES:
        return paid
    rest = paid[MOST_LINES - 1 :]
    return [*paid[: MOST_LINES - 1], LinkLine(f"+ {len(rest)}", sum(line.amount for line in rest))]


def _line(line: LinkLine, currency: str) -> dict[str, Any]:
    """Quantity is always 1: the line's total is what we promised, whatever rounding its parts had."""
    product = {"name": line.name[:LONGEST_NAME]}
    price = {"currency": currency.lower(), "unit_amount": line.amount, "product_data": product}
    return {"price_data": price, "quantity": 1}


def link_request_for(order: Order, lines: Sequence[OrderLine], *, return_url: str) -> LinkRequest:
    """What to ask of Stripe. Every line has quantity 1 and the line's own total, after discounts; delivery is the last.

    Raises NotChargeable.
    """
    check_chargeable(order)
    return LinkRequest(
        order_id=str(order.id),
        revision=order.revision,
        order_number=str(order.number),
        merchant_id=str(order.merchant_id),
        currency=order.currency,
        lines=[*(_goods(line, order.currency) for line in lines), *_delivery(order)],
        return_url=return_url,
        closed_message=closed_link_text(order.locale),
    )


def _goods(line: OrderLine, currency: str) -> LinkLine:
    name = f"{one_line(line.name) or line.sku} × {line.quantity}"
    return LinkLine(name, stripe_amount(line.total_minor, currency))


def _delivery(order: Order) -> list[LinkLine]:
    if order.delivery is None or not order.delivery_minor:
        return []
    return [
        LinkLine(one_line(order.delivery.name) or "+", stripe_amount(order.delivery_minor, order.currency))
    ]
