"""What an order costs beside its goods, as the API shows it."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import msgspec

from shop.api.delivery.places import AddressView
from shop.api.http.money import Money
from shop.delivery.setup import DeliveryKind
from shop.orders.cost.frozen import OrderDelivery, OrderDiscount
from shop.orders.cost.totals import TaxGroup, TaxTreatment
from shop.orders.models import Order

Percent = Annotated[str, msgspec.Meta(description="In percent.", examples=["21"])]


class TaxView(msgspec.Struct, frozen=True):
    """The part of the order at one rate."""

    rate: Percent
    net: Money
    tax: Money
    gross: Money
    treatment: TaxTreatment


class OrderDiscountView(msgspec.Struct, frozen=True, kw_only=True):
    """What takes something off; `code` is null for a discount that comes by itself."""

    discount_id: UUID
    name: str
    code: str | None
    amount: Money
    frees_delivery: bool

    @classmethod
    def of(cls, given: OrderDiscount, currency: str) -> "OrderDiscountView":
        return cls(
            discount_id=given.discount_id,
            name=given.name,
            code=given.code,
            amount=Money(given.amount_minor, currency),
            frees_delivery=given.frees_delivery,
        )


class OrderDeliveryView(msgspec.Struct, frozen=True, kw_only=True):
    """How it reaches the shopper, as it was told: `price` before a discount, `charged` after it."""

    kind: DeliveryKind
    name: str
    price: Money
    charged: Money
    method_id: UUID | None
    place_id: UUID | None
    earliest: date | None
    latest: date | None
    address: AddressView | None

    @classmethod
    def of(cls, chosen: OrderDelivery, order: Order) -> "OrderDeliveryView":
        return cls(
            kind=chosen.kind,
            name=chosen.name,
            price=Money(chosen.price_minor, order.currency),
            charged=Money(order.delivery_minor, order.currency),
            method_id=chosen.method_id,
            place_id=chosen.place_id,
            earliest=chosen.earliest,
            latest=chosen.latest,
            address=AddressView(**msgspec.structs.asdict(chosen.address)) if chosen.address else None,
        )


def cost_of(order: Order) -> dict[str, Any]:
    """What an order costs, by the fields of its view."""
    currency = order.currency
    return {
        "prices_include_tax": order.prices_include_tax,
        "net": Money(order.net_minor, currency),
        "tax": Money(order.tax_minor, currency),
        "taxes": [_tax(group, currency) for group in order.taxes],
        "discount": Money(order.discount_minor, currency),
        "discounts": [OrderDiscountView.of(each, currency) for each in order.discounts],
        "needs_delivery": order.needs_delivery,
        "delivery": OrderDeliveryView.of(order.delivery, order) if order.delivery else None,
    }


def _tax(group: TaxGroup, currency: str) -> TaxView:
    net, tax, gross = (
        Money(minor, currency) for minor in (group.net_minor, group.tax_minor, group.gross_minor)
    )
    return TaxView(str(group.rate), net, tax, gross, group.treatment)
