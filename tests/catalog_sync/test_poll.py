"""Batches under way and verdicts awaited, one mishap each."""

from datetime import timedelta

from sqlmodel import select

from catalog_sync.models import BatchState, MetaBatch
from shop.catalog.models import MetaState
from tests.catalog_sync.ground import Ground


async def test_a_handle_that_never_finishes_is_sent_again_after_a_while(ground: Ground) -> None:
    ground.world.knobs.batch_polls = 10**6
    await ground.push()
    await ground.pass_time(timedelta(minutes=10))
    await ground.poll()
    assert set((await ground.states()).values()) == {MetaState.PENDING}
    ground.world.knobs.batch_polls = 0
    await ground.pass_time(timedelta(minutes=21))
    await ground.poll()
    (batch,) = await ground.all(select(MetaBatch))
    assert batch.state is BatchState.LOST
    await ground.come_to_rest()
    assert len(ground.line.batches()) == 2
    assert set((await ground.states()).values()) == {MetaState.APPROVED}


async def test_a_handle_that_meta_forgot_is_sent_again(ground: Ground) -> None:
    await ground.push()
    ground.world.catalogs[ground.catalog_id].batches.clear()
    await ground.poll()
    await ground.come_to_rest()
    assert ground.items == await ground.wanted()
    assert set((await ground.states()).values()) == {MetaState.APPROVED}


async def test_a_passing_failure_of_an_item_is_tried_again_and_then_shown(ground: Ground) -> None:
    await ground.push()
    for tries in (1, 2):
        await finish_with_error(ground, "VELA", "Internal server error, please try again")
        variant = await ground.variant("VELA")
        assert (variant.meta_state, variant.sent_version) == (MetaState.PENDING, 0)
        assert variant.meta_reasons[0]["tries"] == tries
        await ground.push()
    await finish_with_error(ground, "VELA", "Internal server error, please try again")
    assert (await ground.states())["VELA"] is MetaState.REJECTED


async def finish_with_error(ground: Ground, sku: str, message: str) -> None:
    """Let the latest batch finish with a failure of one item."""
    await ground.pass_time(timedelta(seconds=10))
    batch = list(ground.world.catalogs[ground.catalog_id].batches.values())[-1]
    batch.errors.append({"line": 0, "id": sku, "message": message})
    batch.invalid_ids.append(sku)
    await ground.poll()


async def test_what_the_review_refuses_is_shown_with_its_reason(ground: Ground) -> None:
    await ground.push()
    await ground.pass_time(timedelta(seconds=10))
    item = ground.world.catalogs[ground.catalog_id].items["VELA"]
    item.review, item.review_due_at, item.reasons = "REJECTED", None, ["Prohibited content: candles"]
    await ground.poll()
    await ground.pass_time(timedelta(minutes=5))
    await ground.review()
    states = await ground.states()
    assert (states["VELA"], states["ANCHOA"]) == (MetaState.REJECTED, MetaState.APPROVED)
    assert (await ground.variant("VELA")).meta_reasons[0]["kind"] == "policy"


async def test_a_new_price_waits_for_its_review_before_the_chat_may_send_it(ground: Ground) -> None:
    await ground.come_to_rest()
    await ground.edit("VELA", price_minor=1900)
    await ground.push()
    await ground.pass_time(timedelta(seconds=5))
    await ground.poll()
    await ground.review()
    assert (await ground.states())["VELA"] is MetaState.OUTDATED
    await ground.pass_time(timedelta(minutes=5))
    await ground.review()
    assert (await ground.states())["VELA"] is MetaState.APPROVED
