"""A number that may not send is paused: its queue waits, one call for attention instead of a thousand failed messages."""

from datetime import datetime, timedelta

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.calling import call_attention, resolve_attention
from shop.attention.models import AttentionKind
from shop.events.lookup import count_of, last_of
from shop.events.models import META, OPERATOR, Actor, Subject, SubjectKind
from shop.events.recording import record
from shop.inbox.conversations.models import Conversation
from shop.inbox.models import Message, MessageStatus
from shop.kit.clock import now
from shop.kit.db.session import merchant_of
from shop.kit.errors import ShopError
from shop.kit.jobs import enqueue
from shop.kit.log import logger
from shop.merchants.models import WhatsAppNumber
from shop.whatsapp.errors import WhatsAppError

log = logger()

RESUMED = "number.resumed"


class NumberPaused(ShopError):
    """Meta takes nothing of the number until a person has repaired something; what waits for it goes on by itself then."""

    status_code = 503
    is_away = True


async def pause_refused(
    session: AsyncSession, number: WhatsAppNumber, refusal: WhatsAppError, *, at: datetime
) -> None:
    """Meta refused a call of ours for a reason that lies with the number."""
    why = f"{refusal.code}: {refusal.details or refusal}"
    await pause_sending(session, number, why, code=str(refusal.code), said_at=at, at=at)


async def pause_sending(
    session: AsyncSession,
    number: WhatsAppNumber,
    why: str,
    *,
    code: str,
    said_at: datetime,
    at: datetime,
    actor: Actor = META,
) -> bool:
    """Park the queue and call a person. False if the number was resumed since: what was said is out of date."""
    about = Subject(SubjectKind.NUMBER, number.id)
    if await count_of(session, RESUMED, about, since=said_at):
        return False
    if number.paused_reason is None:
        number.pause(why)
        await record(session, "number.paused", about, actor=actor, at=at, provider_at=said_at, code=code)
        log.error("number.paused", number_id=str(number.id), code=code)
    await call_attention(session, AttentionKind.NUMBER_PAUSED, about, why, actor=actor, at=at)
    return True


async def resume_number(session: AsyncSession, number: WhatsAppNumber, *, actor: Actor = OPERATOR) -> None:
    """Start sending again; what was parked goes out."""
    at, about = now(), Subject(SubjectKind.NUMBER, number.id)
    number.resume()
    await resolve_attention(session, [AttentionKind.NUMBER_PAUSED], about, actor=actor, at=at)
    await record(session, RESUMED, about, actor=actor, at=at)
    queued = select(Message.conversation_id).where(
        Message.merchant_id == merchant_of(session), Message.status == MessageStatus.QUEUED
    )
    for conversation_id in set((await session.exec(queued)).all()):
        await enqueue(session, "inbox.deliver", conversation_id=conversation_id)


async def is_too_late(session: AsyncSession, message: Message, *, at: datetime, patience: timedelta) -> bool:
    """Was it tried for so long? What waited for a paused number is tried from when the number was resumed."""
    if at < message.created_at + patience:
        return False
    conversation = await session.get_one(Conversation, (message.merchant_id, message.conversation_id))
    resumed_at = await last_of(session, RESUMED, Subject(SubjectKind.NUMBER, conversation.number_id))
    return resumed_at is None or at >= resumed_at + patience
