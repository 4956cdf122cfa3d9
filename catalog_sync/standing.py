"""How the synchronisation stands, for people: the command line, the doctor, the console."""

from datetime import datetime

import msgspec
import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from catalog_sync.models import BatchState, MetaBatch, SyncTurn
from catalog_sync.reading import count_unsent
from shop.catalog.meta_models import DriftReport
from shop.catalog.models import Variant
from shop.kit.db import merchant_of, run


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """`states`: how many variants by Meta's verdict. `trouble`: why the last push failed, "" if it did not."""

    states: dict[str, int]
    unsent: int
    under_way: int
    trouble: str = ""
    paused_until: datetime | None = None
    drift: DriftReport | None = None


async def standing(session: AsyncSession) -> Standing:
    """The merchant's, as of now."""
    owner = merchant_of(session)
    counted = sa.select(col(Variant.meta_state), sa.func.count().label("amount")).where(
        col(Variant.merchant_id) == owner
    )
    states = await run(session, counted.group_by(col(Variant.meta_state)))
    pending = sa.select(sa.func.count()).where(
        col(MetaBatch.merchant_id) == owner, col(MetaBatch.state) == BatchState.PENDING
    )
    turn = await session.get(SyncTurn, (owner, "push"))
    reports = select(DriftReport).where(DriftReport.merchant_id == owner)
    return Standing(
        states={row["meta_state"].value: row["amount"] for row in states.mappings()},
        unsent=await count_unsent(session),
        under_way=int((await run(session, pending)).scalar_one()),
        trouble=turn.trouble if turn else "",
        paused_until=turn.paused_until if turn else None,
        drift=(await session.exec(reports.order_by(col(DriftReport.started_at).desc()).limit(1))).first(),
    )
