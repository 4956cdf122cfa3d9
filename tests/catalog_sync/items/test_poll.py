"""Batches under way and reviews awaited, one mishap each."""

from datetime import timedelta

from sqlmodel import select

from catalog_sync.models import BatchState, MetaBatch
from shop.catalog.models import MetaState
from tests.catalog_sync.sync_under_test import SyncUnderTest


async def test_a_handle_that_never_finishes_is_sent_again_after_a_while(sync: SyncUnderTest) -> None:
    sync.world.knobs.batch_polls = 10**6
    await sync.push()
    await sync.pass_time(timedelta(minutes=10))
    await sync.poll()
    assert set((await sync.states()).values()) == {MetaState.PENDING}
    sync.world.knobs.batch_polls = 0
    await sync.pass_time(timedelta(minutes=21))
    await sync.poll()
    (batch,) = await sync.all(select(MetaBatch))
    assert batch.state is BatchState.LOST
    await sync.come_to_rest()
    assert len(sync.transport.batches()) == 2
    assert set((await sync.states()).values()) == {MetaState.APPROVED}


async def test_a_handle_that_meta_forgot_is_sent_again(sync: SyncUnderTest) -> None:
    await sync.push()
    sync.world.catalogs[sync.catalog_id].batches.clear()
    await sync.poll()
    await sync.come_to_rest()
    assert sync.items == await sync.wanted()
    assert set((await sync.states()).values()) == {MetaState.APPROVED}


async def test_a_passing_failure_of_an_item_is_tried_again_and_then_shown(sync: SyncUnderTest) -> None:
    await sync.push()
    for tries in (1, 2):
        await finish_with_error(sync, "VELA", "Internal server error, please try again")
        variant = await sync.variant("VELA")
        assert (variant.meta_state, variant.sent_version) == (MetaState.PENDING, 0)
        assert variant.meta_reasons[0]["tries"] == tries
        await sync.push()
    await finish_with_error(sync, "VELA", "Internal server error, please try again")
    assert (await sync.states())["VELA"] is MetaState.REJECTED


async def finish_with_error(sync: SyncUnderTest, sku: str, message: str) -> None:
    """Let the latest batch finish with a failure of one item."""
    await sync.pass_time(timedelta(seconds=10))
    batch = list(sync.world.catalogs[sync.catalog_id].batches.values())[-1]
    batch.errors.append({"line": 0, "id": sku, "message": message})
    batch.invalid_ids.append(sku)
    await sync.poll()


async def test_what_the_review_refuses_is_shown_with_its_reason(sync: SyncUnderTest) -> None:
    await sync.push()
    await sync.pass_time(timedelta(seconds=10))
    item = sync.world.catalogs[sync.catalog_id].items["VELA"]
    item.review, item.review_due_at, item.reasons = "REJECTED", None, ["Prohibited content: candles"]
    await sync.poll()
    await sync.pass_time(timedelta(minutes=5))
    await sync.review()
    states = await sync.states()
    assert (states["VELA"], states["ANCHOA"]) == (MetaState.REJECTED, MetaState.APPROVED)
    assert (await sync.variant("VELA")).meta_reasons[0]["kind"] == "policy"


async def test_a_new_price_waits_for_its_review_before_the_chat_may_send_it(sync: SyncUnderTest) -> None:
    await sync.come_to_rest()
    await sync.edit("VELA", price_minor=1900)
    await sync.push()
    await sync.pass_time(timedelta(seconds=5))
    await sync.poll()
    await sync.review()
    assert (await sync.states())["VELA"] is MetaState.OUTDATED
    await sync.pass_time(timedelta(minutes=5))
    await sync.review()
    assert (await sync.states())["VELA"] is MetaState.APPROVED
