"""Calling for attention, and answering the call, in the caller's transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.models import RESOLVE_OPEN, Attention, AttentionKind
from shop.events.models import Actor, Subject, SubjectKind
from shop.events.recording import record
from shop.kit.db.columns import new_id
from shop.kit.db.locking import lock_row
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import fetch, fetch_one
from shop.kit.log import logger

log = logger()

LONGEST_DETAIL = 1000
_CALL = (
    "INSERT INTO attention (merchant_id, id, kind, subject_kind, subject_id, detail, since, due_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
    "ON CONFLICT (merchant_id, kind, subject_kind, subject_id) WHERE resolved_at IS NULL "
    "DO UPDATE SET detail = excluded.detail, due_at = coalesce(excluded.due_at, attention.due_at) "
    "RETURNING id = $2 AS is_new"
)
_MOVE = (
    "UPDATE attention SET subject_kind = $4, subject_id = $5 WHERE merchant_id = $1 AND subject_kind = $2 "
    "AND subject_id = $3 AND NOT (resolved_at IS NULL AND EXISTS (SELECT FROM attention AS other "
    "WHERE other.merchant_id = $1 AND other.subject_kind = $4 AND other.subject_id = $5 "
    "AND other.kind = attention.kind AND other.resolved_at IS NULL))"
)


async def call_attention(
    session: AsyncSession,
    kind: AttentionKind,
    subject: Subject,
    detail: str,
    *,
    actor: Actor,
    at: datetime,
    due_at: datetime | None = None,
) -> None:
    """Somebody must look. A second call of a kind about the same thing keeps the first one's time and says the news.

    `detail` is a sentence for staff, cut to 1,000 characters; `due_at` is when it is too late.
    """
    values = (new_id(), kind.value, subject.kind.value, subject.id, detail[:LONGEST_DETAIL], at, due_at)
    row = await fetch_one(session, _CALL, merchant_of(session), *values)
    if row is not None and row["is_new"]:
        await record(session, "attention.called", subject, actor=actor, at=at, kind_of_call=kind)
        log.warning("attention.called", kind=kind.value, subject=subject.kind.value, id=str(subject.id))


async def resolve_attention(
    session: AsyncSession, kinds: Iterable[AttentionKind], subject: Subject, *, actor: Actor, at: datetime
) -> int:
    """What was called about this is seen to; returns how many calls that ends."""
    wanted = [kind.value for kind in kinds]
    values = (merchant_of(session), subject.kind.value, subject.id, wanted, str(actor), at)
    ended = await fetch(session, RESOLVE_OPEN, *values)
    for row in ended:
        await record(session, "attention.resolved", subject, actor=actor, at=at, kind_of_call=row["kind"])
    return len(ended)


async def move_attention(
    session: AsyncSession, of: Subject, to: Subject, *, actor: Actor, at: datetime
) -> None:
    """Two subjects are one: what was called about the first is about the second; what both call for, once."""
    await fetch(session, _MOVE, merchant_of(session), of.kind.value, of.id, to.kind.value, to.id)
    await resolve_attention(session, AttentionKind, of, actor=actor, at=at)


async def open_attention_of(
    session: AsyncSession, kind: SubjectKind, ids: Sequence[UUID]
) -> dict[UUID, list[Attention]]:
    """What is not seen to, by what it is about; oldest first."""
    statement = select(Attention).where(
        Attention.merchant_id == merchant_of(session),
        Attention.subject_kind == kind,
        col(Attention.subject_id).in_(ids),
        col(Attention.resolved_at).is_(None),
    )
    found: dict[UUID, list[Attention]] = {}
    for call in (await session.exec(statement.order_by(col(Attention.since), col(Attention.id)))).all():
        found.setdefault(call.subject_id, []).append(call)
    return found


async def lock_attention(session: AsyncSession, attention_id: UUID) -> Attention:
    """One call, locked. Raises NotFound."""
    return await lock_row(session, Attention, attention_id, missing="There is no such call for attention.")
