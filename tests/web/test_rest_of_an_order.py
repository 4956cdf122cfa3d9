"""Who orders what is left, and whose old tab pays the order of before: its money goes back, the new one stays due."""

from sqlmodel import select

from shop.kit.clock import now
from shop.orders.holding import order_what_is_left
from shop.orders.models import OrderStatus
from shop.payments.refunds.models import Refund
from tests.support.shop import ShopUnderTest, move_by


async def test_money_for_the_order_of_before_goes_back(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 8), ("FISH", 2)])
    move_by(hours=1)
    await shop.set_stock("MUG", 3)
    async with shop.database.transaction(shop.merchant.id) as session:
        rest = await order_what_is_left(session, order.id, at=now())
    assert rest.id != order.id
    await shop.pay(order)
    assert (await shop.fresh(order)).status is OrderStatus.CANCELLED
    assert len(await shop.all(select(Refund))) == 1
    assert (await shop.fresh(rest)).status is OrderStatus.PENDING
