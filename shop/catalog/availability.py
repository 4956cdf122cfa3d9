"""When a variant sells out or comes back, Meta must hear of it: the catalog would go on offering what is gone."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import merchant_of
from shop.kit.db.sql import execute_sql
from shop.kit.jobs import enqueue

_BUMP = "UPDATE variant SET version = version + 1 WHERE merchant_id = $1 AND id = $2"


async def announce_availability(session: AsyncSession, variant_ids: Collection[UUID]) -> None:
    """These variants turned from available to sold out, or back. Locks them by id, after their stock."""
    for variant_id in sorted(variant_ids):
        await execute_sql(session, _BUMP, merchant_of(session), variant_id)
    if variant_ids:
        await enqueue(session, "catalog_sync.push")
