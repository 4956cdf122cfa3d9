"""Reads Meta's review of each item for WhatsApp, which alone decides whether the chat may send it.

Read when a batch has finished, and again while it is undecided, with pauses that double up to an hour.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from catalog_sync.backoff import wait_after
from catalog_sync.items.reasons import review_reasons
from catalog_sync.lease import Lease, acquire_lease
from catalog_sync.meta.client import CatalogAccess, CatalogApi
from catalog_sync.meta.responses import RemoteItem
from catalog_sync.source import catalogs
from shop.catalog.meta_states import mark_reviewed
from shop.catalog.models import MetaState, Variant
from shop.kit.clock import now
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.jobs import Errand, Postponed, errand
from shop.merchants.accounts import this_merchant
from shop.merchants.locales import merchant_locale
from shop.whatsapp.errors import VendorFailure

TASK = "review"
# SKUs in one filter, which is part of the URL, and characters of them.
CHUNK = 40
LONGEST_FILTER = 4000
# From so many due reviews on it takes fewer calls to read the whole catalog.
WHOLE_CATALOG = 400
# Between the clocks of two machines.
SKEW = timedelta(seconds=1)
# What is due sooner is read by this job, postponed; what is due later is found by the sweep.
SOON = timedelta(seconds=60)

# The worst of several catalogs counts: a message names no catalog of its own.
_SEVERITY = (MetaState.APPROVED, MetaState.IN_REVIEW, MetaState.OUTDATED, MetaState.REJECTED)
_STATES = {
    "APPROVED": MetaState.APPROVED,
    "REJECTED": MetaState.REJECTED,
    "OUTDATED": MetaState.OUTDATED,
}

ItemReview = tuple[MetaState, list[Any]]


@errand("catalog_sync.review")
async def review(errand: Errand) -> None:
    """Read the reviews that are due; come back soon if more are."""
    begun = now()
    async with errand.transaction() as session:
        targets, due = await catalogs(session), await _count_due(session, begun)
        lease = await acquire_lease(session, TASK, insist=True) if targets and due else None
        locale = merchant_locale(await this_merchant(session))
    if lease is not None:
        await _read_due(errand, lease, targets, locale, begun, due)
    elif due:
        return  # the job that holds the lease also reads what becomes due before it ends
    async with errand.transaction() as session:
        following = await _next_due(session)
    if targets and following is not None and following - now() <= (SOON if due else SKEW):
        raise Postponed(max(following - now(), timedelta(0)), "reviews are due soon")


async def _read_due(
    errand: Errand, lease: Lease, targets: list[CatalogAccess], locale: str, begun: datetime, due: int
) -> None:
    try:
        await _Review(errand, lease, targets, locale, begun).run(due)
    except VendorFailure as failure:
        raise Postponed(wait_after(failure, errand.attempt), "Meta did not show its reviews") from failure
    finally:
        async with errand.transaction() as session:
            await lease.release(session)


class _Review:
    """One reading of all reviews that were due when it began."""

    def __init__(
        self, errand: Errand, lease: Lease, targets: list[CatalogAccess], locale: str, begun: datetime
    ) -> None:
        self.errand, self.lease, self.targets = errand, lease, targets
        self.api = errand.vendor(CatalogApi)
        self.locale, self.begun = locale, begun

    async def run(self, due: int) -> None:
        if due >= WHOLE_CATALOG and len(self.targets) == 1:
            async for page in self.api.items(self.targets[0]):
                await self._record({shown.sku: review_of(shown, self.locale) for shown in page})
        while skus := await self._due_skus():
            await self._record(await self._reviews(skus))

    async def _reviews(self, skus: Sequence[str]) -> dict[str, ItemReview]:
        """The worst review of all catalogs by SKU; an item that Meta does not show yet is in review."""
        worst: dict[str, ItemReview] = {}
        for catalog in self.targets:
            shown = {item.sku: item async for page in self.api.items(catalog, skus) for item in page}
            for sku in skus:
                found = review_of(shown.get(sku, RemoteItem(sku)), self.locale)
                worst[sku] = max(worst.get(sku, found), found, key=lambda v: _SEVERITY.index(v[0]))
        return worst

    async def _record(self, reviews: Mapping[str, ItemReview]) -> None:
        async with self.errand.transaction() as session:
            await self.lease.renew(session)
            await mark_reviewed(session, reviews, begun=self.begun, at=max(now(), self.begun))

    async def _due_skus(self) -> list[str]:
        async with self.errand.transaction() as session:
            statement = sa.select(col(Variant.sku)).where(*_due(session, self.begun)).limit(CHUNK)
            skus = [row.sku for row in await execute_core(session, statement)]
        total, fitting = 0, 0
        for sku in skus:
            total += len(sku) * 3
            fitting += total <= LONGEST_FILTER
        return skus[: max(fitting, 1)]


def review_of(shown: RemoteItem, locale: str) -> ItemReview:
    """Meta's status as our state, and the reasons if it is a refusal."""
    state = _STATES.get(shown.whatsapp, MetaState.IN_REVIEW)
    return state, review_reasons(shown.reasons, locale) if state is MetaState.REJECTED else []


def _due(session: AsyncSession, at: datetime) -> Sequence[Any]:
    return (col(Variant.merchant_id) == merchant_of(session), col(Variant.meta_due_at) <= at)


async def _count_due(session: AsyncSession, at: datetime) -> int:
    statement = sa.select(sa.func.count()).select_from(Variant).where(*_due(session, at))
    return int((await execute_core(session, statement)).scalar_one())


async def _next_due(session: AsyncSession) -> datetime | None:
    statement = sa.select(sa.func.min(col(Variant.meta_due_at))).where(
        col(Variant.merchant_id) == merchant_of(session)
    )
    found: datetime | None = (await execute_core(session, statement)).scalar_one()
    return found
