"""A real PostgreSQL for the whole run; every test works for a merchant of its own, so nothing is cleaned up."""

import os
import tempfile
from pathlib import Path

os.environ["PYTHONPATH"] = str(Path(__file__).resolve().parents[1])  # what tests start imports this tree
os.environ.setdefault("SHOP_SECRET_KEY", "a key for tests only - 32 characters")
os.environ.setdefault("SHOP_DATA_DIR", tempfile.mkdtemp(prefix="shop-tests-"))

import asyncio
from collections.abc import AsyncGenerator, Generator

import pytest

import shop.handlers  # noqa: F401 - what is tested may leave any job
from shop.config import Settings
from shop.kit.clock import clock
from shop.kit.db.database import Database
from shop.kit.db.provisioning import prepare_from_scratch
from shop.kit.embedded import server as embedded_postgres
from shop.kit.embedded.server import EmbeddedServer
from shop.kit.secrets import use_keys
from shop.merchants.models import Merchant
from tests.support.cast import make_merchant
from tests.support.postgres.external_postgres import external_server, named, told_version

use_keys(Settings().secret_key)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the database at the end, where a quiet run shows it: CI runs several."""
    terminalreporter.write_line(f"on {told_version()}")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[EmbeddedServer]:
    """The embedded server, not durable, of this process alone; or the one that the environment names."""
    if (foreign := external_server()) is not None:
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
def url_without_worker(server: EmbeddedServer) -> str:
    """A second database: no worker looks at it, so a test runs its jobs itself."""
    url = server.dsn("shop_migrate", named("without_worker"))
    asyncio.run(prepare_from_scratch(server.admin_dsn, url, database=named("without_worker")))
    return url


@pytest.fixture(scope="session")
async def database_without_worker(
    server: EmbeddedServer, url_without_worker: str
) -> AsyncGenerator[Database]:
    """The database without a worker in the application's role."""
    opened = Database(server.dsn("shop_app", named("without_worker")), pool_size=40)
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
