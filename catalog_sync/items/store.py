"""Stores what was sent of each variant and what Meta made of it. Every statement names the batch, the version or the
due time that it is about: a variant that was edited or sent again in the meantime is left alone. The states and
moves are drawn in `shop/catalog/models.py`."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from catalog_sync.items.mapping import SourceItem
from catalog_sync.items.plan import ItemChange
from catalog_sync.items.reasons import reasons_for
from catalog_sync.models import BatchState, MetaBatch
from shop.catalog.models import MetaState
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.jobs import enqueue

LONGEST_WAIT = timedelta(hours=1)
SHORTEST_WAIT = timedelta(seconds=2)

_RECORD_SENT = text(
    "UPDATE variant SET sent_version = given.version, sent_hash = given.hash, sent_batch_id = :batch, "
    "meta_state = CASE WHEN given.keeps AND meta_state = 'approved' THEN 'approved' ELSE given.state END, "
    "meta_reasons = coalesce(CAST(given.reasons AS jsonb), meta_reasons), meta_due_at = NULL "
    "FROM unnest(CAST(:ids AS uuid[]), CAST(:versions AS bigint[]), CAST(:hashes AS text[]), "
    "CAST(:keeps AS boolean[]), CAST(:states AS text[]), CAST(:reasons AS text[])) "
    "AS given (id, version, hash, keeps, state, reasons) "
    "WHERE merchant_id = :merchant AND variant.id = given.id"
)
_RECORD_SAME = text(
    "UPDATE variant SET sent_version = given.version "
    "FROM unnest(CAST(:ids AS uuid[]), CAST(:versions AS bigint[])) AS given (id, version) "
    "WHERE merchant_id = :merchant AND variant.id = given.id AND sent_version < given.version"
)
_SEND_AGAIN = text(
    "UPDATE variant SET sent_version = 0, sent_hash = NULL "
    "WHERE merchant_id = :merchant AND id = ANY(CAST(:ids AS uuid[]))"
)
_SEND_EVERYTHING = text(
    "UPDATE variant SET sent_version = 0, sent_hash = NULL WHERE merchant_id = :merchant AND sent_version > 0"
)
_SEND_BATCH_AGAIN = text(
    "UPDATE variant SET sent_version = 0, sent_hash = NULL "
    "WHERE merchant_id = :merchant AND sent_batch_id = :batch AND meta_state <> 'rejected'"
)
_LOOK_AGAIN = text(
    "UPDATE variant SET meta_checked_at = CAST(:at AS timestamptz), meta_due_at = CAST(:at AS timestamptz) "
    "WHERE merchant_id = :merchant AND id = ANY(CAST(:ids AS uuid[])) "
    "AND meta_state NOT IN ('unsent', 'pending', 'deleted')"
)
_FORGET_BATCHES = text("DELETE FROM meta_batch WHERE merchant_id = :merchant AND finished_at < :before")
_FORGET_REPORTS = text("DELETE FROM drift_report WHERE merchant_id = :merchant AND finished_at < :before")
_FORGET_CLAIMS = text("DELETE FROM price_claim WHERE merchant_id = :merchant AND at < :before")
_RECORD_REFUSED = text(
    "UPDATE variant SET meta_state = 'rejected', meta_reasons = CAST(given.reasons AS jsonb), "
    "meta_checked_at = :at, meta_due_at = NULL "
    "FROM unnest(CAST(:skus AS text[]), CAST(:reasons AS text[])) AS given (sku, reasons) "
    "WHERE merchant_id = :merchant AND variant.sku = given.sku AND sent_batch_id = :batch "
    "AND meta_state IN ('pending', 'approved')"
)
_RECORD_ANOTHER_TRY = text(
    "UPDATE variant SET sent_version = 0, sent_hash = NULL, meta_reasons = CAST(given.reasons AS jsonb) "
    "FROM unnest(CAST(:skus AS text[]), CAST(:reasons AS text[])) AS given (sku, reasons) "
    "WHERE merchant_id = :merchant AND variant.sku = given.sku AND sent_batch_id = :batch "
    "AND meta_state IN ('pending', 'approved')"
)
_RECORD_ARRIVED = text(
    "UPDATE variant SET meta_state = 'in_review', meta_reasons = '[]', "
    "meta_checked_at = CAST(:at AS timestamptz), meta_due_at = CAST(:at AS timestamptz) "
    "WHERE merchant_id = :merchant AND sent_batch_id = :batch AND meta_state = 'pending' AND sent_version > 0"
)
_RECORD_REVIEWS = text(
    "UPDATE variant SET meta_state = given.state, meta_reasons = CAST(given.reasons AS jsonb), "
    "meta_checked_at = CAST(:at AS timestamptz), meta_due_at = CASE WHEN given.state IN ('approved', 'rejected') THEN NULL "
    "ELSE CAST(:at AS timestamptz) + least(greatest((meta_due_at - coalesce(meta_checked_at, meta_due_at)) * 2, "
    "CAST(:shortest AS interval)), CAST(:longest AS interval)) "
    "END "
    "FROM unnest(CAST(:skus AS text[]), CAST(:states AS text[]), CAST(:reasons AS text[])) "
    "AS given (sku, state, reasons) "
    "WHERE merchant_id = :merchant AND variant.sku = given.sku AND meta_due_at <= :begun "
    "AND meta_state IN ('in_review', 'approved', 'rejected', 'outdated')"
)


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
    await execute_core(session, _RECORD_SENT, _as_arrays(batch, changes, refused, locale))
    if handles:
        await enqueue(session, "catalog_sync.poll", batch_id=batch.id)


async def record_same(session: AsyncSession, same: Sequence[SourceItem]) -> None:
    """Store as sent the edits that leave Meta's item as it is: nothing needs to be sent for them."""
    ids, versions = [variant.id for variant in same], [variant.version for variant in same]
    await execute_core(
        session, _RECORD_SAME, {"merchant": merchant_of(session), "ids": ids, "versions": versions}
    )


