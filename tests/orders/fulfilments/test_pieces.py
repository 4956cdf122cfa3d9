"""A parcel holds what was ordered, is paid, and is in no other parcel; however many hands pack at once."""

import asyncio

import pytest
from sqlmodel import select

from shop.events.models import OPERATOR
from shop.kit.clock import now
from shop.kit.errors import NotFound
from shop.kit.states import StateConflict
from shop.orders.cancelling import cancel_order
from shop.orders.fulfilments.carriers import shipment_of
from shop.orders.fulfilments.models import Fulfilment, FulfilmentState, ReasonMissing
from shop.orders.life.pieces import NoSuchLine, Pieces, TooManyPieces
from shop.orders.models import OrderStateConflict
from tests.support.goods.parcels import CORREOS, OWN, GoodsUnderTest, keys


async def test_a_parcel_takes_all_that_is_left_unless_pieces_are_named(goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 3), ("FISH", 2))
    first = await goods.pack(order, (1, 1), (2, 2))
    second = await goods.pack(order)
    assert first.lines == [Pieces(1, 1), Pieces(2, 2)]
    assert second.lines == [Pieces(1, 2)]
    with pytest.raises(TooManyPieces, match=f"Everything of order {order.number} is in a parcel"):
        await goods.pack(order)


@pytest.mark.parametrize(
    ("lines", "refusal", "sentence"),
    [
        ([(1, 3)], TooManyPieces, "Line 1: 2 left to be sent, not 3"),
        ([(3, 1)], NoSuchLine, "no line 3"),
        ([(1, 1), (1, 1)], NoSuchLine, "Name each line once"),
    ],
)
async def test_more_than_is_left_is_refused_with_how_many_are(
    goods: GoodsUnderTest, lines: list[tuple[int, int]], refusal: type[Exception], sentence: str
) -> None:
    order = await goods.paid(("MUG", 3), ("FISH", 1))
    await goods.pack(order, (1, 1))
    with pytest.raises(refusal, match=sentence):
        await goods.pack(order, *lines)


async def test_ten_who_pack_the_last_three_at_once_pack_three(goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 3))
    packed = await asyncio.gather(*(goods.pack(order, (1, 1)) for _ in range(10)), return_exceptions=True)
    refused = [each for each in packed if isinstance(each, BaseException)]
    assert len(refused) == 7
    assert {str(each) for each in refused} == {"Line 1: 0 left to be sent, not 1."}
    stored: list[Fulfilment] = await goods.shop.all(select(Fulfilment))
    assert sum(each.pieces for each in stored) == 3


async def test_pieces_of_a_cancelled_parcel_can_be_packed_again(goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 2))
    lost = await goods.cancel(await goods.sent(order))
    assert lost.reason == "It was lost."
    again = await goods.pack(order)
    assert again.pieces == 2


async def test_an_order_that_nobody_paid_or_that_is_closed_is_not_packed(goods: GoodsUnderTest) -> None:
    order = await goods.shop.order([("MUG", 1)])
    with pytest.raises(OrderStateConflict, match="is not paid yet"):
        await goods.pack(order)
    with pytest.raises(OrderStateConflict, match="is not paid yet"):
        await goods.prepare(order)
    async with goods.transaction() as session:
        await cancel_order(session, order.id, actor=OPERATOR, at=now())
    with pytest.raises(OrderStateConflict, match="is cancelled"):
        await goods.pack(order)


async def test_a_step_that_is_repeated_changes_and_says_nothing(goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 1))
    parcel = await goods.delivered(order)
    events, said = len(await goods.log()), len(await goods.said())
    for repeat in (goods.ship(parcel), goods.ship(parcel, OWN), goods.deliver(parcel)):
        assert (await repeat).state is FulfilmentState.DELIVERED
    assert (len(await goods.log()), len(await goods.said())) == (events, said) == (events, 2)


async def test_a_shipment_that_is_repeated_otherwise_is_corrected_and_not_repeated(
    goods: GoodsUnderTest,
) -> None:
    parcel = await goods.sent(await goods.paid(("MUG", 1)))
    with pytest.raises(StateConflict, match="correct it with PATCH"):
        await goods.ship(parcel, shipment_of("seur", "1", None))


async def test_two_who_say_at_once_that_it_left_say_it_once(goods: GoodsUnderTest) -> None:
    parcel = await goods.pack(await goods.paid(("MUG", 1)))
    await asyncio.gather(*(goods.ship(parcel) for _ in range(5)))
    assert len(await goods.said("fulfilment.shipped")) == 1
    assert keys(await goods.log(), "fulfilment.shipped") == [parcel.id]


async def test_steps_that_do_not_follow_are_refused(goods: GoodsUnderTest) -> None:
    parcel = await goods.pack(await goods.paid(("MUG", 1)))
    with pytest.raises(StateConflict, match="preparing: it cannot become delivered"):
        await goods.deliver(parcel)
    await goods.ship(parcel)
    with pytest.raises(StateConflict, match="shipped: it cannot become ready"):
        await goods.make_ready(parcel)
    with pytest.raises(ReasonMissing):
        await goods.cancel(parcel, None)
    await goods.deliver(parcel)
    with pytest.raises(StateConflict, match="delivered: it cannot become cancelled"):
        await goods.cancel(parcel)


async def test_a_parcel_is_found_by_its_own_order_alone(goods: GoodsUnderTest) -> None:
    parcel, other = await goods.pack(await goods.paid(("MUG", 1))), await goods.paid(("FISH", 1))
    parcel.order_id = other.id
    with pytest.raises(NotFound, match="no such fulfilment"):
        await goods.ship(parcel, CORREOS)
