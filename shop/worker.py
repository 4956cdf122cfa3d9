"""The worker process on one page: every handler imported, the vendors' clients, the queue."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from catalog_sync import commerce, poll, reconcile, review, sets, sweeps, sync
from catalog_sync.client import CatalogApi
from shop.api import answered
from shop.bot import attend
from shop.config import Settings
from shop.images import importing, keeping
from shop.images.fetching import Fetcher
from shop.images.studio import Studio, open_studio
from shop.inbox import changes, deliver, receive, settle, statuses
from shop.invoices import sending
from shop.kit import queue_log
from shop.kit.bell import Bell
from shop.kit.db import Database
from shop.kit.runner import Worker
from shop.orders import stock
from shop.payments import links, settlement
from shop.payments.gateway import Gateway
from shop.recovery import nudging, watching
from shop.spreadsheets.imports import apply_rows, parse_file
from shop.templates import pushing
from shop.whatsapp.client import WhatsApp

HANDLERS = (
    answered,
    apply_rows,
    attend,
    changes,
    commerce,
    deliver,
    importing,
    keeping,
    links,
    nudging,
    parse_file,
    poll,
    pushing,
    queue_log,
    receive,
    reconcile,
    review,
    sending,
    sets,
    settle,
    settlement,
    statuses,
    stock,
    sweeps,
    sync,
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
    async with Bell(database.url) as bell:
        database.on_jobs_left = bell.ring
        try:
            vendors = {WhatsApp: whatsapp, CatalogApi: catalog, Gateway: gateway, Fetcher: fetcher}
            yield Worker(database, {**vendors, Studio: open_studio(settings.data_dir)})
        finally:
            await whatsapp.aclose()
            await catalog.aclose()
            await gateway.close()
            fetcher.close()
