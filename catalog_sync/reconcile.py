"""Reads Meta's catalog back and compares it with ours in both directions: a report of the drift, and its repair.

Only variants at rest are compared: one that is unsent, or in a batch under way, is no drift. Items that were never
ours stay unless their removal is asked for: a merchant may keep items of their own in the catalog.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from catalog_sync.backoff import wait_after
from catalog_sync.drift import Drift, DriftKind, differences, unsent_change
from catalog_sync.items.mapping import MerchantInfo
from catalog_sync.items.plan import MOST_REQUESTS, removal
from catalog_sync.items.review import review_of
from catalog_sync.lease import Lease, acquire_lease, wait_for_lease
from catalog_sync.meta.client import CatalogAccess, CatalogApi
from catalog_sync.meta.responses import RemoteItem
from catalog_sync.models import DriftReport
from catalog_sync.product_sets.push import any_collections, lost_sets
from catalog_sync.source import LocalItem, catalogs, local_items_by_sku, merchant_info, whole_pages
from shop.catalog.meta_states import mark_review_due, mark_unsent
from shop.catalog.models import MetaState
from shop.catalog.prices.claims import price_claims
from shop.config import Settings
from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.kit.errors import Conflict
from shop.kit.jobs import Errand, Postponed, enqueue, errand
from shop.kit.log import logger
from shop.merchants.accounts import numbers
from shop.whatsapp.errors import VendorFailure

log = logger()

TASK = "reconcile"
MOST_SAMPLES = 50  # of each kind
# In these states Meta has the item, or should have it.
_THERE = (MetaState.PENDING, MetaState.IN_REVIEW, MetaState.APPROVED, MetaState.OUTDATED)
_REVIEWED = (MetaState.IN_REVIEW, MetaState.APPROVED, MetaState.OUTDATED, MetaState.REJECTED)

# Called with the number of Meta's items read so far.
OnRead = Callable[[int], None]


class AlreadyRunning(Conflict):
    """Another process compares this merchant's catalog at the moment."""


@errand("catalog_sync.reconcile")
async def reconcile(errand: Errand, *, repair: bool = True, remove_unknown: bool = False) -> None:
    """Compare, report and, with `repair`, send again what differs. Several queued ones run one after another."""
    try:
        report = await _compare(errand, repair=repair, remove_unknown=remove_unknown)
    except VendorFailure as failure:
        raise Postponed(wait_after(failure, errand.attempt), "Meta did not show its catalog") from failure
    if report is None:
        await wait_for_lease(errand, TASK)


async def reconcile_now(
    database: Database,
    vendors: Mapping[type, Any],
    merchant_id: UUID,
    *,
    repair: bool,
    remove_unknown: bool = False,
    on_read: OnRead | None = None,
) -> DriftReport:
    """The same in this process, with progress. Raises AlreadyRunning and VendorFailure."""
    errand = Errand(database, merchant_id, dict(vendors), attempt=1)
    report = await _compare(errand, repair=repair, remove_unknown=remove_unknown, on_read=on_read)
    if report is None:
        raise AlreadyRunning("The catalog is being compared at this moment. Look at its report in a minute.")
    return report


async def _compare(
    errand: Errand, *, repair: bool, remove_unknown: bool, on_read: OnRead | None = None
) -> DriftReport | None:
    """The report; None if another job holds the lease."""
    async with errand.transaction() as session:
        targets = await catalogs(session)
        merchant = await merchant_info(session, public_url=errand.vendor(Settings).public_url)
        lease = await acquire_lease(session, TASK, insist=True)
    if lease is None:
        return None
    try:
        comparison = _Comparison(errand, lease, merchant, repair=repair, remove_unknown=remove_unknown)
        for catalog in targets:
            await comparison.compare(catalog, on_read)
            await comparison.compare_sets(catalog)
        return await comparison.report()
    finally:
        async with errand.transaction() as session:
            await lease.release(session)


