"""Which variants may be sent into a chat: those that Meta approved for WhatsApp."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import merchant_of
from shop.kit.db.sql import fetch, fetch_one

_READY = (
    "SELECT EXISTS (SELECT FROM whatsapp_number WHERE merchant_id = $1 AND id = $2 AND catalog_id IS NOT NULL) "
    "AND EXISTS (SELECT FROM variant WHERE merchant_id = $1 AND meta_state = 'approved')"
)
_APPROVED = (
    "SELECT sku FROM variant WHERE merchant_id = $1 AND sku = ANY($2::text[]) "
    "AND meta_state = 'approved' AND NOT archived"
)


async def catalog_is_ready(session: AsyncSession, number_id: UUID) -> bool:
    """May the number show its catalog? Meta answers 131009 where nothing in it is approved."""
    row = await fetch_one(session, _READY, merchant_of(session), number_id)
    return row is not None and bool(row[0])


async def approved_among(session: AsyncSession, skus: Collection[str]) -> set[str]:
    """Which of these may be shown in the chat."""
    rows = await fetch(session, _APPROVED, merchant_of(session), list(skus))
    return {row["sku"] for row in rows}
