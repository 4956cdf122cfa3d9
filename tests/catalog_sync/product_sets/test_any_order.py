"""Whatever happens to collections in whatever order: once it is over, Meta's sets are ours."""

import json
from collections.abc import Awaitable, Callable
from contextlib import suppress

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from catalog_sync.models import MetaSet
from catalog_sync.product_sets.push import DUPLICATE
from shop.catalog.collections.editing import (
    CollectionChanges,
    add_collection,
    edit_collection,
    load_collections,
    remove_collection,
)
from shop.catalog.collections.models import Collection
from shop.catalog.models import ProductStatus, Variant
from shop.kit.clock import clock, now
from shop.kit.db.database import Database
from shop.kit.jobs import Postponed
from tests.catalog_sync.product_sets.meta_sets import at_meta
from tests.catalog_sync.sync_under_test import SyncUnderTest, open_sync
from tests.support.cast import SKUS

Step = Callable[[SyncUnderTest], Awaitable[None]]
FREE = "UPDATE sync_lease SET held_until = now() - interval '1 second', paused_until = NULL"


async def push(sync: SyncUnderTest) -> None:
    with suppress(Postponed):
        await sync.run("push_sets")


def collect(title: str, skus: list[str]) -> Step:
    async def step(sync: SyncUnderTest) -> None:
        known = dict(await sync.all(select(Variant.sku, Variant.product_id)))
        async with sync.database.transaction(sync.merchant.id) as session:
            await add_collection(session, title, product_ids=[known[sku] for sku in skus], at=now())

    return step


def change(nth: int, skus: list[str], status: ProductStatus) -> Step:
    async def step(sync: SyncUnderTest) -> None:
        known = dict(await sync.all(select(Variant.sku, Variant.product_id)))
        changes = CollectionChanges(product_ids=[known[sku] for sku in skus], status=status)
        for collection in (await sync.all(select(Collection).order_by(col(Collection.id))))[nth : nth + 1]:
            async with sync.database.transaction(sync.merchant.id) as session:
                await edit_collection(session, collection.id, changes, at=now())

    return step


def remove(nth: int) -> Step:
    async def step(sync: SyncUnderTest) -> None:
        for collection in (await sync.all(select(Collection).order_by(col(Collection.id))))[nth : nth + 1]:
            async with sync.database.transaction(sync.merchant.id) as session:
                await remove_collection(session, collection.id)

    return step


def archive(sku: str, archived: bool) -> Step:
    return lambda sync: sync.edit(sku, archived=archived)


def die(lives: int) -> Step:
    async def step(sync: SyncUnderTest) -> None:
        await sync.run_and_die("push_sets", lives)
        await sync.say(FREE)

    return step


def lose_answers(arrived: bool) -> Step:
    """The requests arrived, or not."""

    def lose(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("lost", request=request)

    async def step(sync: SyncUnderTest) -> None:
        setattr(sync.transport, "after" if arrived else "before", lose)
        await push(sync)
        sync.transport.before = sync.transport.after = None

    return step


async def clear(sync: SyncUnderTest) -> None:
    """Somebody deletes every set at Meta."""
    sync.world.catalogs[sync.catalog_id].sets.clear()


async def reconcile(sync: SyncUnderTest) -> None:
    await sync.reconcile()


some = st.lists(st.sampled_from(SKUS), max_size=3, unique=True)
steps = st.one_of(
    st.builds(collect, st.sampled_from(["Navidad", "Reyes"]), some),
    st.builds(change, st.integers(0, 2), some, st.sampled_from(ProductStatus)),
    st.builds(remove, st.integers(0, 2)),
    st.builds(archive, st.sampled_from(SKUS), st.booleans()),
    st.builds(die, st.integers(0, 6)),
    st.builds(lose_answers, st.booleans()),
    st.sampled_from([push, push, clear, reconcile]),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(happened=st.lists(steps, max_size=12))
async def test_any_order_of_events_ends_with_metas_sets_equal_to_our_collections(
    sync_database: Database, happened: list[Step]
) -> None:
    try:
        async with open_sync(sync_database) as sync:
            for step in happened:
                await step(sync)
            await sync.say(FREE)
            await sync.reconcile()
            await push(sync)
            await assert_equal(sync)
    finally:
        clock.reset()


async def assert_equal(sync: SyncUnderTest) -> None:
    """Each wanted set stands there once; a twin stands aside for one of the same goods."""
    shown = sync.world.catalogs[sync.catalog_id].sets.values()
    wanted = await wanted_sets(sync)
    known = {row.collection_id: row for row in await sync.all(select(MetaSet))}
    assert known.keys() == wanted.keys()
    standing = {str(each) for each in wanted if known[each].set_id is not None}
    assert sorted(row["retailer_id"] for row in shown) == sorted(standing)
    held = sorted(map(tuple, at_meta_by_id(sync).values()))
    assert held == sorted({tuple(skus) for _, skus in wanted.values()})
    for each, (title, skus) in wanted.items():
        if known[each].set_id is None:
            assert known[each].trouble == DUPLICATE
        else:
            assert at_meta_by_id(sync)[str(each)] == skus
            assert title in at_meta(sync)


def at_meta_by_id(sync: SyncUnderTest) -> dict[str, list[str]]:
    """SKUs by our collection's id."""
    sets = sync.world.catalogs[sync.catalog_id].sets.values()
    return {row["retailer_id"]: json.loads(row["filter"])["retailer_id"]["is_any"] for row in sets}


async def wanted_sets(sync: SyncUnderTest) -> dict[object, tuple[str, list[str]]]:
    """Title and SKUs of the active collections that have anything on sale."""
    on_sale = {
        variant.product_id: variant.sku for variant in await sync.all(select(Variant)) if not variant.archived
    }
    async with sync.database.transaction(sync.merchant.id) as session:
        found = await load_collections(session, status=ProductStatus.ACTIVE, after=None, limit=100)
    wanted: dict[object, tuple[str, list[str]]] = {}
    for shelf in found.rows:
        skus = [on_sale[each] for each in shelf.product_ids if each in on_sale]
        if skus:
            wanted[shelf.collection.id] = (shelf.collection.title, skus)
    return wanted
