"""Stock is promised, given back, taken: never negative, never sold twice without saying so."""

import asyncio

import pytest
from sqlmodel import select

from shop.catalog.models import StockMovement
from shop.inbox.conversations.models import Holder
from shop.inbox.lanes import Lane
from shop.inbox.models import MessageStatus
from shop.inbox.outbox import queue_message
from shop.kit.errors import ShopError
from shop.orders.cancelling import cancel_order
from shop.orders.models import Order, OrderStateConflict, OrderStatus
from shop.orders.order_line import OrderLine
from shop.whatsapp.outgoing import TextMessage
from tests.support.shop import ShopUnderTest, move_by, open_shop


async def cancel(shop: ShopUnderTest, order: Order) -> None:
    async with shop.database.transaction(shop.merchant.id) as session:
        await cancel_order(session, order.id, at=order.placed_at)


async def test_thirty_carts_for_ten_mugs_sell_ten(shop: ShopUnderTest) -> None:
    people = [await shop.person() for _ in range(30)]
    results = await asyncio.gather(
        *(shop.order([("MUG", 1)], person) for person in people), return_exceptions=True
    )
    placed = [result for result in results if isinstance(result, Order)]
    refused = [result for result in results if isinstance(result, ShopError)]
    assert (len(placed), len(refused)) == (10, 20)
    assert await shop.stock_of("MUG") == (10, 10)
    assert sorted(order.number for order in placed) == list(range(1001, 1011))


async def test_ten_mugs_are_not_promised_beyond_their_number_in_mixed_sizes(shop: ShopUnderTest) -> None:
    people = [await shop.person() for _ in range(8)]
    results = await asyncio.gather(
        *(shop.order([("MUG", 3), ("FISH", 1)], person) for person in people), return_exceptions=True
    )
    assert [type(result) for result in results if not isinstance(result, Order)] == []
    quantities = [line.quantity for line in await shop.all(select(OrderLine)) if line.sku == "MUG"]
    assert sorted(quantities, reverse=True) == [3, 3, 3, 1]
    assert await shop.stock_of("MUG") == (10, 10)
    assert len(await shop.all(select(Order))) == 8


async def test_the_promise_ends_after_half_an_hour_and_the_order_lives_on(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 4)])
    move_by(minutes=29)
    await shop.job("orders.lapse_hold", order_id=order.id)
    assert await shop.stock_of("MUG") == (10, 4)
    move_by(minutes=2)
    await shop.job("orders.lapse_hold", order_id=order.id)
    assert await shop.stock_of("MUG") == (10, 0)
    assert (await shop.fresh(order)).status is OrderStatus.PENDING


async def test_a_lapsed_promise_is_given_back_once(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 4)])
    await shop.order([("MUG", 5)])
    move_by(minutes=31)
    await asyncio.gather(*(shop.job("orders.lapse_hold", order_id=order.id) for _ in range(5)))
    assert await shop.stock_of("MUG") == (10, 5)


async def test_an_order_paid_after_its_promise_takes_what_is_there(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 4)])
    move_by(minutes=31)
    await shop.job("orders.lapse_hold", order_id=order.id)
    await shop.pay(order)
    assert await shop.stock_of("MUG") == (6, 0)
    assert (await shop.attention(order)) is None


async def test_what_sold_out_before_a_late_payment_is_said_honestly(shop: ShopUnderTest) -> None:
    late = await shop.order([("MUG", 6), ("FISH", 1)])
    move_by(minutes=31)
    await shop.job("orders.lapse_hold", order_id=late.id)
    quick = await shop.order([("MUG", 8)])
    await shop.pay(quick)
    await shop.pay(late)
    assert (await shop.fresh(late)).is_paid
    assert await shop.stock_of("MUG") == (2, 0)
    assert await shop.stock_of("FISH") == (9, 0)
    assert (await shop.attention(late)) == "Paid, but not enough is left of: Taza del faro."
    assert (await shop.conversation(late)).held_by is Holder.NOBODY
    words = (await shop.messages(reason="order.paid", conversation_id=late.conversation_id))[0].text
    assert "agotado" in words
    assert "Taza del faro" in words
    assert "Anchoas" not in words


