"""What waits: a page of calls for one merchant, and how many of which age there are for the operator."""

from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import text, tuple_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.models import Attention, AttentionKind
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.pages import Page

_WAITING = text(
    "SELECT kind, count(*) AS amount, min(since) AS oldest FROM attention WHERE resolved_at IS NULL "
    "GROUP BY kind ORDER BY kind"
)


class AttentionPosition(msgspec.Struct, frozen=True):
    """The last call of a page."""

    since: datetime
    id: UUID


class WaitingAttention(msgspec.Struct, frozen=True):
    """How many calls of a kind wait across merchants, and since when the oldest does."""

    kind: AttentionKind
    amount: int
    oldest: datetime


async def page_of_attention(
    session: AsyncSession,
    *,
    kind: AttentionKind | None = None,
    is_open: bool = True,
    after: AttentionPosition | None = None,
    limit: int,
) -> Page[Attention]:
    """The longest waiting first."""
    statement = select(Attention).where(Attention.merchant_id == merchant_of(session))
    resolved = col(Attention.resolved_at)
    statement = statement.where(resolved.is_(None) if is_open else resolved.is_not(None))
    if kind is not None:
        statement = statement.where(Attention.kind == kind)
    position = tuple_(col(Attention.since), col(Attention.id))
    if after is not None:
        statement = statement.where(position > (after.since, after.id))
    ordered = statement.order_by(col(Attention.since), col(Attention.id)).limit(limit + 1)
    rows = list((await session.exec(ordered)).all())
    return Page(rows[:limit], len(rows) > limit)


async def waiting_attention(session: AsyncSession) -> list[WaitingAttention]:
    """Of every merchant; the session must be `sweeping`."""
    return [
        WaitingAttention(AttentionKind(row.kind), row.amount, row.oldest)
        for row in await execute_core(session, _WAITING)
    ]
