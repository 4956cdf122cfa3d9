"""The conversation's lock: the first of all locks."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.inbox.conversations.models import Conversation, Holder
from shop.kit.db.locking import lock_row, lock_row_if_there
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import execute_sql, fetch_one

# Emptiness is looked at before locking, because most wake-ups find nothing.
_HOLD = (
    "SELECT * FROM conversation WHERE merchant_id = $1 AND id = $2 AND "
    "(EXISTS (SELECT FROM inbound_event WHERE merchant_id = $1 AND conversation_id = $2 "
    "AND state = 'waiting' AND kind = 'message') "
    "OR EXISTS (SELECT FROM message WHERE merchant_id = $1 AND conversation_id = $2 AND unanswered)) "
    "FOR NO KEY UPDATE"
)
_CHANGEABLE = (
    "customer_id",
    "last_inbound_at",
    "bot_state",
    "held_by",
    "held_reason",
    "held_since",
    "waiting_since",
    "person_wrote_at",
    "case_since",
    "owes_since",
)
_ASSIGNMENTS = ", ".join(f"{name} = ${n}" for n, name in enumerate(_CHANGEABLE, start=3))
_KEEP = f"UPDATE conversation SET {_ASSIGNMENTS} WHERE merchant_id = $1 AND id = $2"  # noqa: S608 - our own names


async def lock_conversation(session: AsyncSession, conversation_id: UUID) -> Conversation:
    """The conversation, locked until the end of the transaction. First of all locks."""
    conversation = await lock_if_there(session, conversation_id)
    if conversation is None:
        raise LookupError(f"Conversation {conversation_id} is not stored here.")
    return conversation


async def find_conversation(session: AsyncSession, conversation_id: UUID) -> Conversation:
    """The conversation, locked, for whoever names it from outside. Raises NotFound."""
    return await lock_row(session, Conversation, conversation_id, missing="There is no such conversation.")


async def lock_if_there(session: AsyncSession, conversation_id: UUID) -> Conversation | None:
    """The conversation, locked; None if it is not there (any more)."""
    return await lock_row_if_there(session, Conversation, conversation_id)


@asynccontextmanager
async def claim_conversation(
    session: AsyncSession, conversation_id: UUID
) -> AsyncIterator[Conversation | None]:
    """The conversation's lock for the busiest path, by plain SQL; None where nothing waits for an answer.

    What is changed in the conversation inside the block is written at its end.
    """
    row = await fetch_one(session, _HOLD, merchant_of(session), conversation_id)
    if row is None:
        yield None
        return
    conversation = Conversation(**{**row, "held_by": Holder(row["held_by"])})
    before = _changeable(conversation)
    yield conversation
    if (after := _changeable(conversation)) != before:
        await execute_sql(session, _KEEP, merchant_of(session), conversation_id, *after)


def _changeable(conversation: Conversation) -> tuple[object, ...]:
    values = {name: getattr(conversation, name) for name in _CHANGEABLE}
    values["bot_state"] = msgspec.json.encode(conversation.bot_state).decode()
    values["held_by"] = conversation.held_by.value
    return tuple(values.values())
