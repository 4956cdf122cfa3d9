"""Collections become product sets of Meta's catalog: once each, whatever happens in between."""

import json
from contextlib import suppress
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlmodel import select

from catalog_sync.models import MetaSet
from catalog_sync.product_sets.plan import CreateSet, DeleteSet, EditSet, KnownSet, WantedSet, plan_steps
from catalog_sync.product_sets.push import DUPLICATE, push_sets
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
from tests.catalog_sync.ground import Crash, Ground, MortalErrand

ONE, TWO = UUID(int=1), UUID(int=2)


def wanted(collection_id: UUID = ONE, title: str = "Navidad", skus: tuple[str, ...] = ("A",)) -> WantedSet:
    return WantedSet(collection_id, title, "", skus)


def test_what_meta_has_already_needs_no_step() -> None:
    each = wanted()
    assert plan_steps({ONE: each}, {ONE: KnownSet(ONE, "7", each.hash)}) == []


def test_what_was_refused_waits_until_it_changes() -> None:
    each = wanted()
    assert plan_steps({ONE: each}, {ONE: KnownSet(ONE, None, each.hash)}) == []
    other = wanted(skus=("A", "B"))
    assert plan_steps({ONE: other}, {ONE: KnownSet(ONE, None, each.hash)}) == [CreateSet(other)]


def test_new_changed_and_gone_sets_are_made_changed_and_dropped() -> None:
    each = wanted()
    assert plan_steps({ONE: each}, {}) == [CreateSet(each)]
    assert plan_steps({ONE: each}, {ONE: KnownSet(ONE, "7", "old")}) == [EditSet("7", each)]
    assert plan_steps({}, {TWO: KnownSet(TWO, "7", "old")}) == [DeleteSet(TWO, "7")]


@pytest.mark.parametrize("other", [wanted(title="Reyes"), wanted(skus=("B",)), wanted(skus=("A", "B"))])
def test_a_different_set_has_a_different_hash(other: WantedSet) -> None:
    assert other.hash != wanted().hash


def test_a_set_too_large_for_meta_has_a_fault_and_a_sentence() -> None:
    assert wanted().fault == ""
    assert "too large" in wanted(skus=("x" * 100,) * 6000).fault


async def products(ground: Ground) -> dict[str, UUID]:
    return dict(await ground.all(select(Variant.sku, Variant.product_id)))


async def collect(ground: Ground, title: str, *skus: str) -> UUID:
    known = await products(ground)
    async with ground.database.transaction(ground.merchant.id) as session:
        made = await add_collection(session, title, product_ids=[known[sku] for sku in skus], at=now())
    return made.id


async def change(ground: Ground, collection_id: UUID, **changes: Any) -> None:
    async with ground.database.transaction(ground.merchant.id) as session:
        await edit_collection(session, collection_id, CollectionChanges(**changes), at=now())


async def push(ground: Ground) -> None:
    await push_sets(ground.errand())


async def trouble(ground: Ground, collection_id: UUID) -> str:
    async with ground.database.transaction(ground.merchant.id) as session:
        (known,) = (await sets_of(session, [collection_id]))[collection_id]
    return known.trouble


def at_meta(ground: Ground) -> dict[str, list[str]]:
    """SKUs by the set's name."""
    sets = ground.world.catalogs[ground.catalog_id].sets.values()
    return {row["name"]: json.loads(row["filter"])["retailer_id"]["is_any"] for row in sets}


async def test_a_collection_becomes_a_set_in_its_order(ground: Ground) -> None:
    collection_id = await collect(ground, "Navidad", "VELA", "ANCHOA")
    await push(ground)
    assert at_meta(ground) == {"Navidad": ["VELA", "ANCHOA"]}
    calls = len(ground.line.calls)
    await push(ground)
    assert len(ground.line.calls) == calls
    async with ground.database.transaction(ground.merchant.id) as session:
        (known,) = (await sets_of(session, [collection_id]))[collection_id]
    assert known.set_id in ground.world.catalogs[ground.catalog_id].sets


async def test_an_edited_collection_changes_its_set(ground: Ground) -> None:
    collection_id = await collect(ground, "Navidad", "VELA")
    await push(ground)
    await change(ground, collection_id, title="Reyes", product_ids=list((await products(ground)).values()))
    await push(ground)
    (skus,) = at_meta(ground).values()
    assert set(skus) == {"VELA", "ANCHOA", "TAZA-AZUL"}
    assert list(at_meta(ground)) == ["Reyes"]


@pytest.mark.parametrize("way", ["archive", "delete", "empty"])
async def test_what_is_no_collection_any_more_is_no_set(ground: Ground, way: str) -> None:
    collection_id = await collect(ground, "Navidad", "VELA")
    await push(ground)
    if way == "archive":
        await change(ground, collection_id, status=ProductStatus.ARCHIVED)
    elif way == "empty":
        await change(ground, collection_id, product_ids=[])
    else:
        async with ground.database.transaction(ground.merchant.id) as session:
            await remove_collection(session, collection_id)
    await push(ground)
    assert at_meta(ground) == {}
    assert await ground.all(select(MetaSet)) == []


