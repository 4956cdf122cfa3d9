"""Upserts many products at once: each is created, or changed if its SKUs are known, or refused by itself.

An item that changes nothing is read without a lock and left alone. Lock order for the rest, as everywhere in the
catalog: images, categories, stock rows by id, products by id, their variants by id. All of them are locked first; then
some hundred variants at a time are read, changed and written, so that others of the process have their turn.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain
from uuid import UUID

from msgspec import UnsetType
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.bulk.batch import Batch, UpsertOutcome, UpsertResult
from shop.catalog.bulk.current import lock_rows, read_current, read_known
from shop.catalog.bulk.rows import NewRows, ProductUpsert
from shop.catalog.categories.tree import category_ids, category_tree
from shop.catalog.image_use import lock_images_of
from shop.catalog.products import one_sku_once
from shop.catalog.rules import ProductFault, given_fields, product_faults, variant_faults
from shop.kit.db.session import merchant_of, public_url_of
from shop.kit.db.sql import discard_plans
from shop.kit.jobs import enqueue
from shop.kit.processes.pauses import with_pauses

_AT_ONCE = (
    "Another call stored one of these SKUs at the same moment; nothing of this one was stored. Send it again."
)
MANY = 200  # from so many items on the connection's plans are discarded (see `discard_plans`)
VARIANTS_AT_ONCE = 400  # are written together: some tens of milliseconds for which nobody else has a turn
_WRITTEN = (UpsertOutcome.CREATED, UpsertOutcome.UPDATED)


async def upsert_products(
    session: AsyncSession, items: Sequence[ProductUpsert], *, currency: str, at: datetime, actor: str
) -> list[UpsertResult]:
    """Store every item that can be stored; one result per item, in their order. One transaction, one push."""
    if len(items) >= MANY:
        await discard_plans(session)
    alike = await _alike(session, items)
    rest = [item for nth, item in enumerate(items) if nth not in alike]
    new = NewRows(merchant_of(session), currency=currency, actor=actor, at=at)
    written = iter(await _write(session, rest, new) if rest else ())
    return [
        UpsertResult(UpsertOutcome.UNCHANGED, alike[nth]) if nth in alike else next(written)
        for nth in range(len(items))
    ]


async def _alike(session: AsyncSession, items: Sequence[ProductUpsert]) -> dict[int, UUID]:
    """Results of the items that change nothing, by index. Items with a SKU that occurs twice are compared later."""
    counted = Counter(variant.sku for item in items for variant in item.variants)
    tree = await category_tree(session)
    alike: dict[int, UUID] = {}
    for some in _batches(items):
        known = await read_current(
            session, [variant.sku for _, item in some for variant in item.variants], tree
        )
        async for nth, item in with_pauses(some):
            found = [known.get(variant.sku) for variant in item.variants]
            if found and all(found) and all(counted[variant.sku] == 1 for variant in item.variants):
                product_ids = {each.product_id for each in found if each}
                if len(product_ids) == 1 and found[0] and found[0].is_like(item, found):
                    alike[nth] = product_ids.pop()
    return alike


async def _write(session: AsyncSession, items: Sequence[ProductUpsert], new: NewRows) -> list[UpsertResult]:
    """Check, lock and store."""
    faults = await _faults(session, items)
    sound = [item for item, fault in zip(items, faults, strict=True) if fault is None]
    categories = await category_ids(
        session, {item.category for item in sound if not isinstance(item.category, UnsetType)}
    )
    await lock_rows(session, [each.sku for item in sound for each in item.variants])
    stored = iter(await _store(session, sound, new, categories))
    results = [
        next(stored)
        if fault is None
        else UpsertResult(UpsertOutcome.REFUSED, None, fault.message, fault.path)
        for fault in faults
    ]
    if any(result.outcome in _WRITTEN for result in results):
        await enqueue(session, "catalog_sync.push")
    return results


async def _store(
    session: AsyncSession, items: Sequence[ProductUpsert], new: NewRows, categories: dict[str, UUID]
) -> list[UpsertResult]:
    """Create and change, some hundred variants at a time; their rows are locked."""
    results, taken = [], set[str]()
    for some in _batches(items):
        known = await read_known(session, [each.sku for _, item in some for each in item.variants])
        batch = Batch(known, new, categories, taken=taken)
        results += [batch.apply(item) async for _, item in with_pauses(some)]
        await session.flush()
        await new.store_moves(session)
    with one_sku_once(_AT_ONCE):
        await new.store(session)
    return results


def _batches(items: Sequence[ProductUpsert]) -> Iterator[list[tuple[int, ProductUpsert]]]:
    """The items with their index, as many at a time as have VARIANTS_AT_ONCE together; at least one."""
    some: list[tuple[int, ProductUpsert]] = []
    weight = 0
    for nth, item in enumerate(items):
        some.append((nth, item))
        weight += 1 + len(item.variants)
        if weight >= VARIANTS_AT_ONCE:
            yield some
            some, weight = [], 0
    if some:
        yield some


async def _faults(session: AsyncSession, items: Sequence[ProductUpsert]) -> list[ProductFault | None]:
    """The first fault of each item by itself; the images of all are locked."""
    url, locked = public_url_of(session), await lock_images_of(session, items)
    return [
        next(chain(_own_faults(item, public_url=url), locked.faults(item)), None)
        async for item in with_pauses(items)
    ]


def _own_faults(item: ProductUpsert, *, public_url: str) -> Iterator[ProductFault]:
    """What is wrong with an item whatever is stored."""
    if not item.variants:
        yield ProductFault("variants", "An item is known by the SKUs of its variants: send at least one.")
    yield from product_faults(given_fields(item), public_url=public_url)
    for nth, each in enumerate(item.variants):
        yield from variant_faults(given_fields(each), f"variants[{nth}]", public_url=public_url)
