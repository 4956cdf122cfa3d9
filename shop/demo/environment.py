"""The demo's environment: embedded database, merchant, goods, sandbox, web, worker and timetable in one process."""

import asyncio
import json
import secrets
import shutil
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from socket import socket
from uuid import UUID

from pydantic import SecretStr

from catalog_sync.status import sync_status
from shop.app import create_app
from shop.config import Settings
from shop.demo.holders import holders_of
from shop.demo.merchant import demo_merchant
from shop.demo.seed import Goods, copy_pictures, seed_catalog
from shop.demo.upcoming import upcoming_of
from shop.demo.vendors import connect_webhooks, register_number, whatsapp_part
from shop.kit.clock import clock, now
from shop.kit.db.database import Database
from shop.kit.db.provisioning import prepare_from_scratch
from shop.kit.embedded import server as embedded_postgres
from shop.kit.http_server import base_url, bind, serving
from shop.kit.jobs import enqueue
from shop.kit.secrets import use_keys
from shop.merchants.creation import MerchantFile, create_merchant
from shop.sandbox.app import create_app as create_sandbox
from shop.sandbox.control_client import ControlClient
from shop.sandbox.state import World
from shop.timetable import timetable
from shop.whatsapp.api.client import CommerceSettings, Credentials, WhatsApp
from shop.worker import open_worker

DATABASE = "shop_demo"
PATIENCE_SECONDS = 60.0

OnStep = Callable[[str], None]  # called with "what" or "what: how far"


@dataclass
class DemoEnvironment:
    """Everything that runs, and how to reach it."""

    database: Database
    control_client: ControlClient
    web_url: str
    sandbox_url: str
    merchant_id: UUID
    api_key: str
    file: MerchantFile
    database_place: Path

    @property
    def phone_number_id(self) -> str:
        """Of the merchant's only number, at Meta."""
        return whatsapp_part(self.file).phone_number_id

    async def catalog_at_meta(self) -> tuple[int, int, int]:
        """(approved by Meta, rejected, all) variants."""
        async with self.database.transaction(self.merchant_id) as session:
            states = (await sync_status(session)).states
        wanted = {state: amount for state, amount in states.items() if state != "deleted"}
        return wanted.get("approved", 0), wanted.get("rejected", 0), sum(wanted.values())


@asynccontextmanager
async def open_demo(
    settings: Settings, folder: Path, on_step: OnStep, *, port: int = 0, sandbox_port: int = 0
) -> AsyncGenerator[DemoEnvironment, None]:
    """Set everything up in `folder` and run it until the block ends; nothing is left running.

    Raises AddressRefused.
    """
    with (
        bind("127.0.0.1", port) as web,
        bind("127.0.0.1", sandbox_port, option="--sandbox-port") as pretend,
    ):
        on_step("Starting PostgreSQL")
        with embedded_postgres.start(folder) as server:
            owner, application = server.dsn("shop_migrate", DATABASE), server.dsn("shop_app", DATABASE)
            await prepare_from_scratch(server.admin_dsn, owner, database=DATABASE)
            own = demo_settings(settings, folder, application, web=base_url(web), vendors=base_url(pretend))
            use_keys(own.secret_key)
            on_step("Putting the goods on sale")
            copy_pictures(folder / "media")
            _keep_clock_offset(folder / "clock")
            database = Database(application, public_url=own.public_url, pool_size=20)
            async with _processes(own, database, web, pretend, server.place) as demo:
                yield demo
            await database.close()


