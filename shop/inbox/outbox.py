"""Saying something: a row and a wake-up in the caller's transaction. Nothing is sent from here."""

from datetime import datetime
from uuid import UUID

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.inbox.conversations.models import Conversation
from shop.inbox.lanes import PROMOTIONS, Lane
from shop.inbox.models import (
    PERSON_ANSWERS,
    WITHDRAW_ABOUT,
    WITHDRAW_IN_CONVERSATIONS,
    Direction,
    Message,
    MessageStatus,
)
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import execute_sql, fetch_one, insert_rows
from shop.kit.jobs import enqueue
from shop.templates.filling import check_filling
from shop.whatsapp.outgoing import Content, TemplateMessage, TextMessage, decode, encode
from shop.whatsapp.outgoing.plain import LONGEST_TEXT

_LAST_QUEUED = (
    "SELECT id, content FROM message WHERE merchant_id = $1 AND conversation_id = $2 AND status = 'queued' "
    "AND lane = 'reply' AND reason <> $3 ORDER BY id DESC LIMIT 1 FOR UPDATE"
)
_REWORD = "UPDATE message SET content = $3, text = $4, said_at = $5 WHERE merchant_id = $1 AND id = $2"


async def queue_message(
    session: AsyncSession,
    conversation: Conversation,
    content: Content,
    *,
    lane: Lane,
    reason: str,
    at: datetime,
    about: str | None = None,
    fallback: TemplateMessage | None = None,
    reply_to: str | None = None,
) -> Message:
    """Queue a message. `reason` says why it is sent, `about` ties it to what may withdraw it ("order:<id>")."""
    content.check()
    for template in (content, fallback):
        if isinstance(template, TemplateMessage):
            check_filling(template)
    message = _queued(conversation, content, at=at)
    message.lane, message.reason, message.about, message.reply_to = lane, reason, about, reply_to
    message.fallback = encode(fallback) if fallback else None
    await insert_rows(session, [message])
    await enqueue(session, "inbox.deliver", conversation_id=conversation.id, priority=lane.priority)
    return message


async def queue_reply(
    session: AsyncSession, conversation: Conversation, content: Content, *, reason: str, at: datetime
) -> None:
    """Answer in the chat. Joins the bot's last answer if it is still queued: every message may cost money."""
    if isinstance(content, TextMessage) and await _join_queued(session, conversation, content, at=at):
        return
    await queue_message(session, conversation, content, lane=Lane.REPLY, reason=reason, at=at)


async def withdraw_about(session: AsyncSession, about: str, *, reason: str, lanes: tuple[Lane, ...]) -> int:
    """Take back what is queued about something, in the caller's transaction; returns how many.

    A message that is already `sending` cannot be taken back: no send *starts* after this is recorded.
    """
    return await execute_sql(session, WITHDRAW_ABOUT, merchant_of(session), about, list(lanes), reason)


async def withdraw_promotions(session: AsyncSession, conversation_ids: list[UUID], *, reason: str) -> int:
    """Take back the reminders and campaigns that are queued in some conversations; returns how many."""
    return await execute_sql(
        session, WITHDRAW_IN_CONVERSATIONS, merchant_of(session), conversation_ids, list(PROMOTIONS), reason
    )


def _queued(conversation: Conversation, content: Content, *, at: datetime) -> Message:
    encoded = encode(content)
    return Message(
        merchant_id=conversation.merchant_id,
        conversation_id=conversation.id,
        direction=Direction.OUT,
        status=MessageStatus.QUEUED,
        kind=encoded["type"],
        text=content.preview(),
        content=encoded,
        said_at=at,
        created_at=at,
    )


async def _join_queued(
    session: AsyncSession, conversation: Conversation, content: TextMessage, *, at: datetime
) -> bool:
    """Add it to the answer that still waits to be sent, if there is one and it has room."""
    row = await fetch_one(session, _LAST_QUEUED, conversation.merchant_id, conversation.id, PERSON_ANSWERS)
    earlier = decode(row["content"]) if row is not None else None
    if row is None or not isinstance(earlier, TextMessage) or (joined := _joined(earlier, content)) is None:
        return False
    words = msgspec.json.encode(encode(joined)).decode()
    await execute_sql(session, _REWORD, conversation.merchant_id, row["id"], words, joined.preview(), at)
    return True


def _joined(earlier: TextMessage, later: TextMessage) -> TextMessage | None:
    if later.body in earlier.body:
        return earlier
    body = f"{earlier.body}\n\n{later.body}"
    return TextMessage(body=body) if len(body) <= LONGEST_TEXT else None
