"""Products with their variants and stock: one, or a page of them."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.models import Product, ProductStatus, Stock, Variant
from shop.catalog.products import find_product
from shop.kit.db import merchant_of


class OnSale(msgspec.Struct, frozen=True):
    """A variant and how many there are of it."""

    variant: Variant
    stock: Stock


class Sheet(msgspec.Struct, frozen=True):
    """A product with its variants in their order, archived ones too."""

    product: Product
    variants: list[OnSale]


class Page(msgspec.Struct, frozen=True):
    """Some products; `goes_on` says that there are more."""

    sheets: list[Sheet]
    goes_on: bool


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which products: None does not filter. `sku` is one whole SKU."""

    status: ProductStatus | None = None
    sku: str | None = None


async def read_sheet(session: AsyncSession, product_id: UUID) -> Sheet:
    """One product. Raises NotFound."""
    (sheet,) = await with_variants(session, [await find_product(session, product_id)])
    return sheet


async def page_of_products(
    session: AsyncSession, wanted: Wanted, *, after: UUID | None = None, limit: int
) -> Page:
    """The newest products behind `after`."""
    statement = select(Product).where(Product.merchant_id == merchant_of(session))
    if wanted.status is not None:
        statement = statement.where(Product.status == wanted.status)
    if wanted.sku is not None:
        owner = select(Variant.product_id).where(
            Variant.merchant_id == merchant_of(session), Variant.sku == wanted.sku
        )
        statement = statement.where(col(Product.id).in_(owner))
    if after is not None:
        statement = statement.where(col(Product.id) < after)
    found = (await session.exec(statement.order_by(col(Product.id).desc()).limit(limit + 1))).all()
    return Page(await with_variants(session, found[:limit]), len(found) > limit)


async def with_variants(session: AsyncSession, products: Sequence[Product]) -> list[Sheet]:
    """The products as given, each with its variants and their stock."""
    if not products:
        return []
    statement = (
        select(Variant, Stock)
        .join(
            Stock,
            (col(Stock.merchant_id) == Variant.merchant_id) & (col(Stock.variant_id) == Variant.id),
            isouter=True,
        )
        .where(
            Variant.merchant_id == merchant_of(session),
            col(Variant.product_id).in_([product.id for product in products]),
        )
        .order_by(col(Variant.position), col(Variant.id))
        .execution_options(populate_existing=True)
    )
    of: dict[UUID, list[OnSale]] = {product.id: [] for product in products}
    for variant, stock in (await session.exec(statement)).all():
        of[variant.product_id].append(OnSale(variant, stock or _none(variant)))
    return [Sheet(product, of[product.id]) for product in products]


def _none(variant: Variant) -> Stock:
    """No row is no stock."""
    return Stock(merchant_id=variant.merchant_id, variant_id=variant.id, on_hand=0, reserved=0)
