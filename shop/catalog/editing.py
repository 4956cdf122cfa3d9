"""Changes products: every edit that Meta must see raises the versions of all variants and asks for a push.

Lock order within the catalog: images, categories, product, then its variants by id. Stock is never locked after a variant.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.categories.tree import category_id_of
from shop.catalog.enums import AvailabilityMode, Condition, TaxClass
from shop.catalog.image_use import lock_images_or_refuse
from shop.catalog.models import Product, ProductStatus, Variant
from shop.catalog.products import ProductDraft, create_product
from shop.catalog.rules import (
    BadProduct,
    given_fields,
    price_faults,
    product_faults,
    raise_first,
    variant_faults,
)
from shop.kit.db.locking import lock_row
from shop.kit.db.session import public_url_of
from shop.kit.errors import Conflict
from shop.kit.jobs import enqueue

TranslatedWords = dict[str, str | None]  # title and description; None takes one away


class NoSuchVariant(BadProduct):
    """The product has no variant of that SKU."""


class EditedMeanwhile(Conflict):
    """Somebody else changed the product since the caller read it."""

    status_code = 412


class VariantChanges(msgspec.Struct, frozen=True, kw_only=True):
    """What changes in the variant of that SKU; prices are in minor units of its currency.

    Taking the sale price away (None) takes the dates of the sale away too.
    """

    sku: str
    price_minor: int | UnsetType = UNSET
    sale_price_minor: int | UnsetType | None = UNSET
    sale_starts_at: datetime | UnsetType | None = UNSET
    sale_ends_at: datetime | UnsetType | None = UNSET
    compare_at_price_minor: int | UnsetType | None = UNSET
    options: dict[str, str] | UnsetType = UNSET
    availability_mode: AvailabilityMode | UnsetType = UNSET
    low_stock_threshold: int | UnsetType | None = UNSET
    weight_grams: int | UnsetType | None = UNSET
    images: list[str] | UnsetType = UNSET
    archived: bool | UnsetType = UNSET


class ProductChanges(msgspec.Struct, frozen=True, kw_only=True):
    """What changes. Translations are merged by language and word, everything else is replaced.

    `category` is a path, "" for none.
    """

    title: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    brand: str | UnsetType = UNSET
    category: str | UnsetType = UNSET
    condition: Condition | UnsetType = UNSET
    tags: list[str] | UnsetType = UNSET
    attributes: dict[str, str] | UnsetType = UNSET
    tax_class: TaxClass | UnsetType = UNSET
    requires_delivery: bool | UnsetType = UNSET
    images: list[str] | UnsetType = UNSET
    link: str | UnsetType = UNSET
    translations: dict[str, TranslatedWords | None] = {}
    variants: Sequence[VariantChanges] = ()


async def add_product(
    session: AsyncSession, draft: ProductDraft, *, currency: str, at: datetime, actor: str
) -> Product:
    """Put a product on sale and leave the push. Raises what `create_product` raises."""
    product = await create_product(session, draft, currency=currency, at=at, actor=actor)
    await enqueue(session, "catalog_sync.push")
    return product


async def edit_product(
    session: AsyncSession,
    product_id: UUID,
    changes: ProductChanges,
    *,
    at: datetime,
    read_at: datetime | None = None,
) -> Product:
    """Apply the changes. `read_at`: the `updated_at` that the caller saw; None: whatever it is.

    Raises NotFound, EditedMeanwhile, NoSuchVariant, BadProduct, ImageRemoved.
    """
    public_url = public_url_of(session)
    raise_first(product_faults(given_fields(changes), public_url=public_url))
    await lock_images_or_refuse(session, changes)
    category_id = await category_id_of(session, changes.category)
    product, variants = await lock_product(session, product_id, read_at)
    for name, value in product_columns(changes, product, category_id).items():
        setattr(product, name, value)
    _edit_variants(variants, changes.variants, public_url=public_url)
    await announce_edit(session, product, variants, at=at)
    return product


async def archive_product(
    session: AsyncSession, product_id: UUID, *, at: datetime, read_at: datetime | None = None
) -> Product:
    """Take it off sale, here and at Meta; orders keep their lines. Raises NotFound, EditedMeanwhile."""
    return await _move(session, product_id, ProductStatus.ARCHIVED, at=at, read_at=read_at)


async def restore_product(
    session: AsyncSession, product_id: UUID, *, at: datetime, read_at: datetime | None = None
) -> Product:
    """Put it on sale again. Raises NotFound, EditedMeanwhile."""
    return await _move(session, product_id, ProductStatus.ACTIVE, at=at, read_at=read_at)


def product_columns(
    changes: ProductChanges, known: Product | None, category_id: UUID | None
) -> dict[str, object]:
    """The product's columns that the changes name, with their values; the category is `category_id`."""
    columns = given_fields(changes)
    del columns["variants"]
    if "category" in columns:
        del columns["category"]
        columns["category_id"] = category_id
    columns["translations"] = merge_translations(known.translations if known else {}, changes.translations)
    return columns