@asynccontextmanager
async def _processes(
    settings: Settings, database: Database, web: socket, pretend: socket, place: Path
) -> AsyncGenerator[DemoEnvironment, None]:
    """Sandbox, web, timetable and worker; the worker begins when merchant and goods are there."""
    sandbox = create_sandbox(World.load(settings.data_dir / "sandbox.json"))
    async with (
        serving(sandbox, pretend) as sandbox_url,
        serving(create_app(Database(database.url, public_url=settings.public_url), settings), web) as web_url,
        open_worker(database, settings) as worker,
        timetable(database),
    ):
        control = ControlClient(sandbox_url)
        merchant_id, api_key, file = await _open_merchant(settings.data_dir, database, control, web_url)
        sandbox.state.shop_agenda = upcoming_of(database, merchant_id)
        sandbox.state.shop_holders = holders_of(database, merchant_id)
        await _show_catalog_icon(settings, file)
        async with database.transaction(merchant_id) as session:
            await seed_catalog(session, Goods.load(), currency=file.currency, at=now())
        working = asyncio.create_task(worker.run())
        try:
            yield DemoEnvironment(database, control, web_url, sandbox_url, merchant_id, api_key, file, place)
        finally:
            worker.stop()
            await working
            await control.close()


async def bring_catalog_to_meta(demo: DemoEnvironment, on_step: OnStep) -> None:
    """Push the goods to the pretend Meta and say how far it is."""
    async with demo.database.transaction(demo.merchant_id) as session:
        await enqueue(session, "catalog_sync.push")
    limit = time.monotonic() + PATIENCE_SECONDS
    while True:
        approved, rejected, total = await demo.catalog_at_meta()
        refused = f", {rejected} rejected" if rejected else ""
        on_step(f"Bringing the catalog to WhatsApp: {approved} of {total} accepted{refused}")
        if approved + rejected >= total or time.monotonic() > limit:
            return  # what is still under way arrives by itself
        await asyncio.sleep(0.25)


def discard_data(folder: Path) -> None:
    """Throw a demo's data away."""
    if folder.exists():
        embedded_postgres.start(folder).discard()
        shutil.rmtree(folder, ignore_errors=True)


def demo_settings(base: Settings, folder: Path, database_url: str, *, web: str, vendors: str) -> Settings:
    """The demo decides its own settings; those of an installation on the same machine are not touched."""
    own = {
        "database_url": SecretStr(database_url),
        "data_dir": folder,
        "secret_key": SecretStr(_secret_key(folder / "secret-key")),
        "public_url": web,
        "whatsapp_api_url": vendors,
        "stripe_api_url": vendors,
        "framed_by": vendors,  # the chat in the browser shows the payment pages
    }
    return base.model_copy(update=own)


async def _show_catalog_icon(settings: Settings, file: MerchantFile) -> None:
    """Meta hides the catalog button of a new number; a shop wants it shown."""
    part = whatsapp_part(file)
    number = Credentials(phone_number_id=part.phone_number_id, access_token=part.access_token)
    shown = CommerceSettings(is_cart_enabled=True, is_catalog_visible=True)
    url, version = settings.whatsapp_api_url, settings.whatsapp_api_version
    async with WhatsApp(base_url=url, version=version) as whatsapp:
        await whatsapp.set_commerce_settings(number, shown)


def _keep_clock_offset(path: Path) -> None:
    """A clock that was moved stays moved at the next start: time that was lived through does not come again."""
    if path.exists():
        clock.offset = timedelta(seconds=float(path.read_text()))

    async def write(_: datetime) -> None:
        _write_offset(path)

    clock.observe(write)


def _write_offset(path: Path) -> None:
    path.write_text(str(clock.offset.total_seconds()))


def _secret_key(path: Path) -> str:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(32))
    return path.read_text()


async def _open_merchant(
    folder: Path, database: Database, control_client: ControlClient, web_url: str
) -> tuple[UUID, str, MerchantFile]:
    """The demo's merchant with its API key, made at the first start; at the pretend vendors at every one."""
    file, path = demo_merchant(), folder / "merchant.json"
    await register_number(control_client, file, web_url)
    if not path.exists():
        async with database.transaction() as session:
            merchant, api_key = await create_merchant(session, file, at=now())
        path.touch(mode=0o600)
        path.write_text(json.dumps({"merchant_id": str(merchant.id), "api_key": api_key}))
    stored = json.loads(path.read_text())
    merchant_id = UUID(stored["merchant_id"])
    await connect_webhooks(control_client, file, merchant_id, web_url)
    return merchant_id, stored["api_key"], file
