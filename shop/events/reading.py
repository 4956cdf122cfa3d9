"""Reading the log: the timeline of one thing, and following everything from a position.

Ids do not follow the order of commits: a transaction that began early may commit late. A follower therefore reads only
events whose transaction is older than every transaction still open, ordered by transaction, and skips nothing.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.events.models import Event, Subject
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import fetch

MOST = 500
_NEXT = (
    "SELECT id, transaction_id, kind, subject_kind, subject_id, actor, data, provider_at, at FROM event "
    "WHERE merchant_id = $1 AND transaction_id < pg_snapshot_xmin(pg_current_snapshot())::text::bigint "
    "AND (transaction_id, id) > ($2, $3) ORDER BY transaction_id, id LIMIT $4"
)


class EventPosition(msgspec.Struct, frozen=True):
    """The last event that a follower has seen."""

    transaction_id: int = 0
    id: UUID = UUID(int=0)


class LoggedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event as a follower sees it."""

    id: UUID
    transaction_id: int
    kind: str
    subject_kind: str
    subject_id: UUID
    actor: str
    data: dict[str, Any]
    provider_at: datetime | None
    at: datetime

    @property
    def position(self) -> EventPosition:
        """What to read on from after this one."""
        return EventPosition(self.transaction_id, self.id)


async def events_after(
    session: AsyncSession, after: EventPosition, *, limit: int = MOST
) -> list[LoggedEvent]:
    """What was committed after that position, oldest transaction first; nothing of transactions still to be overtaken."""
    rows = await fetch(session, _NEXT, merchant_of(session), after.transaction_id, after.id, limit)
    return [LoggedEvent(**row) for row in rows]


async def timeline(session: AsyncSession, subject: Subject) -> Sequence[Event]:
    """Everything that happened to one thing, oldest first."""
    statement = select(Event).where(
        Event.merchant_id == merchant_of(session),
        Event.subject_kind == subject.kind,
        Event.subject_id == subject.id,
    )
    return (await session.exec(statement.order_by(col(Event.id)))).all()
