"""The demo's stage: embedded database, merchant, goods, sandbox, web, worker and timetable in one process."""

import asyncio
import json
import os
import secrets
import shutil
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import text

from shop.app import create_app
from shop.cli.agenda import agenda_of
from shop.cli.demo_merchant import demo_merchant
from shop.cli.pictures import draw_all
from shop.cli.seed import Goods, seed_catalog
from shop.config import settings
from shop.kit.clock import clock, now
from shop.kit.db.database import Database
from shop.kit.db.provisioning import prepare_from_scratch
from shop.kit.db.session import execute_core
from shop.kit.embedded import server as embedded_postgres
from shop.kit.http_server import base_url, bind, serving
from shop.kit.jobs import enqueue
from shop.merchants.creation import MerchantFile, create_merchant
from shop.sandbox.app import create_app as create_sandbox
from shop.sandbox.state import World
from shop.sandbox.visitor import Visitor
from shop.timetable import timetable
from shop.whatsapp.api.client import CommerceSettings, Credentials, WhatsApp
from shop.worker import open_worker

DATABASE = "shop_demo"
Say = Callable[[str], None]

_STANDING = text(
    "SELECT count(*) AS total, count(*) FILTER (WHERE meta_state = 'approved') AS approved, "
    "count(*) FILTER (WHERE meta_state = 'rejected') AS rejected FROM variant WHERE NOT archived"
)
PATIENCE_SECONDS = 60.0


@dataclass
class Stage:
    """Everything that runs, and how to reach it."""

    database: Database
    visitor: Visitor
    web_url: str
    sandbox_url: str
    merchant_id: UUID
    api_key: str
    file: MerchantFile

    @property
    def phone_number_id(self) -> str:
        if self.file.whatsapp is None:
            raise LookupError("The demo's merchant has no number.")
        return self.file.whatsapp.phone_number_id

    async def catalog_standing(self) -> tuple[int, int, int]:
        """(approved by Meta, rejected, all) variants."""
        async with self.database.transaction(self.merchant_id) as session:
            row = (await execute_core(session, _STANDING)).one()
        return row.approved, row.rejected, row.total


@asynccontextmanager
async def open_stage(
    folder: Path, say: Say, *, port: int = 0, sandbox_port: int = 0
) -> AsyncGenerator[Stage, None]:
    """Set everything up and run it until the block ends; nothing is left running."""
    web, pretend = bind("127.0.0.1", port), bind("127.0.0.1", sandbox_port)
    _configure(folder, public_url=base_url(web), vendors_url=base_url(pretend))
    say("Starting PostgreSQL")
    with embedded_postgres.start(folder) as server:
        owner, application = server.dsn("shop_migrate", DATABASE), server.dsn("shop_app", DATABASE)
        await prepare_from_scratch(server.admin_dsn, owner, database=DATABASE)
        say("Drawing the goods")
        goods = Goods.load()
        await asyncio.to_thread(draw_all, folder / "media", goods)
        database = Database(application, pool_size=20)
        _keep_time(folder / "clock")
        world = World.load(folder / "sandbox.json")
        sandbox = create_sandbox(world)
        async with (
            serving(sandbox, pretend) as sandbox_url,
            serving(create_app(Database(application)), web) as web_url,
            open_worker(database, settings()) as worker,
            timetable(database),
        ):
            visitor = Visitor(sandbox_url)
            merchant_id, api_key, file = await _merchant(folder, database, visitor, web_url)
            sandbox.state.shop_agenda = agenda_of(database, merchant_id)
            await show_catalog(file)
            async with database.transaction(merchant_id) as session:
                await seed_catalog(session, goods, currency=file.currency, at=now())
            working = asyncio.create_task(worker.run())
            try:
                yield Stage(database, visitor, web_url, sandbox_url, merchant_id, api_key, file)
            finally:
                worker.stop()
                await working
                await visitor.close()
        await database.close()


