"""The sweeps of the timetable: they look across all merchants and leave jobs."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from catalog_sync.items.poll import PATIENCE
from shop.catalog.prices.shown import ShownPrices, shown_prices
from shop.kit.clock import now
from shop.kit.db.session import execute_core
from shop.kit.db.tenancy import sweeping
from shop.kit.jobs import enqueue_many, sweep

_IN_REVIEW = text("SELECT DISTINCT merchant_id FROM variant WHERE meta_due_at <= :at")
_FORGOTTEN = text(
    "SELECT merchant_id, id FROM meta_batch WHERE state = 'pending' AND sent_at < :before ORDER BY sent_at LIMIT 1000"
)
_UNSENT = text(
    "SELECT DISTINCT number.merchant_id FROM whatsapp_number AS number "
    "LEFT JOIN sync_lease AS lease ON lease.merchant_id = number.merchant_id AND lease.task = 'push' "
    "WHERE number.catalog_id IS NOT NULL "
    "AND coalesce(greatest(lease.held_until, lease.paused_until) < now(), true) "
    "AND EXISTS (SELECT FROM variant WHERE variant.merchant_id = number.merchant_id AND version > sent_version)"
)
_WITHOUT_TAX = text(
    "SELECT merchant.id, address ->> 'country' AS country, time_zone FROM merchant WHERE NOT prices_include_tax "
    "AND EXISTS (SELECT FROM whatsapp_number AS number WHERE number.merchant_id = merchant.id AND catalog_id IS NOT NULL)"
)
_WITH_CATALOG = text("SELECT DISTINCT merchant_id FROM whatsapp_number WHERE catalog_id IS NOT NULL")
# For so long after a rate of VAT changed every look leaves the job, in case the processes stood still at midnight.
NEW_RATES_FOR = timedelta(hours=2)


@sweep("catalog_sync.find_in_review")
async def find_in_review(session: AsyncSession) -> None:
    """Leave the job where reviews are due, and a poll for batches whose own poll is lost. Every minute."""
    at = now()
    async with sweeping(session):
        due = [row.merchant_id for row in await execute_core(session, _IN_REVIEW, {"at": at})]
        before = {"before": at - PATIENCE - timedelta(minutes=10)}
        forgotten = [(row.merchant_id, row.id) for row in await execute_core(session, _FORGOTTEN, before)]
    jobs: list[tuple[str, Any, dict[str, Any]]] = [
        ("catalog_sync.review", merchant_id, {}) for merchant_id in due
    ]
    jobs += [
        ("catalog_sync.poll", merchant_id, {"batch_id": batch_id}) for merchant_id, batch_id in forgotten
    ]
    await enqueue_many(session, jobs)


@sweep("catalog_sync.find_unsent")
async def find_unsent(session: AsyncSession) -> None:
    """Leave a push for merchants with unsent edits and no push under way. Every minute."""
    async with sweeping(session):
        waiting = [row.merchant_id for row in await execute_core(session, _UNSENT)]
    await enqueue_many(session, [("catalog_sync.push", merchant_id, {}) for merchant_id in waiting])


@sweep("catalog_sync.find_new_rates")
async def find_new_rates(session: AsyncSession) -> None:
    """Leave a resending where prices are shown with a tax whose rate began at this midnight of the merchant's."""
    at = now()
    async with sweeping(session):
        merchants = (await execute_core(session, _WITHOUT_TAX)).all()
    changed = [
        merchant.id for merchant in merchants if _has_new_rates(merchant.country, merchant.time_zone, at)
    ]
    await enqueue_many(session, [("catalog_sync.resend_changed", merchant_id, {}) for merchant_id in changed])


def _has_new_rates(country: str, time_zone: str, at: datetime) -> bool:
    def prices(moment: datetime) -> ShownPrices:
        return shown_prices(country=country, time_zone=time_zone, prices_include_tax=False, at=moment)

    return prices(at) != prices(at - NEW_RATES_FOR)


@sweep("catalog_sync.find_to_reconcile")
async def find_to_reconcile(session: AsyncSession) -> None:
    """Leave a reconciliation for every merchant with a catalog. Once a night."""
    async with sweeping(session):
        merchants = [row.merchant_id for row in await execute_core(session, _WITH_CATALOG)]
    await enqueue_many(session, [("catalog_sync.reconcile", merchant_id, {}) for merchant_id in merchants])
