"""A shop with millions of rows, and what its days ask of the database."""

import asyncio
from collections.abc import Generator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import make_url, text

from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.kit.db.provisioning import prepare_from_scratch
from shop.kit.db.session import execute_core
from shop.kit.embedded.server import EmbeddedServer
from tests.plans.counted_statements import Ledger, counted_connections, relations_of
from tests.plans.days import spend_a_day
from tests.plans.many_rows import multiply
from tests.plans.reading_through import LargeTables, large_tables
from tests.support.postgres.connecting import connect_as
from tests.support.postgres.external_postgres import named
from tests.support.running.installation import Shop, open_shop, open_stack

NAME = named("plans")
NIGHTLY = text(
    "INSERT INTO tick (name, slot) VALUES ('catalog_sync.find_to_reconcile', :slot) ON CONFLICT DO NOTHING"
)


@dataclass(frozen=True)
class CountedDays:
    """What was executed in the days that were counted, and which tables are large."""

    merchant_id: UUID
    ledger: Ledger
    large: LargeTables


@pytest.fixture(scope="session")
def superuser_url(server: EmbeddedServer) -> Generator[str]:
    """A database of its own, which is gigabytes large and goes when the tests have ended."""
    asyncio.run(prepare_from_scratch(server.admin_dsn, server.dsn("shop_migrate", NAME), database=NAME))
    yield make_url(server.admin_dsn).set(database=NAME).render_as_string(hide_password=False)
    asyncio.run(_drop(server))


@pytest.fixture(scope="session")
async def days(server: EmbeddedServer, superuser_url: str) -> CountedDays:
    """A day, thousands of copies of it, then another one, which is counted."""
    ledger, database = (
        Ledger(relations=await relations_of(superuser_url)),
        Database(server.dsn("shop_app", NAME)),
    )
    with counted_connections(ledger, database=NAME):
        async with open_stack(database) as services:
            shop = await open_shop(services)
            await spend_a_day(shop)
            await _skip_the_night(shop)
            await multiply(superuser_url, shop.merchant.id)
            ledger.is_open = True
            await spend_a_day(shop)
            ledger.is_open = False
            await services.calm()
    await database.close()
    return CountedDays(shop.merchant.id, ledger, await large_tables(superuser_url))


async def _skip_the_night(shop: Shop) -> None:
    """What compares the whole catalog with Meta's is told that it has run: it reads everything, which is its use."""
    midnight = now().replace(hour=0, minute=0, second=0, microsecond=0)
    async with shop.services.database.transaction() as session:
        for day in range(30):
            await execute_core(session, NIGHTLY, {"slot": midnight + timedelta(days=day)})


async def _drop(server: EmbeddedServer) -> None:
    admin = await connect_as(server.admin_dsn)
    await admin.execute(f'DROP DATABASE "{NAME}" WITH (FORCE)')
    await admin.close()
