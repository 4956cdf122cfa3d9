"""What tests of refused messages share: messages that Meta took, refusals by status, and a shopper who writes."""

from datetime import datetime
from typing import Any

from sqlmodel import select

from shop.inbox.incoming.store_webhooks import WebhookPayload, store_webhooks
from shop.inbox.lanes import Lane
from shop.inbox.locking import lock_conversation
from shop.inbox.models import Message, MessageStatus
from shop.inbox.outbox import queue_message
from shop.kit.clock import now
from shop.merchants.models import WhatsAppNumber
from shop.orders.models import Order
from shop.templates.names import ORDER_PAID
from shop.whatsapp.incoming.webhook import read_webhook
from shop.whatsapp.outgoing import TemplateMessage, TextMessage
from tests.support.shop import ShopUnderTest
from tests.support.webhook_payloads import FIRST_SECOND, messages, status, statuses, text

TEMPLATE = TemplateMessage(name=ORDER_PAID, language="es", body=["1001", "Tienda", "12,10 €"])


async def said(
    shop: ShopUnderTest,
    order: Order,
    kind: str = "order",
    *,
    lane: Lane = Lane.ORDER,
    fallback: TemplateMessage | None = None,
    about: str | None = None,
) -> Message:
    """A message about the order that Meta took."""
    async with shop.database.transaction(shop.merchant.id) as session:
        conversation = await lock_conversation(session, order.conversation_id)
        made = await queue_message(
            session,
            conversation,
            TextMessage(body="Aquí tienes"),
            lane=lane,
            reason="test",
            at=now(),
            about=about or f"{kind}:{order.id}",
            fallback=fallback,
        )
        message = await session.get_one(Message, (shop.merchant.id, made.id))
        message.start_sending(at=now())
        message.advance(MessageStatus.SENT, at=now())
        message.wamid = f"wamid.{made.id}"
    return message


async def takes_in(shop: ShopUnderTest, make: Any) -> None:
    number: WhatsAppNumber = await shop.one(select(WhatsAppNumber))
    async with shop.database.transaction() as session:
        payload = WebhookPayload(number.app_id, read_webhook(make(number)), now())
        await store_webhooks(session, [payload])


async def refuses(
    shop: ShopUnderTest, message: Message, code: int | None, *, at: datetime | None = None
) -> None:
    """Meta says by a status that it was not delivered."""
    error = {"code": code, "title": "No", "error_data": {"details": "Not delivered"}}
    second = int((at or now()).timestamp()) - FIRST_SECOND
    told = status(message.wamid or "", "failed", second=second, errors=[error] if code else [])
    await takes_in(shop, lambda number: statuses(number, told))
    await run(shop, "inbox.note_statuses")
    await run(shop, "notices.note_refused_message")


async def run(shop: ShopUnderTest, name: str) -> None:
    for payload in await shop.jobs(name):
        await shop.job(name, **payload)


async def writes(shop: ShopUnderTest, order: Order) -> None:
    """The shopper says something."""
    conversation = await shop.conversation(order)
    second = int(now().timestamp()) - FIRST_SECOND
    word = text(f"wamid.in{second}", "hola", phone=conversation.phone, second=second)
    await takes_in(shop, lambda number: messages(number, word))
    await shop.job("inbox.read_webhooks", conversation_id=conversation.id)
    await run(shop, "notices.send_refused_again")


async def fresh(shop: ShopUnderTest, message: Message) -> Message:
    found: Message = await shop.one(select(Message).where(Message.id == message.id))
    return found
