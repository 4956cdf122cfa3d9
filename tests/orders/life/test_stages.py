"""How far an order has come, in one word; and the lists by it."""

import pytest
from sqlmodel import select

from shop.kit.clock import now
from shop.kit.db.session import merchant_of
from shop.kit.errors import Conflict
from shop.orders.cancelling import cancel_order
from shop.orders.fulfilments.models import FulfilmentState as State
from shop.orders.life.progress import Progress, stages_of
from shop.orders.life.stages import OrderStage as Stage
from shop.orders.life.stages import stage_of
from shop.orders.listing import page_of_orders
from shop.orders.models import OrderStatus
from tests.support.goods.parcels import GoodsUnderTest


@pytest.mark.parametrize(
    ("parcels", "stage"),
    [
        ([], Stage.PAID),
        ([(State.CANCELLED, 3)], Stage.PAID),
        ([(State.PREPARING, 1)], Stage.PREPARING),
        ([(State.READY, 1)], Stage.PARTLY_READY),
        ([(State.READY, 1), (State.PREPARING, 2)], Stage.PARTLY_READY),
        ([(State.READY, 3)], Stage.READY),
        ([(State.SHIPPED, 1), (State.READY, 2)], Stage.PARTLY_SHIPPED),
        ([(State.SHIPPED, 1), (State.PREPARING, 2)], Stage.PARTLY_SHIPPED),
        ([(State.SHIPPED, 1), (State.SHIPPED, 2)], Stage.SHIPPED),
        ([(State.DELIVERED, 1)], Stage.PARTLY_DELIVERED),
        ([(State.DELIVERED, 1), (State.SHIPPED, 2)], Stage.PARTLY_DELIVERED),
        ([(State.COLLECTED, 1), (State.READY, 2)], Stage.PARTLY_DELIVERED),
        ([(State.DELIVERED, 3)], Stage.DELIVERED),
        ([(State.DELIVERED, 1), (State.COLLECTED, 2)], Stage.DELIVERED),
        ([(State.COLLECTED, 3)], Stage.COLLECTED),
    ],
)
def test_what_happened_to_the_pieces_decides(parcels: list[tuple[State, int]], stage: Stage) -> None:
    assert stage_of(OrderStatus.PAID, ordered=3, parcels=parcels) is stage


def test_before_it_is_paid_the_status_decides() -> None:
    for status, stage in {
        OrderStatus.PENDING: Stage.AWAITING_PAYMENT,
        OrderStatus.CANCELLED: Stage.CANCELLED,
        OrderStatus.EXPIRED: Stage.EXPIRED,
    }.items():
        assert stage_of(status, ordered=3) is stage


def test_all_that_is_back_is_returned_and_a_part_is_not() -> None:
    arrived = [(State.DELIVERED, 3)]
    assert stage_of(OrderStatus.PAID, ordered=3, parcels=arrived, returned=2) is Stage.DELIVERED
    assert stage_of(OrderStatus.PAID, ordered=3, parcels=arrived, returned=3) is Stage.RETURNED


def test_money_that_went_back_ends_only_what_had_not_left() -> None:
    assert stage_of(OrderStatus.PAID, ordered=3, is_preparing=True, is_refunded=True) is Stage.REFUNDED
    sent = [(State.SHIPPED, 3)]
    assert stage_of(OrderStatus.PAID, ordered=3, parcels=sent, is_refunded=True) is Stage.SHIPPED


async def listed(goods: GoodsUnderTest, stage: Stage) -> list[int]:
    async with goods.transaction() as session:
        page = await page_of_orders(session, stage=stage, limit=50)
    assert {row.stage for row in page.rows} <= {stage}
    return [row.order.number for row in page.rows]


async def test_orders_are_listed_by_their_stage(goods: GoodsUnderTest) -> None:
    unpaid, cancelled = [await goods.shop.order([("MUG", 1)]) for _ in range(2)]
    paid, preparing, sent, there = [await goods.paid(("FISH", 2)) for _ in range(4)]
    async with goods.transaction() as session:
        await cancel_order(session, cancelled.id, at=now())
    await goods.prepare(preparing)
    await goods.sent(sent, (1, 1))
    await goods.delivered(there)
    wanted = {
        Stage.AWAITING_PAYMENT: unpaid,
        Stage.CANCELLED: cancelled,
        Stage.PAID: paid,
        Stage.PREPARING: preparing,
        Stage.PARTLY_SHIPPED: sent,
        Stage.DELIVERED: there,
    }
    for stage in Stage:
        assert await listed(goods, stage) == ([wanted[stage].number] if stage in wanted else []), stage


async def test_a_list_by_stage_goes_on_behind_its_last_row(goods: GoodsUnderTest) -> None:
    orders = [await goods.paid(("FISH", 1)) for _ in range(3)]
    async with goods.transaction() as session:
        first = await page_of_orders(session, stage=Stage.PAID, limit=2)
        rest = await page_of_orders(session, stage=Stage.PAID, after=first.rows[-1].order.id, limit=2)
        both = await page_of_orders(session, stage=Stage.PAID, status=OrderStatus.PENDING, limit=2)
    numbers = [row.order.number for row in (*first.rows, *rest.rows)]
    assert numbers == [order.number for order in reversed(orders)]
    assert (first.has_more, rest.has_more, both.rows) == (True, False, [])


async def test_an_order_that_was_paid_before_there_were_stages_is_paid_and_goes_on(
    goods: GoodsUnderTest,
) -> None:
    order = await goods.paid(("MUG", 1))
    async with goods.transaction() as session:
        await session.delete(await session.get_one(Progress, (merchant_of(session), order.id)))
    async with goods.transaction() as session:
        assert await stages_of(session, [order]) == {order.id: Stage.PAID}
    await goods.sent(order)
    assert await goods.stage(order) is Stage.SHIPPED


async def test_preparing_is_said_once(goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 1))
    for _ in range(2):
        await goods.prepare(order)
    assert [each.kind for each in await goods.log()].count("order.preparing") == 1
    assert await goods.stage(order) is Stage.PREPARING
    row: Progress = await goods.shop.one(select(Progress))
    assert row.preparing_at is not None


async def test_a_paid_order_is_not_cancelled_and_the_refusal_says_what_to_do(goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 1))
    async with goods.transaction() as session:
        with pytest.raises(Conflict, match=r"refund its payment.*comes back by a return"):
            await cancel_order(session, order.id, at=now())
