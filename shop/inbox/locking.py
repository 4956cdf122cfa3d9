"""The conversation's lock: the first of all locks."""

from uuid import UUID

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.inbox.models import Conversation
from shop.kit.db import merchant_of


async def lock_conversation(session: AsyncSession, conversation_id: UUID) -> Conversation:
    """The conversation, locked until the end of the transaction. First of all locks."""
    statement = (
        select(Conversation)
        .where(Conversation.merchant_id == merchant_of(session), Conversation.id == conversation_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return (await session.exec(statement)).one()