class _Comparison:
    """One reconciliation of a merchant."""

    def __init__(
        self, errand: Errand, lease: Lease, merchant: MerchantInfo, *, repair: bool, remove_unknown: bool
    ) -> None:
        self.errand, self.lease, self.merchant = errand, lease, merchant
        self.api = errand.vendor(CatalogApi)
        self.repair, self.remove_unknown = repair, remove_unknown
        self.begun: datetime = now()
        self.read = self.repaired = 0
        self.counts: Counter[str] = Counter()
        self.samples: list[Drift] = []

    async def compare(self, catalog: CatalogAccess, on_read: OnRead | None) -> None:
        """Compare each of Meta's items with ours, then each of our variants with what Meta showed."""
        seen: set[UUID] = set()
        unknown: list[str] = []
        async for page in self.api.items(catalog):
            seen |= await self._compare_theirs(page, unknown)
            self.read += len(page)
            if on_read is not None:
                on_read(self.read)
        async for rows in whole_pages(self.errand, self.begun):
            await self._compare_ours(rows, seen)
        if self.repair and self.remove_unknown:
            await self._remove(catalog, unknown)

    async def compare_sets(self, catalog: CatalogAccess) -> None:
        """Note the product sets that we made and somebody deleted at Meta; the push tries again what Meta refused."""
        async with self.errand.transaction() as session:
            if not await any_collections(session):
                return
        there = await self.api.sets(catalog)
        async with self.errand.transaction() as session:
            await self.lease.renew(session)
            for title in await lost_sets(session, catalog.id, there, forget=self.repair):
                self._note(Drift(DriftKind.SET_MISSING, "", title))
            if self.repair:
                await enqueue(session, "catalog_sync.push_sets")

    async def report(self) -> DriftReport:
        """Store what was found, and leave the jobs that push what was repaired and read stale reviews."""
        async with self.errand.transaction() as session:
            claims = await price_claims(session, at=self.begun)
        report = DriftReport(
            price_claims=sum(claim.times for claim in claims),
            merchant_id=self.errand.merchant_id,
            started_at=self.begun,
            finished_at=max(now(), self.begun),
            read=self.read,
            repaired=self.repaired,
            counts=dict(self.counts),
            samples=[msgspec.to_builtins(drift) for drift in self.samples],
        )
        async with self.errand.transaction() as session:
            session.add(report)
            await self._leave_jobs(session)
        log.info("catalog.reconciled", read=self.read, repaired=self.repaired, **self.counts)
        return report

    async def _leave_jobs(self, session: AsyncSession) -> None:
        """What follows: numbers' switches are read again, repaired variants pushed, stale reviews read."""
        for phone_number_id in await numbers(session):
            await enqueue(session, "catalog_sync.apply_commerce_settings", phone_number_id=phone_number_id)
        if self.repaired:
            await enqueue(session, "catalog_sync.push")
        if self.repair and self.counts[DriftKind.REVIEW]:
            await enqueue(session, "catalog_sync.review")

    async def _compare_theirs(self, page: Sequence[RemoteItem], unknown: list[str]) -> set[UUID]:
        """Note the differences of a page of Meta's items; returns the ids of our variants on it."""
        async with self.errand.transaction() as session:
            ours = await local_items_by_sku(session, [shown.sku for shown in page], self.begun)
            differing, stale = set(), set()
            for shown in page:
                known = ours.get(shown.sku)
                if known is None:
                    unknown.append(shown.sku)
                    self._note(Drift(DriftKind.UNKNOWN, shown.sku, theirs=shown.title))
                elif known.is_synced and self._differs(known, shown):
                    differing.add(known.variant.id)
                elif known.is_synced and self._is_stale(known, shown):
                    stale.add(known.variant.id)
            await self._send_again(session, differing)
            if self.repair:
                await mark_review_due(session, list(stale), at=self.begun)
        return {known.variant.id for known in ours.values()}

    async def _compare_ours(self, rows: Sequence[LocalItem], seen: set[UUID]) -> None:
        differing = set()
        for known in rows:
            if not known.is_synced:
                continue
            drift = unsent_change(known.variant, self.merchant)
            if drift is None and known.state in _THERE and known.variant.id not in seen:
                drift = Drift(DriftKind.MISSING, known.variant.sku, known.variant.title)
            if drift is not None:
                self._note(drift)
                differing.add(known.variant.id)
        async with self.errand.transaction() as session:
            await self._send_again(session, differing)

    async def _send_again(self, session: AsyncSession, differing: set[UUID]) -> None:
        await self.lease.renew(session)
        if self.repair and differing:
            await mark_unsent(session, list(differing))
            self.repaired += len(differing)

    async def _remove(self, catalog: CatalogAccess, unknown: Sequence[str]) -> None:
        """Delete the items that are in the catalog and not ours."""
        for start in range(0, len(unknown), MOST_REQUESTS):
            chunk = unknown[start : start + MOST_REQUESTS]
            await self.api.items_batch(catalog, [removal(sku) for sku in chunk])
            self.repaired += len(chunk)

    def _differs(self, known: LocalItem, shown: RemoteItem) -> bool:
        found = differences(known.variant, self.merchant, shown)
        for drift in found:
            self._note(drift)
        return bool(found)

    def _is_stale(self, known: LocalItem, shown: RemoteItem) -> bool:
        state, _ = review_of(shown, self.merchant.locale)
        if known.state not in _REVIEWED or state is known.state:
            return False
        self._note(Drift(DriftKind.REVIEW, known.variant.sku, known.state.value, shown.whatsapp))
        return True

    def _note(self, drift: Drift) -> None:
        self.counts[drift.kind.value] += 1
        if self.counts[drift.kind.value] <= MOST_SAMPLES:
            self.samples.append(drift)
