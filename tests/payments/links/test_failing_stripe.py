"""Stripe says no, not now, or nothing: tried again with one link in the end, or a person is called."""

from typing import Any

import pytest

from shop.inbox.conversations.models import Holder
from shop.kit.db.database import Database
from shop.orders.models import Order, OrderStatus
from shop.payments.gateway import PaymentUnavailable
from shop.payments.links import TELL_AT
from shop.sandbox.faults import StripeFaults
from shop.sandbox.state import World
from tests.payments.stripe_under_test import StripeUnderTest, cancel, open_stripe
from tests.support.shop import open_shop


@pytest.mark.parametrize(
    "how",
    [
        {"http_status": 429},
        {"http_status": 500},
        {"http_status": 503},
        {"http_status": 409},
        {"garbage": True},
        {"lose_answer": True},
    ],
    ids=lambda how: next(iter(how)) + str(next(iter(how.values()))),
)
async def test_trouble_that_passes_is_tried_again_with_one_link_in_the_end(
    at_stripe: StripeUnderTest, how: dict[str, Any]
) -> None:
    order = await at_stripe.shop.order([("MUG", 1)])
    at_stripe.fail(**how)
    with pytest.raises(PaymentUnavailable):
        await at_stripe.create(order)
    assert await at_stripe.said() == []
    assert (await at_stripe.shop.attention(order)) is None
    at_stripe.world.faults.stripe = StripeFaults()
    await at_stripe.create(order)
    assert len(at_stripe.links()) == len(await at_stripe.known()) == 1
    assert await at_stripe.said() == ["order.placed"]


async def person_was_called(at_stripe: StripeUnderTest, order: Order) -> None:
    fresh = await at_stripe.shop.fresh(order)
    assert (await at_stripe.shop.attention(order) or "").startswith("No payment link could be made")
    assert (await at_stripe.shop.conversation(order)).held_by is Holder.NOBODY
    (message,) = await at_stripe.shop.messages()
    assert "Una persona del equipo te escribe" in message.text
    assert fresh.status is OrderStatus.PENDING


async def test_a_wrong_key_says_so_kindly_and_calls_a_person(at_stripe: StripeUnderTest) -> None:
    order = await at_stripe.shop.order([("MUG", 1)])
    del at_stripe.world.stripe.accounts[at_stripe.key]
    await at_stripe.create(order)
    await person_was_called(at_stripe, order)


async def test_an_amount_that_stripe_cannot_write_calls_a_person_at_once(
    database_without_worker: Database, stripe_served: tuple[str, World]
) -> None:
    at_stripe = await open_stripe(await open_shop(database_without_worker, currency="KWD"), stripe_served)
    await at_stripe.shop.stock("THING", 5, 4251)
    order = await at_stripe.shop.order([("THING", 1)])
    await at_stripe.create(order)
    await person_was_called(at_stripe, order)


async def test_an_outage_without_end_calls_a_person(at_stripe: StripeUnderTest) -> None:
    order = await at_stripe.shop.order([("MUG", 1)])
    await at_stripe.shop.give_up("payments.create_link", "PaymentUnavailable: down", order_id=order.id)
    await person_was_called(at_stripe, order)


async def test_giving_up_on_an_order_that_was_cancelled_bothers_nobody(at_stripe: StripeUnderTest) -> None:
    order = await at_stripe.shop.order([("MUG", 1)])
    await cancel(at_stripe, order)
    await at_stripe.shop.give_up("payments.create_link", "PaymentUnavailable: down", order_id=order.id)
    assert (await at_stripe.shop.attention(order)) is None
    assert await at_stripe.said() == []


async def test_while_stripe_is_away_the_shopper_is_told_once_and_the_link_comes_later(
    at_stripe: StripeUnderTest,
) -> None:
    order = await at_stripe.shop.order([("MUG", 1)])
    at_stripe.fail(http_status=503)
    for attempt in (0, 4, TELL_AT + 1, TELL_AT + 2, 150):  # the one between failed for another reason
        with pytest.raises(PaymentUnavailable):
            await at_stripe.create(order, attempt=attempt)
    assert await at_stripe.said() == ["payment.link_delayed"]
    assert await at_stripe.shop.attention(order) is None
    at_stripe.world.faults.stripe = StripeFaults()
    await at_stripe.create(order, attempt=151)
    assert await at_stripe.said() == ["payment.link_delayed", "order.placed"]


async def test_whoever_cancels_meanwhile_is_told_nothing(at_stripe: StripeUnderTest) -> None:
    order = await at_stripe.shop.order([("MUG", 1)])
    at_stripe.fail(http_status=503)
    await cancel(at_stripe, order)
    await at_stripe.create(order, attempt=TELL_AT)
    assert "payment.link_delayed" not in await at_stripe.said()