async def show_catalog(file: MerchantFile) -> None:
    """Meta hides the catalog button of a new number; a shop wants it shown."""
    if file.whatsapp is None:
        return
    number = Credentials(
        phone_number_id=file.whatsapp.phone_number_id, access_token=file.whatsapp.access_token
    )
    here = settings()
    async with WhatsApp(base_url=here.whatsapp_api_url, version=here.whatsapp_api_version) as whatsapp:
        await whatsapp.set_commerce_settings(
            number, CommerceSettings(is_cart_enabled=True, is_catalog_visible=True)
        )


async def push_catalog(stage: Stage, say: Say) -> None:
    """Bring the goods to the pretend Meta and say how far it is."""
    async with stage.database.transaction(stage.merchant_id) as session:
        await enqueue(session, "catalog_sync.push")
    limit = time.monotonic() + PATIENCE_SECONDS
    while True:
        approved, rejected, total = await stage.catalog_standing()
        refused = f", {rejected} rejected" if rejected else ""
        say(f"Bringing the catalog to WhatsApp: {approved} of {total} accepted{refused}")
        if approved + rejected >= total or time.monotonic() > limit:
            return  # what is still under way arrives by itself
        await asyncio.sleep(0.25)


def forget(folder: Path) -> None:
    """Throw a demo's data away."""
    if folder.exists():
        embedded_postgres.start(folder).discard()
        shutil.rmtree(folder, ignore_errors=True)


def _configure(folder: Path, *, public_url: str, vendors_url: str) -> None:
    """The demo decides its own settings; a shop's are not touched."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(
        SHOP_DATA_DIR=str(folder),
        SHOP_SECRET_KEY=_key(folder / "secret-key"),
        SHOP_PUBLIC_URL=public_url,
        SHOP_WHATSAPP_API_URL=vendors_url,
        SHOP_STRIPE_API_URL=vendors_url,
    )
    settings.cache_clear()


def _keep_time(path: Path) -> None:
    """A clock that was moved stays moved at the next start: time that was lived through does not come again."""
    if path.exists():
        clock.offset = timedelta(seconds=float(path.read_text()))

    async def write(_: datetime) -> None:
        _note_offset(path)

    clock.observe(write)


def _note_offset(path: Path) -> None:
    path.write_text(str(clock.offset.total_seconds()))


def _key(path: Path) -> str:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(32))
    return path.read_text()


async def _merchant(
    folder: Path, database: Database, visitor: Visitor, web_url: str
) -> tuple[UUID, str, MerchantFile]:
    """The demo's merchant, made at the first start; registered at the stand-ins at every one."""
    file, known = demo_merchant(), folder / "merchant.json"
    await visitor.post("/businesses", _business(file, web_url))
    stored = _remembered(known)
    if stored is None:
        async with database.transaction() as session:
            merchant, api_key = await create_merchant(session, file, at=now())
        stored = _remember(known, merchant_id=str(merchant.id), api_key=api_key)
    if file.stripe is not None:
        account = {
            "secret_key": file.stripe.secret_key,
            "webhook_url": f"{web_url}/hooks/stripe/{stored['merchant_id']}",
            "webhook_secrets": file.stripe.webhook_secrets,
            "name": file.name,
        }
        await visitor.post("/stripe/accounts", account)
    await visitor.post("/businesses", {**_business(file, web_url), "handshake": True})
    return UUID(stored["merchant_id"]), stored["api_key"], file


def _remembered(path: Path) -> dict[str, str] | None:
    return json.loads(path.read_text()) if path.exists() else None


def _remember(path: Path, **stored: str) -> dict[str, str]:
    path.touch(mode=0o600)
    path.write_text(json.dumps(stored))
    return stored


def _business(file: MerchantFile, web_url: str) -> dict[str, Any]:
    part = file.whatsapp
    if part is None:
        raise LookupError("The demo's merchant has no number.")
    return {
        "app_id": part.app_id,
        "app_secret": part.app_secret,
        "verify_token": part.verify_token,
        "access_token": part.access_token,
        "waba_id": part.waba_id,
        "phone_number_id": part.phone_number_id,
        "display_phone_number": part.display_phone_number,
        "name": file.name,
        "catalog_id": part.catalog_id,
        "callback_url": f"{web_url}/hooks/whatsapp/{part.app_id}",
    }
