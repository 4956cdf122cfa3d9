"""Collections become product sets of Meta's catalog: once each, whatever happens in between."""

from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlmodel import select

from catalog_sync.models import MetaSet
from catalog_sync.product_sets.push import DUPLICATE
from catalog_sync.product_sets.reading import sets_of
from shop.catalog.collections.editing import (
    CollectionChanges,
    add_collection,
    edit_collection,
    remove_collection,
)
from shop.catalog.models import Product, ProductStatus, Variant
from shop.kit.clock import now
from shop.kit.jobs import Postponed
from tests.catalog_sync.product_sets.meta_sets import at_meta
from tests.catalog_sync.sync_under_test import SyncUnderTest


async def products(sync: SyncUnderTest) -> dict[str, UUID]:
    return dict(await sync.all(select(Variant.sku, Variant.product_id)))


async def collect(sync: SyncUnderTest, title: str, *skus: str) -> UUID:
    known = await products(sync)
    async with sync.database.transaction(sync.merchant.id) as session:
        made = await add_collection(session, title, product_ids=[known[sku] for sku in skus], at=now())
    return made.id


async def change(sync: SyncUnderTest, collection_id: UUID, **changes: Any) -> None:
    async with sync.database.transaction(sync.merchant.id) as session:
        await edit_collection(session, collection_id, CollectionChanges(**changes), at=now())


async def push(sync: SyncUnderTest) -> None:
    await sync.run("push_sets")


async def trouble(sync: SyncUnderTest, collection_id: UUID) -> str:
    async with sync.database.transaction(sync.merchant.id) as session:
        (known,) = (await sets_of(session, [collection_id]))[collection_id]
    return known.trouble


async def test_a_collection_becomes_a_set_in_its_order(sync: SyncUnderTest) -> None:
    collection_id = await collect(sync, "Navidad", "VELA", "ANCHOA")
    await push(sync)
    assert at_meta(sync) == {"Navidad": ["VELA", "ANCHOA"]}
    calls = len(sync.transport.calls)
    await push(sync)
    assert len(sync.transport.calls) == calls
    async with sync.database.transaction(sync.merchant.id) as session:
        (known,) = (await sets_of(session, [collection_id]))[collection_id]
    assert known.set_id in sync.world.catalogs[sync.catalog_id].sets


async def test_an_edited_collection_changes_its_set(sync: SyncUnderTest) -> None:
    collection_id = await collect(sync, "Navidad", "VELA")
    await push(sync)
    await change(sync, collection_id, title="Reyes", product_ids=list((await products(sync)).values()))
    await push(sync)
    (skus,) = at_meta(sync).values()
    assert set(skus) == {"VELA", "ANCHOA", "TAZA-AZUL"}
    assert list(at_meta(sync)) == ["Reyes"]


@pytest.mark.parametrize("way", ["archive", "delete", "empty"])
async def test_what_is_no_collection_any_more_is_no_set(sync: SyncUnderTest, way: str) -> None:
    collection_id = await collect(sync, "Navidad", "VELA")
    await push(sync)
    if way == "archive":
        await change(sync, collection_id, status=ProductStatus.ARCHIVED)
    elif way == "empty":
        await change(sync, collection_id, product_ids=[])
    else:
        async with sync.database.transaction(sync.merchant.id) as session:
            await remove_collection(session, collection_id)
    await push(sync)
    assert at_meta(sync) == {}
    assert await sync.all(select(MetaSet)) == []


async def test_what_is_archived_leaves_the_set_after_the_next_push_of_goods(sync: SyncUnderTest) -> None:
    await collect(sync, "Navidad", "VELA", "ANCHOA")
    await sync.push()
    await push(sync)
    await sync.edit("VELA", archived=True)
    await sync.push()
    asked = "SELECT 1 FROM pgqueuer WHERE entrypoint = 'catalog_sync.push_sets' AND status = 'queued'"
    await sync.say(f"DO $$ BEGIN ASSERT EXISTS ({asked}); END $$")
    await push(sync)
    assert at_meta(sync) == {"Navidad": ["ANCHOA"]}


