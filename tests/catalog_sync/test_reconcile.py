"""Meta's catalog against ours, both ways."""

from datetime import timedelta

from sqlalchemy import text

from catalog_sync.drift import DriftKind
from catalog_sync.status import sync_status
from catalog_sync.sweeps import find_in_review, find_to_reconcile, find_unsent
from shop.catalog.models import MetaState
from shop.kit.db.session import execute_core
from shop.sandbox.records import Item
from tests.catalog_sync.ground import LONG, Ground


async def test_catalogs_that_agree_have_no_drift(ground: Ground) -> None:
    await ground.come_to_rest()
    report = await ground.reconcile()
    assert (report.read, report.counts, report.repaired) == (3, {}, 0)


async def test_what_is_missing_there_is_sent_again(ground: Ground) -> None:
    await ground.come_to_rest()
    del ground.world.catalogs[ground.catalog_id].items["VELA"]
    report = await ground.reconcile()
    assert report.counts == {DriftKind.MISSING: 1}
    await ground.come_to_rest()
    assert ground.items == await ground.wanted()


async def test_another_price_and_availability_there_are_put_right(ground: Ground) -> None:
    await ground.come_to_rest()
    ground.items["VELA"]["price"] = "1.00 EUR"
    ground.items["ANCHOA"]["availability"] = "out of stock"
    report = await ground.reconcile()
    assert report.counts == {DriftKind.PRICE: 1, DriftKind.AVAILABILITY: 1}
    assert {"kind": "price_differs", "sku": "VELA", "ours": "18.00 EUR", "theirs": "€1.00"} in report.samples
    await ground.come_to_rest()
    assert ground.items == await ground.wanted()


async def test_a_look_alone_repairs_nothing(ground: Ground) -> None:
    await ground.come_to_rest()
    ground.items["VELA"]["price"] = "1.00 EUR"
    report = await ground.reconcile(repair=False)
    assert (report.counts, report.repaired) == ({DriftKind.PRICE: 1}, 0)
    await ground.come_to_rest()
    assert ground.items["VELA"]["price"] == "1.00 EUR"


async def test_a_deleted_product_that_came_back_is_deleted_again(ground: Ground) -> None:
    await ground.edit("VELA", archived=True)
    await ground.come_to_rest()
    ground.world.catalogs[ground.catalog_id].items["VELA"] = Item("9", "VELA", {"id": "VELA", "title": "V"})
    assert (await ground.reconcile()).counts == {DriftKind.NOT_DELETED: 1}
    await ground.come_to_rest()
    assert "VELA" not in ground.items


async def test_what_was_never_ours_stays_unless_asked_for(ground: Ground) -> None:
    await ground.come_to_rest()
    ground.world.catalogs[ground.catalog_id].items["ALIEN"] = Item("9", "ALIEN", {"id": "ALIEN"})
    assert (await ground.reconcile()).counts == {DriftKind.UNKNOWN: 1}
    await ground.come_to_rest()
    assert "ALIEN" in ground.items
    await ground.reconcile(remove_unknown=True)
    await ground.pass_time(timedelta(seconds=10))
    assert "ALIEN" not in ground.items


async def test_a_verdict_that_changed_silently_is_noticed(ground: Ground) -> None:
    await ground.come_to_rest()
    item = ground.world.catalogs[ground.catalog_id].items["VELA"]
    item.review, item.reasons = "REJECTED", ["Prohibited"]
    assert (await ground.reconcile()).counts == {DriftKind.REVIEW: 1}
    await ground.review()
    assert (await ground.states())["VELA"] is MetaState.REJECTED


async def test_a_change_without_a_new_version_is_found_and_sent(ground: Ground) -> None:
    await ground.come_to_rest()
    await ground.say("UPDATE product SET description = 'Huele a mar' WHERE title = 'Vela de sal'")
    assert (await ground.reconcile()).counts == {DriftKind.NOT_SENT: 1}
    await ground.come_to_rest()
    assert ground.items["VELA"]["description"] == "Huele a mar"


async def test_what_is_under_way_is_no_drift(ground: Ground) -> None:
    await ground.push()
    assert (await ground.reconcile()).counts == {}
    await ground.come_to_rest()
    await ground.edit("VELA", price_minor=5)
    assert (await ground.reconcile()).counts == {}


async def test_the_sweeps_find_whoever_needs_something(ground: Ground) -> None:
    await ground.push()
    await ground.pass_time(LONG)
    await ground.poll()
    await ground.edit("VELA", price_minor=5)
    async with ground.database.transaction() as session:
        for find in (find_in_review, find_unsent, find_to_reconcile):
            await find(session)
        left = await execute_core(
            session,
            text("SELECT entrypoint FROM pgqueuer WHERE convert_from(payload, 'utf8') LIKE :mine"),
            {"mine": f"%{ground.merchant.id}%"},
        )
        names = {row.entrypoint for row in left}
    assert names >= {"catalog_sync.review", "catalog_sync.push", "catalog_sync.reconcile"}


async def test_the_standing_tells_people_where_it_is(ground: Ground) -> None:
    await ground.come_to_rest()
    await ground.edit("VELA", price_minor=5)
    await ground.reconcile()
    async with ground.database.transaction(ground.merchant.id) as session:
        found = await sync_status(session)
    assert (found.states, found.unsent, found.under_way, found.trouble) == ({"approved": 3}, 1, 0, "")
    assert found.drift is not None