async def test_what_is_archived_leaves_the_set_after_the_next_push_of_goods(ground: Ground) -> None:
    await collect(ground, "Navidad", "VELA", "ANCHOA")
    await ground.push()
    await push(ground)
    await ground.edit("VELA", archived=True)
    await ground.push()
    asked = "SELECT 1 FROM pgqueuer WHERE entrypoint = 'catalog_sync.push_sets' AND status = 'queued'"
    await ground.say(f"DO $$ BEGIN ASSERT EXISTS ({asked}); END $$")
    await push(ground)
    assert at_meta(ground) == {"Navidad": ["ANCHOA"]}


@pytest.mark.parametrize("lives", range(1, 6))
async def test_a_crash_anywhere_makes_no_second_set(ground: Ground, lives: int) -> None:
    await collect(ground, "Navidad", "VELA")
    with suppress(Crash, Postponed):
        await push_sets(MortalErrand(ground.database, ground.merchant.id, ground.vendors, lives))
    await ground.say("UPDATE sync_lease SET held_until = now() - interval '1 second'")
    await push(ground)
    assert at_meta(ground) == {"Navidad": ["VELA"]}
    (known,) = await ground.all(select(MetaSet))
    assert known.set_id in ground.world.catalogs[ground.catalog_id].sets


async def test_an_answer_that_is_lost_makes_no_second_set(ground: Ground) -> None:
    await collect(ground, "Navidad", "VELA")

    def lose(request: httpx.Request) -> httpx.Response | None:
        if request.method == "POST":
            raise httpx.ReadTimeout("lost")
        return None

    ground.line.after = lose
    with pytest.raises(Postponed):
        await push(ground)
    ground.line.after = None
    await push_sets(ground.errand(attempt=2))
    assert at_meta(ground) == {"Navidad": ["VELA"]}


async def test_a_set_that_somebody_deleted_at_meta_is_made_again_with_the_next_change(ground: Ground) -> None:
    collection_id = await collect(ground, "Navidad", "VELA")
    await push(ground)
    ground.world.catalogs[ground.catalog_id].sets.clear()
    await change(ground, collection_id, title="Reyes")
    await push(ground)
    assert at_meta(ground) == {"Reyes": ["VELA"]}
    ground.world.catalogs[ground.catalog_id].sets.clear()
    async with ground.database.transaction(ground.merchant.id) as session:
        await remove_collection(session, collection_id)
    await push(ground)
    assert await ground.all(select(MetaSet)) == []


async def test_a_twin_is_refused_with_a_sentence_and_tried_again_when_it_changes(ground: Ground) -> None:
    await collect(ground, "Navidad", "VELA")
    twin = await collect(ground, "Reyes", "VELA")
    await push(ground)
    assert at_meta(ground) == {"Navidad": ["VELA"]}
    assert await trouble(ground, twin) == DUPLICATE
    await change(ground, twin, product_ids=[(await products(ground))["ANCHOA"]])
    await push(ground)
    assert at_meta(ground) == {"Navidad": ["VELA"], "Reyes": ["ANCHOA"]}
    assert await trouble(ground, twin) == ""


async def test_a_rate_limit_postpones_and_a_bad_set_does_not_hold_up_the_others(ground: Ground) -> None:
    bad = await collect(ground, "Mala", "VELA")
    await collect(ground, "Buena", "ANCHOA")

    def refuse(request: httpx.Request) -> httpx.Response | None:
        if request.method == "POST" and b"Mala" in request.content:
            return httpx.Response(400, json={"error": {"message": "(#100) Invalid name", "code": 100}})
        return None

    ground.line.before = refuse
    await push(ground)
    assert at_meta(ground) == {"Buena": ["ANCHOA"]}
    assert "Invalid name" in await trouble(ground, bad)
    ground.line.before = lambda _: httpx.Response(400, json={"error": {"message": "slow", "code": 80014}})
    await change(ground, bad, title="Otra")
    with pytest.raises(Postponed):
        await push(ground)
    ground.line.before = None
    await push_sets(ground.errand(attempt=2))
    assert set(at_meta(ground)) == {"Buena", "Otra"}


async def test_an_archived_product_is_in_no_set(ground: Ground) -> None:
    await collect(ground, "Navidad", "VELA", "ANCHOA")
    await ground.say(
        "UPDATE product SET status = 'archived' WHERE id = (SELECT product_id FROM variant WHERE sku = 'VELA')"
    )
    await push(ground)
    assert at_meta(ground) == {"Navidad": ["ANCHOA"]}
    assert len(await ground.all(select(Product))) == 3


@pytest.mark.parametrize("repair", [False, True])
async def test_a_set_that_somebody_deleted_at_meta_is_drift_and_comes_back_when_repaired(
    ground: Ground, repair: bool
) -> None:
    await ground.come_to_rest()
    await collect(ground, "Navidad", "VELA")
    await push(ground)
    ground.world.catalogs[ground.catalog_id].sets.clear()
    report = await ground.reconcile(repair=repair)
    assert report.counts == {"product_set_missing": 1}
    await push(ground)
    assert at_meta(ground) == ({"Navidad": ["VELA"]} if repair else {})