async def test_a_late_payment_never_takes_what_is_promised_to_another(shop: ShopUnderTest) -> None:
    late = await shop.order([("MUG", 6)])
    move_by(minutes=31)
    await shop.job("orders.lapse_hold", order_id=late.id)
    waiting = await shop.order([("MUG", 8)])
    await shop.pay(late)
    assert await shop.stock_of("MUG") == (10, 8)
    await shop.pay(waiting)
    assert await shop.stock_of("MUG") == (2, 0)
    assert (await shop.attention(waiting)) is None


async def test_an_order_expires_after_72_hours_and_not_before(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    move_by(hours=71, minutes=59)
    await shop.job("orders.expire_order", order_id=order.id)
    assert (await shop.fresh(order)).status is OrderStatus.PENDING
    move_by(minutes=2)
    await shop.job("orders.expire_order", order_id=order.id)
    expired = await shop.fresh(order)
    assert expired.status is OrderStatus.EXPIRED
    assert expired.closed_at is not None
    assert await shop.stock_of("MUG") == (10, 0)
    assert await shop.jobs("payments.close_links") == [{"order_id": str(order.id)}]


async def test_expiry_takes_back_what_is_queued_about_the_order(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    async with shop.database.transaction(shop.merchant.id) as session:
        await queue_message(
            session,
            await shop.conversation(order),
            TextMessage(body="?"),
            lane=Lane.REMINDER,
            reason="recovery.reminder",
            about=f"order:{order.id}",
            at=order.placed_at,
        )
    move_by(hours=73)
    await shop.job("orders.expire_order", order_id=order.id)
    (reminder,) = await shop.messages()
    assert (reminder.status, reminder.error_detail) == (
        MessageStatus.WITHDRAWN,
        f"Order {order.number} expired.",
    )


async def test_a_paid_order_does_not_expire(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    await shop.pay(order)
    move_by(hours=73)
    await shop.job("orders.expire_order", order_id=order.id)
    assert (await shop.fresh(order)).is_paid


async def test_cancelling_gives_the_stock_back_and_closes_the_links(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 3)])
    await cancel(shop, order)
    assert (await shop.fresh(order)).status is OrderStatus.CANCELLED
    assert await shop.stock_of("MUG") == (10, 0)
    assert await shop.jobs("payments.close_links") == [{"order_id": str(order.id)}]


async def test_a_paid_order_cannot_be_cancelled(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 3)])
    await shop.pay(order)
    with pytest.raises(OrderStateConflict, match="is paid"):
        await cancel(shop, order)
    assert await shop.stock_of("MUG") == (7, 0)


async def test_a_sale_is_written_into_the_stocks_history(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 3)])
    await shop.pay(order)
    movement = await shop.one(select(StockMovement))
    assert (movement.delta, movement.reason, movement.order_id) == (-3, "sold", order.id)


async def test_order_numbers_are_each_merchants_own(shop: ShopUnderTest) -> None:
    other = await open_shop(shop.database, goods=True)
    numbers = [(await each.order([("MUG", 1)])).number for each in (shop, other, shop, other)]
    assert numbers == [1001, 1001, 1002, 1002]


async def test_mixed_traffic_neither_deadlocks_nor_loses_stock(shop: ShopUnderTest) -> None:
    """Placing, paying, cancelling and lapsing at once over the same goods, in opposite order of the lines."""
    people = [await shop.person() for _ in range(40)]
    await shop.stock("PEN", 1000, 100)
    await shop.stock("CUP", 1000, 100)
    both = [("PEN", 1), ("CUP", 2)], [("CUP", 1), ("PEN", 2)]
    first = [await shop.order(both[n % 2], people[n]) for n in range(24)]
    move_by(minutes=31)
    events = [await shop.tell(shop.session_of(order)) for order in first[:8]]
    results = await asyncio.gather(
        *(shop.job("payments.settle", event_id=event_id) for event_id in events),
        *(cancel(shop, order) for order in first[8:16]),
        *(shop.job("orders.lapse_hold", order_id=order.id) for order in first),
        *(shop.order(both[n % 2], people[n]) for n in range(24, 40)),
        return_exceptions=True,
    )
    assert [result for result in results if isinstance(result, BaseException)] == []
    paid = [order for order in await shop.all(select(Order)) if order.status is OrderStatus.PAID]
    assert len(paid) == 8
    assert await shop.stock_of("PEN") == (1000 - 12, 24)
    assert await shop.stock_of("CUP") == (1000 - 12, 24)
