"""What Meta has of each variant, stored for many variants at a time as catalog_sync tells it.

Every statement names the batch, the version or the due time that it is about: a variant that was edited or sent again in
the meantime is left alone. The states and moves are drawn in `shop/catalog/models.py`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import TextClause, text
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.models import MetaState
from shop.kit.db.session import execute_core, merchant_of

LONGEST_WAIT = timedelta(hours=1)
SHORTEST_WAIT = timedelta(seconds=2)

_SENT = text(
    "UPDATE variant SET sent_version = given.version, sent_hash = given.hash, sent_batch_id = :batch, "
    "meta_state = CASE WHEN given.keeps AND meta_state = 'approved' THEN 'approved' ELSE given.state END, "
    "meta_reasons = coalesce(CAST(given.reasons AS jsonb), meta_reasons), meta_due_at = NULL "
    "FROM unnest(CAST(:ids AS uuid[]), CAST(:versions AS bigint[]), CAST(:hashes AS text[]), "
    "CAST(:keeps AS boolean[]), CAST(:states AS text[]), CAST(:reasons AS text[])) "
    "AS given (id, version, hash, keeps, state, reasons) "
    "WHERE merchant_id = :merchant AND variant.id = given.id"
)
_SAME = text(
    "UPDATE variant SET sent_version = given.version "
    "FROM unnest(CAST(:ids AS uuid[]), CAST(:versions AS bigint[])) AS given (id, version) "
    "WHERE merchant_id = :merchant AND variant.id = given.id AND sent_version < given.version"
)
_UNSENT = text(
    "UPDATE variant SET sent_version = 0, sent_hash = NULL "
    "WHERE merchant_id = :merchant AND id = ANY(CAST(:ids AS uuid[]))"
)
_ALL_UNSENT = text(
    "UPDATE variant SET sent_version = 0, sent_hash = NULL WHERE merchant_id = :merchant AND sent_version > 0"
)
_BATCH_UNSENT = text(
    "UPDATE variant SET sent_version = 0, sent_hash = NULL "
    "WHERE merchant_id = :merchant AND sent_batch_id = :batch AND meta_state <> 'rejected'"
)
_REVIEW_DUE = text(
    "UPDATE variant SET meta_checked_at = CAST(:at AS timestamptz), meta_due_at = CAST(:at AS timestamptz) "
    "WHERE merchant_id = :merchant AND id = ANY(CAST(:ids AS uuid[])) "
    "AND meta_state NOT IN ('unsent', 'pending', 'deleted')"
)
_REFUSED = text(
    "UPDATE variant SET meta_state = 'rejected', meta_reasons = CAST(given.reasons AS jsonb), "
    "meta_checked_at = :at, meta_due_at = NULL "
    "FROM unnest(CAST(:skus AS text[]), CAST(:reasons AS text[])) AS given (sku, reasons) "
    "WHERE merchant_id = :merchant AND variant.sku = given.sku AND sent_batch_id = :batch "
    "AND meta_state IN ('pending', 'approved')"
)
_FAILED = text(
    "UPDATE variant SET sent_version = 0, sent_hash = NULL, meta_reasons = CAST(given.reasons AS jsonb) "
    "FROM unnest(CAST(:skus AS text[]), CAST(:reasons AS text[])) AS given (sku, reasons) "
    "WHERE merchant_id = :merchant AND variant.sku = given.sku AND sent_batch_id = :batch "
    "AND meta_state IN ('pending', 'approved')"
)
_ARRIVED = text(
    "UPDATE variant SET meta_state = 'in_review', meta_reasons = '[]', "
    "meta_checked_at = CAST(:at AS timestamptz), meta_due_at = CAST(:at AS timestamptz) "
    "WHERE merchant_id = :merchant AND sent_batch_id = :batch AND meta_state = 'pending' AND sent_version > 0"
)
_REVIEWED = text(
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


class SentVariant(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a variant that was sent; `state` is what becomes of it, unless it `keeps_review`.

    `reasons` of a refusal; None leaves those there are.
    """

    id: UUID
    version: int
    hash: str
    keeps_review: bool
    state: MetaState
    reasons: list[Any] | None


