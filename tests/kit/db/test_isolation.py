"""Every policed table, row by row: a merchant reads and changes its own, and nobody else's."""

from collections.abc import AsyncGenerator
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.kit.db.tenancy import SWEEPER, sweeping
from tests.kit.db.policed_tables import POLICED, insert, owned_by
from tests.support.postgres.connecting import connect_as

# ruff: noqa: S608 - tables' names come from our own list
REFUSED = "row-level security"


@pytest.fixture
async def application(scratch: Database) -> AsyncGenerator[asyncpg.Connection]:
    """A connection in the application's role, inside a transaction that is undone."""
    connection = await connect_as(scratch.url)
    transaction = connection.transaction()
    await transaction.start()
    yield connection
    await transaction.rollback()
    await connection.close()


async def become(connection: asyncpg.Connection, merchant: UUID | None) -> None:
    await connection.execute(
        "SELECT set_config('app.merchant_id', $1, true)", "" if merchant is None else str(merchant)
    )


@pytest.mark.parametrize("table", POLICED)
async def test_a_merchant_sees_its_own_row(
    table: str, application: asyncpg.Connection, two: tuple[UUID, UUID]
) -> None:
    await become(application, two[0])
    found = await application.fetch(f"SELECT {owned_by(table)} AS owner FROM {table}")
    assert [row["owner"] for row in found] == [two[0]]


@pytest.mark.parametrize("table", POLICED)
@pytest.mark.parametrize("who", ["another merchant", "nobody"])
async def test_no_one_else_sees_changes_or_deletes_it(
    table: str, who: str, application: asyncpg.Connection, two: tuple[UUID, UUID]
) -> None:
    mine, other = two
    key = owned_by(table)
    await become(application, other if who == "another merchant" else None)

    assert await application.fetchval(f"SELECT count(*) FROM {table} WHERE {key} = $1", mine) == 0
    changed = await application.execute(f"UPDATE {table} SET {key} = {key} WHERE {key} = $1", mine)
    deleted = await application.execute(f"DELETE FROM {table} WHERE {key} = $1", mine)
    assert (changed, deleted) == ("UPDATE 0", "DELETE 0")


@pytest.mark.parametrize("table", POLICED)
@pytest.mark.parametrize("who", ["another merchant", "nobody"])
async def test_no_one_else_writes_a_row_in_its_name(
    table: str, who: str, application: asyncpg.Connection, two: tuple[UUID, UUID]
) -> None:
    await become(application, two[1] if who == "another merchant" else None)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match=REFUSED):
        await insert(application, table, two[0])


@pytest.mark.parametrize("table", POLICED)
async def test_no_row_is_given_to_another_merchant(
    table: str, application: asyncpg.Connection, two: tuple[UUID, UUID]
) -> None:
    await become(application, two[1])
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match=REFUSED):
        await application.execute(f"UPDATE {table} SET {owned_by(table)} = $1", two[0])


@pytest.mark.parametrize("table", POLICED)
async def test_the_sweeper_reads_every_merchants_rows(
    table: str, scratch: Database, two: tuple[UUID, UUID]
) -> None:
    async with scratch.transaction() as session, sweeping(session):
        found = await execute_core(session, text(f"SELECT {owned_by(table)} FROM {table}"))
        assert set(two) <= set(found.scalars())


@pytest.mark.parametrize("table", POLICED)
@pytest.mark.parametrize(
    "change", ["DELETE FROM {}", "UPDATE {} SET {} = {}", "INSERT INTO {} DEFAULT VALUES"]
)
async def test_the_sweeper_writes_nothing(table: str, change: str, scratch: Database) -> None:
    key = owned_by(table)
    async with scratch.transaction() as session:
        await execute_core(session, text(f"SET LOCAL ROLE {SWEEPER}"))
        with pytest.raises(DBAPIError, match=f"permission denied for table {table}"):
            await execute_core(session, text(change.format(table, key, key)))
        await session.rollback()
