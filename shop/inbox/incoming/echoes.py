"""Staff answered from WhatsApp's own app: it stands in the conversation and counts as a person's word."""

from datetime import datetime
from uuid import UUID

import msgspec
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.customers.identities import Identity
from shop.events.models import Actor, ActorKind
from shop.inbox.conversations.models import Conversation
from shop.inbox.handover import note_answer
from shop.inbox.incoming.conversation_lookup import Sender, find_or_create_conversation
from shop.inbox.lanes import Lane
from shop.inbox.locking import lock_conversation
from shop.inbox.models import PERSON_ANSWERS, Direction, InboundEvent, Message, MessageStatus
from shop.kit.clock import now
from shop.kit.db.locking import lock_row
from shop.kit.db.session import merchant_of
from shop.kit.jobs import job
from shop.merchants.accounts import numbers
from shop.whatsapp.incoming.echoes import MessageEcho, read_echoes
from shop.whatsapp.untrusted_json import Malformed

IN_THE_APP = Actor(ActorKind.PERSON, "whatsapp_app")


@job("inbox.note_echoes")
async def note_echoes(session: AsyncSession, *, event_id: UUID) -> None:
    """Append what staff wrote on the phone; they hold the conversation from then on."""
    event = await lock_row(session, InboundEvent, event_id)
    if not event.is_waiting:
        return
    try:
        told = read_echoes(event.body)
    except Malformed as error:
        event.set_aside(str(error))
        return
    number = (await numbers(session)).get(told.phone_number_id or "")
    if number is None or not told.echoes:
        event.ignore("It names no number of ours, or nobody who received it.")
        return
    for echo in told.echoes:
        await _append(session, number.id, echo, at=now())
    event.finish()


async def _append(session: AsyncSession, number_id: UUID, echo: MessageEcho, *, at: datetime) -> None:
    sender = Sender(number_id, Identity(echo.bsuid, echo.phone))
    conversation = await lock_conversation(session, await find_or_create_conversation(session, sender, at=at))
    if await _is_known(session, echo.message.wamid):
        return
    said_at = min(echo.sent_at or at, at)
    session.add(_message(conversation, echo, said_at=said_at, at=at))
    if conversation.person_wrote_at is None or said_at > conversation.person_wrote_at:
        await note_answer(session, conversation, actor=IN_THE_APP, at=said_at)


async def _is_known(session: AsyncSession, wamid: str) -> bool:
    statement = select(Message.id).where(Message.merchant_id == merchant_of(session), Message.wamid == wamid)
    return (await session.exec(statement)).first() is not None


def _message(conversation: Conversation, echo: MessageEcho, *, said_at: datetime, at: datetime) -> Message:
    return Message(
        merchant_id=conversation.merchant_id,
        conversation_id=conversation.id,
        direction=Direction.OUT,
        status=MessageStatus.SENT,
        lane=Lane.REPLY,
        kind=echo.message.kind.value,
        text=echo.message.text,
        content=msgspec.to_builtins(echo.message),
        reason=PERSON_ANSWERS,
        wamid=echo.message.wamid,
        reply_to=echo.message.reply_to,
        said_at=said_at,
        created_at=at,
        sent_at=said_at,
    )
