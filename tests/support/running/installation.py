"""The running shop, and what a test may do with it."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import text

from shop.app import create_app
from shop.catalog.models import Product, Stock, Variant
from shop.config import Settings
from shop.demo.vendors import connect_webhooks, register_number, whatsapp_part
from shop.kit.clock import clock, now
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.kit.http_server import base_url, bind, serving
from shop.merchants.creation import MerchantFile
from shop.merchants.models import Merchant
from shop.sandbox.app import create_app as create_sandbox
from shop.sandbox.control_client import ControlClient, Phone
from shop.sandbox.state import World
from shop.timetable import timetable
from shop.worker import open_worker
from tests.support.cast import INSTALLED, make_merchant, merchant_file
from tests.support.files.image_server import local_fetcher
from tests.support.pace import PATIENCE_SECONDS

LONGEST_SETTLING = 3 * PATIENCE_SECONDS  # the timetable's own jobs take steps for ever
_PENDING = text(
    "SELECT array_agg(entrypoint) FROM pgqueuer WHERE status IN ('queued', 'picked') AND execute_after <= now()"
)
_STEPS = text("SELECT max(id) FROM pgqueuer_log")  # every step of every job
_HURRY = text("UPDATE pgqueuer SET execute_after = now() WHERE status = 'queued'")
_OLDER = text(
    "UPDATE pgqueuer SET created = created - CAST(:by AS interval), "
    "execute_after = execute_after - CAST(:by AS interval) WHERE status = 'queued'"
)
_HELD = text(
    "SELECT entrypoint FROM pgqueuer WHERE status = 'failed' "
    "AND convert_from(payload, 'UTF8')::jsonb ->> 'merchant_id' = :merchant"
)


@dataclass
class RunningServices:
    """Addresses and clients of everything that runs."""

    database: Database
    settings: Settings
    web_url: str
    world: World
    control_client: ControlClient
    http: httpx.AsyncClient

    async def wait_until_idle(self) -> None:
        """Wait until no job is due and no webhook is on its way, for as long as any job takes a step."""
        began, quiet, seen, due = time.monotonic(), 0, None, list[str]()
        limit = began + PATIENCE_SECONDS
        while time.monotonic() < min(limit, began + LONGEST_SETTLING):
            due, step = await self._jobs()
            quiet = quiet + 1 if not due and self.world.idle else 0
            if quiet == 2:
                return
            if step != seen:
                limit, seen = time.monotonic() + PATIENCE_SECONDS, step
            await asyncio.sleep(0.03)
        raise AssertionError(f"Jobs or webhooks did not come to rest; due: {due}.")

    async def hurry(self) -> None:
        """Let what waits for a back-off run now, and wait for it."""
        async with self.database.transaction() as session:
            await execute_core(session, _HURRY)
            session.info["left_jobs"] = True
        await self.wait_until_idle()

    async def pass_time(self, minutes: float) -> None:
        """Minutes go by for the queue as for the business: jobs grow old, those that wait for a later try run."""
        async with self.database.transaction() as session:
            await execute_core(session, _OLDER, {"by": timedelta(minutes=minutes)})
            session.info["left_jobs"] = True
        await self.advance(minutes=minutes)

    async def advance(self, **by: float) -> None:
        """Move business time forward; what became due happens."""
        await clock.advance(timedelta(**by))
        await self.wait_until_idle()

    async def calm(self) -> None:
        """No mishaps for the next test."""
        clock.reset()
        async with self.database.transaction() as session:
            await execute_core(session, text("DELETE FROM tick"))
        await self.control_client.http.delete("/_control/faults")
        await self.control_client.http.delete("/_control/stripe/faults")

    async def _jobs(self) -> tuple[list[str], int | None]:
        """What jobs are due, and the last step that any job took."""
        async with self.database.transaction() as session:
            due = (await execute_core(session, _PENDING)).scalar_one() or []
            return due, (await execute_core(session, _STEPS)).scalar_one()


@asynccontextmanager
async def open_stack(database: Database) -> AsyncGenerator[RunningServices]:
    """Start sandbox, web and worker on free ports of the loopback."""
    web, pretend = bind("127.0.0.1", 0), bind("127.0.0.1", 0)
    vendors = base_url(pretend)
    settings = Settings(public_url=base_url(web), whatsapp_api_url=vendors, stripe_api_url=vendors)
    world = World()
    async with (
        serving(create_sandbox(world), pretend) as sandbox_url,
        serving(
            create_app(Database(database.url, public_url=base_url(web), pool_size=10), settings), web
        ) as web_url,
        open_worker(
            Database(database.url, public_url=base_url(web), pool_size=20),
            settings,
            fetcher=local_fetcher(),
        ) as worker,
        timetable(worker.database),
        httpx.AsyncClient(base_url=web_url, timeout=PATIENCE_SECONDS, trust_env=False) as http,
    ):
        working = asyncio.create_task(worker.run())
        control_client = ControlClient(sandbox_url)
        database.on_jobs_left = worker.database.on_jobs_left
        try:
            yield RunningServices(database, settings, web_url, world, control_client, http)
        finally:
            worker.stop()
            await working
            await control_client.close()
            await worker.database.close()


@dataclass
class Shop:
    """One merchant, known to the shop and to the sandbox."""

    services: RunningServices
    merchant: Merchant
    file: MerchantFile
    phone_number_id: str

    async def shopper(self, name: str = "Ana", **about: Any) -> Phone:
        """A person who will write to this shop."""
        phone = f"346{time.monotonic_ns() % 10**8:08d}"
        return await self.services.control_client.shopper(
            self.phone_number_id, name, **(about or {"phone": phone})
        )

    async def wait_until_idle(self) -> None:
        await self.services.wait_until_idle()

    async def held_jobs(self) -> list[str]:
        """Names of this merchant's jobs that failed for good."""
        async with self.services.database.transaction() as session:
            return [row[0] for row in await execute_core(session, _HELD, {"merchant": str(self.merchant.id)})]

    async def all(self, statement: Any) -> list[Any]:
        """Rows of this merchant."""
        async with self.services.database.transaction(self.merchant.id) as session:
            return list((await session.exec(statement)).all())

    async def one(self, statement: Any) -> Any:
        """The only row."""
        (row,) = await self.all(statement)
        return row

    async def pay(self, url: str, outcome: str = "paid", **about: Any) -> dict[str, Any]:
        """Follow our short link like a phone's browser, and pay at the pretend checkout."""
        browser = {"User-Agent": "Mozilla/5.0 (Linux; Android 16) Chrome/142 Mobile"}
        answer = await self.services.http.get(url, headers=browser)
        assert answer.status_code == 302, answer.text
        token = answer.headers["Location"].split("?")[0].rsplit("/", 1)[-1]
        return await self.services.control_client.post(
            f"/stripe/links/{token}/pay", {"outcome": outcome, **about}
        )

    async def stock_of(self, sku: str) -> tuple[int, int]:
        """(on hand, reserved)."""
        async with self.services.database.transaction(self.merchant.id) as session:
            query = (
                "SELECT on_hand, reserved FROM stock JOIN variant ON variant.id = variant_id WHERE sku = :sku"
            )
            row = (await execute_core(session, text(query), {"sku": sku})).one()
        return row.on_hand, row.reserved


