"""An overview of all merchants of the installation, for its operator."""

from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import execute_core
from shop.kit.db.tenancy import sweeping

_ALL = text("""
    SELECT merchant.id, merchant.name, merchant.currency, merchant.created_at,
           count(number.id) AS numbers, count(number.paused_reason) AS paused,
           CASE account.livemode WHEN true THEN 'live' WHEN false THEN 'test' ELSE 'none' END AS stripe
    FROM merchant
    LEFT JOIN whatsapp_number AS number ON number.merchant_id = merchant.id
    LEFT JOIN stripe_account AS account ON account.merchant_id = merchant.id
    GROUP BY merchant.id, account.livemode ORDER BY merchant.id
""")


class MerchantOverview(msgspec.Struct, frozen=True, kw_only=True):
    """`numbers` of WhatsApp, of which so many are `paused`; `stripe` is live, test or none."""

    id: UUID
    name: str
    currency: str
    created_at: datetime
    numbers: int
    paused: int
    stripe: str


async def merchants_overview(session: AsyncSession) -> list[MerchantOverview]:
    """Every merchant, in the order of their ids."""
    async with sweeping(session):
        rows = (await execute_core(session, _ALL)).all()
    return [MerchantOverview(**row._mapping) for row in rows]
