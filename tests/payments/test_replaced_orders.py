"""An order in whose place another stands: what is paid for it all the same goes back, and the new one stays due."""

import pytest
from sqlmodel import select

from shop.kit.clock import now
from shop.orders.cancelling import cancel_order, give_way
from shop.orders.models import OrderStatus
from shop.payments.models import Payment, PaymentVerdict
from shop.payments.refunds.models import Refund, RefundReason
from tests.support.shop import ShopUnderTest


@pytest.mark.parametrize(
    ("is_replaced", "verdict", "status"),
    [
        (True, PaymentVerdict.UNDELIVERABLE, OrderStatus.CANCELLED),
        (False, PaymentVerdict.SETTLED, OrderStatus.PAID),
    ],
)
async def test_only_the_shoppers_own_cancel_is_changed_by_paying(
    shop: ShopUnderTest, *, is_replaced: bool, verdict: PaymentVerdict, status: OrderStatus
) -> None:
    order = await shop.order([("MUG", 1)])
    async with shop.database.transaction(shop.merchant.id) as session:
        await (give_way if is_replaced else cancel_order)(session, order.id, at=now())
    await shop.pay(order)
    (payment,) = await shop.all(select(Payment).where(Payment.order_id == order.id))
    assert (payment.verdict, (await shop.fresh(order)).status) == (verdict, status)
    refunds = await shop.all(select(Refund))
    assert [refund.reason for refund in refunds] == ([RefundReason.ORDER_CANCELLED] if is_replaced else [])
