"""What a person of the merchant's does in a conversation: answer, take, give back, close."""

from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.events.models import Actor
from shop.inbox.conversations import cases
from shop.inbox.conversations.models import Conversation
from shop.inbox.handover import hand_back, note_answer, take_over
from shop.inbox.lanes import Lane
from shop.inbox.locking import find_conversation
from shop.inbox.models import PERSON_ANSWERS, Message
from shop.inbox.outbox import queue_message
from shop.kit.errors import Conflict
from shop.whatsapp.outgoing import Content


class WindowClosed(Conflict):
    """Meta takes free-form messages for 24 hours after the shopper's last one."""


async def answer(
    session: AsyncSession, conversation_id: UUID, content: Content, *, actor: Actor, at: datetime
) -> Message:
    """A person writes. They hold the conversation from then on. Raises NotFound, WindowClosed, BadContent."""
    conversation = await find_conversation(session, conversation_id)
    if not conversation.window_is_open(at):
        raise WindowClosed(
            "The shopper wrote more than 24 hours ago: WhatsApp takes only approved templates until they write again."
        )
    message = await queue_message(
        session, conversation, content, lane=Lane.REPLY, reason=PERSON_ANSWERS, at=at
    )
    await note_answer(session, conversation, actor=actor, at=at)
    return message


async def take(session: AsyncSession, conversation_id: UUID, *, actor: Actor, at: datetime) -> Conversation:
    """A person holds it before they write. Raises NotFound."""
    conversation = await find_conversation(session, conversation_id)
    await take_over(session, conversation, actor=actor, at=at)
    return conversation


async def give_back(
    session: AsyncSession, conversation_id: UUID, *, actor: Actor, at: datetime
) -> Conversation:
    """The bot answers again. Raises NotFound, StateConflict if it does already."""
    conversation = await find_conversation(session, conversation_id)
    await hand_back(session, conversation, actor=actor, at=at)
    return conversation


async def close(session: AsyncSession, conversation_id: UUID, *, actor: Actor, at: datetime) -> Conversation:
    """Their case is done; the bot answers whoever comes next. Raises NotFound, StateConflict where none is open."""
    conversation = await find_conversation(session, conversation_id)
    await cases.close_case(session, conversation, actor=actor, at=at)
    return conversation
