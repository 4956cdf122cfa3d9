"""Products as the API takes them. Limits are Meta's (items_batch) where Meta has one."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import UNSET, Meta, UnsetType

from shop.api.http.money import ForeignCurrency, Price
from shop.api.http.types import Timestamp
from shop.catalog.categories.paths import LONGEST_PATH
from shop.catalog.editing import ProductChanges, TranslatedWords, VariantChanges
from shop.catalog.enums import AvailabilityMode, Condition, TaxClass
from shop.catalog.products import ProductDraft, VariantDraft
from shop.catalog.rules import (
    HEAVIEST,
    LONGEST_ATTRIBUTE,
    LONGEST_BRAND,
    LONGEST_DESCRIPTION,
    LONGEST_OPTION,
    LONGEST_SKU,
    LONGEST_TAG,
    LONGEST_TITLE,
    MOST_ATTRIBUTES,
    MOST_IMAGES,
    MOST_LANGUAGES,
    MOST_OPTIONS,
    MOST_STOCK,
    MOST_TAGS,
    MOST_VARIANTS,
)
from shop.catalog.urls import LONGEST_ADDRESS

T = TypeVar("T")
V = TypeVar("V")

Sku = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=LONGEST_SKU,
        pattern=r"^\S(.*\S)?$",
        description="Names the variant for ever; Meta's `retailer_id`. No spaces around it.",
        examples=["TAZA-AZUL"],
    ),
]
Title = Annotated[
    str, Meta(min_length=1, max_length=LONGEST_TITLE, pattern=r"\S", examples=["Taza del faro"])
]
Description = Annotated[str, Meta(max_length=LONGEST_DESCRIPTION)]
Brand = Annotated[str, Meta(max_length=LONGEST_BRAND)]
CategoryPath = Annotated[
    str,
    Meta(
        max_length=LONGEST_PATH,
        description="A path in the shop's own tree; a new one is made. Empty for none.",
        examples=["Hogar > Cocina > Tazas"],
    ),
]
Url = Annotated[
    str,
    Meta(
        max_length=LONGEST_ADDRESS,
        pattern=r"^(https?://|/(?!/))\S*$",
        description="An address that opens from anywhere, or a path of this installation.",
        examples=["https://shop.example/taza.jpg"],
    ),
]
Link = Annotated[str, Meta(max_length=LONGEST_ADDRESS, pattern=r"^(https?://\S+)?$")]
Images = Annotated[list[Url], Meta(max_length=MOST_IMAGES)]
OptionText = Annotated[str, Meta(min_length=1, max_length=LONGEST_OPTION, pattern=r"\S")]
Options = Annotated[
    dict[OptionText, OptionText],
    Meta(
        max_length=MOST_OPTIONS,
        description="What sets it apart from the product's other variants.",
        examples=[{"color": "azul"}],
    ),
]
Tag = Annotated[str, Meta(min_length=1, max_length=LONGEST_TAG, pattern=r"\S", examples=["verano"])]
Tags = Annotated[list[Tag], Meta(max_length=MOST_TAGS)]
Attributes = Annotated[
    dict[Tag, Annotated[str, Meta(max_length=LONGEST_ATTRIBUTE)]],
    Meta(
        max_length=MOST_ATTRIBUTES,
        description="The shop's own facts; shown to nobody else.",
        examples=[{"proveedor": "Alfar"}],
    ),
]
Grams = Annotated[int, Meta(ge=0, le=HEAVIEST, examples=[350])]
LowStockMark = Annotated[
    int, Meta(ge=0, le=MOST_STOCK, description="Low is what has so many left, or fewer.", examples=[5])
]
Language = Annotated[str, Meta(pattern="^[a-z]{2,3}([_-][A-Za-z0-9]{2,8})?$")]


RequiresDelivery = Annotated[
    bool, Meta(description="False for what is not carried anywhere: services, vouchers, downloads.")
]


class TranslationInput(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Title and description in one language."""

    title: Title | UnsetType = UNSET
    description: Description | UnsetType = UNSET


class TranslationChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Title and description in one language; null takes one away."""

    title: Title | UnsetType | None = UNSET
    description: Description | UnsetType | None = UNSET


class NewVariant(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing to sell. `stock` of a `preorder` says how many may be sold ahead."""

    sku: Sku
    price: Price
    sale_price: Price | None = None
    sale_starts_at: Timestamp | None = None
    sale_ends_at: Timestamp | None = None
    compare_at_price: Price | None = None
    options: Options = {}
    stock: Annotated[int, Meta(ge=0, le=MOST_STOCK, description="How many there are at first.")] = 0
    availability_mode: AvailabilityMode = AvailabilityMode.BY_STOCK
    low_stock_threshold: LowStockMark | None = None
    weight_grams: Grams | None = None
    images: Images = []

    def draft(self, currency: str) -> VariantDraft:
        """In the catalog's words. Raises ForeignCurrency."""
        return VariantDraft(**in_minor_units(self, currency))


