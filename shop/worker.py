"""The worker process on one page: the vendors' clients and the queue."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import shop.handlers  # noqa: F401 - whoever leaves or runs jobs knows their handlers
from catalog_sync.meta.client import CatalogApi
from shop.config import Settings
from shop.images.fetching import Fetcher
from shop.images.pipeline import ImagePipeline, open_pipeline
from shop.kit.db.database import Database
from shop.kit.jobs.notifier import JobNotifier
from shop.kit.jobs.worker import Worker
from shop.payments.gateway import Gateway
from shop.spreadsheets.imports.file_reader import FileReader
from shop.whatsapp.api.client import WhatsApp


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
                FileReader: FileReader(),
            }
            yield Worker(database, {**vendors, ImagePipeline: open_pipeline(settings.data_dir)})
        finally:
            await whatsapp.aclose()
            await catalog.aclose()
            await gateway.close()
            fetcher.close()
