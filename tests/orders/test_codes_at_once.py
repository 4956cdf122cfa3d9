"""Orders that change their codes at the same moment wait for each other in one order, and none for ever."""

import asyncio

from shop.discounts.evaluation import DiscountKind
from shop.events.models import OPERATOR
from shop.kit.clock import now
from shop.orders.cost.codes import set_codes
from shop.orders.models import Order
from shop.orders.reading import lock_with_conversation
from tests.support.checkout.deliveries import discount
from tests.support.shop import ShopUnderTest

ROUNDS = 8


async def sets(shop: ShopUnderTest, order: Order, *codes: str) -> None:
    async with shop.database.transaction(shop.merchant.id) as session:
        locked, _ = await lock_with_conversation(session, order.id)
        await set_codes(session, locked, codes, at=now(), actor=OPERATOR)


async def test_two_codes_swapped_back_and_forth(shop: ShopUnderTest) -> None:
    await shop.stock("TAZON", 50, 1000)
    await discount(shop, DiscountKind.AMOUNT, amount_minor=100, code="OLD", is_combinable=True)
    await discount(shop, DiscountKind.AMOUNT, amount_minor=50, is_combinable=True)
    await discount(shop, DiscountKind.AMOUNT, amount_minor=70, code="NEW", is_combinable=True)
    orders = [await shop.order([("TAZON", 1)]) for _ in range(8)]
    for turn in range(ROUNDS):
        wanted = [("OLD",) if (place + turn) % 2 else ("NEW",) for place in range(len(orders))]
        await asyncio.gather(
            *(sets(shop, order, *codes) for order, codes in zip(orders, wanted, strict=True))
        )
    totals = sorted([(await shop.fresh(order)).total_minor for order in orders])
    assert totals == [850] * 4 + [880] * 4