async def mark_sent(session: AsyncSession, sent: Sequence[SentVariant], batch_id: UUID) -> None:
    """These versions went out with the batch."""
    values = {
        "batch": batch_id,
        "ids": [each.id for each in sent],
        "versions": [each.version for each in sent],
        "hashes": [each.hash for each in sent],
        "keeps": [each.keeps_review for each in sent],
        "states": [each.state.value for each in sent],
        "reasons": [None if each.reasons is None else _json(each.reasons) for each in sent],
    }
    await _execute(session, _SENT, values)


async def mark_same(session: AsyncSession, versions: Mapping[UUID, int]) -> None:
    """These versions leave Meta's item as it is: they count as sent."""
    await _execute(session, _SAME, {"ids": list(versions), "versions": list(versions.values())})


async def mark_unsent(session: AsyncSession, variant_ids: Sequence[UUID]) -> None:
    """The next push sends these, whatever was sent before. The caller leaves the job."""
    await _execute(session, _UNSENT, {"ids": list(variant_ids)})


async def mark_all_unsent(session: AsyncSession) -> None:
    """The next push sends every variant. The caller leaves the job."""
    await _execute(session, _ALL_UNSENT, {})


async def mark_batch_unsent(session: AsyncSession, batch_id: UUID) -> None:
    """The next push sends what the batch held, except what was sent anew since. The caller leaves the job."""
    await _execute(session, _BATCH_UNSENT, {"batch": batch_id})


async def mark_review_due(session: AsyncSession, variant_ids: Sequence[UUID], *, at: datetime) -> None:
    """The next review reads these. The caller leaves the job."""
    if variant_ids:
        await _execute(session, _REVIEW_DUE, {"ids": list(variant_ids), "at": at})


async def mark_refused(
    session: AsyncSession, batch_id: UUID, refused: Mapping[str, list[Any]], *, at: datetime
) -> None:
    """Meta did not take these of a finished batch, with reasons by SKU."""
    await _execute(session, _REFUSED, _by_sku(refused) | {"batch": batch_id, "at": at})


async def mark_failed(session: AsyncSession, batch_id: UUID, failed: Mapping[str, list[Any]]) -> None:
    """These of a batch failed for a passing reason, by SKU, and are sent again. The caller leaves the job."""
    await _execute(session, _FAILED, _by_sku(failed) | {"batch": batch_id})


async def mark_arrived(session: AsyncSession, batch_id: UUID, *, at: datetime) -> None:
    """The rest of a finished batch is in the catalog and waits for its review."""
    await _execute(session, _ARRIVED, {"batch": batch_id, "at": at})


async def mark_reviewed(
    session: AsyncSession,
    reviews: Mapping[str, tuple[MetaState, list[Any]]],
    *,
    begun: datetime,
    at: datetime,
) -> None:
    """Reviews by SKU, for what was due when the reading began; undecided ones are asked for again, less and less."""
    values = {
        "states": [state.value for state, _ in reviews.values()],
        "begun": begun,
        "at": at,
        "shortest": SHORTEST_WAIT,
        "longest": LONGEST_WAIT,
    }
    await _execute(
        session, _REVIEWED, values | _by_sku({sku: reasons for sku, (_, reasons) in reviews.items()})
    )


async def _execute(session: AsyncSession, statement: TextClause, values: dict[str, Any]) -> None:
    await execute_core(session, statement, {"merchant": merchant_of(session), **values})


def _by_sku(reasons: Mapping[str, list[Any]]) -> dict[str, Any]:
    return {"skus": list(reasons), "reasons": [_json(each) for each in reasons.values()]}


def _json(reasons: list[Any]) -> str:
    return msgspec.json.encode(reasons).decode()
