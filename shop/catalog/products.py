"""Putting products on sale, and finding them again."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.models import Product, Stock, StockMovement, TaxClass, Variant
from shop.kit.db import constraint_of, merchant_of
from shop.kit.errors import Conflict, NotFound, ShopError
from shop.kit.money import exponent

# Meta, items_batch: an item's `id` (our SKU), `title` and `description`.
LONGEST_SKU = 100
LONGEST_TITLE = 200
LONGEST_DESCRIPTION = 5000
# Ours: a full cart of such prices, or a stock that grows by such counts, still fits into a bigint.
HIGHEST_PRICE = 10**12
MOST_STOCK = 10**9

_ONE_SKU_ONCE = "uq_variant_merchant_id_sku"
_TRANSLATED = {"title", "description"}


class BadProduct(ShopError):
    """The draft cannot become a product; the sentence says which part of it."""

    status_code = 422


class SkuTaken(Conflict):
    """Another variant of this merchant has that SKU."""


class VariantDraft(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """One thing to sell. The price is in minor units of the merchant's currency."""

    sku: str
    price_minor: int
    options: dict[str, str] = {}
    stock: int = 0
    images: list[str] = []


class ProductDraft(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A product to be. `translations` holds `title` and `description` by language."""

    title: str
    description: str = ""
    brand: str = ""
    category: str = ""
    tax_class: TaxClass = TaxClass.STANDARD
    translations: dict[str, dict[str, str]] = {}
    images: list[str] = []
    link: str = ""
    variants: list[VariantDraft]


async def create_product(
    session: AsyncSession, draft: ProductDraft, *, currency: str, at: datetime, actor: str
) -> Product:
    """Put a product on sale with its variants and their first stock.

    Raises BadProduct, SkuTaken, and UnknownCurrency.
    """
    exponent(currency)
    _check(draft)
    skus = [variant.sku for variant in draft.variants]
    _refuse(await taken_skus(session, skus))
    product = _product(draft, merchant_id=merchant_of(session), at=at)
    session.add(product)
    await session.flush()
    variants = [
        _variant(product, each, position=nth, currency=currency) for nth, each in enumerate(draft.variants)
    ]
    session.add_all(variants)
    await _flush_skus(session, skus)
    for variant, each in zip(variants, draft.variants, strict=True):
        session.add_all(_first_stock(variant, each.stock, at=at, actor=actor))
    await session.flush()
    return product


async def find_product(session: AsyncSession, product_id: UUID) -> Product:
    """One product, on sale or not. Raises NotFound."""
    product = await session.get(Product, (merchant_of(session), product_id))
    if product is None:
        raise NotFound("There is no such product.")
    return product


async def variants_of(session: AsyncSession, product_ids: Collection[UUID]) -> dict[UUID, list[Variant]]:
    """The variants of each product, archived ones too, in their order; unknown products have none."""
    statement = (
        select(Variant)
        .where(Variant.merchant_id == merchant_of(session), col(Variant.product_id).in_(product_ids))
        .order_by(col(Variant.position), col(Variant.id))
    )
    found: dict[UUID, list[Variant]] = {product_id: [] for product_id in product_ids}
    for variant in (await session.exec(statement)).all():
        found[variant.product_id].append(variant)
    return found


async def taken_skus(session: AsyncSession, skus: Collection[str]) -> set[str]:
    """Which of these SKUs the merchant already uses, also for what is archived."""
    statement = select(Variant.sku).where(
        Variant.merchant_id == merchant_of(session), col(Variant.sku).in_(skus)
    )
    return set((await session.exec(statement)).all())


def _refuse(taken: Collection[str]) -> None:
    if taken:
        names = ", ".join(sorted(taken))
        raise SkuTaken(f"SKU {names} is taken. A SKU names one variant for ever: choose another.")


async def _flush_skus(session: AsyncSession, skus: Collection[str]) -> None:
    """Somebody may have stored one of them since we looked; the transaction is lost then."""
    try:
        await session.flush()
    except IntegrityError as error:
        if constraint_of(error) != _ONE_SKU_ONCE:
            raise
        raise SkuTaken(f"One of these SKUs was just taken: {', '.join(skus)}.") from error


def _product(draft: ProductDraft, *, merchant_id: UUID, at: datetime) -> Product:
    return Product(
        merchant_id=merchant_id,
        title=draft.title,
        description=draft.description,
        brand=draft.brand,
        category=draft.category,
        tax_class=draft.tax_class,
        translations=draft.translations,
        images=draft.images,
        link=draft.link,
        created_at=at,
        updated_at=at,
    )


def _variant(product: Product, draft: VariantDraft, *, position: int, currency: str) -> Variant:
    return Variant(
        merchant_id=product.merchant_id,
        product_id=product.id,
        sku=draft.sku,
        options=draft.options,
        price_minor=draft.price_minor,
        currency=currency,
        images=draft.images,
        position=position,
        version=1,
        sent_version=0,
    )


def _first_stock(variant: Variant, count: int, *, at: datetime, actor: str) -> tuple[Stock, StockMovement]:
    owner = variant.merchant_id
    return (
        Stock(merchant_id=owner, variant_id=variant.id, on_hand=count, reserved=0),
        StockMovement(
            merchant_id=owner, variant_id=variant.id, delta=count, reason="initial stock", actor=actor, at=at
        ),
    )


def _check(draft: ProductDraft) -> None:
    """Raises BadProduct with the first thing that is wrong."""
    for wrong in _faults(draft):
        raise BadProduct(wrong)


def _faults(draft: ProductDraft) -> Iterator[str]:
    if not draft.title.strip():
        yield "A product needs a title."
    yield from _wording_faults("The", draft.title, draft.description)
    for language, words in draft.translations.items():
        if unknown := words.keys() - _TRANSLATED:
            yield f"Only title and description are translated, not {min(unknown)!r} ({language})."
        yield from _wording_faults(f"The {language}", words.get("title", ""), words.get("description", ""))
    if not draft.variants:
        yield "A product needs at least one variant."
    for variant in draft.variants:
        yield from _variant_faults(variant)
    counted = Counter(variant.sku for variant in draft.variants)
    yield from (f"SKU {sku} stands twice in this product." for sku, count in counted.items() if count > 1)
    if any(not _storable(text) for text in _texts(msgspec.to_builtins(draft))):
        yield "A text holds a NUL or half a character, which cannot be stored."


def _wording_faults(whose: str, title: str, description: str) -> Iterator[str]:
    if len(title) > LONGEST_TITLE:
        yield f"{whose} title has {len(title)} characters; {LONGEST_TITLE} are allowed."
    if len(description) > LONGEST_DESCRIPTION:
        yield f"{whose} description has {len(description)} characters; {LONGEST_DESCRIPTION} are allowed."


def _variant_faults(variant: VariantDraft) -> Iterator[str]:
    if not variant.sku or variant.sku != variant.sku.strip():
        yield f"A variant needs a SKU without spaces around it, not {variant.sku!r}."
    if len(variant.sku) > LONGEST_SKU:
        yield f"SKU {variant.sku[:20]}… has {len(variant.sku)} characters; {LONGEST_SKU} are allowed."
    if not 0 <= variant.price_minor <= HIGHEST_PRICE:
        yield f"The price of {variant.sku} must lie between 0 and {HIGHEST_PRICE} minor units."
    if not 0 <= variant.stock <= MOST_STOCK:
        yield f"The stock of {variant.sku} must lie between 0 and {MOST_STOCK}."


def _texts(value: object) -> Iterator[str]:
    """Every string in a JSON value, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts([*value.keys(), *value.values()])
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _storable(text: str) -> bool:
    """PostgreSQL takes no NUL, UTF-8 no lone surrogate."""
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False
