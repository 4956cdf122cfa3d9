"""A number that may not send is paused: its queue waits, one call for attention instead of a thousand failed messages."""

from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.calling import call_attention, resolve_attention
from shop.attention.models import AttentionKind
from shop.events.models import META, OPERATOR, Actor, Event, Subject, SubjectKind
from shop.events.recording import record
from shop.inbox.models import Message, MessageStatus
from shop.kit.clock import now
from shop.kit.db.session import merchant_of
from shop.kit.jobs import enqueue
from shop.kit.log import logger
from shop.merchants.models import WhatsAppNumber

log = logger()

RESUMED = "number.resumed"


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
    if await _resumed_since(session, about, said_at):
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


async def _resumed_since(session: AsyncSession, about: Subject, said_at: datetime) -> bool:
    since = select(Event.id).where(
        Event.merchant_id == merchant_of(session),
        Event.subject_kind == about.kind,
        Event.subject_id == about.id,
        Event.kind == RESUMED,
        col(Event.at) > said_at,
    )
    return (await session.exec(since.limit(1))).first() is not None
