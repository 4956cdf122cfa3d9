"""A link that was given up, or went astray, is asked for again by staff."""

import pytest

from shop.kit.clock import now
from shop.orders.models import Order, OrderStateConflict
from shop.payments.asked_again import ask_for_link
from tests.payments.stripe_under_test import StripeUnderTest, cancel
from tests.support.shop import move_by


async def ask(at_stripe: StripeUnderTest, order: Order) -> None:
    async with at_stripe.shop.database.transaction(at_stripe.shop.merchant.id) as session:
        await ask_for_link(session, order.id, at=now())


async def test_a_link_that_was_given_up_is_made_and_the_call_is_resolved(at_stripe: StripeUnderTest) -> None:
    order = await at_stripe.shop.order([("MUG", 1)])
    await at_stripe.shop.give_up("payments.create_link", "PaymentUnavailable: down", order_id=order.id)
    assert await at_stripe.shop.attention(order) is not None
    await ask(at_stripe, order)
    assert await at_stripe.shop.jobs("payments.create_link") == [{"order_id": str(order.id)}] * 2
    await at_stripe.create(order)
    assert (await at_stripe.said())[-1] == "order.placed"
    assert await at_stripe.shop.attention(order) is None


async def test_a_link_that_is_there_is_said_again(at_stripe: StripeUnderTest) -> None:
    order = await at_stripe.shop.order([("MUG", 1)])
    await at_stripe.create(order)
    await ask(at_stripe, order)
    assert await at_stripe.said() == ["order.placed", "order.placed"]
    assert len(at_stripe.links()) == 1


async def test_whoever_presses_again_and_again_sends_one_message(at_stripe: StripeUnderTest) -> None:
    order = await at_stripe.shop.order([("MUG", 1)])
    await at_stripe.create(order)
    for _ in range(3):
        await ask(at_stripe, order)
    assert await at_stripe.said() == ["order.placed", "order.placed"]
    move_by(hours=1)
    await ask(at_stripe, order)
    assert await at_stripe.said() == ["order.placed"] * 3


async def test_of_an_order_that_is_paid_closed_or_over_there_is_none(at_stripe: StripeUnderTest) -> None:
    paid, closed, over = [await at_stripe.shop.order([("MUG", 1)]) for _ in range(3)]
    await at_stripe.shop.pay(paid)
    await cancel(at_stripe, closed)
    for order, why in ((paid, "it is paid"), (closed, "it is cancelled")):
        with pytest.raises(OrderStateConflict, match=why):
            await ask(at_stripe, order)
    move_by(hours=73)
    with pytest.raises(OrderStateConflict, match="it is expired"):
        await ask(at_stripe, over)


async def test_while_money_is_on_its_way_nobody_is_asked_to_pay_again(at_stripe: StripeUnderTest) -> None:
    shop = at_stripe.shop
    order = await shop.order([("MUG", 1)])
    await at_stripe.create(order)
    session = {**shop.session_of(order), "amount_total": order.total_minor - 1}
    await shop.job("payments.settle", event_id=await shop.tell(session))
    with pytest.raises(OrderStateConflict, match="of its money it is known"):
        await ask(at_stripe, order)
