"""Conversations for the operator, who looks across merchants."""

from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import execute_core
from shop.kit.db.tenancy import sweeping
from shop.kit.errors import NotFound

_HELD = text("""
    SELECT conversation.id, customer.name, conversation.held_by, waiting_since, held_reason,
           conversation.merchant_id FROM conversation
    LEFT JOIN customer ON customer.merchant_id = conversation.merchant_id AND customer.id = customer_id
    WHERE (held_by <> 'bot' OR waiting_since IS NOT NULL)
    AND (CAST(:merchant AS uuid) IS NULL OR conversation.merchant_id = :merchant)
    ORDER BY waiting_since NULLS LAST, held_since, conversation.id LIMIT :limit
""")
_OWNER = text("SELECT merchant_id FROM conversation WHERE id = :id")


class WaitingConversation(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who was handed over, or waits for a person's word."""

    id: UUID
    name: str | None
    held_by: str
    waiting_since: datetime | None
    held_reason: str | None
    merchant_id: UUID


async def held_conversations(
    session: AsyncSession, *, merchant_id: UUID | None = None, limit: int
) -> list[WaitingConversation]:
    """Of every merchant, or of one; who waits longest first."""
    async with sweeping(session):
        rows = await execute_core(session, _HELD, {"merchant": merchant_id, "limit": limit})
        return [WaitingConversation(**row._mapping) for row in rows]


async def owner_of_conversation(session: AsyncSession, conversation_id: UUID) -> UUID:
    """Whose conversation it is. Raises NotFound."""
    async with sweeping(session):
        owner: UUID | None = (
            await execute_core(session, _OWNER, {"id": conversation_id})
        ).scalar_one_or_none()
    if owner is None:
        raise NotFound(f"There is no conversation {conversation_id}.")
    return owner
