"""A message of an order that nobody has heard of: in a quiet shop it is sent once more, if it still holds."""

import pytest
from sqlmodel import select

from shop.events.models import Event
from shop.inbox.lanes import Lane
from shop.inbox.locking import lock_conversation
from shop.inbox.models import Message, MessageStatus
from shop.inbox.outbox import queue_message
from shop.kit.clock import now
from shop.merchants.models import WhatsAppNumber
from shop.orders.cancelling import cancel_order
from shop.orders.models import Order
from shop.whatsapp.outgoing import TextMessage
from tests.notices.refusing import fresh, run
from tests.support.shop import ShopUnderTest, move_by


async def lost(shop: ShopUnderTest, order: Order, kind: str = "order") -> Message:
    """A proxy answered 502 instead of Meta."""
    async with shop.database.transaction(shop.merchant.id) as session:
        conversation = await lock_conversation(session, order.conversation_id)
        words = TextMessage(body="Aquí tienes")
        about = f"{kind}:{order.id}"
        made = await queue_message(
            session, conversation, words, lane=Lane.ORDER, reason="test", about=about, at=now()
        )
        message = await session.get_one(Message, (shop.merchant.id, made.id))
        message.start_sending(at=now())
    return message


async def looked_at(shop: ShopUnderTest, message: Message, **later: float) -> Message:
    """The sweep has found it so much later."""
    move_by(**later)
    await shop.job("inbox.resolve_lost_send", message_id=message.id)
    await run(shop, "notices.resolve_lost_message")
    await run(shop, "notices.note_refused_message")
    return await fresh(shop, message)


async def heard(shop: ShopUnderTest) -> None:
    """A status of another message of the number came."""
    async with shop.database.transaction(shop.merchant.id) as session:
        (await session.exec(select(WhatsAppNumber))).one().last_status_at = now()


@pytest.mark.parametrize("kind", ["order", "paid"])
async def test_what_is_waited_for_is_sent_once_more_and_says_so(shop: ShopUnderTest, kind: str) -> None:
    message = await lost(shop, await shop.order([("MUG", 1)]), kind)
    assert (await looked_at(shop, message, minutes=29)).status is MessageStatus.SENDING
    again = await looked_at(shop, message, minutes=2)
    assert (again.status, again.repeated_at is not None) == (MessageStatus.QUEUED, True)
    (told,) = await shop.all(select(Event).where(Event.kind == "message.repeated"))
    assert told.subject_id == message.id
    assert {"conversation_id": str(message.conversation_id)} in await shop.jobs("inbox.deliver")


async def test_it_is_not_sent_a_third_time_and_a_person_is_called(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    message = await lost(shop, order)
    await looked_at(shop, message, minutes=31)
    async with shop.database.transaction(shop.merchant.id) as session:
        (await session.get_one(Message, (shop.merchant.id, message.id))).start_sending(at=now())
    assert (await looked_at(shop, message, hours=2)).status is MessageStatus.SENDING
    assert (await looked_at(shop, message, hours=11)).status is MessageStatus.UNKNOWN
    assert "The payment link may not have reached the shopper" in (await shop.attention(order) or "")


@pytest.mark.parametrize("kind", ["money", "cancelled", "attempt"])
async def test_other_words_are_not_doubled(shop: ShopUnderTest, kind: str) -> None:
    message = await lost(shop, await shop.order([("MUG", 1)]), kind)
    assert (await looked_at(shop, message, hours=2)).status is MessageStatus.SENDING


@pytest.mark.parametrize("is_heard", [True, False])
async def test_a_link_of_an_order_that_is_closed_is_not_sent_again(
    shop: ShopUnderTest, *, is_heard: bool
) -> None:
    order = await shop.order([("MUG", 1)])
    message = await lost(shop, order)
    async with shop.database.transaction(shop.merchant.id) as session:
        await cancel_order(session, order.id, at=now())
    move_by(minutes=31)
    if is_heard:
        await heard(shop)
    assert (await looked_at(shop, message)).status is MessageStatus.UNKNOWN
    assert await shop.attention(order) is None


async def test_where_other_statuses_come_it_surely_did_not_leave(shop: ShopUnderTest) -> None:
    message = await lost(shop, await shop.order([("MUG", 1)]))
    move_by(minutes=16)
    await heard(shop)
    assert (await looked_at(shop, message)).status is MessageStatus.QUEUED


@pytest.mark.parametrize("kind", ["order", "money"])
async def test_however_many_other_statuses_come_it_is_sent_again_once(shop: ShopUnderTest, kind: str) -> None:
    message = await lost(shop, await shop.order([("MUG", 1)]), kind)
    sent = 1
    for _ in range(6):
        move_by(minutes=16)
        await heard(shop)
        if (await looked_at(shop, message)).status is MessageStatus.QUEUED:
            sent += 1
            async with shop.database.transaction(shop.merchant.id) as session:
                (await session.get_one(Message, (shop.merchant.id, message.id))).start_sending(at=now())
    assert sent == 2


async def test_a_status_that_comes_before_it_leaves_again_ends_it(shop: ShopUnderTest) -> None:
    message = await lost(shop, await shop.order([("MUG", 1)]))
    again = await looked_at(shop, message, minutes=31)
    assert again.advance(MessageStatus.DELIVERED, at=now())
