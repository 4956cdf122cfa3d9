"""Products as the API shows them."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from shop.api.http.money import Money
from shop.api.http.pages import PageView
from shop.api.http.types import Timestamp
from shop.catalog.enums import Availability, AvailabilityMode, Condition, TaxClass
from shop.catalog.listing.details import ProductDetails, VariantWithStock
from shop.catalog.listing.query import ProductPosition, Sort
from shop.catalog.models import MetaState, ProductStatus, Stock, Variant
from shop.kit.clock import now


class StockView(msgspec.Struct, frozen=True):
    """How many there are, how many open orders were promised, how many can be sold; is that low by its mark?"""

    on_hand: int
    reserved: int
    available: int
    is_low: bool

    @classmethod
    def of(cls, variant: Variant, stock: Stock) -> "StockView":
        return cls(stock.on_hand, stock.reserved, stock.available, variant.is_low(stock.available))


class MetaView(msgspec.Struct, frozen=True):
    """Where Meta's copy stands: `reasons` are Meta's words, `is_current` says that no edit waits."""

    state: MetaState
    reasons: list[Any]
    is_current: bool
    checked_at: Timestamp | None

    @classmethod
    def of(cls, variant: Variant) -> "MetaView":
        is_current = variant.version <= variant.sent_version
        return cls(variant.meta_state, variant.meta_reasons, is_current, variant.meta_checked_at)


class VariantView(msgspec.Struct, frozen=True):
    """One thing that can be put into a cart. Its SKU is Meta's `retailer_id` and never changes.

    `selling_price` is what it costs now, `availability` what shoppers are told.
    """

    id: UUID
    sku: str
    options: dict[str, str]
    price: Money
    sale_price: Money | None
    sale_starts_at: Timestamp | None
    sale_ends_at: Timestamp | None
    compare_at_price: Money | None
    selling_price: Money
    availability: Availability
    availability_mode: AvailabilityMode
    low_stock_threshold: int | None
    weight_grams: int | None
    images: list[str]
    archived: bool
    stock: StockView
    meta: MetaView

    @classmethod
    def of(cls, stocked: VariantWithStock, *, at: datetime) -> "VariantView":
        variant = stocked.variant
        return cls(
            id=variant.id,
            sku=variant.sku,
            options=variant.options,
            price=Money(variant.price_minor, variant.currency),
            sale_price=_money(variant.sale_price_minor, variant.currency),
            sale_starts_at=variant.sale_starts_at,
            sale_ends_at=variant.sale_ends_at,
            compare_at_price=_money(variant.compare_at_price_minor, variant.currency),
            selling_price=Money(variant.selling_price(at), variant.currency),
            availability=variant.availability(stocked.stock.available),
            availability_mode=variant.availability_mode,
            low_stock_threshold=variant.low_stock_threshold,
            weight_grams=variant.weight_grams,
            images=variant.images,
            archived=variant.archived,
            stock=StockView.of(variant, stocked.stock),
            meta=MetaView.of(variant),
        )


class ProductView(msgspec.Struct, frozen=True):
    """A product with all its variants. `translations` holds title and description by language."""

    id: UUID
    status: ProductStatus
    title: str
    description: str
    brand: str
    category: str
    condition: Condition
    tags: list[str]
    attributes: dict[str, str]
    tax_class: TaxClass
    requires_delivery: bool
    translations: dict[str, dict[str, str]]
    images: list[str]
    link: str
    variants: list[VariantView]
    created_at: Timestamp
    updated_at: Timestamp

    @classmethod
    def of(cls, details: ProductDetails) -> "ProductView":
        product, at = details.product, now()
        return cls(
            id=product.id,
            status=product.status,
            title=product.title,
            description=product.description,
            brand=product.brand,
            category=details.category,
            condition=product.condition,
            tags=product.tags,
            attributes=product.attributes,
            tax_class=product.tax_class,
            requires_delivery=product.requires_delivery,
            translations=product.translations,
            images=product.images,
            link=product.link,
            variants=[VariantView.of(stocked, at=at) for stocked in details.variants],
            created_at=product.created_at,
            updated_at=product.updated_at,
        )


class ProductCursor(msgspec.Struct, frozen=True, array_like=True):
    """Where a page ended, and of which order; None is a search's."""

    sort: Sort | None
    position: ProductPosition


class ProductPage(PageView[ProductView], frozen=True):
    """Some products; `next_cursor` is null on the last page."""


def _money(amount: int | None, currency: str) -> Money | None:
    return Money(amount, currency) if amount is not None else None
