"""The table of fulfilments.

A fulfilment, from state to state, by verb (sent, or laid ready to be collected; one that is lost frees its pieces):

    preparing -> shipped: ship
    shipped -> delivered: deliver
    preparing -> ready: make_ready
    ready -> collected: collect
    preparing, shipped, ready -> cancelled: cancel
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index

from shop.kit.db.columns import enum_column, structs_column, time_column
from shop.kit.db.tenancy import MerchantOwned, belongs_to
from shop.kit.errors import ShopError
from shop.kit.states import StateConflict, Transitions, check_transition
from shop.orders.fulfilments.carriers import Shipment
from shop.orders.life.pieces import Pieces, amount


class FulfilmentState(StrEnum):
    PREPARING = "preparing"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    READY = "ready"  # to be collected
    COLLECTED = "collected"
    CANCELLED = "cancelled"


_UNDER_WAY = frozenset({FulfilmentState.PREPARING, FulfilmentState.SHIPPED, FulfilmentState.READY})
FULFILMENT_TRANSITIONS: Transitions[FulfilmentState] = {
    FulfilmentState.PREPARING: frozenset(
        {FulfilmentState.SHIPPED, FulfilmentState.READY, FulfilmentState.CANCELLED}
    ),
    FulfilmentState.SHIPPED: frozenset({FulfilmentState.DELIVERED, FulfilmentState.CANCELLED}),
    FulfilmentState.READY: frozenset({FulfilmentState.COLLECTED, FulfilmentState.CANCELLED}),
}
GONE = frozenset({FulfilmentState.SHIPPED, FulfilmentState.DELIVERED, FulfilmentState.COLLECTED})
ARRIVED = frozenset({FulfilmentState.DELIVERED, FulfilmentState.COLLECTED})


class ReasonMissing(ShopError):
    """A parcel that the shopper waits for is not cancelled without a word."""

    status_code = 422


class Fulfilment(MerchantOwned, table=True):
    """Some pieces of an order on their way to the shopper. Times are when it happened, not when we were told.

    `carrier` is a code of ours (`carriers.py`) or a name; `place` and `hours` say where and when it is collected;
    `reason` is why it was cancelled, for staff.
    """

    __table_args__ = (
        belongs_to("order_id", "sales_order"),
        Index(None, "merchant_id", "order_id"),
    )

    order_id: UUID
    state: FulfilmentState = enum_column(FulfilmentState, default=FulfilmentState.PREPARING)
    lines: list[Pieces] = structs_column(Pieces, default_factory=list)
    carrier: str | None = None
    tracking_number: str | None = None
    tracking_url: str | None = None
    place: str | None = None
    hours: str | None = None
    reason: str | None = None
    created_at: datetime = time_column()
    shipped_at: datetime | None = time_column(default=None)
    ready_at: datetime | None = time_column(default=None)
    ended_at: datetime | None = time_column(default=None)  # delivered, collected or cancelled

    @property
    def pieces(self) -> int:
        return amount(self.lines)

    @property
    def counts(self) -> bool:
        """Are its pieces not to be sent in another one?"""
        return self.state is not FulfilmentState.CANCELLED

    @property
    def is_gone(self) -> bool:
        """Has it left the shop?"""
        return self.state in GONE

    @property
    def arrived_at(self) -> datetime | None:
        """When the shopper got it."""
        return self.ended_at if self.state in ARRIVED else None

    @property
    def shipment(self) -> Shipment:
        return Shipment(self.carrier, self.tracking_number, self.tracking_url)

    def ship(self, shipment: Shipment, *, at: datetime) -> bool:
        """It left. False if it had before, with the same carrier and number; so with the verbs below.

        Raises StateConflict, also where it left otherwise: that is corrected, not repeated.
        """
        if self.state in (FulfilmentState.SHIPPED, FulfilmentState.DELIVERED):
            if shipment not in (self.shipment, Shipment()):
                raise StateConflict("This parcel was shipped already, otherwise: correct it with PATCH.")
            return False
        self._become(FulfilmentState.SHIPPED)
        if shipment != Shipment():
            self._carry(shipment)
        self.shipped_at = at
        return True

    def correct(self, shipment: Shipment) -> list[str]:
        """Another carrier, number or link; the names of what changed. Raises StateConflict for what is not sent."""
        if self.state not in (FulfilmentState.PREPARING, FulfilmentState.SHIPPED, FulfilmentState.DELIVERED):
            raise StateConflict(f"This parcel is {self.state.value}: it has no carrier to correct.")
        fields = ("carrier", "tracking_number", "tracking_url")
        before = [getattr(self, name) for name in fields]
        self._carry(shipment)
        return [name for name, old in zip(fields, before, strict=True) if getattr(self, name) != old]

    def deliver(self, *, at: datetime) -> bool:
        """It arrived."""
        return self._end(FulfilmentState.DELIVERED, at)

    def make_ready(self, *, place: str | None, hours: str | None, at: datetime) -> bool:
        """It can be collected; where and when, if that is not at the shop in its hours."""
        if self.state in (FulfilmentState.READY, FulfilmentState.COLLECTED):
            return False
        self._become(FulfilmentState.READY)
        self.place, self.hours, self.ready_at = place, hours, at
        return True

    def collect(self, *, at: datetime) -> bool:
        """Somebody came for it."""
        return self._end(FulfilmentState.COLLECTED, at)

    def cancel(self, reason: str | None, *, at: datetime) -> bool:
        """It does not come: packed otherwise, lost, never collected. Raises ReasonMissing once the shopper waits for it."""
        is_awaited = self.state in _UNDER_WAY - {FulfilmentState.PREPARING}
        if is_awaited and not (reason or "").strip():
            raise ReasonMissing("Say why: the shopper waits for this parcel.")
        if not self._end(FulfilmentState.CANCELLED, at):
            return False
        self.reason = reason
        return True

    def _end(self, state: FulfilmentState, at: datetime) -> bool:
        if self.state is state:
            return False
        self._become(state)
        self.ended_at = at
        return True

    def _become(self, state: FulfilmentState) -> None:
        check_transition(FULFILMENT_TRANSITIONS, self.state, state, "This parcel")
        self.state = state

    def _carry(self, shipment: Shipment) -> None:
        self.carrier, self.tracking_number = shipment.carrier, shipment.number
        self.tracking_url = shipment.url