async def open_shop(services: RunningServices, **changes: Any) -> Shop:
    """A new merchant with three goods, set up at the pretend vendors."""
    file = merchant_file(**changes)
    await register_number(services.control_client, file, services.web_url)
    merchant = await make_merchant(services.database, file, at=now())
    await connect_webhooks(services.control_client, file, merchant.id, services.web_url)
    await stock_goods(services.database, merchant.id, at=now())
    return Shop(services, merchant, file, whatsapp_part(file).phone_number_id)


async def stock_goods(database: Database, merchant_id: UUID, *, at: datetime) -> None:
    """TAZA-AZUL 12.50 (40 left), ANCHOA 7.90 at the reduced rate (60), VELA 18.00 (2 left)."""
    async with database.transaction(merchant_id) as session:
        for article in INSTALLED:
            product = Product(
                merchant_id=merchant_id,
                title=article.title,
                tax_class=article.tax_class,
                created_at=at,
                updated_at=at,
            )
            session.add(product)
            await session.flush()
            variant = Variant(
                merchant_id=merchant_id,
                product_id=product.id,
                sku=article.sku,
                options={"color": article.color} if article.color else {},
                price_minor=article.price_minor,
                currency="EUR",
                images=[f"/media/{article.sku}.jpg"],
            )
            session.add(variant)
            await session.flush()
            session.add(Stock(merchant_id=merchant_id, variant_id=variant.id, on_hand=article.on_hand))
