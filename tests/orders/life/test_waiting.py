"""A paid order that nobody packs is shown to staff, once, until the first parcel."""

from typing import Any

import pytest

from shop.attention.models import AttentionKind
from tests.payments.buyers import open_kinds
from tests.support.jobs import attempt_job, queued_jobs
from tests.support.parcels import GoodsUnderTest
from tests.support.shop import move_by

CALL = "payments.call_for_unfulfilled"
WAITS = AttentionKind.ORDER_UNFULFILLED


async def sweep(goods: GoodsUnderTest) -> list[dict[str, Any]]:
    """The timetable's look, and the jobs that it left for this merchant, run."""
    shop = goods.shop
    before = len(await shop.jobs(CALL))
    await attempt_job(shop.database, None, "orders.find_unfulfilled")
    left = (await queued_jobs(shop.database, shop.merchant.id, CALL))[before:]
    for each in left:
        await shop.job(CALL, **each)
    return left


async def test_after_three_days_staff_are_told_once_and_the_first_parcel_ends_it(
    goods: GoodsUnderTest,
) -> None:
    order = await goods.paid(("MUG", 2))
    move_by(days=2, hours=23)
    assert await sweep(goods) == []
    move_by(hours=2)
    assert await sweep(goods) == [{"order_id": str(order.id)}]
    assert await open_kinds(goods.shop, order) == {WAITS}
    assert "more than 3 days ago" in str(await goods.shop.attention(order))
    assert await sweep(goods) == []
    await goods.pack(order, (1, 1))
    assert await open_kinds(goods.shop, order) == set()


async def test_an_order_that_is_packed_in_time_is_no_call(goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 1))
    await goods.pack(order)
    move_by(days=9)
    assert await sweep(goods) == []
    assert await open_kinds(goods.shop, order) == set()


@pytest.mark.parametrize(("days", "is_called"), [(1, True), (0, False)])
async def test_how_long_is_the_merchants_choice(goods: GoodsUnderTest, days: int, is_called: bool) -> None:
    await goods.shop.configure(fulfil_within_days=days)
    order = await goods.paid(("MUG", 1))
    move_by(days=1, minutes=1)
    assert len(await sweep(goods)) == 1
    assert await open_kinds(goods.shop, order) == ({WAITS} if is_called else set())
    assert await sweep(goods) == []  # nor are they looked for again
