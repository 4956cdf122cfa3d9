"""What a tap on a delivery sends, written and read. Pure."""

from uuid import UUID

import msgspec

from shop.delivery.quotes import DeliveryQuote
from shop.orders.models import Order

PREFIX = "delivery"
HOME = "home"  # in place of a method: to an address that is still to be written


class DeliveryTap(msgspec.Struct, frozen=True):
    """A delivery of an order; without a method, one to an address that is still to be written.

    `accepts_minor`: the total that is accepted by it.
    """

    order_id: UUID
    method_id: UUID | None
    place_id: UUID | None = None
    accepts_minor: int | None = None


def choice_id(order: Order, quote: DeliveryQuote, *, accepts_minor: int | None = None) -> str:
    """What a tap on that delivery sends."""
    parts = [PREFIX, str(order.id), str(quote.method_id), str(quote.place_id or "")]
    return ":".join([*parts, "" if accepts_minor is None else str(accepts_minor)])


def address_choice_id(order: Order) -> str:
    """What a tap on "another address" sends."""
    return f"{PREFIX}:{order.id}:{HOME}::"


def delivery_tapped(choice: str) -> DeliveryTap | None:
    """What was tapped; None for any other button."""
    parts = choice.split(":")
    if len(parts) != 5 or parts[0] != PREFIX:
        return None
    _, order, method, place, accepts = parts
    try:
        return DeliveryTap(
            UUID(order),
            None if method == HOME else UUID(method),
            UUID(place) if place else None,
            int(accepts) if accepts else None,
        )
    except ValueError:
        return None
