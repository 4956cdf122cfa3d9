"""What is given to an evaluation: discounts as rules, a cart's lines, who buys. Amounts are minor units of one currency."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec

WHOLE = 10_000  # hundredths of a percent


class DiscountKind(StrEnum):
    """What it does, in the order in which discounts that add up are taken."""

    BUY_X_GET_Y = "buy_x_get_y"
    CHEAPEST_FREE = "cheapest_free"
    PERCENTAGE = "percentage"
    AMOUNT = "amount"
    FREE_DELIVERY = "free_delivery"


class DiscountableLine(msgspec.Struct, frozen=True):
    """A line of the cart; `unit_minor` is the price of one piece as the shopper reads it, with tax."""

    variant_id: UUID
    product_id: UUID
    collection_ids: frozenset[UUID]
    quantity: int
    unit_minor: int


class Buyer(msgspec.Struct, frozen=True):
    """Who buys. `uses`: how often this customer has used a discount so far, by its id."""

    is_first_order: bool
    uses: Mapping[UUID, int] = {}


class ProductScope(msgspec.Struct, frozen=True):
    """Products, listed or by collection, without those excluded. Where none is listed, every product."""

    product_ids: frozenset[UUID] = frozenset()
    collection_ids: frozenset[UUID] = frozenset()
    excluded_product_ids: frozenset[UUID] = frozenset()
    excluded_collection_ids: frozenset[UUID] = frozenset()

    def holds(self, line: DiscountableLine) -> bool:
        """Is the line's product among them?"""
        if line.product_id in self.excluded_product_ids or line.collection_ids & self.excluded_collection_ids:
            return False
        if not self.product_ids and not self.collection_ids:
            return True
        return line.product_id in self.product_ids or bool(line.collection_ids & self.collection_ids)


EVERYTHING = ProductScope()


class RuleCode(msgspec.Struct, frozen=True):
    """A code that was typed: folded, as it is written, and how often it was used and may be used."""

    id: UUID
    folded: str
    shown: str
    max_uses: int | None = None
    uses: int = 0


class DiscountRule(msgspec.Struct, frozen=True, kw_only=True):
    """A discount with the codes that were typed of it; `name` is in the shopper's language.

    By kind: `percent_hundredths` (1250 is 12.5 %) of PERCENTAGE and BUY_X_GET_Y; `amount_minor` of AMOUNT; `buy_quantity`
    of `applies_to` and `get_quantity` of `gets` (None: of `applies_to`) of BUY_X_GET_Y; `set_size` of CHEAPEST_FREE;
    `most_sets` of both; `most_delivery_minor`, up to which FREE_DELIVERY frees. `ends_at` is the first moment at which it
    is over. `min_value_minor` is measured on all goods at their prices, `min_quantity` on the pieces it applies to.
    """

    id: UUID
    name: str
    kind: DiscountKind
    created_at: datetime
    percent_hundredths: int = 0
    amount_minor: int = 0
    buy_quantity: int = 0
    get_quantity: int = 0
    set_size: int = 0
    most_sets: int | None = None
    most_delivery_minor: int | None = None
    applies_to: ProductScope = EVERYTHING
    gets: ProductScope | None = None
    first_order_only: bool = False
    min_value_minor: int = 0
    min_quantity: int = 0
    is_automatic: bool = False
    is_combinable: bool = False
    is_archived: bool = False
    priority: int = 0
    max_uses: int | None = None
    max_uses_per_customer: int | None = None
    uses: int = 0
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    codes: tuple[RuleCode, ...] = ()

    @property
    def age(self) -> tuple[datetime, UUID]:
        """The older comes first."""
        return self.created_at, self.id
