"""Saying something: a row and a wake-up in the caller's transaction. Nothing is sent from here."""

from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.inbox.models import Conversation, Direction, Lane, Message, Status
from shop.kit.db import merchant_of, run
from shop.kit.jobs import enqueue
from shop.templates.filling import check_filling
from shop.whatsapp.outgoing import Content, Template, Text, decode, encode

LONGEST_TEXT = 4096  # Meta's limit for a text body


class TemplateCall(msgspec.Struct, frozen=True):
    """A template to be sent instead where the window is closed."""

    template: Template


async def say(
    session: AsyncSession,
    conversation: Conversation,
    content: Content,
    *,
    lane: Lane,
    reason: str,
    at: datetime,
    about: str | None = None,
    fallback: Template | None = None,
    reply_to: str | None = None,
) -> Message:
    """Queue a message. `reason` says why it is sent, `about` ties it to what may withdraw it ("order:<id>")."""
    content.check()
    for template in (content, fallback):
        if isinstance(template, Template):
            check_filling(template)
    message = _queued(conversation, content, at=at)
    message.lane, message.reason, message.about, message.reply_to = lane, reason, about, reply_to
    message.fallback = encode(fallback) if fallback else None
    session.add(message)
    await session.flush()
    await enqueue(session, "inbox.deliver", conversation_id=conversation.id, priority=lane.priority)
    return message


async def reply(
    session: AsyncSession, conversation: Conversation, content: Content, *, reason: str, at: datetime
) -> Message:
    """Answer in the chat. Joins the last answer if it is still queued: every message may cost money."""
    queued = await _last_queued(session, conversation) if isinstance(content, Text) else None
    if queued is not None and isinstance(content, Text):
        earlier = decode(queued.content)
        if isinstance(earlier, Text) and (joined := _joined(earlier, content)):
            queued.content, queued.text, queued.said_at = encode(joined), joined.preview(), at
            return queued
    return await say(session, conversation, content, lane=Lane.REPLY, reason=reason, at=at)


async def withdraw(session: AsyncSession, about: str, *, reason: str, lanes: tuple[Lane, ...]) -> int:
    """Take back what is queued about something, in the caller's transaction; returns how many.

    A message that is already `sending` cannot be taken back: no send *starts* after this is recorded.
    """
    taken = await run(
        session,
        update(Message)
        .where(
            col(Message.merchant_id) == merchant_of(session),
            col(Message.about) == about,
            col(Message.status) == Status.QUEUED,
            col(Message.lane).in_(lanes),
        )
        .values(status=Status.WITHDRAWN, error_detail=reason),
    )
    return taken.rowcount


async def withdraw_lane(
    session: AsyncSession, conversation_ids: list[UUID], *, reason: str, lanes: tuple[Lane, ...]
) -> int:
    """Take back what is queued in some lanes of some conversations (a stop, a handover)."""
    taken = await run(
        session,
        update(Message)
        .where(
            col(Message.merchant_id) == merchant_of(session),
            col(Message.conversation_id).in_(conversation_ids),
            col(Message.status) == Status.QUEUED,
            col(Message.lane).in_(lanes),
        )
        .values(status=Status.WITHDRAWN, error_detail=reason),
    )
    return taken.rowcount


def _queued(conversation: Conversation, content: Content, *, at: datetime) -> Message:
    encoded = encode(content)
    return Message(
        merchant_id=conversation.merchant_id,
        conversation_id=conversation.id,
        direction=Direction.OUT,
        status=Status.QUEUED,
        kind=encoded["type"],
        text=content.preview(),
        content=encoded,
        said_at=at,
        created_at=at,
    )


async def _last_queued(session: AsyncSession, conversation: Conversation) -> Message | None:
    statement = (
        select(Message)
        .where(
            Message.merchant_id == conversation.merchant_id,
            Message.conversation_id == conversation.id,
            Message.status == Status.QUEUED,
            Message.lane == Lane.REPLY,
        )
        .order_by(col(Message.id).desc())
        .limit(1)
        .with_for_update()
    )
    return (await session.exec(statement)).first()


def _joined(earlier: Text, later: Text) -> Text | None:
    if later.body in earlier.body:
        return earlier
    body = f"{earlier.body}\n\n{later.body}"
    return Text(body=body) if len(body) <= LONGEST_TEXT else None
