""" "Cancela" under a question about a cart drops the cart and touches no order."""

import pytest

from shop.orders.models import OrderStatus
from tests.bot.carts.waiting_orders import WORK, orders, sends
from tests.support.inbox import InboxUnderTest


@pytest.mark.parametrize("words", ["cancela", "cancel", "cancela este", "cancela el carrito", "anúlalo"])
async def test_under_the_question_what_to_do_with_it_the_order_stays(
    inbox: InboxUnderTest, words: str
) -> None:
    await sends(inbox, 1)
    await sends(inbox, 2)
    assert (await inbox.last()).reason.startswith("bot.cart_")
    await inbox.hears(words)
    await inbox.work(*WORK)
    (order,) = await orders(inbox)
    assert order.status is OrderStatus.PENDING
    assert (await inbox.last()).reason == "bot.cart_dropped"
    await inbox.hears("sí")
    await inbox.work(*WORK)
    assert [each.status for each in await orders(inbox)] == [OrderStatus.PENDING]


async def test_the_order_is_cancelled_where_it_is_named(inbox: InboxUnderTest) -> None:
    await sends(inbox, 1)
    await sends(inbox, 2)
    await inbox.hears("cancela el pedido")
    await inbox.work(*WORK)
    (order,) = await orders(inbox)
    assert order.status is OrderStatus.CANCELLED


@pytest.mark.parametrize(
    "words", ["el de antes cancélalo", "el anterior ya no lo quiero", "cancela el de antes"]
)
async def test_who_does_not_want_the_old_one_gets_the_new_one(inbox: InboxUnderTest, words: str) -> None:
    await sends(inbox, 1)
    await sends(inbox, 2)
    await inbox.hears(words)
    await inbox.work(*WORK)
    old, new = await orders(inbox)
    assert (old.status, new.status) == (OrderStatus.CANCELLED, OrderStatus.PENDING)


@pytest.mark.parametrize("words", ["cancela los dos", "cancela todo"])
async def test_both_drops_the_cart_and_asks_about_the_order(inbox: InboxUnderTest, words: str) -> None:
    await sends(inbox, 1)
    await sends(inbox, 2)
    await inbox.hears(words)
    await inbox.work(*WORK)
    (order,) = await orders(inbox)
    assert order.status is OrderStatus.PENDING
    assert (await inbox.last()).reason == "bot.ask_cancel"
    await inbox.hears("sí")
    await inbox.work(*WORK)
    assert [each.status for each in await orders(inbox)] == [OrderStatus.CANCELLED]
