"""Reads the last report of a comparison with Meta's catalog, and asks for another comparison."""

from collections.abc import Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from catalog_sync.models import DriftReport
from shop.kit.db.session import merchant_of
from shop.kit.errors import NotFound
from shop.kit.jobs import enqueue


async def latest_drift(session: AsyncSession) -> DriftReport:
    """What the last comparison found. Raises NotFound before the first."""
    statement = select(DriftReport).where(DriftReport.merchant_id == merchant_of(session))
    found: Sequence[DriftReport] = (
        await session.exec(statement.order_by(col(DriftReport.started_at).desc()).limit(1))
    ).all()
    if not found:
        raise NotFound("The catalog has not been compared with Meta's yet. It is every night.")
    return found[0]


async def ask_to_compare(session: AsyncSession, *, repair: bool) -> None:
    """Leave the job that compares both catalogs; `repair`: it also sends again what differs."""
    await enqueue(session, "catalog_sync.reconcile", repair=repair)
