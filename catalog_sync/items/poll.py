"""Asks Meta about a batch, with growing pauses, until it is finished or PATIENCE is over; then stores the outcome."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from catalog_sync.backoff import wait_after
from catalog_sync.items.reasons import MOST_TRIES, is_passing, passing_reasons, reasons_for, tries_of
from catalog_sync.items.store import record_another_try, record_arrived, send_batch_again
from catalog_sync.meta.client import CatalogAccess, CatalogApi
from catalog_sync.models import BatchState, MetaBatch
from catalog_sync.source import catalogs
from shop.catalog.meta_states import mark_refused
from shop.catalog.models import Variant
from shop.kit.clock import now
from shop.kit.db.locking import lock_row_if_there
from shop.kit.jobs import Errand, Postponed, errand
from shop.kit.log import logger
from shop.merchants.accounts import this_merchant
from shop.merchants.locales import merchant_locale
from shop.whatsapp.errors import VendorFailure, WhatsAppError

log = logger()

# A batch takes two minutes as a rule; after this time its items are sent again.
PATIENCE = timedelta(minutes=30)
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 60.0
ANOTHER_TRY = timedelta(minutes=1)
INVALID_HANDLE = 100

Errors = dict[str, list[str]]


@errand("catalog_sync.poll")
async def poll(errand: Errand, *, batch_id: UUID) -> None:
    """Ask Meta once about the batch; postponed while it is under way."""
    async with errand.transaction() as session:
        batch = await session.get(MetaBatch, (errand.merchant_id, batch_id))
        known = {catalog.id: catalog for catalog in await catalogs(session)}
    if batch is None or batch.state is not BatchState.PENDING:
        return
    over = now() - batch.sent_at >= PATIENCE
    try:
        errors = await _ask(errand.vendor(CatalogApi), known, batch.handles)
    except VendorFailure as failure:
        over = over or _is_unknown_handle(failure)
        if not over:
            raise Postponed(wait_after(failure, errand.attempt), "Meta did not answer the poll") from failure
        errors = None
    if errors is None and not over:
        raise Postponed(_pause(errand.attempt), "the batch is under way")
    async with errand.transaction() as session:
        await _record_outcome(session, batch_id, errors, at=now())


async def _ask(
    api: CatalogApi, known: Mapping[str, CatalogAccess], handles: Mapping[str, str]
) -> Errors | None:
    """Errors by SKU once every catalog has finished, else None. A catalog that was disconnected counts as done."""
    errors: Errors = {}
    for catalog_id, handle in handles.items():
        if catalog_id not in known:
            continue
        status = await api.batch_status(known[catalog_id], handle)
        if not status.finished:
            return None
        for sku, messages in status.errors.items():
            errors.setdefault(sku, []).extend(messages)
    return errors


async def _record_outcome(
    session: AsyncSession, batch_id: UUID, errors: Errors | None, *, at: datetime
) -> None:
    """Store the outcome, once. `errors`: messages by SKU; None: Meta never finished the batch."""
    batch = await lock_row_if_there(session, MetaBatch, batch_id)
    if batch is None or batch.state is not BatchState.PENDING:
        return
    if errors is None:
        batch.lose(at=at)
        await session.flush()
        await send_batch_again(session, batch)
        log.warning("catalog.batch_lost", batch_id=str(batch.id), items=batch.items)
        return
    batch.finish(len(errors), at=at)
    await session.flush()
    await _record_errors(session, batch, errors, at=at)
    await record_arrived(session, batch, at=at)


async def _record_errors(session: AsyncSession, batch: MetaBatch, errors: Errors, *, at: datetime) -> None:
    """Items with passing failures are sent again up to MOST_TRIES times; the others are recorded as refused."""
    if not errors:
        return
    locale = merchant_locale(await this_merchant(session))
    tries = await _tries(session, batch, [sku for sku, messages in errors.items() if is_passing(messages)])
    again = {sku: count + 1 for sku, count in tries.items() if count + 1 < MOST_TRIES}
    refused = {sku: reasons_for(found, locale) for sku, found in errors.items() if sku not in again}
    await mark_refused(session, batch.id, refused, at=at)
    repeated = {sku: passing_reasons(errors[sku], locale, tries=count) for sku, count in again.items()}
    await record_another_try(session, batch, repeated, wait=ANOTHER_TRY)


async def _tries(session: AsyncSession, batch: MetaBatch, skus: list[str]) -> dict[str, int]:
    """How often each of these SKUs failed before for a passing reason."""
    if not skus:
        return {}
    statement = select(Variant.sku, Variant.meta_reasons).where(
        Variant.merchant_id == batch.merchant_id, col(Variant.sku).in_(skus)
    )
    return {sku: tries_of(reasons) for sku, reasons in (await session.exec(statement)).all()}


def _is_unknown_handle(failure: VendorFailure) -> bool:
    """Meta no longer knows the handle: the batch's outcome cannot be read any more."""
    return isinstance(failure, WhatsAppError) and failure.code == INVALID_HANDLE and failure.subcode != 33


def _pause(attempt: int) -> timedelta:
    return timedelta(seconds=min(FIRST_PAUSE_SECONDS * 2 ** min(attempt, 10), LONGEST_PAUSE_SECONDS))