def variant_columns(changes: VariantChanges) -> dict[str, object]:
    """The variant's columns that the changes name."""
    columns = given_fields(changes)
    columns.pop("stock", None)
    if columns.get("sale_price_minor", UNSET) is None:
        columns = {"sale_starts_at": None, "sale_ends_at": None, **columns}
    return columns


def raise_versions(product: Product, variants: Sequence[Variant], *, at: datetime) -> None:
    """Raise the version of every variant, and set a later `updated_at`, whatever the clock says."""
    product.note_edit(at=at)
    for variant in variants:
        variant.version += 1


def merge_translations(
    known: dict[str, dict[str, str]], changes: dict[str, TranslatedWords | None]
) -> dict[str, dict[str, str]]:
    """Translations after a merge patch: None takes a language or a word away. A new dict."""
    result = {language: dict(words) for language, words in known.items()}
    for language, words in changes.items():
        if words is None:
            result.pop(language, None)
            continue
        both: TranslatedWords = {**result.get(language, {}), **words}
        result[language] = {name: word for name, word in both.items() if word is not None}
    return result


async def _move(
    session: AsyncSession,
    product_id: UUID,
    status: ProductStatus,
    *,
    at: datetime,
    read_at: datetime | None,
) -> Product:
    product, variants = await lock_product(session, product_id, read_at)
    if product.status is not status:
        product.archive() if status is ProductStatus.ARCHIVED else product.restore()
        await announce_edit(session, product, variants, at=at)
    return product


async def lock_product(
    session: AsyncSession, product_id: UUID, read_at: datetime | None
) -> tuple[Product, Sequence[Variant]]:
    """Lock the product and its variants, read anew; orders that refer to them need not wait."""
    product = await lock_row(session, Product, product_id, missing="There is no such product.")
    if read_at is not None and product.updated_at != read_at:
        raise EditedMeanwhile("This product was changed since you read it: read it again.")
    variants = await session.exec(
        select(Variant)
        .where(Variant.merchant_id == product.merchant_id, Variant.product_id == product_id)
        .order_by(col(Variant.id))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return product, variants.all()


async def announce_edit(
    session: AsyncSession, product: Product, variants: Sequence[Variant], *, at: datetime
) -> None:
    """Raise the versions of an edited product's variants and leave the push."""
    raise_versions(product, variants, at=at)
    await session.flush()
    await enqueue(session, "catalog_sync.push")


def _edit_variants(
    variants: Sequence[Variant], changes: Sequence[VariantChanges], *, public_url: str
) -> None:
    """Raises NoSuchVariant, BadProduct."""
    by_sku = {variant.sku: variant for variant in variants}
    for nth, each in enumerate(changes):
        if each.sku not in by_sku:
            said = f"This product has no variant with the SKU {each.sku}."
            raise NoSuchVariant(said, f"variants[{nth}].sku")
        _edit_variant(by_sku[each.sku], each, f"variants[{nth}]", public_url=public_url)


def _edit_variant(variant: Variant, changes: VariantChanges, path: str, *, public_url: str) -> None:
    """Raises BadProduct."""
    raise_first(variant_faults(given_fields(changes), path, public_url=public_url))
    for name, value in variant_columns(changes).items():
        setattr(variant, name, value)
    raise_first(price_faults(variant, path))
