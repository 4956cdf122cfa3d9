"""A person takes over: what was queued of promotions is taken back in the same transaction."""

from sqlmodel import select

from shop.inbox.conversations.models import Conversation, Holder
from shop.inbox.handover import hand_over
from shop.inbox.lanes import Lane
from shop.inbox.models import Message, MessageStatus
from shop.inbox.outbox import queue_message
from shop.kit.clock import now
from shop.whatsapp.outgoing import TextMessage
from tests.support.running.installation import Shop


async def test_handing_over_takes_back_reminders_and_leaves_order_notices(shop: Shop) -> None:
    ana = await shop.shopper()
    await ana.say("hola")
    await ana.hears()
    await shop.wait_until_idle()
    async with shop.services.database.transaction(shop.merchant.id) as session:
        conversation = (await session.exec(select(Conversation))).one()
        for lane in (Lane.REMINDER, Lane.ORDER):
            await queue_message(
                session, conversation, TextMessage(body=lane.value), lane=lane, reason="test", at=now()
            )
        await hand_over(session, conversation, "A test wants a person.", at=now())
    await shop.wait_until_idle()

    (conversation,) = await shop.all(select(Conversation))
    assert conversation.held_by is Holder.NOBODY
    found = {m.lane: m.status for m in await shop.all(select(Message)) if m.reason == "test"}
    assert found[Lane.REMINDER] is MessageStatus.WITHDRAWN
    assert found[Lane.ORDER] is MessageStatus.DELIVERED
