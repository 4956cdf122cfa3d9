"""When a variant sells out or comes back, Meta must hear of it: the catalog would go on offering what is gone."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db import merchant_of, run
from shop.kit.jobs import enqueue

_BUMP = text("UPDATE variant SET version = version + 1 WHERE merchant_id = :merchant AND id = :variant")


async def note_turned(session: AsyncSession, variant_ids: Collection[UUID]) -> None:
    """These variants turned from available to sold out, or back. Locks them by id, after their stock."""
    for variant_id in sorted(variant_ids):
        await run(session, _BUMP, {"merchant": merchant_of(session), "variant": variant_id})
    if variant_ids:
        await enqueue(session, "catalog_sync.push")
