"""The number of an order in a message of its own, right behind the wish to cancel one."""

import pytest

from shop.orders.models import OrderStatus
from tests.bot.carts.waiting_orders import WORK, orders, sends
from tests.support.inbox import InboxUnderTest


@pytest.mark.parametrize(
    ("burst", "cancelled"),
    [
        (["cancela el pedido", "el 9999"], False),
        (["hola", "cancela el pedido", "9999", "gracias"], False),
        (["cancela el pedido", "el 1001"], True),
        (["cancel my order", "1001", "thanks"], True),
        (["cancela el pedido", "gracias"], True),
    ],
)
async def test_the_number_that_follows_decides(
    inbox: InboxUnderTest, burst: list[str], cancelled: bool
) -> None:
    await sends(inbox, 1)
    for words in burst:
        await inbox.hears(words)
    await inbox.work(*WORK)
    (order,) = await orders(inbox)
    assert (order.status is OrderStatus.CANCELLED) is cancelled