class NewProduct(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A product with at least one variant."""

    title: Title
    description: Description = ""
    brand: Brand = ""
    category: CategoryPath = ""
    condition: Condition = Condition.NEW
    tags: Tags = []
    attributes: Attributes = {}
    tax_class: TaxClass = TaxClass.STANDARD
    requires_delivery: RequiresDelivery = True
    translations: Annotated[dict[Language, TranslationInput], Meta(max_length=MOST_LANGUAGES)] = {}
    images: Images = []
    link: Link = ""
    variants: Annotated[list[NewVariant], Meta(min_length=1, max_length=MOST_VARIANTS)]

    def draft(self, currency: str) -> ProductDraft:
        """In the catalog's words. Raises ForeignCurrency."""
        given = msgspec.structs.asdict(self)
        given["translations"] = msgspec.to_builtins(self.translations)
        given["variants"] = placed(self.variants, lambda variant: variant.draft(currency))
        return ProductDraft(**given)


class VariantPatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Changes of the variant with that SKU. What is left out stays, null takes away; stock is adjusted elsewhere.

    Without its sale price a sale has no dates either.
    """

    sku: Sku
    price: Price | UnsetType = UNSET
    sale_price: Price | UnsetType | None = UNSET
    sale_starts_at: Timestamp | UnsetType | None = UNSET
    sale_ends_at: Timestamp | UnsetType | None = UNSET
    compare_at_price: Price | UnsetType | None = UNSET
    options: Options | UnsetType = UNSET
    availability_mode: AvailabilityMode | UnsetType = UNSET
    low_stock_threshold: LowStockMark | UnsetType | None = UNSET
    weight_grams: Grams | UnsetType | None = UNSET
    images: Images | UnsetType = UNSET
    archived: bool | UnsetType = UNSET

    def changes(self, currency: str) -> VariantChanges:
        """In the catalog's words. Raises ForeignCurrency."""
        return VariantChanges(**in_minor_units(self, currency))


class ProductPatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Changes. What is left out stays, lists are replaced, translations merged: null takes one away."""

    title: Title | UnsetType = UNSET
    description: Description | UnsetType = UNSET
    brand: Brand | UnsetType = UNSET
    category: CategoryPath | UnsetType = UNSET
    condition: Condition | UnsetType = UNSET
    tags: Tags | UnsetType = UNSET
    attributes: Attributes | UnsetType = UNSET
    tax_class: TaxClass | UnsetType = UNSET
    requires_delivery: RequiresDelivery | UnsetType = UNSET
    translations: (
        Annotated[dict[Language, TranslationChange | None], Meta(max_length=MOST_LANGUAGES)] | UnsetType
    ) = UNSET
    images: Images | UnsetType = UNSET
    link: Link | UnsetType = UNSET
    variants: Annotated[list[VariantPatch], Meta(max_length=MOST_VARIANTS)] = []

    def changes(self, currency: str) -> ProductChanges:
        """In the catalog's words. Raises ForeignCurrency."""
        given = msgspec.structs.asdict(self)
        given["translations"] = in_words(self.translations)
        given["variants"] = placed(self.variants, lambda variant: variant.changes(currency))
        return ProductChanges(**given)


def in_minor_units(given: msgspec.Struct, currency: str) -> dict[str, Any]:
    """The fields, with the prices in minor units: `price` is `price_minor`. Raises ForeignCurrency."""
    fields = {}
    for name, value in msgspec.structs.asdict(given).items():
        if not name.endswith("price"):
            fields[name] = value
            continue
        try:
            fields[f"{name}_minor"] = value.minor_in(currency) if isinstance(value, Price) else value
        except ForeignCurrency as refusal:
            raise ForeignCurrency(str(refusal), name) from refusal
    return fields


def placed(variants: Sequence[V], convert: Callable[[V], T]) -> list[T]:
    """Every variant converted; a refusal says which. Raises ForeignCurrency."""
    found = []
    for nth, variant in enumerate(variants):
        try:
            found.append(convert(variant))
        except ForeignCurrency as refusal:
            raise ForeignCurrency(str(refusal), f"variants[{nth}].{refusal.path}") from refusal
    return found


def in_words(
    translations: dict[str, TranslationChange | None] | UnsetType,
) -> dict[str, TranslatedWords | None]:
    if isinstance(translations, UnsetType):
        return {}
    words: dict[str, TranslatedWords | None] = msgspec.to_builtins(translations)
    return words
