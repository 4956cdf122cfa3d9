"""Was it noted already? Questions to the log about one subject, by its index."""

from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.events.models import Actor, Event, Subject
from shop.events.recording import record
from shop.kit.db.session import merchant_of

PRESSED_AGAIN = timedelta(minutes=5)  # whoever asks for the same again so soon has only pressed twice


async def count_of(
    session: AsyncSession, kind: str, subject: Subject, *, since: datetime | None = None
) -> int:
    """How often that happened to the subject, after `since` if it is given."""
    found = select(func.count()).where(
        Event.merchant_id == merchant_of(session),
        Event.subject_kind == subject.kind,
        Event.subject_id == subject.id,
        Event.kind == kind,
    )
    if since is not None:
        found = found.where(col(Event.at) > since)
    return (await session.exec(found)).one()


async def last_of(session: AsyncSession, kind: str, subject: Subject) -> datetime | None:
    """When that last happened to the subject; None if it never did."""
    found = select(func.max(Event.at)).where(
        Event.merchant_id == merchant_of(session),
        Event.subject_kind == subject.kind,
        Event.subject_id == subject.id,
        Event.kind == kind,
    )
    return (await session.exec(found)).one()


async def record_once(
    session: AsyncSession, kind: str, subject: Subject, *, actor: Actor, at: datetime, within: timedelta
) -> bool:
    """Note it, unless it was noted within that time: False. The caller holds the subject's lock."""
    if await count_of(session, kind, subject, since=at - within):
        return False
    await record(session, kind, subject, actor=actor, at=at)
    return True
