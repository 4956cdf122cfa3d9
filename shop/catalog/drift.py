"""Where Meta's catalog and ours stand apart: carts that named another price, and what reconciliations found."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.meta_models import DriftReport, PriceClaim
from shop.catalog.models import MetaState, Variant
from shop.kit.db import merchant_of, run
from shop.kit.errors import NotFound
from shop.kit.jobs import enqueue
from shop.kit.sql import insert

WATCHED = timedelta(days=7)  # how far back claims of carts count


class Claimed(msgspec.Struct, frozen=True):
    """A SKU, and how many cart lines named another price for it."""

    sku: str
    times: int


class CatalogStanding(msgspec.Struct, frozen=True):
    """`states`: how many variants by Meta's verdict; `unsent`: how many wait to be sent."""

    states: dict[MetaState, int]
    unsent: int


async def note_price_drift(session: AsyncSession, variant_ids: Collection[UUID], *, at: datetime) -> None:
    """A cart named other prices for these variants than ours. Rows are only added: nobody waits for a lock."""
    owner = merchant_of(session)
    await insert(session, [PriceClaim(merchant_id=owner, variant_id=each, at=at) for each in variant_ids])


async def price_claims(session: AsyncSession, *, at: datetime) -> list[Claimed]:
    """What carts of the week before claimed, the most frequent first."""
    times = sa.func.count().label("times")
    same = (col(Variant.merchant_id) == PriceClaim.merchant_id) & (col(Variant.id) == PriceClaim.variant_id)
    statement = (
        sa.select(col(Variant.sku), times)
        .join_from(PriceClaim, Variant, same)
        .where(col(PriceClaim.merchant_id) == merchant_of(session), col(PriceClaim.at) > at - WATCHED)
        .group_by(col(Variant.sku))
        .order_by(times.desc(), col(Variant.sku))
    )
    return [Claimed(row.sku, row.times) for row in await run(session, statement)]


async def catalog_standing(session: AsyncSession) -> CatalogStanding:
    """As of now."""
    state, unsent = col(Variant.meta_state), col(Variant.version) > col(Variant.sent_version)
    statement = (
        sa.select(state, sa.func.count().label("amount"), sa.func.count().filter(unsent).label("unsent"))
        .where(col(Variant.merchant_id) == merchant_of(session))
        .group_by(state)
    )
    rows = list(await run(session, statement))
    return CatalogStanding({row.meta_state: row.amount for row in rows}, sum(row.unsent for row in rows))


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
    """Have both catalogs compared, and brought together if asked for."""
    await enqueue(session, "catalog_sync.reconcile", repair=repair)
