"""How far an order has come, in one word. Pure.

What has happened to its pieces decides, the farthest first: what is back, what arrived, what left, what lies ready, what is
packed. Parcels that were cancelled count for nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from shop.orders.fulfilments.models import ARRIVED, GONE, FulfilmentState
from shop.orders.models import OrderStatus


class OrderStage(StrEnum):
    AWAITING_PAYMENT = "awaiting_payment"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    PAID = "paid"  # and nobody has begun
    REFUNDED = "refunded"  # before anything of it had left
    PREPARING = "preparing"
    PARTLY_READY = "partly_ready"
    READY = "ready"  # to be collected
    PARTLY_SHIPPED = "partly_shipped"
    SHIPPED = "shipped"
    PARTLY_DELIVERED = "partly_delivered"
    DELIVERED = "delivered"
    COLLECTED = "collected"
    RETURNED = "returned"  # all of it


# What an order is before it is paid, and instead of it.
STATUS_OF: Mapping[OrderStage, OrderStatus] = {
    OrderStage.AWAITING_PAYMENT: OrderStatus.PENDING,
    OrderStage.CANCELLED: OrderStatus.CANCELLED,
    OrderStage.EXPIRED: OrderStatus.EXPIRED,
}
UNPAID = {status: stage for stage, status in STATUS_OF.items()}


def stage_of(
    status: OrderStatus,
    *,
    ordered: int,
    parcels: Iterable[tuple[FulfilmentState, int]] = (),
    returned: int = 0,
    is_preparing: bool = False,
    is_refunded: bool = False,
) -> OrderStage:
    """`ordered` and `returned` (what is back) count pieces; `parcels` are the fulfilments' states with theirs.

    `is_refunded`: all that was paid went back.
    """
    if status in UNPAID:
        return UNPAID[status]
    if returned >= ordered:
        return OrderStage.RETURNED
    pieces = _by_state(parcels)
    arrived, gone = (sum(pieces[state] for state in states) for states in (ARRIVED, GONE))
    if gone:
        return _sent(pieces, arrived, gone, ordered)
    return OrderStage.REFUNDED if is_refunded else _at_the_shop(pieces, ordered, is_preparing=is_preparing)


def _by_state(parcels: Iterable[tuple[FulfilmentState, int]]) -> Counter[FulfilmentState]:
    pieces: Counter[FulfilmentState] = Counter()
    for state, amount in parcels:
        pieces[state] += amount
    return pieces


def _sent(pieces: Counter[FulfilmentState], arrived: int, gone: int, ordered: int) -> OrderStage:
    if arrived >= ordered:
        is_collected = pieces[FulfilmentState.COLLECTED] >= ordered
        return OrderStage.COLLECTED if is_collected else OrderStage.DELIVERED
    if arrived:
        return OrderStage.PARTLY_DELIVERED
    return OrderStage.SHIPPED if gone >= ordered else OrderStage.PARTLY_SHIPPED


def _at_the_shop(pieces: Counter[FulfilmentState], ordered: int, *, is_preparing: bool) -> OrderStage:
    if (ready := pieces[FulfilmentState.READY]) > 0:
        return OrderStage.READY if ready >= ordered else OrderStage.PARTLY_READY
    if is_preparing or pieces[FulfilmentState.PREPARING]:
        return OrderStage.PREPARING
    return OrderStage.PAID
