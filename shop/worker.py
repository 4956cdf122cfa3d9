"""The worker process on one page: every handler imported, the vendors' clients, the queue."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from catalog_sync import commerce, reconcile, sweeps
from catalog_sync.items import poll
from catalog_sync.items import push as push_items
from catalog_sync.items import review as review_items
from catalog_sync.meta.client import CatalogApi
from catalog_sync.product_sets import push as push_sets
from shop.bot import handle
from shop.config import Settings
from shop.images import importing, library
from shop.images.fetching import Fetcher
from shop.images.pipeline import ImagePipeline, open_pipeline
from shop.inbox.incoming import account_updates, read_events
from shop.inbox.sending import deliver, lost_sends, statuses
from shop.invoices import sending
from shop.kit import idempotency
from shop.kit.db.database import Database
from shop.kit.jobs import log as jobs_log
from shop.kit.jobs.notifier import JobNotifier
from shop.kit.jobs.worker import Worker
from shop.orders import stock
from shop.payments import links, settlement
from shop.payments.gateway import Gateway
from shop.recovery import nudging, watching
from shop.spreadsheets.imports import apply_rows, parse_file
from shop.templates import submit
from shop.whatsapp.api.client import WhatsApp

HANDLERS = (
    idempotency,
    apply_rows,
    handle,
    account_updates,
    commerce,
    deliver,
    importing,
    library,
    links,
    nudging,
    parse_file,
    poll,
    submit,
    jobs_log,
    read_events,
    reconcile,
    review_items,
    sending,
    push_sets,
    lost_sends,
    settlement,
    statuses,
    stock,
    sweeps,
    push_items,
    watching,
)


@asynccontextmanager
async def open_worker(
    database: Database, settings: Settings, *, fetcher: Fetcher | None = None
) -> AsyncGenerator[Worker, None]:
    """A worker with its clients, closed at the end. `fetcher`: one that may ask elsewhere than the internet."""
    whatsapp = WhatsApp(base_url=settings.whatsapp_api_url, version=settings.whatsapp_api_version)
    catalog = CatalogApi(base_url=settings.whatsapp_api_url, version=settings.whatsapp_api_version)
    gateway = Gateway(settings.stripe_api_url)
    fetcher = fetcher or Fetcher()
    async with JobNotifier(database.url) as notifier:
        database.on_jobs_left = notifier.notify
        try:
            vendors = {
                Settings: settings,
                WhatsApp: whatsapp,
                CatalogApi: catalog,
                Gateway: gateway,
                Fetcher: fetcher,
            }
            yield Worker(database, {**vendors, ImagePipeline: open_pipeline(settings.data_dir)})
        finally:
            await whatsapp.aclose()
            await catalog.aclose()
            await gateway.close()
            fetcher.close()
