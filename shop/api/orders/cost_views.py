"""What an order costs beside its goods, as the API shows it."""

from datetime import date
from uuid import UUID

import msgspec

from shop.api.delivery.places import AddressView
from shop.api.http.money import Money
from shop.delivery.setup import DeliveryKind
from shop.orders.cost.frozen import OrderDelivery, OrderDiscount
from shop.orders.models import Order


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
