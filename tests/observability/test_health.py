"""`/health`: whether the process lives, and what keeps it from serving."""

import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from litestar import Litestar
from litestar.datastructures import State

from shop.kit.db.database import Database
from shop.kit.db.roles import ensure_roles
from shop.kit.db.schema import newest_revision
from shop.kit.embedded.server import EmbeddedServer
from shop.kit.http_server import bind
from shop.observability import health
from tests.support.pace import allowance
from tests.support.postgres.external_postgres import named


@asynccontextmanager
async def asking(url: str, revision: str | None = None) -> AsyncGenerator[httpx.AsyncClient]:
    """A client of the health endpoints over that database."""
    database = Database(url, pool_size=1)
    state = State({"database": database, "schema_revision": revision or newest_revision()})
    app: Any = Litestar([health.live, health.ready], state=state, openapi_config=None)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop.test") as http:
        yield http
    await database.close()


@pytest.fixture
def silent() -> Iterator[str]:
    """A database that takes calls and never answers."""
    with bind("127.0.0.1", 0) as listener:
        yield f"postgresql+asyncpg://shop_app@127.0.0.1:{listener.getsockname()[1]}/shop"


async def test_a_shop_with_its_database_is_ready(database: Database) -> None:
    async with asking(database.url) as http:
        answer = await http.get("/health/ready")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})


async def test_without_a_database_it_lives_and_is_not_ready() -> None:
    async with asking("postgresql+asyncpg://nobody@127.0.0.1:1/nothing") as http:
        living, ready = await http.get("/health/live"), await http.get("/health/ready")
    assert (living.status_code, living.json()) == (200, {"status": "live"})
    assert ready.status_code == 503
    assert "does not answer" in ready.json()["missing"][0]


async def test_a_database_that_hangs_is_not_ready_within_seconds(silent: str) -> None:
    began = time.monotonic()
    async with asking(silent) as http:
        ready = await http.get("/health/ready")
    assert ready.status_code == 503
    assert time.monotonic() - began < health.PATIENCE_SECONDS + allowance(1)


async def test_a_database_at_another_revision_is_told_with_both(database: Database) -> None:
    async with asking(database.url, "9999") as http:
        ready = await http.get("/health/ready")
    assert ready.status_code == 503
    assert ready.json()["missing"] == [
        f"The database is at revision {newest_revision()}, this program needs 9999: run `shop migrate`."
    ]


async def test_an_empty_database_asks_to_be_migrated(server: EmbeddedServer) -> None:
    await ensure_roles(server.admin_dsn, database=named("bare"))
    async with asking(server.dsn("shop_app", named("bare"))) as http:
        ready = await http.get("/health/ready")
    assert ready.status_code == 503
    assert ready.json()["missing"] == ["The database is empty: run `shop migrate`."]
