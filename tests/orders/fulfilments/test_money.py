"""Goods leave for money that stays; what was given back is not packed, not waited for and no longer to be sent."""

from typing import Any

import pytest
from sqlmodel import select

from shop.attention.models import AttentionKind
from shop.kit.clock import now
from shop.orders.life.stages import OrderStage
from shop.orders.models import Order
from shop.payments.financial_status.deliverable import MoneyReturned, check_money_stays
from shop.payments.models import Payment
from tests.support.goods.parcels import GoodsUnderTest
from tests.support.shop import move_by


async def give_back(goods: GoodsUnderTest, order: Order, status: str = "succeeded") -> None:
    """Stripe tells of a refund of all that was paid, made in its dashboard."""
    payment: Payment = await goods.shop.one(select(Payment).where(Payment.order_id == order.id))
    thing: dict[str, Any] = {
        "id": f"re_{order.number}",
        "object": "refund",
        "amount": payment.amount_minor,
        "currency": "eur",
        "status": status,
        "payment_intent": payment.payment_intent,
        "created": int(now().timestamp()),
    }
    kind = "refund.failed" if status == "failed" else "refund.created"
    await goods.shop.job("payments.settle", event_id=await goods.shop.tell(thing, kind))


async def check(goods: GoodsUnderTest, order: Order) -> None:
    async with goods.transaction() as session:
        await check_money_stays(session, order.id)


async def test_a_refunded_order_is_not_to_be_sent_until_the_refund_fails(goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 1))
    await check(goods, order)
    await give_back(goods, order)
    with pytest.raises(MoneyReturned, match=f"payment of order {order.number} was given back"):
        await check(goods, order)
    assert await goods.stage(order) is OrderStage.REFUNDED
    move_by(minutes=1)
    await give_back(goods, order, "failed")
    await check(goods, order)
    assert await goods.stage(order) is OrderStage.PAID


async def test_what_left_before_its_money_went_back_has_left(goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 1))
    await goods.delivered(order)
    await give_back(goods, order)
    assert await goods.stage(order) is OrderStage.DELIVERED


async def test_nobody_is_called_for_an_order_whose_money_went_back(goods: GoodsUnderTest) -> None:
    early, late = await goods.paid(("MUG", 1)), await goods.paid(("FISH", 1))
    await give_back(goods, early)
    move_by(days=4)
    assert len(await goods.look_for_waiting()) == 2
    assert AttentionKind.ORDER_UNFULFILLED not in await goods.calls(early)
    assert AttentionKind.ORDER_UNFULFILLED in await goods.calls(late)
    await give_back(goods, late)
    assert AttentionKind.ORDER_UNFULFILLED not in await goods.calls(late)
