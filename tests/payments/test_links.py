"""Payment links at a Stripe that fails in every way: one link, one message, and closed when it must be."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlmodel import select

from shop.inbox.models import Holder
from shop.kit.clock import now
from shop.kit.db import Database
from shop.kit.errors import ShopError
from shop.kit.serving import bind, serving
from shop.merchants.models import StripeAccount
from shop.orders.cancelling import cancel_order
from shop.orders.models import Order, OrderStatus
from shop.payments.gateway import Gateway, PaymentUnavailable
from shop.payments.models import LinkState, PaymentLink
from shop.sandbox.app import create_app
from shop.sandbox.state import World
from shop.sandbox.stripe.faults import ApiFault, Faults
from tests.backroom import Backroom, later, open_backroom


@dataclass
class Till:
    """A merchant, the pretend Stripe with their account, and our client of it."""

    backroom: Backroom
    world: World
    gateway: Gateway
    key: str

    async def create(self, order: Order) -> None:
        await self.backroom.job("payments.create_link", {Gateway: self.gateway}, order_id=order.id)

    async def close(self, order: Order) -> None:
        await self.backroom.job("payments.close_links", {Gateway: self.gateway}, order_id=order.id)

    def fail(self, **how: Any) -> None:
        self.world.stripe.faults = Faults(api=ApiFault(**how))

    def links(self) -> list[dict[str, Any]]:
        """What stands at Stripe, oldest first."""
        return list(self.world.stripe.accounts[self.key].table("payment_link").rows.values())

    async def known(self) -> list[PaymentLink]:
        return await self.backroom.all(select(PaymentLink))

    async def said(self) -> list[str]:
        return [message.reason for message in await self.backroom.messages()]


@pytest.fixture(scope="session")
async def stripe_served() -> AsyncGenerator[tuple[str, World]]:
    world = World()
    async with serving(create_app(world), bind("127.0.0.1", 0)) as url:
        yield url, world


@pytest.fixture
async def till(quiet: Database, stripe_served: tuple[str, World]) -> AsyncGenerator[Till]:
    """EUR prices, as the backroom's goods."""
    made = await open_till(await open_backroom(quiet, goods=True), stripe_served)
    yield made
    made.world.stripe.faults = Faults()
    await made.gateway.close()


async def open_till(backroom: Backroom, stripe_served: tuple[str, World], currency: str = "eur") -> Till:
    url, world = stripe_served
    async with backroom.database.transaction(backroom.merchant.id) as session:
        key = (await session.get_one(StripeAccount, backroom.merchant.id)).secret_key
    world.stripe.register(key, country="ES", currency=currency, name="Shop")
    return Till(backroom, world, Gateway(url), key)


async def test_a_link_asks_for_the_orders_total_once_by_card_and_names_the_order(till: Till) -> None:
    order = await till.backroom.order([("MUG", 2), ("FISH", 1)])
    await till.create(order)
    (link,) = till.links()
    assert link["active"]
    assert link["payment_method_types"] == ["card"]
    assert link["restrictions"]["completed_sessions"]["limit"] == 1
    names = {"order_id": str(order.id), "revision": "1", "order_number": "1001"}
    assert names.items() <= link["metadata"].items()
    assert names.items() <= link["payment_intent_data"]["metadata"].items()
    assert link["after_completion"]["redirect"]["url"].endswith(f"/pay/{order.pay_token}?from=checkout")
    (known,) = await till.known()
    assert (known.stripe_id, known.url, known.amount_minor) == (link["id"], link["url"], order.total_minor)
    assert await till.said() == ["order.placed"]


async def test_what_the_link_asks_for_settles_the_order(till: Till) -> None:
    order = await till.backroom.order([("MUG", 2), ("FISH", 3)])
    await till.create(order)
    world = till.world.stripe
    session = world.open_session(*world.link_at(till.links()[0]["id"]))
    assert (session["amount_total"], session["currency"]) == (order.total_minor, "eur")


async def test_more_than_twenty_lines_are_folded_with_the_exact_total(till: Till) -> None:
    for n in range(25):
        await till.backroom.stock(f"PEN-{n:02d}", 5, 101 + n)
    order = await till.backroom.order([(f"PEN-{n:02d}", 2) for n in range(25)])
    await till.create(order)
    world = till.world.stripe
    account, link = world.link_at(till.links()[0]["id"])
    session = world.open_session(account, link)
    assert session["amount_total"] == order.total_minor == sum(2 * (101 + n) for n in range(25))


