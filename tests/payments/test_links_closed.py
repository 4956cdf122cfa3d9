"""Links of orders that can no longer be paid as they were take no money at Stripe either."""

import asyncio

import pytest

from shop.kit.errors import ShopError
from shop.merchants.models import StripeAccount
from shop.payments.models import LinkState
from shop.sandbox.faults import StripeFaults
from tests.payments.till import Till, cancel
from tests.support.shop import later


async def test_a_cancelled_order_is_closed_at_stripe_with_its_open_sessions(till: Till) -> None:
    order = await till.backroom.order([("MUG", 1)])
    await till.create(order)
    world = till.world.stripe
    account, link = world.link_at(till.links()[0]["id"])
    session = world.open_session(account, link)
    await cancel(till, order)
    await till.close(order)
    assert not till.links()[0]["active"]
    assert account.find("checkout.session", session["id"])["status"] == "expired"
    assert (await till.known())[0].state is LinkState.SUPERSEDED


async def test_an_expired_order_is_closed_at_stripe(till: Till) -> None:
    order = await till.backroom.order([("MUG", 1)])
    await till.create(order)
    later(hours=73)
    await till.backroom.job("orders.expire_order", order_id=order.id)
    await till.close(order)
    assert not till.links()[0]["active"]


async def test_closing_that_fails_is_tried_again_and_may_run_twice(till: Till) -> None:
    order = await till.backroom.order([("MUG", 1)])
    await till.create(order)
    await cancel(till, order)
    till.fail(http_status=500)
    with pytest.raises(ShopError):
        await till.close(order)
    assert (await till.known())[0].state is LinkState.ACTIVE
    till.world.faults.stripe = StripeFaults()
    await till.close(order)
    await till.close(order)
    assert not till.links()[0]["active"]


async def test_an_order_still_open_keeps_its_link(till: Till) -> None:
    order = await till.backroom.order([("MUG", 1)])
    await till.create(order)
    await till.close(order)
    assert till.links()[0]["active"]


async def test_a_merchant_without_stripe_has_nothing_to_close(till: Till) -> None:
    order = await till.backroom.order([("MUG", 1)])
    async with till.backroom.database.transaction(till.backroom.merchant.id) as session:
        await session.delete(await session.get_one(StripeAccount, till.backroom.merchant.id))
    await cancel(till, order)
    await till.close(order)
    assert await till.known() == []


async def test_an_order_cancelled_while_stripe_is_asked_gets_no_message_and_no_open_link(till: Till) -> None:
    order = await till.backroom.order([("MUG", 1)])
    till.fail(delay_seconds=0.3, times=1)
    working = asyncio.create_task(till.create(order))
    while not till.links():
        await asyncio.sleep(0.01)
    await cancel(till, order)
    await till.close(order)  # too early: our record of the link is not written yet
    await working
    assert await till.said() == []
    assert len(await till.backroom.jobs("payments.close_links")) == 2
    await till.close(order)
    assert not till.links()[0]["active"]
