"""The state of a merchant's synchronisation, for the command line, the doctor and the API."""

from datetime import datetime

import msgspec
import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from catalog_sync.models import BatchState, DriftReport, MetaBatch, SyncLease
from catalog_sync.source import count_unsent
from shop.catalog.models import Variant
from shop.kit.db.session import execute_core, merchant_of


class SyncStatus(msgspec.Struct, frozen=True, kw_only=True):
    """`states`: how many variants by Meta's review. `trouble`: why the last push failed, "" if it did not."""

    states: dict[str, int]
    unsent: int
    under_way: int
    trouble: str = ""
    paused_until: datetime | None = None
    drift: DriftReport | None = None


async def sync_status(session: AsyncSession) -> SyncStatus:
    """The merchant's, counted now."""
    owner = merchant_of(session)
    counted = sa.select(col(Variant.meta_state), sa.func.count().label("amount")).where(
        col(Variant.merchant_id) == owner
    )
    states = await execute_core(session, counted.group_by(col(Variant.meta_state)))
    pending = sa.select(sa.func.count()).where(
        col(MetaBatch.merchant_id) == owner, col(MetaBatch.state) == BatchState.PENDING
    )
    lease = await session.get(SyncLease, (owner, "push"))
    reports = select(DriftReport).where(DriftReport.merchant_id == owner)
    return SyncStatus(
        states={row["meta_state"].value: row["amount"] for row in states.mappings()},
        unsent=await count_unsent(session),
        under_way=int((await execute_core(session, pending)).scalar_one()),
        trouble=lease.trouble if lease else "",
        paused_until=lease.paused_until if lease else None,
        drift=(await session.exec(reports.order_by(col(DriftReport.started_at).desc()).limit(1))).first(),
    )
