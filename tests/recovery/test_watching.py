"""What begins a watch, what ends it, and what counts as recovered."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from shop.carts.models import Cart
from shop.customers.models import Marketing
from shop.inbox.lanes import Lane
from shop.inbox.models import Message, MessageStatus
from shop.kit.clock import now
from shop.kit.db.session import execute_core
from shop.orders.cart_checkout import resume_cart
from shop.orders.models import Order
from shop.recovery.models import Recovery, RecoveryState
from tests.support.shop import ShopUnderTest, monday, move_by, move_to


@pytest.fixture(autouse=True)
def morning(real_time: None) -> None:
    """A Monday at ten in Madrid: nobody sleeps."""
    move_to(monday(9))


async def reminded(shop: ShopUnderTest) -> Order:
    """An order whose reminder is queued."""
    await shop.approve()
    order = await shop.order([("MUG", 1)], await shop.person(marketing=Marketing.GIVEN))
    recovery = await shop.watch(order)
    move_by(minutes=61)
    await shop.job("recovery.nudge", recovery_id=recovery.id)
    return order


async def went_out(shop: ShopUnderTest) -> None:
    """The worker sent what is queued."""
    async with shop.database.transaction(shop.merchant.id) as session:
        statement = (
            update(Message).where(col(Message.lane) == Lane.REMINDER).values(status=MessageStatus.SENT)
        )
        await execute_core(session, statement)


async def recovery_of(shop: ShopUnderTest, order: Order) -> Recovery:
    await shop.job("recovery.note_paid", order_id=order.id)
    found: Recovery = await shop.one(select(Recovery).where(Recovery.order_id == order.id))
    return found


async def test_an_order_is_watched_once(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    for _ in range(2):
        await shop.watch(order)
    assert (await shop.one(select(Recovery))).due_at == order.placed_at + timedelta(hours=1)


async def test_an_order_that_is_paid_already_is_not_watched(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    await shop.pay(order)
    await shop.job("recovery.watch", order_id=order.id)
    assert await shop.all(select(Recovery)) == []


async def test_a_newer_order_takes_the_place_of_an_older_one(shop: ShopUnderTest) -> None:
    conversation_id = await shop.person()
    first = await shop.watch(await shop.order([("MUG", 1)], conversation_id))
    second = await shop.watch(await shop.order([("MUG", 1)], conversation_id))
    states = {r.id: (r.state, r.ended_reason) for r in await shop.all(select(Recovery))}
    assert states[first.id] == (RecoveryState.ENDED, "A newer order took its place.")
    assert states[second.id] == (RecoveryState.WAITING, None)


async def test_a_new_order_takes_back_a_queued_reminder(shop: ShopUnderTest) -> None:
    order = await reminded(shop)
    await shop.order([("FISH", 1)], order.conversation_id)
    (reminder,) = await shop.messages(lane=Lane.REMINDER)
    assert reminder.status is MessageStatus.WITHDRAWN


@pytest.mark.parametrize(
    ("days", "state"),
    [(0.1, RecoveryState.RECOVERED), (4.99, RecoveryState.RECOVERED), (5.01, RecoveryState.ENDED)],
)
async def test_a_payment_within_five_days_of_the_reminder_counts(
    shop: ShopUnderTest, days: float, state: RecoveryState
) -> None:
    order = await reminded(shop)
    await went_out(shop)
    move_by(days=days)
    await shop.pay(order)
    recovery = await recovery_of(shop, order)
    assert recovery.state is state
    assert recovery.ended_at == (await shop.fresh(order)).paid_at


async def test_a_payment_too_late_says_so(shop: ShopUnderTest) -> None:
    order = await reminded(shop)
    await went_out(shop)
    move_by(days=6)
    await shop.pay(order)
    assert (await recovery_of(shop, order)).ended_reason == "It was paid more than 5 days after the reminder."


async def test_a_payment_before_any_reminder_is_no_recovery(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    await shop.watch(order)
    await shop.pay(order)
    recovery = await recovery_of(shop, order)
    assert (recovery.state, recovery.ended_reason) == (RecoveryState.ENDED, "It was paid without a reminder.")


async def test_a_reminder_that_never_went_out_earns_no_credit(shop: ShopUnderTest) -> None:
    order = await reminded(shop)
    await shop.pay(order)
    assert [m.status for m in await shop.messages(lane=Lane.REMINDER)] == [MessageStatus.WITHDRAWN]
    assert (await recovery_of(shop, order)).state is RecoveryState.ENDED


async def test_noting_a_payment_twice_changes_nothing(shop: ShopUnderTest) -> None:
    order = await reminded(shop)
    await went_out(shop)
    await shop.pay(order)
    first = await recovery_of(shop, order)
    move_by(days=10)
    again = await recovery_of(shop, order)
    assert (again.state, again.ended_at) == (RecoveryState.RECOVERED, first.ended_at)


async def test_a_cart_that_was_reminded_and_then_paid_is_recovered(shop: ShopUnderTest) -> None:
    await shop.approve()
    conversation_id = await shop.person(marketing=Marketing.GIVEN)
    cart_id = await shop.open_cart([("MUG", 1)], conversation_id)
    await shop.job("recovery.watch_cart", cart_id=cart_id)
    move_by(minutes=61)
    watched = await shop.one(select(Recovery))
    await shop.job("recovery.nudge", recovery_id=watched.id)
    await went_out(shop)
    async with shop.database.transaction(shop.merchant.id) as session:
        cart = await session.get_one(Cart, (shop.merchant.id, cart_id))
        order = await resume_cart(session, cart, at=now())
    await shop.watch(order)
    await shop.pay(order)
    await shop.job("recovery.note_paid", order_id=order.id)
    states = {recovery.id: recovery.state for recovery in await shop.all(select(Recovery))}
    assert states.pop(watched.id) is RecoveryState.RECOVERED
    assert list(states.values()) == [RecoveryState.ENDED]
