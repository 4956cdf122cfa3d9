"""Which of the demo's conversations are handed over, for the chat's view of the shop's side."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from sqlmodel import select

from shop.inbox.conversations.models import Conversation, Holder
from shop.kit.db.database import Database
from shop.sandbox.control.chat.holders import HeldConversation


def holders_of(database: Database, merchant_id: UUID) -> Callable[[], Awaitable[list[HeldConversation]]]:
    """A function that reads who waits for a person of one merchant."""

    async def read() -> list[HeldConversation]:
        held = select(Conversation).where(Conversation.held_by != Holder.BOT)
        async with database.transaction(merchant_id) as session:
            rows = (await session.exec(held)).all()
        return [HeldConversation(row.bsuid, row.phone, row.held_reason or "") for row in rows]

    return read
