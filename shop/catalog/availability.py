"""Tells Meta when variants sell out or become available again; else its catalog would go on offering them."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import merchant_of
from shop.kit.db.sql import execute_sql
from shop.kit.jobs import enqueue

_BUMP = "UPDATE variant SET version = version + 1 WHERE merchant_id = $1 AND id = $2"


async def announce_availability(session: AsyncSession, variant_ids: Collection[UUID]) -> None:
    """Raise the versions of variants whose availability changed, and leave the push. Locks them by id, after stock."""
    for variant_id in sorted(variant_ids):
        await execute_sql(session, _BUMP, merchant_of(session), variant_id)
    if variant_ids:
        await enqueue(session, "catalog_sync.push")
