"""What an order keeps of its cost beside its lines, as it was told to the shopper."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import msgspec

from shop.delivery.addresses import Address
from shop.delivery.quotes import DeliveryQuote
from shop.delivery.setup import DeliveryKind
from shop.orders.cost.computing import Cost
from shop.orders.cost.totals import PricedLine, TaxGroup


class OrderDiscount(msgspec.Struct, frozen=True, kw_only=True):
    """What a discount took off the goods; `code` is what the shopper typed, None for one that comes by itself."""

    discount_id: UUID
    name: str
    code: str | None = None
    amount_minor: int
    frees_delivery: bool = False


class OrderDelivery(msgspec.Struct, frozen=True, kw_only=True):
    """How it reaches the shopper: what was chosen, at the price (minor units) and in the time that was told then."""

    kind: DeliveryKind
    name: str
    price_minor: int
    method_id: UUID | None = None
    place_id: UUID | None = None
    earliest: date | None = None
    latest: date | None = None
    address: Address | None = None  # of the shopper, where it is brought home
    place_name: str = ""  # where it is collected
    place_address: Address | None = None
    place_hours: dict[str, list[str]] = {}  # as merchants write theirs

    def as_quote(self) -> DeliveryQuote:
        """What was told."""
        return DeliveryQuote(
            method_id=self.method_id,
            place_id=self.place_id,
            kind=self.kind,
            name=self.name,
            price_minor=self.price_minor,
            free_from_minor=None,
            earliest=self.earliest,
            latest=self.latest,
            place=None,
        )


def frozen_delivery(quote: DeliveryQuote | None, address: Address | None) -> OrderDelivery | None:
    """What was chosen, with where to; None where nothing was, or what was is offered no more."""
    if quote is None:
        return None
    return OrderDelivery(
        kind=quote.kind,
        name=quote.name,
        price_minor=quote.price_minor,
        method_id=quote.method_id,
        place_id=quote.place_id,
        earliest=quote.earliest,
        latest=quote.latest,
        address=address if quote.kind is DeliveryKind.HOME else None,
        place_name=quote.place.name if quote.place else "",
        place_address=quote.place.address if quote.place else None,
        place_hours=quote.place.hours if quote.place else {},
    )


def discounts_of(cost: Cost) -> list[OrderDiscount]:
    """What took something off, or freed the delivery."""
    return [
        OrderDiscount(
            discount_id=each.discount_id,
            name=each.name,
            code=each.code,
            amount_minor=each.amount_minor,
            frees_delivery=each.frees_delivery,
        )
        for each in cost.applied
    ]


def delivery_taxes_of(cost: Cost) -> list[TaxGroup]:
    """What is charged for delivery, by tax."""
    return [
        TaxGroup(
            rate=share.line.rate,
            treatment=share.line.treatment,
            net_minor=share.net_minor,
            tax_minor=share.tax_minor,
            gross_minor=share.gross_minor,
        )
        for share in cost.delivery
    ]


def delivery_lines_of(name: str, taxes: Sequence[TaxGroup]) -> list[PricedLine]:
    """The delivery as lines of a document: one for each tax, adding up to what was charged."""
    return [
        PricedLine(
            name=name, sku="", quantity=1, unit_minor=tax.gross_minor, rate=tax.rate, treatment=tax.treatment
        )
        for tax in taxes
    ]
