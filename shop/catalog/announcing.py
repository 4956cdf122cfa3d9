"""Letting Meta hear of variants that changed: a newer version of each, and a push."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import merchant_of
from shop.kit.db.sql import execute_sql
from shop.kit.jobs import enqueue

_RAISE = (
    "WITH held AS (SELECT id FROM variant WHERE merchant_id = $1 AND id = ANY($2::uuid[]) "
    "ORDER BY id FOR NO KEY UPDATE) "
    "UPDATE variant SET version = version + 1 FROM held WHERE merchant_id = $1 AND variant.id = held.id"
)


async def announce_variants(session: AsyncSession, variant_ids: Collection[UUID]) -> None:
    """What Meta has of these is outdated. Locks them by id, after their stock.

    Meta is told whether a variant can be bought, not how many there are: stock counts only where it begins or ends.
    """
    if variant_ids and await execute_sql(session, _RAISE, merchant_of(session), list(variant_ids)):
        await enqueue(session, "catalog_sync.push")
