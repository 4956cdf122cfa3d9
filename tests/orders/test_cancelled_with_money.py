"""A shop that cancels an order for which money arrived does not say that nothing was charged."""

from typing import Any

import pytest

from shop.events.models import OPERATOR
from shop.kit.clock import now
from shop.orders.models import OrderStatus
from shop.payments.cancelling import cancel_and_tell
from tests.support.shop import ShopUnderTest


@pytest.mark.parametrize(
    ("changes", "nothing_charged"),
    [(None, True), ({"amount_total": 1}, False), ({"payment_status": "unpaid"}, False)],
)
async def test_the_words_of_a_cancellation_fit_the_money(
    shop: ShopUnderTest, changes: dict[str, Any] | None, nothing_charged: bool
) -> None:
    order = await shop.order([("MUG", 1)])
    if changes is not None:
        await shop.pay(order, **changes)
    async with shop.database.transaction(shop.merchant.id) as session:
        await cancel_and_tell(session, order.id, actor=OPERATOR, at=now())
    (told,) = await shop.messages(reason="order.cancelled")
    assert ("No se ha cobrado nada" in told.text) is nothing_charged
    assert ("sobre tu pago" in told.text) is not nothing_charged
    assert (await shop.fresh(order)).status is OrderStatus.CANCELLED
