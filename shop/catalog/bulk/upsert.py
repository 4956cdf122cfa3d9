"""Upserts many products at once: each is created, or changed if its SKUs are known, or refused by itself.

An item that changes nothing is read without a lock and left alone. Lock order for the rest, as everywhere in the
catalog: images, categories, stock rows by id, products by id, their variants by id.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import chain
from typing import Any
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.bulk.current import LockedRows, lock_rows, read_current
from shop.catalog.bulk.rows import NewRows, ProductUpsert, VariantUpsert
from shop.catalog.categories.paths import plain_path
from shop.catalog.categories.tree import category_ids
from shop.catalog.editing import product_columns, raise_versions, variant_columns
from shop.catalog.image_use import lock_images_of
from shop.catalog.models import Product, Variant
from shop.catalog.products import one_sku_once
from shop.catalog.rules import ProductFault, given_fields, price_faults, product_faults, variant_faults
from shop.kit.db.session import merchant_of, public_url_of
from shop.kit.db.sql import discard_plans
from shop.kit.errors import ShopError
from shop.kit.jobs import enqueue

_AT_ONCE = (
    "Another call stored one of these SKUs at the same moment; nothing of this one was stored. Send it again."
)
MANY = 200  # from so many items on the connection's plans are discarded (see `discard_plans`)


class UpsertOutcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class UpsertResult(msgspec.Struct, frozen=True):
    """What became of one item; `reason` is a sentence where it was refused, `path` the place of the fault."""

    outcome: UpsertOutcome
    product_id: UUID | None = None
    reason: str = ""
    path: str = ""


class ItemRefused(ShopError):
    """One item cannot be stored; the others can."""

    status_code = 422

    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(message)
        self.path = path


class _Terms(msgspec.Struct):
    """What a variant will cost; a new one costs nothing yet."""

    sku: str = ""
    price_minor: Any = 0
    sale_price_minor: Any = None
    sale_starts_at: Any = None
    sale_ends_at: Any = None
    compare_at_price_minor: Any = None

    @classmethod
    def after(cls, known: Variant | None, changes: VariantUpsert) -> "_Terms":
        columns = variant_columns(changes)
        values = {name: getattr(known, name) for name in cls.__struct_fields__} if known else {}
        return cls(**values | {name: columns[name] for name in cls.__struct_fields__ if name in columns})


async def upsert_products(
    session: AsyncSession, items: Sequence[ProductUpsert], *, currency: str, at: datetime, actor: str
) -> list[UpsertResult]:
    """Store every item that can be stored; one result per item, in their order. One transaction, one push."""
    alike = await _alike(session, items)
    rest = [item for nth, item in enumerate(items) if nth not in alike]
    if not rest:
        return [UpsertResult(UpsertOutcome.UNCHANGED, alike[nth]) for nth in range(len(items))]
    if len(rest) >= MANY:
        await discard_plans(session)
    new = NewRows(merchant_of(session), currency=currency, actor=actor, at=at)
    written = iter(await _Batch.write(session, rest, new))
    return [
        UpsertResult(UpsertOutcome.UNCHANGED, alike[nth]) if nth in alike else next(written)
        for nth in range(len(items))
    ]


async def _alike(session: AsyncSession, items: Sequence[ProductUpsert]) -> dict[int, UUID]:
    """Results of the items that change nothing, by index. Items with a SKU that occurs twice are compared later."""
    counted = Counter(variant.sku for item in items for variant in item.variants)
    known = await read_current(session, list(counted))
    alike = {}
    for nth, item in enumerate(items):
        found = [known.get(variant.sku) for variant in item.variants]
        if found and all(found) and all(counted[variant.sku] == 1 for variant in item.variants):
            product_ids = {each.product_id for each in found if each}
            if len(product_ids) == 1 and found[0] and found[0].is_like(item, found):
                alike[nth] = product_ids.pop()
    return alike


class _Batch:
    """One bulk call: the rows it found and the rows it will write."""

    def __init__(self, held: LockedRows, new: NewRows, categories: dict[str, UUID]) -> None:
        self.products, self.variants, self.stocks = held.products, held.variants, held.stocks
        self.by_sku = {variant.sku: variant for each in held.variants.values() for variant in each}
        self.new, self.categories = new, categories
        self.taken: set[str] = set()

    @classmethod
    async def write(
        cls, session: AsyncSession, items: Sequence[ProductUpsert], new: NewRows
    ) -> list[UpsertResult]:
        """Check and store."""
        faults = await _faults(session, items)
        sound = [item for item, fault in zip(items, faults, strict=True) if fault is None]
        paths = [item.category for item in sound if not isinstance(item.category, UnsetType)]
        categories = await category_ids(session, paths)
        batch = cls(
            await lock_rows(session, [each.sku for item in sound for each in item.variants]), new, categories
        )
        results = [
            batch.apply(item)
            if fault is None
            else UpsertResult(UpsertOutcome.REFUSED, None, fault.message, fault.path)
            for item, fault in zip(items, faults, strict=True)
        ]
        with one_sku_once(_AT_ONCE):
            await session.flush()
            await new.store(session)
        if any(result.outcome in (UpsertOutcome.CREATED, UpsertOutcome.UPDATED) for result in results):
            await enqueue(session, "catalog_sync.push")
        return results

    def apply(self, item: ProductUpsert) -> UpsertResult:
        """Create or change one item. Raises ItemRefused."""
        try:
            skus = self._skus(item)
            product = self._owner(skus)
            self._check(item, product)
        except ItemRefused as refusal:
            return UpsertResult(UpsertOutcome.REFUSED, reason=str(refusal), path=refusal.path)
        self.taken.update(skus)
        if product is None:
            return UpsertResult(UpsertOutcome.CREATED, self._create(item))
        changed = self._change(product, item)
        return UpsertResult(UpsertOutcome.UPDATED if changed else UpsertOutcome.UNCHANGED, product.id)

    def _skus(self, item: ProductUpsert) -> list[str]:
        """The item's SKUs, which no item stored before may have. Raises ItemRefused."""
        skus = [variant.sku for variant in item.variants]
        for nth, sku in enumerate(skus):
            if sku in self.taken or skus.count(sku) > 1:
                raise ItemRefused(f"SKU {sku} stands twice in this call.", f"variants[{nth}].sku")
        return skus

    def _owner(self, skus: Iterable[str]) -> Product | None:
        """The one product the SKUs belong to, None if they are all new. Raises ItemRefused."""
        owners = {self.by_sku[sku].product_id for sku in skus if sku in self.by_sku}
        if len(owners) > 1:
            raise ItemRefused("These SKUs belong to different products; a variant cannot move.", "variants")
        return self.products[owners.pop()] if owners else None

    def _check(self, item: ProductUpsert, product: Product | None) -> None:
        """Check the item against what is stored, before anything is changed. Raises ItemRefused."""
        if product is None and item.title is UNSET:
            raise ItemRefused("None of its SKUs is known, and a new product needs a title.", "title")
        for nth, each in enumerate(item.variants):
            path = f"variants[{nth}]"
            known = self.by_sku.get(each.sku)
            if known is None and each.price_minor is UNSET:
                raise ItemRefused(f"SKU {each.sku} is new and needs a price.", f"{path}.price")
            stock = self.stocks.get(known.id) if known is not None else None
            if stock is not None and each.stock is not UNSET and each.stock < stock.reserved:
                said = f"{stock.reserved} of {each.sku} are promised to open orders; more must stay."
                raise ItemRefused(said, f"{path}.stock")
            for fault in price_faults(_Terms.after(known, each), path):
                raise ItemRefused(fault.message, fault.path)

    def _create(self, item: ProductUpsert) -> UUID:
        product_id = self.new.add_product(item, self._category_id(item))
        for position, each in enumerate(item.variants):
            self.new.add_variant(product_id, each, position=position)
        return product_id

    def _change(self, product: Product, item: ProductUpsert) -> bool:
        """Change a known product; returns whether anything changed."""
        variants = self.variants[product.id]
        changed = _set(product, product_columns(item, product, self._category_id(item)))
        for each in item.variants:
            known = self.by_sku.get(each.sku)
            if known is None:
                self.new.add_variant(product.id, each, position=len(variants))
                changed = True
                continue
            changed = _set(known, variant_columns(each)) or changed
            changed = self._restock(known, each) or changed
        if changed:
            raise_versions(product, variants, at=self.new.at)
        return changed

    def _restock(self, variant: Variant, each: VariantUpsert) -> bool:
        stock = self.stocks.get(variant.id)
        if stock is None or isinstance(each.stock, UnsetType) or each.stock == stock.on_hand:
            return False
        self.new.move(variant.id, each.stock - stock.on_hand)
        stock.on_hand = each.stock
        return True

    def _category_id(self, item: ProductUpsert) -> UUID | None:
        return (
            None if isinstance(item.category, UnsetType) else self.categories.get(plain_path(item.category))
        )


async def _faults(session: AsyncSession, items: Sequence[ProductUpsert]) -> list[ProductFault | None]:
    """The first fault of each item by itself; the images of all are locked."""
    url, locked = public_url_of(session), await lock_images_of(session, items)
    return [next(chain(_own_faults(item, public_url=url), locked.faults(item)), None) for item in items]


def _own_faults(item: ProductUpsert, *, public_url: str) -> Iterator[ProductFault]:
    """What is wrong with an item whatever is stored."""
    if not item.variants:
        yield ProductFault("variants", "An item is known by the SKUs of its variants: send at least one.")
    yield from product_faults(given_fields(item), public_url=public_url)
    for nth, each in enumerate(item.variants):
        yield from variant_faults(given_fields(each), f"variants[{nth}]", public_url=public_url)


def _set(thing: Product | Variant, columns: dict[str, object]) -> bool:
    """Set the values that differ; returns whether any did."""
    different = {name: value for name, value in columns.items() if getattr(thing, name) != value}
    for name, value in different.items():
        setattr(thing, name, value)
    return bool(different)
