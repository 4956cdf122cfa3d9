"""What shoppers wrote and the bot has not answered: read in the order in which it was said, and marked."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import merchant_of
from shop.kit.db.sql import execute_sql, fetch

LONGEST_DETAIL = 500
MOST_AT_ONCE = 100  # that one answer looks at: of thousands each look would read them all again

_UNANSWERED = (
    "SELECT id, content FROM message WHERE merchant_id = $1 AND conversation_id = $2 AND direction = 'in' "
    "AND unanswered ORDER BY said_at, id LIMIT $3"
)
_ANSWERED = "UPDATE message SET unanswered = false WHERE merchant_id = $1 AND id = ANY($2::uuid[])"
_FAILED = "UPDATE message SET unanswered = false, error_detail = $3 WHERE merchant_id = $1 AND id = $2"


class UnansweredMessage(msgspec.Struct, frozen=True):
    """Its id, and its `shop.whatsapp.incoming.IncomingMessage` as it is stored."""

    id: UUID
    content: dict[str, Any]


async def unanswered_messages(session: AsyncSession, conversation_id: UUID) -> list[UnansweredMessage]:
    """Those of a conversation, the oldest first, at most MOST_AT_ONCE."""
    rows = await fetch(session, _UNANSWERED, merchant_of(session), conversation_id, MOST_AT_ONCE)
    return [UnansweredMessage(*row) for row in rows]


async def mark_answered(session: AsyncSession, message_ids: Sequence[UUID]) -> None:
    """Nothing is owed for these any more."""
    await execute_sql(session, _ANSWERED, merchant_of(session), message_ids)


async def give_up_answering(session: AsyncSession, message_id: UUID, *, reason: str) -> None:
    """The bot keeps failing on this one; a person will answer it."""
    await execute_sql(session, _FAILED, merchant_of(session), message_id, reason[:LONGEST_DETAIL])
