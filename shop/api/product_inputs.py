"""Products as the API takes them. Limits are Meta's (items_batch) where Meta has one."""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from shop.api.money import Price
from shop.catalog.editing import ProductChanges, VariantChanges, Words
from shop.catalog.models import TaxClass
from shop.catalog.products import (
    LONGEST_DESCRIPTION,
    LONGEST_SKU,
    LONGEST_TITLE,
    MOST_STOCK,
    ProductDraft,
    VariantDraft,
)

MOST_IMAGES = 21  # Meta: `image` holds at most 21
MOST_VARIANTS = 200

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
Brand = Annotated[str, Meta(max_length=100)]
Category = Annotated[str, Meta(max_length=750, examples=["Hogar > Cocina > Tazas"])]
Url = Annotated[
    str, Meta(max_length=2048, pattern=r"^https?://\S+$", examples=["https://shop.example/taza.jpg"])
]
Link = Annotated[str, Meta(max_length=2048, pattern=r"^(https?://\S+)?$")]
Images = Annotated[list[Url], Meta(max_length=MOST_IMAGES)]
OptionText = Annotated[str, Meta(min_length=1, max_length=100)]
Options = Annotated[
    dict[OptionText, OptionText],
    Meta(max_length=10, description="What sets it apart from its sisters.", examples=[{"color": "azul"}]),
]
Language = Annotated[str, Meta(pattern="^[a-z]{2,3}([_-][A-Za-z0-9]{2,8})?$")]
MOST_LANGUAGES = 50


class WordsInput(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Title and description in one language."""

    title: Title | UnsetType = UNSET
    description: Description | UnsetType = UNSET


class WordsChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Title and description in one language; null takes one away."""

    title: Title | UnsetType | None = UNSET
    description: Description | UnsetType | None = UNSET


class NewVariant(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing to sell."""

    sku: Sku
    price: Price
    options: Options = {}
    images: Images = []
    stock: Annotated[int, Meta(ge=0, le=MOST_STOCK, description="How many there are at first.")] = 0

    def draft(self, currency: str) -> VariantDraft:
        """In the catalog's words. Raises ForeignCurrency."""
        return VariantDraft(
            sku=self.sku,
            price_minor=self.price.minor_in(currency),
            options=self.options,
            images=self.images,
            stock=self.stock,
        )


class NewProduct(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A product with at least one variant."""

    title: Title
    description: Description = ""
    brand: Brand = ""
    category: Category = ""
    tax_class: TaxClass = TaxClass.STANDARD
    translations: Annotated[dict[Language, WordsInput], Meta(max_length=MOST_LANGUAGES)] = {}
    images: Images = []
    link: Link = ""
    variants: Annotated[list[NewVariant], Meta(min_length=1, max_length=MOST_VARIANTS)]

    def draft(self, currency: str) -> ProductDraft:
        """In the catalog's words. Raises ForeignCurrency."""
        return ProductDraft(
            title=self.title,
            description=self.description,
            brand=self.brand,
            category=self.category,
            tax_class=self.tax_class,
            translations=msgspec.to_builtins(self.translations),
            images=self.images,
            link=self.link,
            variants=[variant.draft(currency) for variant in self.variants],
        )


class VariantPatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Changes of the variant with that SKU. What is left out stays; stock is adjusted elsewhere."""

    sku: Sku
    price: Price | UnsetType = UNSET
    options: Options | UnsetType = UNSET
    images: Images | UnsetType = UNSET
    archived: bool | UnsetType = UNSET

    def changes(self, currency: str) -> VariantChanges:
        """In the catalog's words. Raises ForeignCurrency."""
        return VariantChanges(
            sku=self.sku,
            price_minor=UNSET if isinstance(self.price, UnsetType) else self.price.minor_in(currency),
            options=self.options,
            images=self.images,
            archived=self.archived,
        )


class ProductPatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Changes. What is left out stays, lists are replaced, translations merged: null takes one away."""

    title: Title | UnsetType = UNSET
    description: Description | UnsetType = UNSET
    brand: Brand | UnsetType = UNSET
    category: Category | UnsetType = UNSET
    tax_class: TaxClass | UnsetType = UNSET
    translations: (
        Annotated[dict[Language, WordsChange | None], Meta(max_length=MOST_LANGUAGES)] | UnsetType
    ) = UNSET
    images: Images | UnsetType = UNSET
    link: Link | UnsetType = UNSET
    variants: Annotated[list[VariantPatch], Meta(max_length=MOST_VARIANTS)] = []

    def changes(self, currency: str) -> ProductChanges:
        """In the catalog's words. Raises ForeignCurrency."""
        return ProductChanges(
            title=self.title,
            description=self.description,
            brand=self.brand,
            category=self.category,
            tax_class=self.tax_class,
            translations=_words(self.translations),
            images=self.images,
            link=self.link,
            variants=[variant.changes(currency) for variant in self.variants],
        )


def _words(translations: dict[str, WordsChange | None] | UnsetType) -> dict[str, Words | None]:
    if isinstance(translations, UnsetType):
        return {}
    words: dict[str, Words | None] = msgspec.to_builtins(translations)
    return words
