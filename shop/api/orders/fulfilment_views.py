"""Fulfilments as the API takes and shows them."""

from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from shop.api.http.types import Timestamp
from shop.catalog.rules import MOST_STOCK
from shop.orders.fulfilments.carriers import CARRIERS, Shipment, carrier_name, shipment_of
from shop.orders.fulfilments.models import Fulfilment, FulfilmentState
from shop.orders.life.pieces import Pieces

_NO_NUL = r"^[^\x00]*$"
Text = Annotated[str, Meta(min_length=1, max_length=300, pattern=_NO_NUL)]
CarrierCode = Annotated[
    str,
    Meta(
        max_length=60,
        pattern=_NO_NUL,
        description=f"One of {', '.join(CARRIERS)}; any other name needs `tracking_url`.",
        examples=["correos_express"],
    ),
]
TrackingNumber = Annotated[str, Meta(max_length=60, pattern=_NO_NUL, examples=["1234567890123456"])]
TrackingUrl = Annotated[
    str,
    Meta(
        max_length=2000,
        pattern=_NO_NUL,
        description="Only https. Of a carrier in the list it follows from the number.",
        examples=["https://s.correosexpress.com/c?n=1234567890123456"],
    ),
]
HappenedAt = Annotated[Timestamp | None, Meta(description="When it happened; now, unless said.")]


class PiecesBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """So many pieces of the order's line at that position."""

    position: Annotated[int, Meta(ge=1, le=1_000_000)]
    quantity: Annotated[int, Meta(ge=1, le=MOST_STOCK)]

    def pieces(self) -> Pieces:
        return Pieces(self.position, self.quantity)


LinesBody = Annotated[list[PiecesBody], Meta(min_length=1, max_length=500)]


class NewFulfilment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What goes into a parcel: these pieces; everything that is in none, unless said."""

    lines: LinesBody | None = None


class ShipmentBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By whom it is carried; nothing of it where the shop brings it itself."""

    carrier: CarrierCode | None = None
    tracking_number: TrackingNumber | None = None
    tracking_url: TrackingUrl | None = None
    at: HappenedAt = None

    def shipment(self) -> Shipment:
        """Raises BadShipment."""
        return shipment_of(self.carrier, self.tracking_number, self.tracking_url)


class ShipmentPatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was wrong of carrier, number and link; what is not named stays, but a link goes with its number."""

    carrier: CarrierCode | UnsetType | None = UNSET
    tracking_number: TrackingNumber | UnsetType | None = UNSET
    tracking_url: TrackingUrl | UnsetType | None = UNSET

    def onto(self, present: Shipment) -> Shipment:
        """The shipment with these corrections. Raises BadShipment."""
        carrier = present.carrier if self.carrier is UNSET else self.carrier
        number = present.number if self.tracking_number is UNSET else self.tracking_number
        kept = present.url if (carrier, number) == (present.carrier, present.number) else None
        return shipment_of(carrier, number, kept if self.tracking_url is UNSET else self.tracking_url)


class ArrivalBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """It arrived, or somebody came for it."""

    at: HappenedAt = None


class ReadinessBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where and when it can be collected: at the shop in its opening hours, unless said."""

    place: Text | None = None
    hours: Text | None = None
    at: HappenedAt = None


class FulfilmentCancellation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why it does not come, for staff; needed once it has left or lies ready."""

    reason: Text | None = None
    at: HappenedAt = None


class PiecesView(msgspec.Struct, frozen=True):
    """So many pieces of the order's line at that position."""

    position: int
    quantity: int

    @classmethod
    def of(cls, pieces: Pieces) -> "PiecesView":
        return cls(pieces.position, pieces.quantity)


class FulfilmentView(msgspec.Struct, frozen=True, kw_only=True):
    """Some pieces of an order in one parcel, or ready to be collected. `ended_at`: delivered, collected or cancelled."""

    id: UUID
    state: FulfilmentState
    lines: list[PiecesView]
    carrier: str | None
    carrier_name: str | None
    tracking_number: str | None
    tracking_url: str | None
    place: str | None
    hours: str | None
    reason: str | None
    created_at: Timestamp
    shipped_at: Timestamp | None
    ready_at: Timestamp | None
    ended_at: Timestamp | None

    @classmethod
    def of(cls, it: Fulfilment) -> "FulfilmentView":
        return cls(
            id=it.id,
            state=it.state,
            lines=[PiecesView.of(each) for each in it.lines],
            carrier=it.carrier,
            carrier_name=carrier_name(it.carrier) if it.carrier is not None else None,
            tracking_number=it.tracking_number,
            tracking_url=it.tracking_url,
            place=it.place,
            hours=it.hours,
            reason=it.reason,
            created_at=it.created_at,
            shipped_at=it.shipped_at,
            ready_at=it.ready_at,
            ended_at=it.ended_at,
        )


class FulfilmentList(msgspec.Struct, frozen=True):
    """An order's fulfilments, the oldest first."""

    data: list[FulfilmentView]
