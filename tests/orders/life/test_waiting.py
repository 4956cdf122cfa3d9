"""A paid order that nobody packs is shown to staff, once, until the first parcel."""

import pytest

from shop.attention.models import AttentionKind
from tests.support.goods.parcels import GoodsUnderTest
from tests.support.shop import move_by

WAITS = AttentionKind.ORDER_UNFULFILLED


async def test_after_three_days_staff_are_told_once_and_the_first_parcel_ends_it(
    goods: GoodsUnderTest,
) -> None:
    order = await goods.paid(("MUG", 2))
    move_by(days=2, hours=23)
    assert await goods.look_for_waiting() == []
    move_by(hours=2)
    assert await goods.look_for_waiting() == [{"order_id": str(order.id)}]
    assert await goods.calls(order) == {WAITS}
    assert "more than 3 days ago" in str(await goods.shop.attention(order))
    assert await goods.look_for_waiting() == []
    await goods.pack(order, (1, 1))
    assert await goods.calls(order) == set()


async def test_an_order_that_is_packed_in_time_is_no_call(goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 1))
    await goods.pack(order)
    move_by(days=9)
    assert await goods.look_for_waiting() == []
    assert await goods.calls(order) == set()


@pytest.mark.parametrize(("days", "is_called"), [(1, True), (0, False)])
async def test_how_long_is_the_merchants_choice(goods: GoodsUnderTest, days: int, is_called: bool) -> None:
    await goods.shop.configure(fulfil_within_days=days)
    order = await goods.paid(("MUG", 1))
    move_by(days=1, minutes=1)
    assert len(await goods.look_for_waiting()) == 1
    assert await goods.calls(order) == ({WAITS} if is_called else set())
    assert await goods.look_for_waiting() == []  # nor are they looked for again