@pytest.mark.parametrize("lives", range(1, 6))
async def test_a_crash_anywhere_makes_no_second_set(sync: SyncUnderTest, lives: int) -> None:
    await collect(sync, "Navidad", "VELA")
    await sync.run_and_die("push_sets", lives)
    await sync.say("UPDATE sync_lease SET held_until = now() - interval '1 second'")
    await push(sync)
    assert at_meta(sync) == {"Navidad": ["VELA"]}
    (known,) = await sync.all(select(MetaSet))
    assert known.set_id in sync.world.catalogs[sync.catalog_id].sets


async def test_an_answer_that_is_lost_makes_no_second_set(sync: SyncUnderTest) -> None:
    await collect(sync, "Navidad", "VELA")

    def lose(request: httpx.Request) -> httpx.Response | None:
        if request.method == "POST":
            raise httpx.ReadTimeout("lost")
        return None

    sync.transport.after = lose
    with pytest.raises(Postponed):
        await push(sync)
    sync.transport.after = None
    await sync.run("push_sets", attempt=2)
    assert at_meta(sync) == {"Navidad": ["VELA"]}


async def test_a_set_that_somebody_deleted_at_meta_is_made_again_with_the_next_change(
    sync: SyncUnderTest,
) -> None:
    collection_id = await collect(sync, "Navidad", "VELA")
    await push(sync)
    sync.world.catalogs[sync.catalog_id].sets.clear()
    await change(sync, collection_id, title="Reyes")
    await push(sync)
    assert at_meta(sync) == {"Reyes": ["VELA"]}
    sync.world.catalogs[sync.catalog_id].sets.clear()
    async with sync.database.transaction(sync.merchant.id) as session:
        await remove_collection(session, collection_id)
    await push(sync)
    assert await sync.all(select(MetaSet)) == []


async def test_a_twin_is_refused_with_a_sentence_and_tried_again_when_it_changes(sync: SyncUnderTest) -> None:
    await collect(sync, "Navidad", "VELA")
    twin = await collect(sync, "Reyes", "VELA")
    await push(sync)
    assert at_meta(sync) == {"Navidad": ["VELA"]}
    assert await trouble(sync, twin) == DUPLICATE
    await change(sync, twin, product_ids=[(await products(sync))["ANCHOA"]])
    await push(sync)
    assert at_meta(sync) == {"Navidad": ["VELA"], "Reyes": ["ANCHOA"]}
    assert await trouble(sync, twin) == ""


async def test_a_rate_limit_postpones_and_a_bad_set_does_not_hold_up_the_others(sync: SyncUnderTest) -> None:
    bad = await collect(sync, "Mala", "VELA")
    await collect(sync, "Buena", "ANCHOA")

    def refuse(request: httpx.Request) -> httpx.Response | None:
        if request.method == "POST" and b"Mala" in request.content:
            return httpx.Response(400, json={"error": {"message": "(#100) Invalid name", "code": 100}})
        return None

    sync.transport.before = refuse
    await push(sync)
    assert at_meta(sync) == {"Buena": ["ANCHOA"]}
    assert "Invalid name" in await trouble(sync, bad)
    sync.transport.before = lambda _: httpx.Response(400, json={"error": {"message": "slow", "code": 80014}})
    await change(sync, bad, title="Otra")
    with pytest.raises(Postponed):
        await push(sync)
    sync.transport.before = None
    await sync.run("push_sets", attempt=2)
    assert set(at_meta(sync)) == {"Buena", "Otra"}


async def test_an_archived_product_is_in_no_set(sync: SyncUnderTest) -> None:
    await collect(sync, "Navidad", "VELA", "ANCHOA")
    await sync.say(
        "UPDATE product SET status = 'archived' WHERE id = (SELECT product_id FROM variant WHERE sku = 'VELA')"
    )
    await push(sync)
    assert at_meta(sync) == {"Navidad": ["ANCHOA"]}
    assert len(await sync.all(select(Product))) == 3


@pytest.mark.parametrize("repair", [False, True])
async def test_a_set_that_somebody_deleted_at_meta_is_drift_and_comes_back_when_repaired(
    sync: SyncUnderTest, repair: bool
) -> None:
    await sync.come_to_rest()
    await collect(sync, "Navidad", "VELA")
    await push(sync)
    sync.world.catalogs[sync.catalog_id].sets.clear()
    report = await sync.reconcile(repair=repair)
    assert report.counts == {"product_set_missing": 1}
    await push(sync)
    assert at_meta(sync) == ({"Navidad": ["VELA"]} if repair else {})
