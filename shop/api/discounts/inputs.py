"""Discounts as the API takes them."""

from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from shop.api.http.money import ForeignCurrency, Price
from shop.api.http.types import Timestamp
from shop.catalog.rules import MOST_LANGUAGES
from shop.discounts.evaluation import DiscountKind, ProductScope
from shop.discounts.models import DiscountStatus
from shop.discounts.terms import (
    HIGHEST_PRIORITY,
    LONGEST_NAME,
    MOST_LISTED,
    MOST_PIECES,
    MOST_USES,
    DiscountTerms,
)

DiscountName = Annotated[
    str, Meta(min_length=1, max_length=LONGEST_NAME, pattern=r"\S", examples=["Rebajas de verano"])
]
LanguageTag = Annotated[str, Meta(pattern="^[a-z]{2,3}([_-][A-Za-z0-9]{2,8})?$")]
TranslatedNames = Annotated[
    dict[LanguageTag, DiscountName],
    Meta(
        max_length=MOST_LANGUAGES, description="The name by language.", examples=[{"es": "Rebajas de verano"}]
    ),
]
Percent = Annotated[
    str,
    Meta(
        pattern=r"^(100([.]0{1,2})?|[0-9]{1,2}([.][0-9]{1,2})?)$",
        max_length=6,
        description="Above 0 up to 100, with at most two decimals.",
        examples=["12.5"],
    ),
]
PieceCount = Annotated[int, Meta(ge=1, le=MOST_PIECES)]
SetSize = Annotated[int, Meta(ge=2, le=MOST_PIECES, description="Of so many pieces the cheapest is free.")]
MostUses = Annotated[int, Meta(ge=1, le=MOST_USES)]
Count = Annotated[int, Meta(ge=0, le=MOST_USES)]
DiscountPriority = Annotated[
    int, Meta(ge=0, le=HIGHEST_PRIORITY, description="Among those that add up, the lower number goes first.")
]
Ids = Annotated[list[UUID], Meta(max_length=MOST_LISTED)]
MONEY = frozenset({"amount", "most_delivery", "min_value"})
SCOPES = frozenset({"applies_to", "gets"})


class ScopeInput(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Products, listed or by collection, without those excluded. Where none is listed, every product."""

    product_ids: Ids = []
    collection_ids: Ids = []
    excluded_product_ids: Ids = []
    excluded_collection_ids: Ids = []

    def scope(self) -> ProductScope:
        return ProductScope(*(frozenset(ids) for ids in msgspec.structs.astuple(self)))


class DiscountPatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Changes. What is left out stays, null takes a limit away. Kind and way (by code or by itself) stay for ever."""

    name: DiscountName | UnsetType = UNSET
    translations: TranslatedNames | UnsetType = UNSET
    percent: Percent | UnsetType = UNSET
    amount: Price | UnsetType = UNSET
    buy_quantity: PieceCount | UnsetType = UNSET
    get_quantity: PieceCount | UnsetType = UNSET
    set_size: SetSize | UnsetType = UNSET
    most_sets: PieceCount | UnsetType | None = UNSET
    most_delivery: Price | UnsetType | None = UNSET
    applies_to: ScopeInput | UnsetType = UNSET
    gets: ScopeInput | UnsetType | None = UNSET
    first_order_only: bool | UnsetType = UNSET
    min_value: Price | UnsetType | None = UNSET
    min_quantity: Count | UnsetType = UNSET
    is_combinable: bool | UnsetType = UNSET
    priority: DiscountPriority | UnsetType = UNSET
    max_uses: MostUses | UnsetType | None = UNSET
    max_uses_per_customer: MostUses | UnsetType | None = UNSET
    starts_at: Timestamp | UnsetType | None = UNSET
    ends_at: Timestamp | UnsetType | None = UNSET
    status: DiscountStatus | UnsetType = UNSET

    def terms(self, currency: str) -> DiscountTerms:
        """In the discounts' words. Raises ForeignCurrency."""
        return terms_of(self, currency)


class NewDiscount(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A discount. By kind: `percentage` needs `percent`; `amount` needs `amount`, spread over what it applies to;
    `free_delivery` may have `most_delivery`; `buy_x_get_y` needs `buy_quantity` (of `applies_to`), `get_quantity` (of
    `gets`, else of the same) and `percent`; `cheapest_free` needs `set_size`. `most_sets` limits the last two.

    Without `applies_to` it is for every product. `min_value` is measured on all goods at their prices,
    `min_quantity` on the pieces it applies to. It is over at `ends_at`.
    """

    name: DiscountName
    kind: DiscountKind
    is_automatic: bool = False
    translations: TranslatedNames = {}
    percent: Percent | None = None
    amount: Price | None = None
    buy_quantity: PieceCount | None = None
    get_quantity: PieceCount | None = None
    set_size: SetSize | None = None
    most_sets: PieceCount | None = None
    most_delivery: Price | None = None
    applies_to: ScopeInput | None = None
    gets: ScopeInput | None = None
    first_order_only: bool = False
    min_value: Price | None = None
    min_quantity: Count = 0
    is_combinable: bool = False
    priority: DiscountPriority = 0
    max_uses: MostUses | None = None
    max_uses_per_customer: MostUses | None = None
    starts_at: Timestamp | None = None
    ends_at: Timestamp | None = None

    def terms(self, currency: str) -> DiscountTerms:
        """In the discounts' words. Raises ForeignCurrency."""
        return terms_of(self, currency)


def terms_of(given: NewDiscount | DiscountPatch, currency: str) -> DiscountTerms:
    """The fields as columns: amounts in minor units, percentages in hundredths. Raises ForeignCurrency."""
    columns: dict[str, Any] = {}
    for name, value in msgspec.structs.asdict(given).items():
        if name in MONEY:
            columns[f"{name}_minor"] = _minor(name, value, currency)
        elif name == "percent":
            columns["percent_hundredths"] = int(Decimal(value) * 100) if isinstance(value, str) else value
        elif name in SCOPES and isinstance(value, ScopeInput):
            columns[name] = value.scope()
        elif name not in ("kind", "is_automatic") and not (name == "applies_to" and value is None):
            columns[name] = value
    return DiscountTerms(**columns)


def _minor(name: str, value: Price | UnsetType | None, currency: str) -> int | UnsetType | None:
    if isinstance(value, Price):
        try:
            return value.minor_in(currency)
        except ForeignCurrency as refusal:
            raise ForeignCurrency(str(refusal), name) from refusal
    return 0 if value is None and name == "min_value" else value
