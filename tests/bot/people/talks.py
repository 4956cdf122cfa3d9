"""What tests of people in conversations share: what shoppers and staff write, and who holds it then."""

from typing import Any

from sqlmodel import select

from shop.attention.models import Attention, AttentionKind
from shop.events.models import Actor, ActorKind
from shop.inbox.conversations import answering
from shop.inbox.conversations.models import Conversation, Holder
from shop.kit.clock import now
from shop.whatsapp.outgoing import TextMessage
from tests.support.inbox import InboxUnderTest

MARTA = Actor(ActorKind.PERSON, "marta")


WORK = ("bot.handle_conversation", "bot.answer_conversation", "inbox.deliver")


async def says(inbox: InboxUnderTest, words: str = "", **about: Any) -> None:
    """The shopper writes, and the bot has had its turn."""
    await inbox.hears(words, **about)
    await inbox.work(*WORK)


async def handed_over(inbox: InboxUnderTest) -> Conversation:
    await says(inbox, "quiero hablar con una persona")
    (conversation,) = await inbox.conversations()
    assert conversation.held_by is Holder.NOBODY
    return conversation


async def present(inbox: InboxUnderTest) -> Conversation:
    return (await inbox.conversations())[0]


async def said(inbox: InboxUnderTest) -> list[str]:
    return [message.reason for message in await inbox.outgoing()]


async def open_attention(inbox: InboxUnderTest) -> list[Attention]:
    found = await inbox.all(select(Attention).where(Attention.kind == AttentionKind.CONVERSATION_WAITS))
    return [call for call in found if call.is_open]


async def answers(inbox: InboxUnderTest, words: str = "Soy Marta.") -> None:
    async with inbox.database.transaction(inbox.merchant.id) as session:
        chat = (await session.exec(select(Conversation))).one()
        await answering.answer(session, chat.id, TextMessage(body=words), actor=MARTA, at=now())


def cart(quantity: int = 1) -> dict[str, Any]:
    lines = [{"product_retailer_id": "TAZA", "quantity": quantity, "item_price": 12.5, "currency": "EUR"}]
    return {"type": "order", "order": {"catalog_id": "1", "text": "", "product_items": lines}}
