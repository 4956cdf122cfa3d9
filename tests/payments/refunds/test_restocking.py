"""Goods that come back with a refund: into the stock as a movement, and only what was taken and is still out."""

import asyncio
from collections.abc import Sequence

from sqlmodel import col, select

from shop.catalog.models import Stock, StockMovement, Variant
from shop.payments.refunds.models import Refund
from tests.payments.refunds.wanting import TILL, pieces, want
from tests.support.shop import ShopUnderTest


async def on_hand(shop: ShopUnderTest, sku: str = "MUG") -> int:
    found = select(Stock).join(
        Variant, (col(Variant.merchant_id) == Stock.merchant_id) & (col(Variant.id) == Stock.variant_id)
    )
    return int((await shop.one(found.where(Variant.sku == sku))).on_hand)


async def movements(shop: ShopUnderTest) -> Sequence[StockMovement]:
    return await shop.all(
        select(StockMovement).where(col(StockMovement.order_id).is_not(None)).order_by(col(StockMovement.id))
    )


async def test_pieces_come_back_as_a_movement_of_whoever_took_them_in(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 3)])
    await shop.pay(order)
    assert await on_hand(shop) == 7
    refund = await want(shop, order, lines=pieces((1, 2), restock=True))
    assert await on_hand(shop) == 9
    assert [(line.quantity, line.restocked) for line in refund.lines] == [(2, 2)]
    sold, back = await movements(shop)
    assert (sold.delta, back.delta, back.reason, back.actor) == (-3, 2, "returned", str(TILL))


async def test_money_may_go_back_without_the_goods(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 3)])
    await shop.pay(order)
    await want(shop, order, lines=pieces((1, 2)))
    assert await on_hand(shop) == 7


async def test_a_whole_refund_brings_back_what_is_still_out(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 3), ("FISH", 1)])
    await shop.pay(order)
    await want(shop, order, lines=pieces((1, 1), restock=True))
    refund = await want(shop, order, restock=True)
    assert (await on_hand(shop), await on_hand(shop, "FISH")) == (10, 10)
    assert [(line.position, line.restocked, line.amount_minor) for line in refund.lines] == [
        (1, 2, None),
        (2, 1, None),
    ]


async def test_what_was_never_taken_does_not_come_back(shop: ShopUnderTest) -> None:
    """It sold out before the payment came: its money goes back, and no piece appears from nowhere."""
    order = await shop.order([("MUG", 10), ("FISH", 1)])
    await shop.job("orders.lapse_hold", order_id=order.id)
    async with shop.database.transaction(shop.merchant.id) as session:
        for stock in (await session.exec(select(Stock))).all():
            stock.reserved = 0
        fresh = await session.get_one(type(order), (order.merchant_id, order.id))
        fresh.held = False
    other = await shop.order([("MUG", 1)])
    await shop.pay(other)
    await shop.pay(order)
    refund = await want(shop, order, lines=pieces((1, 10), restock=True))
    assert [line.restocked for line in refund.lines] == [0]
    assert await on_hand(shop) == 9


async def test_twenty_refunds_at_once_bring_each_piece_back_once(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 4)])
    await shop.pay(order)
    asked = (want(shop, order, lines=pieces((1, 1), restock=True)) for _ in range(20))
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(isinstance(each, Refund) for each in answers) == 4
    assert await on_hand(shop) == 10
