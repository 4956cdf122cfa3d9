"""Cart messages that named another price than ours: kept by variant, counted for a week."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlalchemy import Index
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.models import Variant
from shop.kit.db.columns import time_column
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.db.sql import insert_rows
from shop.kit.db.tenancy import MerchantOwned, belongs_to

# How far back claims count.
WATCHED = timedelta(days=7)


class PriceClaim(MerchantOwned, table=True):
    """A cart message named another price than ours. Only added to, so that no cart waits for another."""

    __tablename__ = "price_claim"
    __table_args__ = (belongs_to("variant_id", "variant"), Index(None, "merchant_id", "at"))

    variant_id: UUID
    at: datetime = time_column()


class PriceClaimCount(msgspec.Struct, frozen=True):
    """A SKU, and how many cart lines named another price for it."""

    sku: str
    times: int


async def note_price_drift(session: AsyncSession, variant_ids: Collection[UUID], *, at: datetime) -> None:
    """Store that a cart named other prices for these variants than ours. Rows are only added, so none is locked."""
    owner = merchant_of(session)
    await insert_rows(
        session, [PriceClaim(merchant_id=owner, variant_id=each, at=at) for each in variant_ids]
    )


async def price_claims(session: AsyncSession, *, at: datetime) -> list[PriceClaimCount]:
    """The claims of the WATCHED days before `at` by SKU, the most frequent first."""
    times = sa.func.count().label("times")
    same = (col(Variant.merchant_id) == PriceClaim.merchant_id) & (col(Variant.id) == PriceClaim.variant_id)
    statement = (
        sa.select(col(Variant.sku), times)
        .join_from(PriceClaim, Variant, same)
        .where(col(PriceClaim.merchant_id) == merchant_of(session), col(PriceClaim.at) > at - WATCHED)
        .group_by(col(Variant.sku))
        .order_by(times.desc(), col(Variant.sku))
    )
    return [PriceClaimCount(row.sku, row.times) for row in await execute_core(session, statement)]
