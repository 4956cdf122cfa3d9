"""Stripe says no, not now, or nothing: tried again with one link in the end, or a person is called."""

from typing import Any

import pytest

from shop.inbox.conversations.models import Holder
from shop.kit.db.database import Database
from shop.orders.models import Order, OrderStatus
from shop.payments.gateway import PaymentUnavailable
from shop.sandbox.faults import StripeFaults
from shop.sandbox.state import World
from tests.payments.till import Till, cancel, open_till
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
    till: Till, how: dict[str, Any]
) -> None:
    order = await till.backroom.order([("MUG", 1)])
    till.fail(**how)
    with pytest.raises(PaymentUnavailable):
        await till.create(order)
    assert await till.said() == []
    assert (await till.backroom.attention(order)) is None
    till.world.faults.stripe = StripeFaults()
    await till.create(order)
    assert len(till.links()) == len(await till.known()) == 1
    assert await till.said() == ["order.placed"]


async def person_was_called(till: Till, order: Order) -> None:
    fresh = await till.backroom.fresh(order)
    assert (await till.backroom.attention(order) or "").startswith("No payment link could be made")
    assert (await till.backroom.conversation(order)).held_by is Holder.NOBODY
    (message,) = await till.backroom.messages()
    assert "Una persona del equipo te escribe" in message.text
    assert fresh.status is OrderStatus.PENDING


async def test_a_wrong_key_says_so_kindly_and_calls_a_person(till: Till) -> None:
    order = await till.backroom.order([("MUG", 1)])
    del till.world.stripe.accounts[till.key]
    await till.create(order)
    await person_was_called(till, order)


async def test_an_amount_too_small_calls_a_person(till: Till) -> None:
    await till.backroom.stock("PIN", 5, 1)
    order = await till.backroom.order([("PIN", 1)])
    await till.create(order)
    await person_was_called(till, order)


async def test_an_amount_that_stripe_cannot_write_calls_a_person_at_once(
    quiet: Database, stripe_served: tuple[str, World]
) -> None:
    till = await open_till(await open_shop(quiet, currency="KWD"), stripe_served)
    await till.backroom.stock("THING", 5, 4251)
    order = await till.backroom.order([("THING", 1)])
    await till.create(order)
    await person_was_called(till, order)


async def test_an_outage_without_end_calls_a_person(till: Till) -> None:
    order = await till.backroom.order([("MUG", 1)])
    await till.backroom.give_up("payments.create_link", "PaymentUnavailable: down", order_id=order.id)
    await person_was_called(till, order)


async def test_giving_up_on_an_order_that_was_cancelled_bothers_nobody(till: Till) -> None:
    order = await till.backroom.order([("MUG", 1)])
    await cancel(till, order)
    await till.backroom.give_up("payments.create_link", "PaymentUnavailable: down", order_id=order.id)
    assert (await till.backroom.attention(order)) is None
    assert await till.said() == []
