"""A database for the foundations' own tests: no shop runs on it, so backends may die and rows may be nonsense."""

import asyncio
from collections.abc import AsyncGenerator
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import make_url

from shop.kit.db.columns import new_id
from shop.kit.db.database import Database
from shop.kit.db.provisioning import prepare_from_scratch
from shop.kit.embedded.server import EmbeddedServer
from tests.kit.db.policed_tables import fill
from tests.kit.jobs.running_jobs import clear
from tests.support.postgres.connecting import connect_as
from tests.support.postgres.external_postgres import named

NAME = named("kit")


@pytest.fixture(scope="session")
def scratch_url(server: EmbeddedServer) -> str:
    """The owner's URL of it, migrated."""
    url = server.dsn("shop_migrate", NAME)
    asyncio.run(prepare_from_scratch(server.admin_dsn, url, database=NAME))
    return url


@pytest.fixture(scope="session")
async def scratch(server: EmbeddedServer, scratch_url: str) -> AsyncGenerator[Database]:
    """It, in the application's role."""
    opened = Database(server.dsn("shop_app", NAME), pool_size=20)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def superuser_url(server: EmbeddedServer, scratch_url: str) -> str:
    """Who may hang up on everybody."""
    return make_url(server.admin_dsn).set(database=NAME).render_as_string(hide_password=False)


@pytest.fixture
async def single(scratch: Database) -> AsyncGenerator[Database]:
    """A pool of one connection, so that the next transaction surely has the same."""
    opened = Database(scratch.url, pool_size=1)
    yield opened
    await opened.close()


@pytest.fixture
async def base(scratch: Database) -> AsyncGenerator[Database]:
    """The database with an empty queue before and after."""
    await clear(scratch)
    yield scratch
    await clear(scratch)


@pytest.fixture(scope="module")
async def owner(scratch_url: str) -> AsyncGenerator[asyncpg.Connection]:
    connection = await connect_as(scratch_url)
    yield connection
    await connection.close()


@pytest.fixture(scope="module")
async def two(owner: asyncpg.Connection) -> tuple[UUID, UUID]:
    """Two merchants with one row in every policed table; each row's ids are all its merchant's."""
    merchants = new_id(), new_id()
    for merchant in merchants:
        await fill(owner, merchant)
    return merchants
