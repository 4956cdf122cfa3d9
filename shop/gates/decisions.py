"""Keeping judgements, and reading what they need of the past."""

from datetime import datetime
from uuid import UUID

import msgspec
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.gates.judging import CAP_SPAN, GateJudgement
from shop.gates.models import GateDecision
from shop.kit.db.session import merchant_of


async def store_judgement(
    session: AsyncSession,
    judgement: GateJudgement,
    *,
    purpose: str,
    subject: str,
    customer_id: UUID,
    at: datetime,
) -> GateDecision:
    """Write the judgement down, whatever it is."""
    refusal = judgement.refusal
    decision = GateDecision(
        merchant_id=merchant_of(session),
        purpose=purpose,
        subject=subject,
        customer_id=customer_id,
        allowed=judgement.allowed,
        why=refusal.why if refusal else "Every gate was open.",
        answers=msgspec.to_builtins(judgement.answers),
        again_at=refusal.again_at if refusal else None,
        at=at,
    )
    session.add(decision)
    await session.flush()
    return decision


async def sent_lately(session: AsyncSession, customer_id: UUID, *, at: datetime) -> tuple[datetime, ...]:
    """When promotions were let through to this person within the cap's span, oldest first."""
    statement = select(GateDecision.at).where(
        GateDecision.merchant_id == merchant_of(session),
        GateDecision.customer_id == customer_id,
        GateDecision.allowed,
        GateDecision.at > at - CAP_SPAN,
    )
    return tuple((await session.exec(statement.order_by(col(GateDecision.at)))).all())
