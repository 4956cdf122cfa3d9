"""Many products at once: each is created, or changed if its SKUs are known, or refused alone.

Lock order as everywhere in the catalog: stock rows by id, then products by id, then their variants by id.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa
from msgspec import UNSET, UnsetType
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.bulk_rows import NewRows, VariantUpsert
from shop.catalog.editing import ProductChanges, apply_changes, raise_versions
from shop.catalog.models import Product, Stock, Variant
from shop.kit.db import merchant_of
from shop.kit.errors import ShopError
from shop.kit.jobs import enqueue


class ProductUpsert(ProductChanges, frozen=True, kw_only=True):
    """A product as it shall be, known by its SKUs; what is left out stays. A new one needs its title."""

    variants: Sequence[VariantUpsert] = ()


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class Verdict(msgspec.Struct, frozen=True):
    """What became of one item; `reason` is a sentence where it was refused."""

    outcome: Outcome
    product_id: UUID | None = None
    reason: str = ""


class ItemRefused(ShopError):
    """One item cannot be stored; the others can."""

    status_code = 422


@dataclass
class _Batch:
    """What is known before, and what shall be written in one go."""

    products: dict[UUID, Product]
    variants: dict[UUID, list[Variant]]
    stocks: dict[UUID, Stock]
    new: NewRows
    taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.by_sku = {variant.sku: variant for each in self.variants.values() for variant in each}


async def upsert_products(
    session: AsyncSession, items: Sequence[ProductUpsert], *, currency: str, at: datetime, actor: str
) -> list[Verdict]:
    """Store every item that can be stored; one verdict per item, in their order. One transaction, one push."""
    skus = [variant.sku for item in items for variant in item.variants]
    new = NewRows(merchant_of(session), currency=currency, actor=actor, at=at)
    batch = await _gather(session, skus, new)
    verdicts = [_judge(session, batch, item) for item in items]
    await session.flush()
    await batch.new.store(session)
    if any(verdict.outcome in (Outcome.CREATED, Outcome.UPDATED) for verdict in verdicts):
        await enqueue(session, "catalog_sync.push")
    return verdicts


async def _gather(session: AsyncSession, skus: list[str], new: NewRows) -> _Batch:
    """Hold what the SKUs lead to. One array each: a statement takes 32,767 parameters at most."""
    mine = new.merchant_id
    listed = sa.any_(sa.cast(skus, ARRAY(sa.Text())))
    named = select(Variant.id).where(Variant.merchant_id == mine, col(Variant.sku) == listed)
    stocks = await _held(
        session,
        select(Stock).where(Stock.merchant_id == mine, col(Stock.variant_id).in_(named)),
        Stock.variant_id,
    )
    owners = select(Variant.product_id).where(Variant.merchant_id == mine, col(Variant.sku) == listed)
    products = await _held(
        session, select(Product).where(Product.merchant_id == mine, col(Product.id).in_(owners)), Product.id
    )
    ids = sa.any_(sa.cast([product.id for product in products], ARRAY(sa.Uuid())))
    of_them = select(Variant).where(Variant.merchant_id == mine, col(Variant.product_id) == ids)
    variants: dict[UUID, list[Variant]] = {product.id: [] for product in products}
    for variant in await _held(session, of_them, Variant.id):
        variants[variant.product_id].append(variant)
    return _Batch(
        {product.id: product for product in products},
        variants,
        {stock.variant_id: stock for stock in stocks},
        new,
    )


async def _held(session: AsyncSession, statement: Any, key: Any) -> Sequence[Any]:
    held = statement.order_by(key).with_for_update(key_share=True).execution_options(populate_existing=True)
    found: Sequence[Any] = (await session.exec(held)).all()
    return found


def _judge(session: AsyncSession, batch: _Batch, item: ProductUpsert) -> Verdict:
    try:
        skus = _skus(batch, item)
        product = _owner(batch, skus)
        _check(batch, item, product)
    except ItemRefused as refusal:
        return Verdict(Outcome.REFUSED, reason=str(refusal))
    batch.taken.update(skus)
    if product is None:
        return Verdict(Outcome.CREATED, _create(batch, item))
    changed = _change(session, batch, product, item)
    return Verdict(Outcome.UPDATED if changed else Outcome.UNCHANGED, product.id)


def _skus(batch: _Batch, item: ProductUpsert) -> list[str]:
    """The item's SKUs, which no item stored before may have. Raises ItemRefused."""
    skus = [variant.sku for variant in item.variants]
    for sku in skus:
        if sku in batch.taken or skus.count(sku) > 1:
            raise ItemRefused(f"SKU {sku} stands twice in this call.")
    return skus


def _owner(batch: _Batch, skus: Iterable[str]) -> Product | None:
    """The one product the SKUs belong to, None if they are all new. Raises ItemRefused."""
    owners = {batch.by_sku[sku].product_id for sku in skus if sku in batch.by_sku}
    if len(owners) > 1:
        raise ItemRefused("These SKUs belong to different products; a variant cannot move.")
    return batch.products[owners.pop()] if owners else None


def _check(batch: _Batch, item: ProductUpsert, product: Product | None) -> None:
    """Everything that could refuse the item, before anything of it is changed. Raises ItemRefused."""
    if not item.variants:
        raise ItemRefused("An item is known by the SKUs of its variants: send at least one.")
    if product is None and item.title is UNSET:
        raise ItemRefused("None of its SKUs is known, and a new product needs a title.")
    for each in item.variants:
        known = batch.by_sku.get(each.sku)
        if known is None and each.price_minor is UNSET:
            raise ItemRefused(f"SKU {each.sku} is new and needs a price.")
        stock = batch.stocks.get(known.id) if known is not None else None
        if stock is not None and each.stock is not UNSET and each.stock < stock.reserved:
            raise ItemRefused(f"{stock.reserved} of {each.sku} are promised to open orders; more must stay.")


def _create(batch: _Batch, item: ProductUpsert) -> UUID:
    product_id = batch.new.add_product(item)
    for position, each in enumerate(item.variants):
        batch.new.add_variant(product_id, each, position=position)
    return product_id


def _change(session: AsyncSession, batch: _Batch, product: Product, item: ProductUpsert) -> bool:
    """Bring a known product to what was sent; says whether anything is different."""
    variants = batch.variants[product.id]
    apply_changes(product, item)
    changed = session.is_modified(product)
    for each in item.variants:
        known = batch.by_sku.get(each.sku)
        if known is None:
            batch.new.add_variant(product.id, each, position=len(variants))
            changed = True
            continue
        apply_changes(known, each)
        changed = session.is_modified(known) or changed
        changed = _restock(batch, known, each) or changed
    if changed:
        raise_versions(product, variants, at=batch.new.at)
    return changed


def _restock(batch: _Batch, variant: Variant, each: VariantUpsert) -> bool:
    stock = batch.stocks.get(variant.id)
    if stock is None or isinstance(each.stock, UnsetType) or each.stock == stock.on_hand:
        return False
    batch.new.move(variant.id, each.stock - stock.on_hand)
    stock.on_hand = each.stock
    return True
