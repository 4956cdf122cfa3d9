"""Creates products with their variants and first stock, and finds them."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.categories.tree import category_id_of
from shop.catalog.enums import AvailabilityMode, Condition, TaxClass
from shop.catalog.image_use import lock_images_or_refuse
from shop.catalog.models import Product, Stock, StockMovement, Variant
from shop.catalog.rules import (
    MOST_VARIANTS,
    ProductFault,
    given_fields,
    price_faults,
    product_faults,
    raise_first,
    variant_faults,
)
from shop.kit.db.session import constraint_of, merchant_of, public_url_of
from shop.kit.errors import Conflict, NotFound
from shop.kit.money import exponent

_ONE_SKU_ONCE = "uq_variant_merchant_id_sku"


class SkuTaken(Conflict):
    """Another variant of this merchant has that SKU."""


class VariantDraft(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """One thing to sell. The price is in minor units of the merchant's currency."""

    sku: str
    price_minor: int
    sale_price_minor: int | None = None
    sale_starts_at: datetime | None = None
    sale_ends_at: datetime | None = None
    compare_at_price_minor: int | None = None
    options: dict[str, str] = {}
    stock: int = 0
    availability_mode: AvailabilityMode = AvailabilityMode.BY_STOCK
    low_stock_threshold: int | None = None
    weight_grams: int | None = None
    images: list[str] = []


class ProductDraft(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A product to be created. `translations` holds `title` and `description` by language, `category` is a path."""

    title: str
    description: str = ""
    brand: str = ""
    category: str = ""
    condition: Condition = Condition.NEW
    tags: list[str] = []
    attributes: dict[str, str] = {}
    tax_class: TaxClass = TaxClass.STANDARD
    requires_delivery: bool = True
    translations: dict[str, dict[str, str]] = {}
    images: list[str] = []
    link: str = ""
    variants: list[VariantDraft]


async def create_product(
    session: AsyncSession, draft: ProductDraft, *, currency: str, at: datetime, actor: str
) -> Product:
    """Put a product on sale with its variants and their first stock.

    Raises BadProduct, ImageRemoved, SkuTaken, and UnknownCurrency.
    """
    exponent(currency)
    raise_first(_faults(draft, public_url=public_url_of(session)))
    skus = [variant.sku for variant in draft.variants]
    await refuse_taken_skus(session, skus)
    await lock_images_or_refuse(session, draft)
    category_id = await category_id_of(session, draft.category)
    product = _product(draft, category_id, merchant_id=merchant_of(session), at=at)
    session.add(product)
    await session.flush()
    variants = [
        new_variant(product, each, position=nth, currency=currency) for nth, each in enumerate(draft.variants)
    ]
    await store_variants(session, variants, draft.variants, at=at, actor=actor)
    return product


async def find_product(session: AsyncSession, product_id: UUID) -> Product:
    """One product, on sale or not. Raises NotFound."""
    product = await session.get(Product, (merchant_of(session), product_id))
    if product is None:
        raise NotFound("There is no such product.")
    return product


async def taken_skus(session: AsyncSession, skus: Collection[str]) -> set[str]:
    """Which of these SKUs the merchant already uses, also for what is archived."""
    statement = select(Variant.sku).where(
        Variant.merchant_id == merchant_of(session), col(Variant.sku).in_(skus)
    )
    return set((await session.exec(statement)).all())


async def refuse_taken_skus(session: AsyncSession, skus: Collection[str]) -> None:
    """Raises SkuTaken."""
    if taken := await taken_skus(session, skus):
        names = ", ".join(sorted(taken))
        raise SkuTaken(f"SKU {names} is taken. A SKU names one variant for ever: choose another.")


async def store_variants(
    session: AsyncSession,
    variants: Sequence[Variant],
    drafts: Sequence[VariantDraft],
    *,
    at: datetime,
    actor: str,
) -> None:
    """New variants with their first stock. Raises SkuTaken."""
    session.add_all(variants)
    await _flush_skus(session, [variant.sku for variant in variants])
    for variant, each in zip(variants, drafts, strict=True):
        session.add_all(_first_stock(variant, each.stock, at=at, actor=actor))
    await session.flush()


def new_variant(product: Product, draft: VariantDraft, *, position: int, currency: str) -> Variant:
    """A variant that was not sent to Meta yet."""
    fields = given_fields(draft)
    del fields["stock"]
    return Variant(
        merchant_id=product.merchant_id,
        product_id=product.id,
        position=position,
        currency=currency,
        version=1,
        sent_version=0,
        **fields,
    )


def draft_faults(
    drafts: Sequence[VariantDraft], path: str = "variants", *, public_url: str
) -> Iterator[ProductFault]:
    """The faults of each variant by itself."""
    for nth, draft in enumerate(drafts):
        place = f"{path}[{nth}]" if path else ""
        yield from variant_faults(given_fields(draft), place, public_url=public_url)
        yield from price_faults(draft, place)


@contextmanager
def one_sku_once(sentence: str) -> Iterator[None]:
    """Write rows of variants inside. Raises SkuTaken if a SKU was stored since we looked; the transaction must end then."""
    try:
        yield
    except IntegrityError as error:
        if constraint_of(error) != _ONE_SKU_ONCE:
            raise
        raise SkuTaken(sentence) from error


async def _flush_skus(session: AsyncSession, skus: Collection[str]) -> None:
    with one_sku_once(f"One of these SKUs was just taken: {', '.join(skus)}."):
        await session.flush()


def _product(draft: ProductDraft, category_id: UUID | None, *, merchant_id: UUID, at: datetime) -> Product:
    fields = given_fields(draft)
    del fields["category"], fields["variants"]
    return Product(merchant_id=merchant_id, category_id=category_id, created_at=at, updated_at=at, **fields)


def _first_stock(variant: Variant, count: int, *, at: datetime, actor: str) -> tuple[Stock, StockMovement]:
    owner = variant.merchant_id
    return (
        Stock(merchant_id=owner, variant_id=variant.id, on_hand=count, reserved=0),
        StockMovement(
            merchant_id=owner, variant_id=variant.id, delta=count, reason="initial stock", actor=actor, at=at
        ),
    )


def _faults(draft: ProductDraft, *, public_url: str) -> Iterator[ProductFault]:
    yield from product_faults(given_fields(draft), public_url=public_url)
    if not draft.variants:
        yield ProductFault("variants", "A product needs at least one variant.")
    if len(draft.variants) > MOST_VARIANTS:
        said = f"A product has at most {MOST_VARIANTS} variants, not {len(draft.variants)}."
        yield ProductFault("variants", said)
    yield from draft_faults(draft.variants, public_url=public_url)
    counted = Counter(variant.sku for variant in draft.variants)
    for sku, count in counted.items():
        if count > 1:
            yield ProductFault("variants", f"SKU {sku} stands twice in this product.")
