"""The word about a parcel that WhatsApp refused: shown to staff, and sent again only while it is still true."""

from sqlmodel import select

from shop.attention.models import AttentionKind
from shop.inbox.models import Message, MessageStatus
from shop.inbox.sending.refusals import WINDOW_CLOSED, note_refusal
from shop.kit.clock import now
from shop.orders.models import Order
from tests.support.goods.parcels import GoodsUnderTest


async def refuse(goods: GoodsUnderTest, reason: str) -> Message:
    """The window was closed, and the template not approved: the message failed."""
    (message,) = await goods.said(reason)
    async with goods.transaction() as session:
        stored = await session.get_one(Message, (message.merchant_id, message.id))
        stored.take_fallback()
        stored.fallback = None
        stored.start_sending(at=now())
        stored.fail(WINDOW_CLOSED, "closed", at=now())
        await note_refusal(session, stored, said_at=now(), at=now())
    await goods.shop.job("notices.note_refused_message", message_id=message.id)
    return message


async def write(goods: GoodsUnderTest, order: Order) -> None:
    await goods.shop.job("notices.send_refused_again", conversation_id=order.conversation_id)


async def status(goods: GoodsUnderTest, message: Message) -> MessageStatus:
    stored: Message = await goods.shop.one(select(Message).where(Message.id == message.id))
    return stored.status


async def test_a_parcel_that_is_on_its_way_is_told_when_the_shopper_writes(goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 1))
    await goods.sent(order)
    message = await refuse(goods, "fulfilment.shipped")
    assert "The word that a parcel was sent did not reach the shopper" in str(
        await goods.shop.attention(order)
    )
    await write(goods, order)
    assert await status(goods, message) is MessageStatus.QUEUED
    assert AttentionKind.MESSAGE_REFUSED not in await goods.calls(order)


async def test_one_that_arrived_meanwhile_is_not(goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 1))
    parcel = await goods.sent(order)
    message = await refuse(goods, "fulfilment.shipped")
    await goods.deliver(parcel)
    await write(goods, order)
    assert await status(goods, message) is MessageStatus.FAILED


async def test_a_return_is_told_as_it_stands(goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 2))
    await goods.delivered(order)
    first = await goods.ask_return(order, (1, 1))
    overtaken = await refuse(goods, "return.requested")
    await goods.approve(first)
    approved = await refuse(goods, "return.approved")
    await write(goods, order)
    assert await status(goods, overtaken) is MessageStatus.FAILED
    assert await status(goods, approved) is MessageStatus.QUEUED
