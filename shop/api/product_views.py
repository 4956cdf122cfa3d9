"""Products as the API shows them."""

from typing import Any
from uuid import UUID

import msgspec

from shop.api.moments import Moment
from shop.api.money import Money
from shop.api.paging import cursor_after
from shop.catalog.listing import OnSale, Page, Sheet
from shop.catalog.models import MetaState, ProductStatus, Stock, TaxClass, Variant


class StockView(msgspec.Struct, frozen=True):
    """How many there are, how many open orders were promised, how many can be sold."""

    on_hand: int
    reserved: int
    available: int

    @classmethod
    def of(cls, stock: Stock) -> "StockView":
        return cls(stock.on_hand, stock.reserved, stock.available)


class MetaView(msgspec.Struct, frozen=True):
    """Where Meta's copy stands: `reasons` are Meta's words, `is_current` says that no edit waits."""

    state: MetaState
    reasons: list[Any]
    is_current: bool
    checked_at: Moment | None

    @classmethod
    def of(cls, variant: Variant) -> "MetaView":
        is_current = variant.version <= variant.sent_version
        return cls(variant.meta_state, variant.meta_reasons, is_current, variant.meta_checked_at)


class VariantView(msgspec.Struct, frozen=True):
    """One thing that can be put into a cart. Its SKU is Meta's `retailer_id` and never changes."""

    id: UUID
    sku: str
    options: dict[str, str]
    price: Money
    images: list[str]
    archived: bool
    stock: StockView
    meta: MetaView

    @classmethod
    def of(cls, on_sale: OnSale) -> "VariantView":
        variant = on_sale.variant
        return cls(
            id=variant.id,
            sku=variant.sku,
            options=variant.options,
            price=Money(variant.price_minor, variant.currency),
            images=variant.images,
            archived=variant.archived,
            stock=StockView.of(on_sale.stock),
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
    tax_class: TaxClass
    translations: dict[str, dict[str, str]]
    images: list[str]
    link: str
    variants: list[VariantView]
    created_at: Moment
    updated_at: Moment

    @classmethod
    def of(cls, sheet: Sheet) -> "ProductView":
        product = sheet.product
        return cls(
            id=product.id,
            status=product.status,
            title=product.title,
            description=product.description,
            brand=product.brand,
            category=product.category,
            tax_class=product.tax_class,
            translations=product.translations,
            images=product.images,
            link=product.link,
            variants=[VariantView.of(on_sale) for on_sale in sheet.variants],
            created_at=product.created_at,
            updated_at=product.updated_at,
        )


class ProductPage(msgspec.Struct, frozen=True):
    """Some products, and where the next ones begin; `next_cursor` is null on the last page."""

    data: list[ProductView]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page) -> "ProductPage":
        following = cursor_after(page.last.product_id, page.last.rank) if page.last is not None else None
        return cls([ProductView.of(sheet) for sheet in page.sheets], following)
