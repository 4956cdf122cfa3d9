"""What decides the cost of an order: the goods, and everything beside them. Pure values, minor units, prices with tax."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from shop.delivery.addresses import Destination
from shop.delivery.quotes import DeliveryQuote
from shop.delivery.setup import DeliverySetup
from shop.discounts.evaluation import Buyer, DiscountRule
from shop.orders.cost.taxation import Taxation


class Good(msgspec.Struct, frozen=True, kw_only=True):
    """So many of one variant. `unit_minor` is the price of one piece as the shop shows it, at home."""

    variant_id: UUID
    product_id: UUID
    sku: str
    name: str
    quantity: int
    unit_minor: int
    tax_class: str
    weight_grams: int | None = None
    requires_delivery: bool = True
    collection_ids: frozenset[UUID] = frozenset()


class DeliveryWish(msgspec.Struct, frozen=True):
    """How the shopper wants it. `promised`: what they were told it costs; that stands for this order."""

    method_id: UUID | None
    place_id: UUID | None = None
    promised: DeliveryQuote | None = None


class Circumstances(msgspec.Struct, frozen=True, kw_only=True):
    """Everything but the goods that decides what an order costs."""

    taxation: Taxation
    at: datetime
    locale: str
    rules: Sequence[DiscountRule] = ()
    codes: Sequence[str] = ()
    buyer: Buyer
    setup: DeliverySetup
    destination: Destination | None = None
    wish: DeliveryWish | None = None