async def send_again(session: AsyncSession, variant_ids: Sequence[UUID]) -> None:
    """Mark these to be sent by the next push, whatever was sent before. The caller leaves the job."""
    await execute_core(session, _SEND_AGAIN, {"merchant": merchant_of(session), "ids": list(variant_ids)})


async def look_again(session: AsyncSession, variant_ids: Sequence[UUID], *, at: datetime) -> None:
    """Mark these reviews to be read by the next review. The caller leaves the job."""
    if variant_ids:
        values = {"merchant": merchant_of(session), "ids": list(variant_ids), "at": at}
        await execute_core(session, _LOOK_AGAIN, values)


async def forget_old(session: AsyncSession, *, at: datetime) -> None:
    """Prune finished batches after a week, claims of carts after a month, reports after a quarter."""
    owner = {"merchant": merchant_of(session)}
    await execute_core(session, _FORGET_BATCHES, owner | {"before": at - timedelta(days=7)})
    await execute_core(session, _FORGET_CLAIMS, owner | {"before": at - timedelta(days=30)})
    await execute_core(session, _FORGET_REPORTS, owner | {"before": at - timedelta(days=90)})


async def send_everything(session: AsyncSession) -> None:
    """Mark every variant to be sent: there is a catalog that has nothing yet."""
    await execute_core(session, _SEND_EVERYTHING, {"merchant": merchant_of(session)})


async def send_batch_again(session: AsyncSession, batch: MetaBatch) -> None:
    """Mark what a lost batch held to be sent again, except what was sent anew since, and leave the push."""
    await execute_core(session, _SEND_BATCH_AGAIN, {"merchant": batch.merchant_id, "batch": batch.id})
    await enqueue(session, "catalog_sync.push")


async def record_refused(
    session: AsyncSession, batch: MetaBatch, refused: Mapping[str, list[Any]], *, at: datetime
) -> None:
    """Items of a finished batch that Meta did not take, with reasons by SKU."""
    await execute_core(session, _RECORD_REFUSED, _by_sku(batch, refused) | {"at": at})


async def record_another_try(
    session: AsyncSession, batch: MetaBatch, failed: Mapping[str, list[Any]], *, wait: timedelta
) -> None:
    """Mark items that failed for a passing reason to be sent again after `wait`; the reasons count the tries."""
    if failed:
        await execute_core(session, _RECORD_ANOTHER_TRY, _by_sku(batch, failed))
        await enqueue(session, "catalog_sync.push", after=wait)


async def record_arrived(session: AsyncSession, batch: MetaBatch, *, at: datetime) -> None:
    """The rest of a finished batch is in the catalog and waits for its review."""
    await execute_core(session, _RECORD_ARRIVED, {"merchant": batch.merchant_id, "batch": batch.id, "at": at})
    await enqueue(session, "catalog_sync.review")


async def record_reviews(
    session: AsyncSession,
    reviews: Mapping[str, tuple[MetaState, list[Any]]],
    *,
    begun: datetime,
    at: datetime,
) -> None:
    """Reviews by SKU, for what was due when the reading began; undecided ones are asked for again, less and less."""
    values = {
        "merchant": merchant_of(session),
        "skus": list(reviews),
        "states": [state.value for state, _ in reviews.values()],
        "reasons": [_json(reasons) for _, reasons in reviews.values()],
        "begun": begun,
        "at": at,
        "shortest": SHORTEST_WAIT,
        "longest": LONGEST_WAIT,
    }
    await execute_core(session, _RECORD_REVIEWS, values)


def _as_arrays(
    batch: MetaBatch, changes: Sequence[ItemChange], refused: Mapping[str, Sequence[str]], locale: str
) -> dict[str, Any]:
    return {
        "merchant": batch.merchant_id,
        "batch": batch.id,
        "ids": [change.variant_id for change in changes],
        "versions": [change.version for change in changes],
        "hashes": [change.hash for change in changes],
        "keeps": [change.keeps_review and change.sku not in refused for change in changes],
        "states": [_state(change, refused) for change in changes],
        "reasons": [_reasons(refused.get(change.sku), locale) for change in changes],
    }


def _state(change: ItemChange, refused: Mapping[str, Sequence[str]]) -> str:
    if change.is_delete:
        return MetaState.DELETED.value
    return (MetaState.REJECTED if change.sku in refused else MetaState.PENDING).value


def _reasons(messages: Sequence[str] | None, locale: str) -> str | None:
    return None if messages is None else _json(reasons_for(messages, locale))


def _by_sku(batch: MetaBatch, reasons: Mapping[str, list[Any]]) -> dict[str, Any]:
    return {
        "merchant": batch.merchant_id,
        "batch": batch.id,
        "skus": list(reasons),
        "reasons": [_json(each) for each in reasons.values()],
    }


def _json(reasons: list[Any]) -> str:
    return msgspec.json.encode(reasons).decode()
