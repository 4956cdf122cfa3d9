"""Handing a conversation to people: the bot falls silent, and no promotion may start any more."""

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.inbox.models import Conversation
from shop.inbox.outbox import withdraw_promotions


async def hand_over(session: AsyncSession, conversation: Conversation, reason: str) -> None:
    """From now on a person answers; what was queued of reminders and campaigns is taken back with it."""
    conversation.hand_to_person(reason)
    await withdraw_promotions(session, [conversation.id], reason="A person took the conversation over.")
