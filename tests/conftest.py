"""A real PostgreSQL for the whole run; every test works for a merchant of its own, so nothing is cleaned up."""

import os
import tempfile

os.environ.setdefault("SHOP_SECRET_KEY", "a key for tests only - 32 characters")
os.environ.setdefault("SHOP_DATA_DIR", tempfile.mkdtemp(prefix="shop-tests-"))

import asyncio
import itertools
from collections.abc import AsyncGenerator, Generator
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest

import shop.handlers  # noqa: F401 - what is tested may leave any job
from shop.kit.clock import clock
from shop.kit.db.database import Database, driver_url
from shop.kit.db.provisioning import prepare_from_scratch
from shop.kit.embedded import server as embedded_postgres
from shop.kit.embedded.server import EmbeddedServer
from shop.merchants.creation import (
    AddressPart,
    MerchantFile,
    StripePart,
    WhatsAppPart,
    create_merchant,
)
from shop.merchants.models import Merchant
from tests.support.external_postgres import foreign_server, named, told_version

SUNDAY = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
_numbers = itertools.count(1)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the database at the end, where a quiet run shows it: CI runs several."""
    terminalreporter.write_line(f"on {told_version()}")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[EmbeddedServer]:
    """The embedded server, not durable, of this process alone; or the one that the environment names."""
    if (foreign := foreign_server()) is not None:
        foreign.clear()
        yield foreign
        return
    version = int(os.environ.get("SHOP_TEST_POSTGRES", "18"))
    with embedded_postgres.start(tmp_path_factory.mktemp("pg"), version=version, durable=False) as running:
        yield running
        running.discard()


@pytest.fixture(scope="session")
def owner_url(server: EmbeddedServer) -> str:
    """A migrated database, seen by its owner."""
    url = server.dsn("shop_migrate", named("test"))
    asyncio.run(prepare_from_scratch(server.admin_dsn, url, database=named("test")))
    return url


@pytest.fixture(scope="session")
async def database(server: EmbeddedServer, owner_url: str) -> AsyncGenerator[Database]:
    """The same database in the application's role: row-level security binds it."""
    opened = Database(server.dsn("shop_app", named("test")), pool_size=20)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def quiet_url(server: EmbeddedServer) -> str:
    """A second database: no worker looks at it, so a test runs its jobs itself."""
    url = server.dsn("shop_migrate", named("quiet"))
    asyncio.run(prepare_from_scratch(server.admin_dsn, url, database=named("quiet")))
    return url


@pytest.fixture(scope="session")
async def quiet(server: EmbeddedServer, quiet_url: str) -> AsyncGenerator[Database]:
    """The quiet database in the application's role."""
    opened = Database(server.dsn("shop_app", named("quiet")), pool_size=40)
    yield opened
    await opened.close()


@pytest.fixture
async def merchant(database: Database) -> Merchant:
    """A merchant with a number and a Stripe account."""
    return await make_merchant(database)


@pytest.fixture(autouse=True)
def real_time() -> Generator[None]:
    """No test leaves the clock moved."""
    yield
    clock.reset()


def merchant_file(n: int | None = None, **changes: object) -> MerchantFile:
    """A file like the README's, with ids of its own."""
    n = next(_numbers) if n is None else n
    base: dict[str, object] = {
        "name": "La Tienda del Faro",
        "legal_name": "La Tienda del Faro S.L.",
        "tax_id": "ESB12345674",
        "address": AddressPart(line1="Calle Mayor 1", postal_code="28013", city="Madrid", country="ES"),
        "currency": "EUR",
        "locale": "es",
        "time_zone": "Europe/Madrid",
        "whatsapp": WhatsAppPart(
            app_id=f"40{n:06d}",
            app_secret=f"app secret {n}",
            verify_token=f"verify {n}",
            access_token=f"token{n}",
            waba_id=f"10{n:06d}",
            phone_number_id=f"20{n:06d}",
            display_phone_number=f"+34600{n:06d}",
            catalog_id=f"30{n:06d}",
        ),
        "stripe": StripePart(secret_key=f"sk_test_{n}", webhook_secrets=[f"whsec_{n}"]),
        "hours": {day: ["09:00-20:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat")},
    }
    return MerchantFile(**{**base, **changes})  # type: ignore[arg-type]


async def make_merchant(
    database: Database, file: MerchantFile | None = None, *, at: datetime = SUNDAY
) -> Merchant:
    """Store a merchant."""
    async with database.transaction() as session:
        created, _ = await create_merchant(session, file or merchant_file(), at=at)
    return created


async def connect_as(url: str) -> asyncpg.Connection:
    """A bare connection, for tests that look from outside."""
    return await asyncpg.connect(driver_url(url))


def folder_of(file: str) -> Path:
    """Where a test file stands."""
    return Path(file).resolve().parent
