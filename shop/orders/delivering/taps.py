"""What a tap on a delivery sends, written and read. Pure."""

from uuid import UUID

import msgspec

from shop.delivery.quotes import DeliveryQuote
from shop.orders.models import Order

PREFIX = "delivery"
HOME = "home"  # in place of a method: to an address that is still to be written


class DeliveryTap(msgspec.Struct, frozen=True):
    """A delivery of an order; without a method, one to an address that is still to be written.

    `accepts_minor`: the total that is accepted by it; `address_mark`: of the address that was shown beside it.
    """

    order_id: UUID
    method_id: UUID | None
    place_id: UUID | None = None
    accepts_minor: int | None = None
    address_mark: str = ""


def choice_id(order: Order, quote: DeliveryQuote, *, accepts_minor: int, address_mark: str) -> str:
    """What a tap on that delivery sends."""
    mark = "" if quote.place_id else address_mark
    parts = (PREFIX, order.id, quote.method_id, quote.place_id or "", accepts_minor, mark)
    return ":".join(map(str, parts))


def address_choice_id(order: Order) -> str:
    """What a tap on "another address" sends."""
    return f"{PREFIX}:{order.id}:{HOME}:::"


def delivery_tapped(choice: str) -> DeliveryTap | None:
    """What was tapped; None for any other button."""
    parts = choice.split(":")
    if len(parts) != 6 or parts[0] != PREFIX:
        return None
    _, order, method, place, accepts, mark = parts
    try:
        return DeliveryTap(
            UUID(order),
            None if method == HOME else UUID(method),
            UUID(place) if place else None,
            int(accepts) if accepts else None,
            mark,
        )
    except ValueError:
        return None
