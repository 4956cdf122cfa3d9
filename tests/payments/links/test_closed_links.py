"""Links of orders that can no longer be paid as they were take no money at Stripe either."""

import asyncio

import pytest

from shop.kit.errors import ShopError
from shop.merchants.models import StripeAccount
from shop.payments.models import LinkState
from shop.sandbox.faults import StripeFaults
from tests.payments.stripe_under_test import StripeUnderTest, cancel
from tests.support.shop import move_by


async def test_a_cancelled_order_is_closed_at_stripe_with_its_open_sessions(
    at_stripe: StripeUnderTest,
) -> None:
    order = await at_stripe.shop.order([("MUG", 1)])
    await at_stripe.create(order)
    world = at_stripe.world.stripe
    account, link = world.link_at(at_stripe.links()[0]["id"])
    session = world.open_session(account, link)
    await cancel(at_stripe, order)
    await at_stripe.close(order)
    assert not at_stripe.links()[0]["active"]
    assert account.find("checkout.session", session["id"])["status"] == "expired"
    assert (await at_stripe.known())[0].state is LinkState.SUPERSEDED


async def test_an_expired_order_is_closed_at_stripe(at_stripe: StripeUnderTest) -> None:
    order = await at_stripe.shop.order([("MUG", 1)])
    await at_stripe.create(order)
    move_by(hours=73)
    await at_stripe.shop.job("orders.expire_order", order_id=order.id)
    await at_stripe.close(order)
    assert not at_stripe.links()[0]["active"]


async def test_closing_that_fails_is_tried_again_and_may_run_twice(at_stripe: StripeUnderTest) -> None:
    order = await at_stripe.shop.order([("MUG", 1)])
    await at_stripe.create(order)
    await cancel(at_stripe, order)
    at_stripe.fail(http_status=500)
    with pytest.raises(ShopError):
        await at_stripe.close(order)
    assert (await at_stripe.known())[0].state is LinkState.ACTIVE
    at_stripe.world.faults.stripe = StripeFaults()
    await at_stripe.close(order)
    await at_stripe.close(order)
    assert not at_stripe.links()[0]["active"]


async def test_an_order_still_open_keeps_its_link(at_stripe: StripeUnderTest) -> None:
    order = await at_stripe.shop.order([("MUG", 1)])
    await at_stripe.create(order)
    await at_stripe.close(order)
    assert at_stripe.links()[0]["active"]


async def test_a_merchant_without_stripe_has_nothing_to_close(at_stripe: StripeUnderTest) -> None:
    order = await at_stripe.shop.order([("MUG", 1)])
    async with at_stripe.shop.database.transaction(at_stripe.shop.merchant.id) as session:
        await session.delete(await session.get_one(StripeAccount, at_stripe.shop.merchant.id))
    await cancel(at_stripe, order)
    await at_stripe.close(order)
    assert await at_stripe.known() == []


async def test_an_order_cancelled_while_stripe_is_asked_gets_no_message_and_no_open_link(
    at_stripe: StripeUnderTest,
) -> None:
    order = await at_stripe.shop.order([("MUG", 1)])
    at_stripe.fail(delay_seconds=0.3, times=1)
    working = asyncio.create_task(at_stripe.create(order))
    while not at_stripe.links():
        await asyncio.sleep(0.01)
    await cancel(at_stripe, order)
    await at_stripe.close(order)  # too early: our record of the link is not written yet
    await working
    assert await at_stripe.said() == []
    assert len(await at_stripe.shop.jobs("payments.close_links")) == 2
    await at_stripe.close(order)
    assert not at_stripe.links()[0]["active"]
