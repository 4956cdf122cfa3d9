"""Stores a batch, what was sent with it and what became of it, and leaves the next job.

What Meta has of each variant is stored by `shop/catalog/meta_states.py`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from catalog_sync.items.plan import ItemChange
from catalog_sync.items.reasons import reasons_for
from catalog_sync.models import BatchState, MetaBatch
from shop.catalog.meta_states import SentVariant, mark_arrived, mark_batch_unsent, mark_failed, mark_sent
from shop.catalog.models import MetaState
from shop.kit.db.session import merchant_of
from shop.kit.jobs import enqueue


async def record_sent(
    session: AsyncSession,
    changes: Sequence[ItemChange],
    handles: Mapping[str, str],
    refused: Mapping[str, Sequence[str]],
    *,
    locale: str,
    at: datetime,
) -> None:
    """Store the versions that were read and sent, and leave the poll. `handles` by catalog id, `refused` by SKU."""
    batch = MetaBatch(
        merchant_id=merchant_of(session),
        handles=dict(handles),
        items=len(changes),
        refused=len(refused),
        state=BatchState.PENDING if handles else BatchState.FINISHED,
        sent_at=at,
        finished_at=None if handles else at,
    )
    session.add(batch)
    await session.flush()
    await mark_sent(session, [_sent(change, refused.get(change.sku), locale) for change in changes], batch.id)
    if handles:
        await enqueue(session, "catalog_sync.poll", batch_id=batch.id)


def _sent(change: ItemChange, refusal: Sequence[str] | None, locale: str) -> SentVariant:
    return SentVariant(
        id=change.variant_id,
        version=change.version,
        hash=change.hash,
        keeps_review=change.keeps_review and refusal is None,
        state=_state(change, is_refused=refusal is not None),
        reasons=None if refusal is None else reasons_for(refusal, locale),
    )


def _state(change: ItemChange, *, is_refused: bool) -> MetaState:
    if change.is_delete:
        return MetaState.DELETED
    return MetaState.REJECTED if is_refused else MetaState.PENDING


async def send_batch_again(session: AsyncSession, batch: MetaBatch) -> None:
    """Mark what a lost batch held to be sent again, except what was sent anew since, and leave the push."""
    await mark_batch_unsent(session, batch.id)
    await enqueue(session, "catalog_sync.push")


async def record_another_try(
    session: AsyncSession, batch: MetaBatch, failed: Mapping[str, list[Any]], *, wait: timedelta
) -> None:
    """Mark items that failed for a passing reason to be sent again after `wait`; the reasons count the tries."""
    if failed:
        await mark_failed(session, batch.id, failed)
        await enqueue(session, "catalog_sync.push", after=wait)


async def record_arrived(session: AsyncSession, batch: MetaBatch, *, at: datetime) -> None:
    """The rest of a finished batch is in the catalog and waits for its review."""
    await mark_arrived(session, batch.id, at=at)
    await enqueue(session, "catalog_sync.review")
