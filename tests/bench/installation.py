"""What every bench stands on: a durable embedded server, merchants with goods, and processes of the shop."""

import asyncio
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import asyncpg
import httpx
from pydantic import SecretStr

from shop import handlers as _handlers  # noqa: F401 - whoever leaves jobs knows their handlers
from shop.catalog.enums import TaxClass
from shop.catalog.products import ProductDraft, VariantDraft, create_product
from shop.kit.clock import now
from shop.kit.db.database import Database, driver_url
from shop.kit.db.provisioning import prepare_from_scratch
from shop.kit.embedded import server as embedded_postgres
from shop.kit.embedded.server import EmbeddedServer
from shop.kit.http_server import bind
from shop.kit.secrets import use_keys
from tests.support.cast import make_merchant, merchant_file
from tests.support.repository import ROOT, SHOP

KEY = "a key for the bench alone - 32 or more"
MERCHANTS = 4
PRODUCTS = 100
PRICE_MINOR = 1250
PLENTY = 1_000_000
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Seller:
    """A merchant as the load generator knows it."""

    merchant_id: UUID
    app_id: str
    app_secret: str
    phone_number_id: str
    access_token: str
    waba_id: str
    stripe_key: str


@dataclass
class BenchInstallation:
    """A database with sellers in it."""

    server: EmbeddedServer
    owner_url: str
    application_url: str
    sellers: list[Seller]

    def environment(self, **more: str) -> dict[str, str]:
        """For a process of the shop."""
        return {
            **os.environ,
            "SHOP_DATABASE_URL": self.application_url,
            "SHOP_SECRET_KEY": KEY,
            "SHOP_LOG_LEVEL": "ERROR",
            "PYTHONPATH": str(ROOT),
            **more,
        }


@asynccontextmanager
async def open_installation(name: str) -> AsyncGenerator[BenchInstallation]:
    """A new durable server, thrown away at the end."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    with embedded_postgres.start(folder, durable=True) as server:
        owner, application = server.dsn("shop_migrate", name), server.dsn("shop_app", name)
        await prepare_from_scratch(server.admin_dsn, owner, database=name)
        database = Database(application)
        use_keys(SecretStr(KEY))
        sellers = [await _seller(database) for _ in range(MERCHANTS)]
        await database.close()
        try:
            yield BenchInstallation(server, owner, application, sellers)
        finally:
            server.discard()


async def _seller(database: Database) -> Seller:
    file = merchant_file()
    merchant = await make_merchant(database, file, at=now())
    async with database.transaction(merchant.id) as session:
        for number in range(PRODUCTS):
            variant = VariantDraft(sku=f"SKU-{number}", price_minor=PRICE_MINOR, stock=PLENTY)
            draft = ProductDraft(title=f"Product {number}", tax_class=TaxClass.STANDARD, variants=[variant])
            await create_product(session, draft, currency="EUR", at=now(), actor="bench")
    part, stripe = file.whatsapp, file.stripe
    assert part is not None
    assert stripe is not None
    return Seller(
        merchant.id,
        part.app_id,
        part.app_secret,
        part.phone_number_id,
        part.access_token,
        part.waba_id,
        stripe.secret_key,
    )


@contextmanager
def process(command: list[str], environment: dict[str, str]) -> Generator[subprocess.Popen[bytes]]:
    """A process of its own; told to stop at the end."""
    running = subprocess.Popen(command, env=environment)  # noqa: S603
    try:
        yield running
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(60)


@contextmanager
def shop(
    installation: BenchInstallation, *command: str, **environment: str
) -> Generator[subprocess.Popen[bytes]]:
    """`shop …` as an operator starts it."""
    with process([*SHOP, *command], installation.environment(**environment)) as running:
        yield running


def free_port() -> int:
    """A port that was free a moment ago."""
    listener = bind("127.0.0.1", 0)
    port = int(listener.getsockname()[1])
    listener.close()
    return port


async def answers(url: str, *, within: float = 20.0) -> None:
    """Wait until a server answers anything."""
    limit = time.monotonic() + within
    async with httpx.AsyncClient(trust_env=False) as http:
        while True:
            try:
                await http.get(url)
            except httpx.TransportError:
                if time.monotonic() > limit:
                    raise
                await asyncio.sleep(0.05)
            else:
                return


def cpu_seconds(pid: int) -> float:
    """User and system time of a process so far."""
    return sum(_times(pid)[11:13]) / TICKS


async def database_seconds(installation: BenchInstallation) -> float:
    """The same of the database server: its first process, those it started, and those that have ended."""
    first = await _server_pid(installation)
    ended = sum(_times(first)[13:15])
    running = [pid for pid in _pids() if pid == first or _times(pid)[1:2] == [first]]
    return (ended + sum(sum(_times(pid)[11:13]) for pid in running)) / TICKS


async def _server_pid(installation: BenchInstallation) -> int:
    """Who started the process that serves us."""
    connection = await asyncpg.connect(driver_url(installation.owner_url))
    serving = await connection.fetchval("SELECT pg_backend_pid()")
    parent = _times(serving)[1]
    await connection.close()
    return parent


def _pids() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _times(pid: int) -> list[int]:
    """What `stat` says after the name: the parent is the second number, its own times the 12th and 13th."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except FileNotFoundError:
        return [0] * 20  # it has just ended
    return [int(word) if word.lstrip("-").isdigit() else 0 for word in words]
