"""Reads products with their variants and stock: one, or a page of them."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.categories.tree import category_tree, paths_of
from shop.catalog.listing.query import ProductFilter, ProductPosition, Sort, kept_of, sorted_positions
from shop.catalog.listing.search import SearchHit, search
from shop.catalog.models import Product, Stock, Variant
from shop.catalog.products import find_product
from shop.kit.db.session import merchant_of

# The search ranks so many hits at most.
MOST_RANKED = 1001


class VariantWithStock(msgspec.Struct, frozen=True):
    """A variant and how many there are of it."""

    variant: Variant
    stock: Stock


class ProductDetails(msgspec.Struct, frozen=True):
    """A product with its variants in their order, archived ones too; `category` is its path, "" for none."""

    product: Product
    variants: list[VariantWithStock]
    category: str = ""


class ProductDetailsPage(msgspec.Struct, frozen=True):
    """Some products in a list's order; the next ones stand behind `last`, None on the last page.

    Not a `Page`: the position of a product depends on the order or the search, so no row tells it by itself.
    """

    rows: list[ProductDetails]
    last: ProductPosition | None


async def read_product_details(session: AsyncSession, product_id: UUID) -> ProductDetails:
    """One product. Raises NotFound."""
    (details,) = await with_variants(session, [await find_product(session, product_id)])
    return details


async def page_of_products(
    session: AsyncSession,
    wanted: ProductFilter,
    *,
    sort: Sort = Sort.NEWEST,
    after: ProductPosition | None = None,
    limit: int,
) -> ProductDetailsPage:
    """The products behind `after` in that order; the best ones first if words are searched for."""
    if wanted.words is not None:
        positions = await _found(session, wanted, wanted.words, after=after, limit=limit + 1)
    else:
        positions = await sorted_positions(session, wanted, sort=sort, after=after, limit=limit + 1)
    shown = positions[:limit]
    return ProductDetailsPage(await _details(session, shown), shown[-1] if len(positions) > limit else None)


async def _found(
    session: AsyncSession, wanted: ProductFilter, words: str, *, after: ProductPosition | None, limit: int
) -> list[ProductPosition]:
    """Hits of a search. Conditions that its index cannot answer are applied to the best hits afterwards."""
    tree = await category_tree(session) if wanted.category is not None else None
    hits = await search(
        session,
        words,
        status=wanted.status,
        categories=tree.within(wanted.category or "") if tree is not None else None,
        tag=wanted.tag,
        after=SearchHit(after.id, after.key) if after is not None and isinstance(after.key, float) else None,
        limit=MOST_RANKED if wanted.is_narrow else limit,
    )
    if wanted.is_narrow:
        kept = await kept_of(session, wanted, [hit.product_id for hit in hits])
        hits = [hit for hit in hits if hit.product_id in kept]
    return [ProductPosition(hit.product_id, hit.rank) for hit in hits[:limit]]


async def _details(session: AsyncSession, positions: Sequence[ProductPosition]) -> list[ProductDetails]:
    """The products at these positions, in their order."""
    statement = select(Product).where(
        Product.merchant_id == merchant_of(session),
        col(Product.id).in_([position.id for position in positions]),
    )
    found = {product.id: product for product in (await session.exec(statement)).all()}
    return await with_variants(session, [found[position.id] for position in positions])


async def with_variants(session: AsyncSession, products: Sequence[Product]) -> list[ProductDetails]:
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
    of: dict[UUID, list[VariantWithStock]] = {product.id: [] for product in products}
    for variant, stock in (await session.exec(statement)).all():
        of[variant.product_id].append(VariantWithStock(variant, stock or _none(variant)))
    paths = await paths_of(session, {product.category_id for product in products if product.category_id})
    return [
        ProductDetails(product, of[product.id], paths.get(product.category_id, "")) for product in products
    ]


def _none(variant: Variant) -> Stock:
    """The stock of a variant without a row: none."""
    return Stock(merchant_id=variant.merchant_id, variant_id=variant.id, on_hand=0, reserved=0)
