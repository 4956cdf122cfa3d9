"""What pieces of an order's line are worth when they are refunded. Pure.

A line of n pieces that cost T in all: T // n each, and one minor unit more for the first T % n of them (largest remainder).
So pieces that are refunded one after the other come to exactly T, whichever are refunded together. What a refund
that failed had taken is taken anew by the next one.
"""

from collections.abc import Mapping, Sequence

import msgspec

from shop.kit.errors import Conflict, ShopError
from shop.orders.order_line import OrderLine
from shop.payments.refunds.models import Refund, RefundedLine


class UnknownLine(ShopError):
    """The order has no such line, or it is named twice."""

    status_code = 422


class LineRefunded(Conflict):
    """So many pieces of the line are not left."""


class LineRequest(msgspec.Struct, frozen=True, kw_only=True):
    """So many pieces of the line at that position; `restock`: they go back into the stock."""

    position: int
    quantity: int
    restock: bool = False


def price_requests(
    lines: Sequence[OrderLine], refunds: Sequence[Refund], requests: Sequence[LineRequest]
) -> list[RefundedLine]:
    """Each request with its amount. `refunds` are the payment's so far. Raises UnknownLine, LineRefunded."""
    by_position = {line.position: line for line in lines}
    asked = [request.position for request in requests]
    if len(set(asked)) < len(asked):
        raise UnknownLine("A line is named twice.")
    return [_priced(by_position, refunds, request) for request in requests]


def _priced(lines: Mapping[int, OrderLine], refunds: Sequence[Refund], request: LineRequest) -> RefundedLine:
    line = lines.get(request.position)
    if line is None:
        raise UnknownLine(f"This order has no line {request.position}.")
    pieces, taken_minor = _taken(refunds, request.position)
    if request.quantity > line.quantity - pieces:
        raise LineRefunded(
            f"Of line {line.position}, {line.quantity - pieces} of {line.quantity} are left to refund."
        )
    amount = worth_of(line, pieces + request.quantity) - taken_minor
    return RefundedLine(position=line.position, quantity=request.quantity, amount_minor=amount)


def worth_of(line: OrderLine, pieces: int) -> int:
    """What the first so many pieces of a line cost, tax included."""
    each, rest = divmod(line.total_minor, line.quantity)
    return each * pieces + min(pieces, rest)


def _taken(refunds: Sequence[Refund], position: int) -> tuple[int, int]:
    """Pieces of the line, and minor units for them, that are back or on their way."""
    parts = [
        part
        for refund in refunds
        if refund.counts
        for part in refund.lines
        if part.position == position and part.amount_minor is not None
    ]
    return sum(part.quantity for part in parts), sum(part.amount_minor or 0 for part in parts)