async def test_a_total_of_nothing_settles_without_stripe(till: Till) -> None:
    await till.backroom.stock("GIFT", 5, 0)
    order = await till.backroom.order([("GIFT", 1)])
    await till.create(order)
    await till.create(order)
    assert (await till.backroom.fresh(order)).is_paid
    assert till.links() == []
    assert await till.said() == ["order.paid"]


@pytest.mark.parametrize(
    ("currency", "price", "amount"), [("JPY", 1300, 1300), ("KWD", 4250, 4250), ("ISK", 990, 99_000)]
)
async def test_other_currencies_are_asked_for_in_stripes_units(
    quiet: Database, stripe_served: tuple[str, World], currency: str, price: int, amount: int
) -> None:
    till = await open_till(await open_backroom(quiet, currency=currency), stripe_served)
    await till.backroom.stock("THING", 5, price)
    order = await till.backroom.order([("THING", 1)])
    await till.create(order)
    world = till.world.stripe
    session = world.open_session(*world.link_at(till.links()[0]["id"]))
    assert (session["amount_total"], session["currency"]) == (amount, currency.lower())
    assert (await till.known())[0].amount_minor == price
    await till.gateway.close()


async def test_run_again_it_makes_and_says_nothing_more(till: Till) -> None:
    order = await till.backroom.order([("MUG", 1)])
    for _ in range(3):
        await till.create(order)
    assert len(till.links()) == len(await till.known()) == 1
    assert await till.said() == ["order.placed"]


async def test_two_workers_at_once_make_one_link_and_one_message(till: Till) -> None:
    order = await till.backroom.order([("MUG", 1)])
    await asyncio.gather(*(till.create(order) for _ in range(5)))
    assert len(till.links()) == len(await till.known()) == 1
    assert await till.said() == ["order.placed"]


async def test_a_worker_killed_between_stripes_answer_and_our_record_leaves_one_link(till: Till) -> None:
    order = await till.backroom.order([("MUG", 1)])
    till.fail(delay_seconds=0.3, times=1)
    working = asyncio.create_task(till.create(order))
    while not till.links():
        await asyncio.sleep(0.01)
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    assert await till.known() == []
    await asyncio.sleep(0.4)
    await till.create(order)
    assert len(till.links()) == len(await till.known()) == 1
    assert await till.said() == ["order.placed"]


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
    assert (await till.backroom.fresh(order)).attention is None
    till.world.stripe.faults = Faults()
    await till.create(order)
    assert len(till.links()) == len(await till.known()) == 1
    assert await till.said() == ["order.placed"]


async def person_was_called(till: Till, order: Order) -> None:
    fresh = await till.backroom.fresh(order)
    assert (fresh.attention or "").startswith("No payment link could be made")
    assert (await till.backroom.conversation(order)).held_by is Holder.PERSON
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
    till = await open_till(await open_backroom(quiet, currency="KWD"), stripe_served)
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
    assert (await till.backroom.fresh(order)).attention is None
    assert await till.said() == []


async def cancel(till: Till, order: Order) -> None:
    async with till.backroom.database.transaction(till.backroom.merchant.id) as session:
        await cancel_order(session, order.id, at=now())


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
    await till.backroom.job("orders.expire", order_id=order.id)
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
    till.world.stripe.faults = Faults()
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


async def test_a_new_revision_gets_a_link_of_its_own_and_no_second_message(till: Till) -> None:
    order = await till.backroom.order([("MUG", 1)])
    await till.create(order)
    async with till.backroom.database.transaction(till.backroom.merchant.id) as session:
        stored = await session.get_one(Order, (order.merchant_id, order.id))
        stored.revision = 2
    await till.create(order)
    await till.close(order)
    assert [link["active"] for link in till.links()] == [False, True]
    assert {link.revision: link.state for link in await till.known()} == {
        1: LinkState.SUPERSEDED,
        2: LinkState.ACTIVE,
    }
    assert await till.said() == ["order.placed"]
