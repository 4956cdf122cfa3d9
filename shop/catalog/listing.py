"""Products with their variants and stock: one, or a page of them."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.categories import paths_of
from shop.catalog.models import Product, ProductStatus, Stock, Variant
from shop.catalog.products import find_product
from shop.catalog.searching import Hit, search
from shop.kit.db import merchant_of


class OnSale(msgspec.Struct, frozen=True):
    """A variant and how many there are of it."""

    variant: Variant
    stock: Stock


class Sheet(msgspec.Struct, frozen=True):
    """A product with its variants in their order, archived ones too; `category` is its path, "" for none."""

    product: Product
    variants: list[OnSale]
    category: str = ""


class Page(msgspec.Struct, frozen=True):
    """Some products, and where the next ones begin: behind `last`, None on the last page."""

    sheets: list[Sheet]
    last: Hit | None


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which products: None does not filter. `sku` is one whole SKU, `words` are searched for."""

    status: ProductStatus | None = None
    sku: str | None = None
    words: str | None = None


async def read_sheet(session: AsyncSession, product_id: UUID) -> Sheet:
    """One product. Raises NotFound."""
    (sheet,) = await with_variants(session, [await find_product(session, product_id)])
    return sheet


async def page_of_products(
    session: AsyncSession, wanted: Wanted, *, after: Hit | None = None, limit: int
) -> Page:
    """The newest products behind `after`, or the best if words are searched for."""
    if wanted.words is not None:
        hits = await search(session, wanted.words, status=wanted.status, after=after, limit=limit + 1)
    else:
        hits = await _newest(session, wanted, after=after, limit=limit + 1)
    shown = hits[:limit]
    return Page(await _sheets(session, shown), shown[-1] if len(hits) > limit else None)


async def _newest(session: AsyncSession, wanted: Wanted, *, after: Hit | None, limit: int) -> list[Hit]:
    statement = select(Product.id).where(Product.merchant_id == merchant_of(session))
    if wanted.status is not None:
        statement = statement.where(Product.status == wanted.status)
    if wanted.sku is not None:
        owner = select(Variant.product_id).where(
            Variant.merchant_id == merchant_of(session), Variant.sku == wanted.sku
        )
        statement = statement.where(col(Product.id).in_(owner))
    if after is not None:
        statement = statement.where(col(Product.id) < after.product_id)
    found = await session.exec(statement.order_by(col(Product.id).desc()).limit(limit))
    return [Hit(product_id) for product_id in found.all()]


async def _sheets(session: AsyncSession, hits: Sequence[Hit]) -> list[Sheet]:
    """The products behind the hits, in their order."""
    statement = select(Product).where(
        Product.merchant_id == merchant_of(session), col(Product.id).in_([hit.product_id for hit in hits])
    )
    found = {product.id: product for product in (await session.exec(statement)).all()}
    return await with_variants(session, [found[hit.product_id] for hit in hits])


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
    paths = await paths_of(session, {product.category_id for product in products if product.category_id})
    return [Sheet(product, of[product.id], paths.get(product.category_id, "")) for product in products]


def _none(variant: Variant) -> Stock:
    """No row is no stock."""
    return Stock(merchant_id=variant.merchant_id, variant_id=variant.id, on_hand=0, reserved=0)
