"""Payment links at a Stripe that fails in every way: one link, one message, and closed when it must be."""

import asyncio

import pytest

from shop.kit.db.database import Database
from shop.orders.models import Order
from shop.payments.models import LinkState
from shop.sandbox.state import World
from tests.payments.stripe_under_test import StripeUnderTest, open_stripe
from tests.support.shop import open_shop


async def test_a_link_asks_for_the_orders_total_once_by_what_the_account_offers_and_names_the_order(
    at_stripe: StripeUnderTest,
) -> None:
    order = await at_stripe.shop.order([("MUG", 2), ("FISH", 1)])
    await at_stripe.create(order)
    (link,) = at_stripe.links()
    assert link["active"]
    assert link["payment_method_types"] is None
    assert link["restrictions"]["completed_sessions"]["limit"] == 1
    names = {"order_id": str(order.id), "revision": "1", "order_number": "1001"}
    assert names.items() <= link["metadata"].items()
    assert names.items() <= link["payment_intent_data"]["metadata"].items()
    assert link["after_completion"]["redirect"]["url"].endswith(
        f"/pay/{order.pay_token}?from=checkout&session={{CHECKOUT_SESSION_ID}}"
    )
    (known,) = await at_stripe.known()
    assert (known.stripe_id, known.url, known.amount_minor) == (link["id"], link["url"], order.total_minor)
    assert await at_stripe.said() == ["order.placed"]


async def test_what_the_link_asks_for_settles_the_order(at_stripe: StripeUnderTest) -> None:
    order = await at_stripe.shop.order([("MUG", 2), ("FISH", 3)])
    await at_stripe.create(order)
    world = at_stripe.world.stripe
    session = world.open_session(*world.link_at(at_stripe.links()[0]["id"]))
    assert (session["amount_total"], session["currency"]) == (order.total_minor, "eur")


async def test_more_than_twenty_lines_are_folded_with_the_exact_total(at_stripe: StripeUnderTest) -> None:
    for n in range(25):
        await at_stripe.shop.stock(f"PEN-{n:02d}", 5, 101 + n)
    order = await at_stripe.shop.order([(f"PEN-{n:02d}", 2) for n in range(25)])
    await at_stripe.create(order)
    world = at_stripe.world.stripe
    account, link = world.link_at(at_stripe.links()[0]["id"])
    session = world.open_session(account, link)
    assert session["amount_total"] == order.total_minor == sum(2 * (101 + n) for n in range(25))


async def test_a_total_of_nothing_settles_without_stripe(at_stripe: StripeUnderTest) -> None:
    await at_stripe.shop.stock("GIFT", 5, 0)
    order = await at_stripe.shop.order([("GIFT", 1)])
    await at_stripe.create(order)
    await at_stripe.create(order)
    assert (await at_stripe.shop.fresh(order)).is_paid
    await at_stripe.shop.after_payment(order)
    assert at_stripe.links() == []
    assert await at_stripe.said() == ["order.paid"]


@pytest.mark.parametrize(
    ("currency", "price", "amount"), [("JPY", 1300, 1300), ("KWD", 4250, 4250), ("ISK", 990, 99_000)]
)
async def test_other_currencies_are_asked_for_in_stripes_units(
    database_without_worker: Database,
    stripe_served: tuple[str, World],
    currency: str,
    price: int,
    amount: int,
) -> None:
    at_stripe = await open_stripe(await open_shop(database_without_worker, currency=currency), stripe_served)
    await at_stripe.shop.stock("THING", 5, price)
    order = await at_stripe.shop.order([("THING", 1)])
    await at_stripe.create(order)
    world = at_stripe.world.stripe
    session = world.open_session(*world.link_at(at_stripe.links()[0]["id"]))
    assert (session["amount_total"], session["currency"]) == (amount, currency.lower())
    assert (await at_stripe.known())[0].amount_minor == price
    await at_stripe.gateway.close()


async def test_run_again_it_makes_and_says_nothing_more(at_stripe: StripeUnderTest) -> None:
    order = await at_stripe.shop.order([("MUG", 1)])
    for _ in range(3):
        await at_stripe.create(order)
    assert len(at_stripe.links()) == len(await at_stripe.known()) == 1
    assert await at_stripe.said() == ["order.placed"]


async def test_two_workers_at_once_make_one_link_and_one_message(at_stripe: StripeUnderTest) -> None:
    order = await at_stripe.shop.order([("MUG", 1)])
    await asyncio.gather(*(at_stripe.create(order) for _ in range(5)))
    assert len(at_stripe.links()) == len(await at_stripe.known()) == 1
    assert await at_stripe.said() == ["order.placed"]


async def test_a_worker_killed_between_stripes_answer_and_our_record_leaves_one_link(
    at_stripe: StripeUnderTest,
) -> None:
    order = await at_stripe.shop.order([("MUG", 1)])
    at_stripe.fail(delay_seconds=0.3, times=1)
    working = asyncio.create_task(at_stripe.create(order))
    while not at_stripe.links():
        await asyncio.sleep(0.01)
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    assert await at_stripe.known() == []
    await asyncio.sleep(0.4)
    await at_stripe.create(order)
    assert len(at_stripe.links()) == len(await at_stripe.known()) == 1
    assert await at_stripe.said() == ["order.placed"]


async def test_a_new_revision_gets_a_link_of_its_own_and_no_second_message(
    at_stripe: StripeUnderTest,
) -> None:
    order = await at_stripe.shop.order([("MUG", 1)])
    await at_stripe.create(order)
    async with at_stripe.shop.database.transaction(at_stripe.shop.merchant.id) as session:
        stored = await session.get_one(Order, (order.merchant_id, order.id))
        stored.revision = 2
    await at_stripe.create(order)
    await at_stripe.close(order)
    assert [link["active"] for link in at_stripe.links()] == [False, True]
    assert {link.revision: link.state for link in await at_stripe.known()} == {
        1: LinkState.SUPERSEDED,
        2: LinkState.ACTIVE,
    }
    assert await at_stripe.said() == ["order.placed"]
