"""Goods come back: never more than were sent, told at each step, in stock again where they can be sold."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlmodel import select

from shop.catalog.models import StockMovement, Variant
from shop.catalog.rules import MOST_STOCK
from shop.catalog.stock_keeping import StockRefused, set_stock
from shop.events.models import OPERATOR
from shop.images.models import Image
from shop.inbox.models import Direction, Message, MessageStatus
from shop.kit.clock import now
from shop.kit.errors import NotFound
from shop.kit.states import StateConflict
from shop.orders.life.pieces import NoSuchLine, TooManyPieces
from shop.orders.life.stages import OrderStage
from shop.orders.models import OrderStateConflict
from shop.orders.returns import doing
from shop.orders.returns.models import Return, ReturnState
from shop.orders.returns.pictures import NoSuchPicture
from tests.support.goods.parcels import GoodsUnderTest
from tests.support.shop import move_by


async def test_what_was_sent_can_come_back_and_no_more(goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 3), ("FISH", 1))
    with pytest.raises(TooManyPieces, match="Line 1: 0 left to be returned, not 1"):
        await goods.ask_return(order, (1, 1))
    await goods.sent(order, (1, 2))
    await goods.ask_return(order, (1, 1))
    with pytest.raises(TooManyPieces, match="Line 1: 1 left to be returned, not 2"):
        await goods.ask_return(order, (1, 2))
    with pytest.raises(NoSuchLine):
        await goods.ask_return(order, (7, 1))
    with pytest.raises(OrderStateConflict):
        await goods.ask_return(await goods.shop.order([("MUG", 1)]), (1, 1))


async def test_ten_who_return_the_same_piece_at_once_return_it_once(goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 1))
    await goods.sent(order)
    asked = await asyncio.gather(
        *(goods.ask_return(order, (1, 1)) for _ in range(10)), return_exceptions=True
    )
    assert [type(each) for each in asked].count(Return) == 1
    assert {str(each) for each in asked if not isinstance(each, Return)} == {
        "Line 1: 0 left to be returned, not 1."
    }


@pytest.mark.parametrize("is_refused", [True, False])
async def test_what_is_refused_or_never_comes_can_be_asked_for_again(
    goods: GoodsUnderTest, is_refused: bool
) -> None:
    order = await goods.paid(("MUG", 1))
    await goods.delivered(order)
    first = await goods.ask_return(order, (1, 1))
    if is_refused:
        await goods.refuse(first)
    else:
        await goods.close(await goods.approve(first))
    assert (await goods.ask_return(order, (1, 1))).state is ReturnState.REQUESTED
    assert await goods.stage(order) is OrderStage.DELIVERED


async def test_each_step_is_told_once_in_the_shoppers_language(goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 2))
    await goods.delivered(order)
    it = await goods.ask_return(order, (1, 2))
    for _ in range(2):
        await goods.approve(it, "Llévalo a cualquier oficina de Correos.")
    for _ in range(2):
        await goods.receive(it)
    for _ in range(2):
        await goods.close(it)
    told = await goods.said("return.")
    assert [each.reason for each in told] == [
        *("return.requested", "return.approved", "return.received", "return.closed"),
    ]
    assert told[1].text == (
        f"Puedes devolver esto del pedido *{order.number}*: 2 × Taza del faro.\n\n"
        "Llévalo a cualquier oficina de Correos."
    )
    assert {each.about for each in told} == {
        f"return:{order.id}:{it.id}:{state}" for state in ("requested", "approved", "received", "closed")
    }
    assert all(each.fallback is not None for each in told)
    assert await goods.stage(order) is OrderStage.RETURNED


async def test_a_refusal_says_why(goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 1))
    await goods.delivered(order)
    it = await goods.refuse(await goods.ask_return(order, (1, 1)), "Está usado.")
    (_, refused) = await goods.said("return.")
    assert refused.text.endswith("Está usado.")
    with pytest.raises(StateConflict, match="refused: it cannot become approved"):
        await goods.approve(it)


async def test_a_return_is_not_received_before_it_was_approved(goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 1))
    await goods.delivered(order)
    with pytest.raises(StateConflict, match="requested: it cannot become received"):
        await goods.receive(await goods.ask_return(order, (1, 1)))


async def test_what_can_be_sold_again_goes_back_to_stock_once(goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 3), ("FISH", 2))
    await goods.delivered(order)
    it = await goods.approve(await goods.ask_return(order, (1, 2), (2, 1)))
    with pytest.raises(TooManyPieces, match="2 left in this return, not 3"):
        await goods.receive(it, (1, 3))
    for _ in range(2):
        it = await goods.receive(it, (1, 2))
    assert (await goods.shop.stock_of("MUG"))[0] == 10 - 3 + 2
    assert (await goods.shop.stock_of("FISH"))[0] == 10 - 2
    movements: list[StockMovement] = await goods.shop.all(select(StockMovement))
    assert [(each.delta, each.reason, each.actor) for each in movements if each.delta == 2] == [
        (2, "returned", str(OPERATOR))
    ]


async def test_two_who_receive_it_at_once_put_it_into_stock_once(goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 1))
    await goods.delivered(order)
    it = await goods.approve(await goods.ask_return(order, (1, 1)))
    await asyncio.gather(*(goods.receive(it, (1, 1)) for _ in range(5)))
    assert (await goods.shop.stock_of("MUG"))[0] == 10


async def test_a_stock_that_takes_no_more_refuses_the_receipt_as_a_whole(goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 1))
    await goods.delivered(order)
    it = await goods.approve(await goods.ask_return(order, (1, 1)))
    async with goods.transaction() as session:
        variant = (await session.exec(select(Variant).where(Variant.sku == "MUG"))).one()
        await set_stock(session, variant, on_hand=MOST_STOCK, reason="counted", actor="test", at=now())
    with pytest.raises(StockRefused):
        await goods.receive(it, (1, 1))
    stored: Return = await goods.shop.one(select(Return))
    assert stored.state is ReturnState.APPROVED


async def test_a_request_behind_the_time_to_withdraw_is_taken_and_marked(goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 2))
    await goods.delivered(order)
    async with goods.transaction() as session:
        until = await doing.withdrawal_end(session, order)
    assert until is not None
    assert timedelta(days=14) < until - now() <= timedelta(days=17)
    assert not (await goods.ask_return(order, (1, 1))).is_late
    move_by(days=18)
    assert (await goods.ask_return(order, (1, 1))).is_late


async def test_no_time_runs_while_a_parcel_is_still_to_come(goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 2))
    await goods.delivered(order, (1, 1))
    move_by(days=30)
    async with goods.transaction() as session:
        assert await doing.withdrawal_end(session, order) is None
    assert not (await goods.ask_return(order, (1, 1))).is_late


async def test_its_pictures_are_uploads_or_messages_of_the_same_chat(goods: GoodsUnderTest) -> None:
    order, other = await goods.paid(("MUG", 2)), await goods.paid(("FISH", 1))
    await goods.delivered(order)
    async with goods.transaction() as session:
        image = Image(merchant_id=order.merchant_id, created_at=now(), name="x")
        shown, elsewhere = [
            Message(
                merchant_id=order.merchant_id,
                conversation_id=each.conversation_id,
                direction=Direction.IN,
                status=MessageStatus.RECEIVED,
                kind="image",
                said_at=now(),
                created_at=now(),
            )
            for each in (order, other)
        ]
        session.add_all([image, shown, elsewhere])
    it = await goods.ask_return(order, (1, 1), image_ids=[image.id], message_ids=[shown.id])
    assert (it.image_ids, it.message_ids) == ([str(image.id)], [str(shown.id)])
    pictures: list[dict[str, Any]] = [{"image_ids": [uuid4()]}, {"message_ids": [elsewhere.id]}]
    for wrong in pictures:
        with pytest.raises(NoSuchPicture):
            await goods.ask_return(order, (1, 1), **wrong)
    with pytest.raises(NoSuchPicture):
        await goods.ask_return(order, (1, 1), image_ids=[uuid4()])
    with pytest.raises(NoSuchPicture):
        await goods.ask_return(order, (1, 1), message_ids=[elsewhere.id])


async def test_an_exchange_is_a_return_and_another_order_of_the_same_shopper(goods: GoodsUnderTest) -> None:
    order, stranger = await goods.paid(("MUG", 1)), await goods.paid(("FISH", 1))
    again = await goods.shop.order([("MUG", 1)], order.conversation_id)
    await goods.delivered(order)
    it = await goods.ask_return(order, (1, 1))
    async with goods.transaction() as session:
        locked = await doing.lock_return(session, order.id, it.id)
        for wrong in (stranger.id, order.id, uuid4()):
            with pytest.raises(NotFound):
                await doing.note_links(
                    session, locked, exchange_order_id=wrong, refund_id=None, actor=OPERATOR, at=now()
                )
        for _ in range(2):
            await doing.note_links(
                session, locked, exchange_order_id=again.id, refund_id=None, actor=OPERATOR, at=now()
            )
    linked = [each for each in await goods.log() if each.kind == "return.linked"]
    assert [each.data["exchange_order_id"] for each in linked] == [str(again.id)]
