"""How a batch fared: polled with growing pauses until Meta finished it, or our patience is over."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from catalog_sync.backoff import wait_after
from catalog_sync.items.reasons import MOST_TRIES, is_passing, passing_reasons, reasons_for, tries_of
from catalog_sync.items.store import record_another_try, record_arrived, record_refused, send_batch_again
from catalog_sync.meta.client import CatalogAccess, CatalogApi
from catalog_sync.models import BatchState, MetaBatch
from catalog_sync.source import catalogs
from shop.catalog.models import Variant
from shop.kit.clock import now
from shop.kit.db.session import merchant_of
from shop.kit.jobs import Errand, Postponed, errand
from shop.kit.log import logger
from shop.merchants.accounts import this_merchant
from shop.merchants.locales import merchant_locale
from shop.whatsapp.errors import VendorFailure, WhatsAppError

log = logger()

PATIENCE = timedelta(minutes=30)  # typical are two minutes; then it is sent again
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 60.0
ANOTHER_TRY = timedelta(minutes=1)
INVALID_HANDLE = 100

Errors = dict[str, list[str]]


@errand("catalog_sync.poll")
async def poll(errand: Errand, *, batch_id: UUID) -> None:
    """Ask once; come back while the batch is under way."""
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
        await _settle(session, batch_id, errors, at=now())


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


async def _settle(session: AsyncSession, batch_id: UUID, errors: Errors | None, *, at: datetime) -> None:
    """Write the outcome down once; `None` means that it never finished."""
    batch = await session.get(
        MetaBatch, (merchant_of(session), batch_id), with_for_update=True, populate_existing=True
    )
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
    await _sort_out(session, batch, errors, at=at)
    await record_arrived(session, batch, at=at)


async def _sort_out(session: AsyncSession, batch: MetaBatch, errors: Errors, *, at: datetime) -> None:
    """Passing failures are tried again a few times, the others shown."""
    if not errors:
        return
    language = merchant_locale(await this_merchant(session))
    tries = await _tries(session, batch, [sku for sku, messages in errors.items() if is_passing(messages)])
    again = {sku: count + 1 for sku, count in tries.items() if count + 1 < MOST_TRIES}
    refused = {sku: reasons_for(found, language) for sku, found in errors.items() if sku not in again}
    await record_refused(session, batch, refused, at=at)
    repeated = {sku: passing_reasons(errors[sku], language, tries=count) for sku, count in again.items()}
    await record_another_try(session, batch, repeated, wait=ANOTHER_TRY)


async def _tries(session: AsyncSession, batch: MetaBatch, skus: list[str]) -> dict[str, int]:
    """How often these failed before."""
    if not skus:
        return {}
    statement = select(Variant.sku, Variant.meta_reasons).where(
        Variant.merchant_id == batch.merchant_id, col(Variant.sku).in_(skus)
    )
    return {sku: tries_of(reasons) for sku, reasons in (await session.exec(statement)).all()}


def _is_unknown_handle(failure: VendorFailure) -> bool:
    """Meta has forgotten the handle: nothing more will be heard of it."""
    return isinstance(failure, WhatsAppError) and failure.code == INVALID_HANDLE and failure.subcode != 33


def _pause(attempt: int) -> timedelta:
    return timedelta(seconds=min(FIRST_PAUSE_SECONDS * 2 ** min(attempt, 10), LONGEST_PAUSE_SECONDS))
