"""Reading the mail: events of a conversation become messages, in the provider's order, under its lock."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.customers.people import meet
from shop.inbox.handover import hand_over
from shop.inbox.locking import lock_conversation
from shop.inbox.models import (
    Conversation,
    Direction,
    EventState,
    Holder,
    InboundEvent,
    Lane,
    Message,
    Status,
)
from shop.inbox.outbox import withdraw_lane
from shop.kit.clock import now
from shop.kit.db import merchant_of
from shop.kit.jobs import enqueue, job
from shop.kit.log import logger
from shop.whatsapp.incoming import Incoming, IncomingKind, read_message
from shop.whatsapp.wire import Malformed

log = logger()

# What wants no answer: an emoji on a message, a notice of the app.
SILENT = frozenset({IncomingKind.REACTION, IncomingKind.SYSTEM})
LONGEST_REASON = 500


async def set_mail_aside(
    session: AsyncSession, *, conversation_id: UUID, one_by_one: bool, reason: str
) -> None:
    """Reading keeps failing. Of several events it is not known which: read them one by one.

    The one that fails alone is put aside and a person is called; the rest goes on.
    """
    conversation = await lock_conversation(session, conversation_id)
    waiting = await _waiting(session, conversation_id)
    if len(waiting) > 1 and not one_by_one:
        await enqueue(session, "inbox.receive", conversation_id=conversation_id, one_by_one=True)
        return
    for event in waiting[:1]:
        event.state, event.reason = EventState.SET_ASIDE, reason[:LONGEST_REASON]
        await hand_over(session, conversation, "A message could not be read.")
        log.error("inbox.event_set_aside", event_id=str(event.id))
    if len(waiting) > 1:
        await enqueue(session, "inbox.receive", conversation_id=conversation_id)


@job("inbox.receive", attempts=5, give_up=set_mail_aside)
async def receive(session: AsyncSession, *, conversation_id: UUID, one_by_one: bool = False) -> None:
    """Append what arrived; wake the bot unless a person holds the conversation."""
    if not await _waiting(session, conversation_id):
        return  # another wake-up took it all; looked at before locking, because most wake-ups find this
    conversation = await lock_conversation(session, conversation_id)
    waiting = await _waiting(session, conversation_id)
    now_read = waiting[:1] if one_by_one else waiting
    at = now()
    fresh = [message for event in now_read if (message := await _append(session, conversation, event, at=at))]
    if fresh:
        await withdraw_lane(
            session, [conversation_id], reason="The shopper answered.", lanes=(Lane.REMINDER, Lane.CAMPAIGN)
        )
    if conversation.held_by is Holder.BOT and any(message.unanswered for message in fresh):
        await enqueue(session, "bot.attend", conversation_id=conversation_id, priority=30)
    if len(now_read) < len(waiting):
        await enqueue(session, "inbox.receive", conversation_id=conversation_id, one_by_one=True)


async def _waiting(session: AsyncSession, conversation_id: UUID) -> Sequence[InboundEvent]:
    statement = (
        select(InboundEvent)
        .where(
            InboundEvent.merchant_id == merchant_of(session),
            InboundEvent.conversation_id == conversation_id,
            InboundEvent.state == EventState.WAITING,
            InboundEvent.kind == "message",
        )
        .order_by(
            col(InboundEvent.provider_at).nulls_last(), col(InboundEvent.arrived_at), col(InboundEvent.id)
        )
    )
    return (await session.exec(statement)).all()


async def _append(
    session: AsyncSession, conversation: Conversation, event: InboundEvent, *, at: datetime
) -> Message | None:
    try:
        incoming = read_message(event.body)
    except Malformed as error:
        event.state, event.reason = EventState.SET_ASIDE, str(error)
        return None
    event.state = EventState.DONE
    await _know(session, conversation, incoming, at=at)
    said_at = min(incoming.sent_at or at, at)  # a phone's clock can't move the window into the future
    if incoming.kind is not IncomingKind.SYSTEM:  # a notice of the app is no word of the shopper
        conversation.last_inbound_at = max(conversation.last_inbound_at or said_at, said_at)
    message = _message(conversation, incoming, said_at=said_at, at=at)
    session.add(message)
    return message


def _message(conversation: Conversation, incoming: Incoming, *, said_at: datetime, at: datetime) -> Message:
    return Message(
        merchant_id=conversation.merchant_id,
        conversation_id=conversation.id,
        direction=Direction.IN,
        status=Status.RECEIVED,
        kind=incoming.kind.value,
        text=incoming.text,
        content=msgspec.to_builtins(incoming),
        wamid=incoming.wamid,
        reply_to=incoming.reply_to,
        unanswered=incoming.kind not in SILENT,
        said_at=said_at,
        created_at=at,
    )


async def _know(
    session: AsyncSession, conversation: Conversation, incoming: Incoming, *, at: datetime
) -> None:
    """Whose mailbox this is: made at the first message, filled in later."""
    customer = await meet(
        session,
        bsuid=incoming.profile.bsuid or conversation.bsuid,
        phone=incoming.profile.phone or conversation.phone,
        name=incoming.profile.name,
        at=at,
    )
    await session.flush()
    conversation.customer_id = customer.id
