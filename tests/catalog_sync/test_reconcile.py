"""Meta's catalog against ours, both ways."""

from datetime import timedelta

from sqlalchemy import text

from catalog_sync.drift import DriftKind
from catalog_sync.status import sync_status
from catalog_sync.sweeps import find_in_review, find_to_reconcile, find_unsent
from shop.catalog.models import MetaState
from shop.kit.db.session import execute_core
from shop.sandbox.records import Item
from tests.catalog_sync.sync_under_test import LONG, SyncUnderTest


async def test_catalogs_that_agree_have_no_drift(sync: SyncUnderTest) -> None:
    await sync.come_to_rest()
    report = await sync.reconcile()
    assert (report.read, report.counts, report.repaired) == (3, {}, 0)


async def test_what_is_missing_there_is_sent_again(sync: SyncUnderTest) -> None:
    await sync.come_to_rest()
    del sync.world.catalogs[sync.catalog_id].items["VELA"]
    report = await sync.reconcile()
    assert report.counts == {DriftKind.MISSING: 1}
    await sync.come_to_rest()
    assert sync.items == await sync.wanted()


async def test_another_price_and_availability_there_are_put_right(sync: SyncUnderTest) -> None:
    await sync.come_to_rest()
    sync.items["VELA"]["price"] = "1.00 EUR"
    sync.items["ANCHOA"]["availability"] = "out of stock"
    report = await sync.reconcile()
    assert report.counts == {DriftKind.PRICE: 1, DriftKind.AVAILABILITY: 1}
    assert {"kind": "price_differs", "sku": "VELA", "ours": "18.00 EUR", "theirs": "€1.00"} in report.samples
    await sync.come_to_rest()
    assert sync.items == await sync.wanted()


async def test_a_look_alone_repairs_nothing(sync: SyncUnderTest) -> None:
    await sync.come_to_rest()
    sync.items["VELA"]["price"] = "1.00 EUR"
    report = await sync.reconcile(repair=False)
    assert (report.counts, report.repaired) == ({DriftKind.PRICE: 1}, 0)
    await sync.come_to_rest()
    assert sync.items["VELA"]["price"] == "1.00 EUR"


async def test_a_deleted_product_that_came_back_is_deleted_again(sync: SyncUnderTest) -> None:
    await sync.edit("VELA", archived=True)
    await sync.come_to_rest()
    sync.world.catalogs[sync.catalog_id].items["VELA"] = Item("9", "VELA", {"id": "VELA", "title": "V"})
    assert (await sync.reconcile()).counts == {DriftKind.NOT_DELETED: 1}
    await sync.come_to_rest()
    assert "VELA" not in sync.items


async def test_what_was_never_ours_stays_unless_asked_for(sync: SyncUnderTest) -> None:
    await sync.come_to_rest()
    sync.world.catalogs[sync.catalog_id].items["ALIEN"] = Item("9", "ALIEN", {"id": "ALIEN"})
    assert (await sync.reconcile()).counts == {DriftKind.UNKNOWN: 1}
    await sync.come_to_rest()
    assert "ALIEN" in sync.items
    await sync.reconcile(remove_unknown=True)
    await sync.pass_time(timedelta(seconds=10))
    assert "ALIEN" not in sync.items


async def test_a_verdict_that_changed_silently_is_noticed(sync: SyncUnderTest) -> None:
    await sync.come_to_rest()
    item = sync.world.catalogs[sync.catalog_id].items["VELA"]
    item.review, item.reasons = "REJECTED", ["Prohibited"]
    assert (await sync.reconcile()).counts == {DriftKind.REVIEW: 1}
    await sync.review()
    assert (await sync.states())["VELA"] is MetaState.REJECTED


async def test_a_change_without_a_new_version_is_found_and_sent(sync: SyncUnderTest) -> None:
    await sync.come_to_rest()
    await sync.say("UPDATE product SET description = 'Huele a mar' WHERE title = 'Vela de sal'")
    assert (await sync.reconcile()).counts == {DriftKind.NOT_SENT: 1}
    await sync.come_to_rest()
    assert sync.items["VELA"]["description"] == "Huele a mar"


async def test_what_is_under_way_is_no_drift(sync: SyncUnderTest) -> None:
    await sync.push()
    assert (await sync.reconcile()).counts == {}
    await sync.come_to_rest()
    await sync.edit("VELA", price_minor=5)
    assert (await sync.reconcile()).counts == {}


async def test_the_sweeps_find_whoever_needs_something(sync: SyncUnderTest) -> None:
    await sync.push()
    await sync.pass_time(LONG)
    await sync.poll()
    await sync.edit("VELA", price_minor=5)
    async with sync.database.transaction() as session:
        for find in (find_in_review, find_unsent, find_to_reconcile):
            await find(session)
        left = await execute_core(
            session,
            text("SELECT entrypoint FROM pgqueuer WHERE convert_from(payload, 'utf8') LIKE :mine"),
            {"mine": f"%{sync.merchant.id}%"},
        )
        names = {row.entrypoint for row in left}
    assert names >= {"catalog_sync.review", "catalog_sync.push", "catalog_sync.reconcile"}


async def test_the_standing_tells_people_where_it_is(sync: SyncUnderTest) -> None:
    await sync.come_to_rest()
    await sync.edit("VELA", price_minor=5)
    await sync.reconcile()
    async with sync.database.transaction(sync.merchant.id) as session:
        found = await sync_status(session)
    assert (found.states, found.unsent, found.under_way, found.trouble) == ({"approved": 3}, 1, 0, "")
    assert found.drift is not None
