"""An order's state from the log of events alone. Pure: the tables need not be there, a test compares the two.

The log knows what is needed for that: what was ordered and at what total, what became of it, of its parcels, its returns
and its money; no names, no texts, no carrier's numbers.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol
from uuid import UUID

import msgspec

from shop.events.models import SubjectKind
from shop.orders.fulfilments.models import FulfilmentState
from shop.orders.life.pieces import Pieces, amount
from shop.orders.life.stages import OrderStage, stage_of
from shop.orders.models import OrderStatus
from shop.orders.returns.models import ReturnState


class NoBeginning(LookupError):
    """Nothing says what the order was when it was placed."""


class Logged(Protocol):
    """What is read of an event."""

    @property
    def kind(self) -> str: ...
    @property
    def subject_kind(self) -> str: ...
    @property
    def subject_id(self) -> UUID: ...
    @property
    def data(self) -> Mapping[str, Any]: ...


class RebuiltParcel(msgspec.Struct):
    """A fulfilment as the log knows it."""

    lines: list[Pieces]
    state: FulfilmentState = FulfilmentState.PREPARING

    def become(self, state: FulfilmentState) -> None:
        """What was logged of it."""
        self.state = state


class RebuiltReturn(msgspec.Struct):
    """A return as the log knows it. `has_come`: it was received, whatever became of it since."""

    lines: list[Pieces]
    state: ReturnState = ReturnState.REQUESTED
    has_come: bool = False
    restocked: list[Pieces] = msgspec.field(default_factory=list)
    exchange_order_id: UUID | None = None
    refund_id: UUID | None = None

    def become(self, state: ReturnState) -> None:
        """What was logged of it."""
        self.state = state


class RebuiltOrder(msgspec.Struct):
    """An order as the log knows it. `quantities` are those of its lines, in their order; `refunds` their states."""

    number: int = 0
    status: OrderStatus = OrderStatus.PENDING
    total_minor: int = 0
    quantities: list[int] = msgspec.field(default_factory=list)
    is_preparing: bool = False
    is_refunded: bool = False
    parcels: dict[UUID, RebuiltParcel] = msgspec.field(default_factory=dict)
    returns: dict[UUID, RebuiltReturn] = msgspec.field(default_factory=dict)
    refunds: dict[UUID, str] = msgspec.field(default_factory=dict)

    def become(self, status: OrderStatus) -> None:
        """What was logged of it."""
        self.status = status

    @property
    def stage(self) -> OrderStage:
        """How far it has come."""
        return stage_of(
            self.status,
            ordered=sum(self.quantities),
            parcels=[(each.state, amount(each.lines)) for each in self.parcels.values()],
            returned=sum(amount(each.lines) for each in self.returns.values() if each.has_come),
            is_preparing=self.is_preparing,
            is_refunded=self.is_refunded,
        )


def rebuild(order_id: UUID, events: Iterable[Logged]) -> RebuiltOrder:
    """Play the log again, oldest first; events of other things are passed over.

    Raises NoBeginning for an order that was placed before that was logged.
    """
    order = RebuiltOrder()
    for event in events:
        if concerns(order_id, event):
            noun, _, verb = event.kind.partition(".")
            if (apply := _NOUNS.get(noun)) is not None:
                apply(order, verb, event)
    if not order.quantities:
        raise NoBeginning(f"The log does not say what was ordered by {order_id}.")
    return order


def concerns(order_id: UUID, event: Logged) -> bool:
    """Is it about that order, or about something of it?"""
    is_its_own = event.subject_kind == SubjectKind.ORDER and event.subject_id == order_id
    return is_its_own or event.data.get("order_id") == str(order_id)


def _apply_order(order: RebuiltOrder, verb: str, event: Logged) -> None:
    if verb in ("placed", "repriced"):
        order.total_minor = event.data["total_minor"]
    match verb:
        case "placed":
            order.number, order.quantities = event.data["number"], list(event.data["quantities"])
        case "paid" | "cancelled" | "expired":
            order.become(OrderStatus(verb))
        case "preparing":
            order.is_preparing = True
        case "refunded" | "refund_undone":
            order.is_refunded = verb == "refunded"


def _apply_fulfilment(order: RebuiltOrder, verb: str, event: Logged) -> None:
    parcel_id = UUID(event.data["fulfilment_id"])
    if verb == "created":
        order.parcels[parcel_id] = RebuiltParcel(_pieces(event))
    elif verb != "corrected":
        order.parcels[parcel_id].become(FulfilmentState(verb))


def _apply_return(order: RebuiltOrder, verb: str, event: Logged) -> None:
    return_id = UUID(event.data["return_id"])
    if verb == "requested":
        order.returns[return_id] = RebuiltReturn(_pieces(event))
        return
    it = order.returns[return_id]
    if verb == "received":
        it.has_come, it.restocked = True, _pieces(event, "restocked_")
    if verb != "linked":
        it.become(ReturnState(verb))
    it.exchange_order_id = _id(event, "exchange_order_id") or it.exchange_order_id
    it.refund_id = _id(event, "refund_id") or it.refund_id


def _apply_refund(order: RebuiltOrder, verb: str, event: Logged) -> None:
    order.refunds[event.subject_id] = verb


def _pieces(event: Logged, prefix: str = "") -> list[Pieces]:
    pairs = zip(event.data[f"{prefix}positions"], event.data[f"{prefix}quantities"], strict=True)
    return [Pieces(position, quantity) for position, quantity in pairs]


def _id(event: Logged, name: str) -> UUID | None:
    return UUID(event.data[name]) if name in event.data else None


_NOUNS: dict[str, Callable[[RebuiltOrder, str, Logged], None]] = {
    "order": _apply_order,
    "fulfilment": _apply_fulfilment,
    "return": _apply_return,
    "refund": _apply_refund,
}
