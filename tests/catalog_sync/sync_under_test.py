"""A merchant's goods, the pretend Meta without a network between, and everything that can go wrong between."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
from sqlalchemy import text
from sqlmodel import select

from catalog_sync.items.mapping import MetaItem, item_for
from catalog_sync.meta.client import CatalogApi
from catalog_sync.models import BatchState, DriftReport, MetaBatch, SyncLease
from catalog_sync.reconcile import reconcile_now
from catalog_sync.source import merchant_info, whole_pages
from shop.catalog.models import MetaState, Variant
from shop.config import Settings, settings
from shop.kit.clock import clock, now
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.kit.jobs import Errand, Postponed
from shop.merchants.creation import WhatsAppPart
from shop.merchants.models import Merchant
from shop.sandbox.app import create_app
from shop.sandbox.records import Business, MetaApp, MetaCatalog
from shop.sandbox.state import World
from tests.support.cast import FARO, make_merchant, merchant_file
from tests.support.jobs import Crash, MortalDatabase, attempt_job
from tests.support.running.installation import stock_goods

Mishap = Callable[[httpx.Request], httpx.Response | None]
LONG = timedelta(hours=2)


class FaultyTransport(httpx.AsyncBaseTransport):
    """The transport to the pretend Meta. `before` may answer or raise instead of it, `after` once it has answered."""

    def __init__(self, app: Any) -> None:
        self.inner = httpx.ASGITransport(app=app)
        self.before: Mishap | None = None
        self.after: Mishap | None = None
        self.calls: list[httpx.Request] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.calls.append(request)
        if self.before is not None and (answer := self.before(request)) is not None:
            return answer
        response = await self.inner.handle_async_request(request)
        if self.after is not None and (answer := self.after(request)) is not None:
            return answer
        return response

    def batches(self) -> list[httpx.Request]:
        return [call for call in self.calls if call.url.path.endswith("/items_batch")]


@dataclass
class SyncUnderTest:
    """One merchant on both sides."""

    database: Database
    merchant: Merchant
    world: World
    transport: FaultyTransport
    api: CatalogApi
    catalog_id: str

    @property
    def items(self) -> dict[str, MetaItem]:
        """Meta's catalog: data by SKU."""
        return {sku: item.data for sku, item in self.world.catalogs[self.catalog_id].items.items()}

    @property
    def vendors(self) -> dict[type, Any]:
        return {Settings: settings(), CatalogApi: self.api}

    def errand(self, *, attempt: int = 1) -> Errand:
        return Errand(self.database, self.merchant.id, self.vendors, attempt)

    async def run(self, name: str, *, attempt: int = 1, **payload: Any) -> None:
        """One attempt at a job of the catalog's, not the first."""
        await attempt_job(
            self.database,
            self.merchant.id,
            f"catalog_sync.{name}",
            self.vendors,
            attempt=attempt,
            **payload,
        )

    async def run_and_die(self, name: str, lives: int) -> None:
        """An attempt in a process that dies before its n-th transaction; later its turn runs out."""
        mortal = MortalDatabase(self.database, lives)
        with suppress(Crash, Postponed):
            await attempt_job(mortal, self.merchant.id, f"catalog_sync.{name}", self.vendors, attempt=1)

    async def push(self) -> None:
        """One try."""
        await self.run("push")

    async def push_and_die(self, lives: int) -> None:
        """A push in a process that dies before its n-th transaction; later its turn runs out."""
        await self.run_and_die("push", lives)
        await self.say("UPDATE sync_lease SET held_until = now() - interval '1 second'")

    async def poll(self) -> None:
        """Ask once about every batch that is under way."""
        for batch in await self.all(select(MetaBatch).where(MetaBatch.state == BatchState.PENDING)):
            with suppress(Postponed):
                await self.run("poll", batch_id=batch.id)

    async def review(self) -> None:
        with suppress(Postponed):
            await self.run("review")

    async def reconcile(self, *, repair: bool = True, remove_unknown: bool = False) -> DriftReport:
        return await reconcile_now(
            self.database, self.vendors, self.merchant.id, repair=repair, remove_unknown=remove_unknown
        )

    async def come_to_rest(self) -> None:
        """Push, and let Meta finish and review, with time passing."""
        await self.push()
        for _ in range(2):
            await self.pass_time(timedelta(seconds=10))
            await self.poll()
        for _ in range(2):
            await self.pass_time(LONG)
            await self.review()

    async def pass_time(self, by: timedelta) -> None:
        await clock.advance(by)
        self.world.agenda.run_due()

    async def say(self, statement: str, **values: object) -> None:
        """A statement about this merchant's rows."""
        async with self.database.transaction(self.merchant.id) as session:
            await execute_core(session, text(statement), values)

    async def edit(self, sku: str, **changes: object) -> None:
        """An edit of the variant, with a new version."""
        async with self.database.transaction(self.merchant.id) as session:
            variant = (await session.exec(select(Variant).where(Variant.sku == sku))).one()
            for name, value in changes.items():
                setattr(variant, name, value)
            variant.version += 1

    async def all(self, statement: Any) -> list[Any]:
        async with self.database.transaction(self.merchant.id) as session:
            return list((await session.exec(statement)).all())

    async def variant(self, sku: str) -> Variant:
        (found,) = await self.all(select(Variant).where(Variant.sku == sku))
        assert isinstance(found, Variant)
        return found

    async def states(self) -> dict[str, MetaState]:
        return {variant.sku: variant.meta_state for variant in await self.all(select(Variant))}

    async def lease(self) -> SyncLease:
        (found,) = await self.all(select(SyncLease).where(SyncLease.task == "push"))
        assert isinstance(found, SyncLease)
        return found

    async def wanted(self) -> dict[str, MetaItem]:
        """What Meta should have."""
        async with self.database.transaction(self.merchant.id) as session:
            merchant = await merchant_info(session, public_url=settings().public_url)
        wanted = {}
        async for page in whole_pages(self.errand(), now()):
            for ours in page:
                item = item_for(ours.variant, merchant)
                if item is not None:
                    wanted[ours.variant.sku] = item
        return wanted


@asynccontextmanager
async def open_sync(database: Database) -> AsyncGenerator[SyncUnderTest]:
    """A new merchant with goods that have pictures."""
    file = merchant_file()
    merchant = await make_merchant(database, file)
    part = file.whatsapp
    assert part is not None
    assert part.catalog_id is not None
    world = pretend_meta(part)
    transport = FaultyTransport(create_app(world))
    api = CatalogApi(base_url="http://meta.test", version="v26.0", transport=transport, pace=0)
    await stock_goods(database, merchant.id, at=now())
    opened = SyncUnderTest(database, merchant, world, transport, api, part.catalog_id)
    await opened.say("""UPDATE product SET images = '["/media/faro.jpg"]'""")
    try:
        yield opened
    finally:
        world.agenda.stop()
        await api.aclose()


def pretend_meta(part: WhatsAppPart) -> World:
    """A world with this business, where things happen only when the test moves the clock."""
    assert part.catalog_id is not None
    world = World()
    world.knobs.batch_seconds = world.knobs.item_review_seconds = world.knobs.item_outdated_seconds = 5.0
    world.knobs.batch_polls = 0
    world.apps[part.app_id] = MetaApp(part.app_id, part.app_secret, part.verify_token)
    world.businesses[part.waba_id] = Business(
        part.waba_id, part.app_id, FARO, part.access_token, part.catalog_id
    )
    world.catalogs[part.catalog_id] = MetaCatalog(part.catalog_id, "Faro", [part.waba_id])
    world.reindex()
    return world
