"""A push sends what changed and nothing else, whatever happens meanwhile; in batches, one push at a time."""

from datetime import timedelta

import httpx
import pytest

from catalog_sync.items.push import push_changes, push_now
from catalog_sync.lease import LeaseTaken
from shop.catalog.models import MetaState
from tests.catalog_sync.sync_under_test import SyncUnderTest
from tests.support.cast import SKUS


async def test_everything_is_approved_after_a_push(sync: SyncUnderTest) -> None:
    await sync.push()
    assert set((await sync.states()).values()) == {MetaState.PENDING}
    await sync.come_to_rest()
    assert set((await sync.states()).values()) == {MetaState.APPROVED}
    assert sync.items == await sync.wanted()


async def test_a_push_without_edits_calls_nobody(sync: SyncUnderTest) -> None:
    await sync.come_to_rest()
    sync.transport.calls.clear()
    await sync.push()
    assert sync.transport.calls == []


async def test_an_edit_that_changes_nothing_for_meta_is_not_sent(sync: SyncUnderTest) -> None:
    await sync.come_to_rest()
    sync.transport.calls.clear()
    await sync.edit("VELA", position=7)
    await sync.push()
    assert sync.transport.calls == []
    variant = await sync.variant("VELA")
    assert variant.sent_version == variant.version == 2


async def test_an_edit_during_the_push_is_sent_by_the_next_pass(sync: SyncUnderTest) -> None:
    async def edit_meanwhile(request: httpx.Request) -> httpx.Response | None:
        if len(sync.transport.batches()) == 1:
            await sync.edit("VELA", price_minor=2100)
        return None

    inner = sync.transport.inner.handle_async_request

    async def slow(request: httpx.Request) -> httpx.Response:
        await edit_meanwhile(request)
        return await inner(request)

    sync.transport.inner.handle_async_request = slow  # type: ignore[method-assign]
    await sync.push()
    assert len(sync.transport.batches()) == 2
    await sync.pass_time(timedelta(seconds=10))
    assert sync.items["VELA"]["price"] == "21.00 EUR"


async def test_a_crash_between_call_and_record_sends_again_and_changes_nothing(sync: SyncUnderTest) -> None:
    await sync.push_and_die(lives=4)
    assert len(sync.transport.batches()) == 1
    assert {v.sent_version for v in [await sync.variant(sku) for sku in SKUS]} == {0}
    await sync.come_to_rest()
    assert len(sync.transport.batches()) == 2
    assert sync.items == await sync.wanted()


async def test_an_archived_variant_is_deleted_and_comes_back_when_restored(sync: SyncUnderTest) -> None:
    await sync.come_to_rest()
    await sync.edit("VELA", archived=True)
    await sync.come_to_rest()
    assert "VELA" not in sync.items
    assert (await sync.states())["VELA"] is MetaState.DELETED
    await sync.edit("VELA", price_minor=5)
    await sync.come_to_rest()
    assert "VELA" not in sync.items
    await sync.edit("VELA", archived=False)
    await sync.come_to_rest()
    assert sync.items == await sync.wanted()
    assert (await sync.states())["VELA"] is MetaState.APPROVED


async def test_a_variant_archived_after_a_send_nobody_remembers_is_deleted(sync: SyncUnderTest) -> None:
    await sync.push_and_die(lives=4)
    await sync.edit("VELA", archived=True)
    await sync.come_to_rest()
    assert "VELA" not in sync.items


async def test_a_change_of_stock_alone_keeps_the_approval(sync: SyncUnderTest) -> None:
    await sync.come_to_rest()
    await sync.say("UPDATE stock SET on_hand = 0")
    await sync.edit("VELA", position=1)
    await sync.push()
    assert (await sync.states())["VELA"] is MetaState.APPROVED
    await sync.come_to_rest()
    assert sync.items["VELA"]["availability"] == "out of stock"


async def test_progress_counts_to_the_total(sync: SyncUnderTest) -> None:
    told: list[tuple[int, int, int]] = []
    await push_now(sync.database, sync.vendors, sync.merchant.id, lambda *step: told.append(step))
    assert told == [(3, 3, 0)]


async def test_a_catalog_that_is_connected_later_gets_everything(sync: SyncUnderTest) -> None:
    await sync.come_to_rest()
    second = sync.world.catalogs["c2"] = type(sync.world.catalogs[sync.catalog_id])(
        "c2", "Second", list(sync.world.catalogs[sync.catalog_id].waba_ids)
    )
    await sync.say("UPDATE whatsapp_number SET catalog_id = 'c2'")
    await sync.push()
    await sync.pass_time(timedelta(seconds=10))
    assert set(second.items) == set(SKUS)


async def test_a_merchant_without_a_catalog_waits(sync: SyncUnderTest) -> None:
    await sync.say("UPDATE whatsapp_number SET catalog_id = NULL")
    await sync.push()
    assert sync.transport.calls == []
    assert set((await sync.states()).values()) == {MetaState.UNSENT}


async def test_two_pushes_at_once_take_turns(sync: SyncUnderTest) -> None:
    async def second_push(_: httpx.Request) -> None:
        sync.transport.before = None
        with pytest.raises(LeaseTaken):
            await sync.run("push", attempt=0)
        await sync.run("push", attempt=0)  # one waits already: this one has nothing to do

    inner = sync.transport.inner.handle_async_request

    async def meanwhile(request: httpx.Request) -> httpx.Response:
        await second_push(request)
        return await inner(request)

    sync.transport.inner.handle_async_request = meanwhile  # type: ignore[method-assign]
    await sync.push()
    assert len(sync.transport.batches()) == 1


async def test_a_push_whose_turn_ran_out_has_its_items_sent_again(sync: SyncUnderTest) -> None:
    inner = sync.transport.inner.handle_async_request

    async def stall(request: httpx.Request) -> httpx.Response:
        sync.transport.inner.handle_async_request = inner  # type: ignore[method-assign]
        await sync.say("UPDATE sync_lease SET held_until = now() - interval '1 second'")
        await sync.edit("VELA", price_minor=2200)
        await sync.push()  # another worker took over and is done
        return await inner(request)  # now the old state arrives last

    sync.transport.inner.handle_async_request = stall  # type: ignore[method-assign]
    await sync.push()
    await sync.come_to_rest()
    assert sync.items["VELA"]["price"] == "22.00 EUR"
    assert sync.items == await sync.wanted()


async def test_a_large_catalog_goes_in_batches_of_three_thousand_and_then_in_none(
    sync: SyncUnderTest,
) -> None:
    await sync.say(
        "INSERT INTO variant (merchant_id, id, product_id, sku, options, price_minor, currency, images, position, "
        "archived, availability_mode, version, sent_version, meta_state, meta_reasons) "
        "SELECT merchant_id, md5(merchant_id::text || n)::uuid, product_id, 'S' || n, '{}', n, 'EUR', '[]', n, "
        "false, 'by_stock', 1, 0, 'unsent', '[]' FROM variant, generate_series(1, 6500) AS n WHERE sku = 'VELA'"
    )
    taken = httpx.Response(200, json={"handles": ["h"], "validation_status": []})
    sync.transport.before = lambda _: taken
    told: list[tuple[int, int, int]] = []
    await push_changes(sync.errand(), lambda *step: told.append(step))
    assert told == [(3000, 6503, 0), (6000, 6503, 0), (6503, 6503, 0)]
    assert len(sync.transport.batches()) == 3
    await sync.push()
    assert len(sync.transport.batches()) == 3
