"""No merchant reads or writes another's rows, in any table: asked of the server's catalog and of every table."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from shop.kit.db import Database, merchant_of, metadata, new_id, run, set_merchant
from shop.kit.jobs import enqueue
from shop.kit.tenancy import APPLICATION, SWEEPER, UNPOLICED, sweeping
from shop.tables import SLICES
from tests.conftest import connect_as

# ruff: noqa: S608 - tables' names come from our own list
assert SLICES
POLICED = sorted(set(metadata.tables) - UNPOLICED)
VALUES: Mapping[str, Any] = {
    "text": "x",
    "character varying": "x",
    "boolean": False,
    "integer": 1,
    "bigint": 1,
    "jsonb": "{}",
    "bytea": b"x",
    "numeric": 1,
    "date": "now",
    "timestamp with time zone": "now",
}
FILLED_BY_TRIGGER = {"product_search"}
COLUMNS = """
SELECT column_name AS name, data_type AS type FROM information_schema.columns
WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER' ORDER BY ordinal_position
"""
REFUSED = "row-level security"


@pytest.fixture(scope="module")
async def owner(ground_url: str) -> AsyncGenerator[asyncpg.Connection]:
    connection = await connect_as(ground_url)
    yield connection
    await connection.close()


@pytest.fixture
async def application(ground: Database) -> AsyncGenerator[asyncpg.Connection]:
    """A connection in the application's role, inside a transaction that is undone."""
    connection = await connect_as(ground.url)
    transaction = connection.transaction()
    await transaction.start()
    yield connection
    await transaction.rollback()
    await connection.close()


@pytest.fixture(scope="module")
async def two(owner: asyncpg.Connection) -> tuple[UUID, UUID]:
    """Two merchants with one row in every policed table; each row's ids are all its merchant's."""
    merchants = new_id(), new_id()
    for merchant in merchants:
        await fill(owner, merchant)
    return merchants


async def fill(owner: asyncpg.Connection, merchant: UUID) -> None:
    """One row everywhere, parents first: a table that comes too early is tried again."""
    waiting = list(POLICED)
    while waiting:
        left = []
        for table in waiting:
            try:
                await insert(owner, table, merchant)
            except asyncpg.ForeignKeyViolationError:
                left.append(table)
            except asyncpg.UniqueViolationError:
                assert table in FILLED_BY_TRIGGER
        assert len(left) < len(waiting), left
        waiting = left


async def insert(connection: asyncpg.Connection, table: str, merchant: UUID) -> None:
    """A row made from the columns' types; every uuid is the merchant's."""
    columns = await connection.fetch(COLUMNS, table)
    names = [column["name"] for column in columns]
    values = ", ".join(literal(column["type"], merchant) for column in columns)
    await connection.execute(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})")


def literal(kind: str, merchant: UUID) -> str:
    if kind == "uuid":
        return f"'{merchant}'"
    value = VALUES.get(kind, "x")
    return f"'{value.hex() if isinstance(value, bytes) else value}'"


def owned_by(table: str) -> str:
    return "id" if table == "merchant" else "merchant_id"


async def become(connection: asyncpg.Connection, merchant: UUID | None) -> None:
    await connection.execute(
        "SELECT set_config('app.merchant_id', $1, true)", "" if merchant is None else str(merchant)
    )


# --- what the catalog says ------------------------------------------------------------------------------------


async def test_every_table_is_policed_but_the_named_ones(owner: asyncpg.Connection) -> None:
    tables = await owner.fetch("""
        SELECT relname, relrowsecurity FROM pg_class
        WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
    """)

    assert {row["relname"] for row in tables if not row["relrowsecurity"]} == UNPOLICED
    assert sorted(row["relname"] for row in tables if row["relrowsecurity"]) == POLICED


async def test_a_policed_table_has_an_equality_policy_and_the_sweepers_and_no_other(
    owner: asyncpg.Connection,
) -> None:
    rows = await owner.fetch("SELECT * FROM pg_policies WHERE schemaname = 'public'")
    found: dict[str, list[tuple[Any, ...]]] = {}
    for row in rows:
        told = (row["policyname"], row["permissive"], tuple(row["roles"]), row["cmd"], row["with_check"])
        found.setdefault(row["tablename"], []).append((*told, row["qual"]))
    setting = "(NULLIF(current_setting('app.merchant_id'::text, true), ''::text))::uuid"

    for table in POLICED:
        assert sorted(found.pop(table)) == [
            ("sweep", "PERMISSIVE", (SWEEPER,), "SELECT", None, "true"),
            ("tenant", "PERMISSIVE", ("public",), "ALL", None, f"({owned_by(table)} = {setting})"),
        ], table
    assert found == {}


async def test_every_unique_key_of_a_policed_table_begins_with_the_merchant(
    owner: asyncpg.Connection,
) -> None:
    """Else an insert-or-ignore does nothing against another merchant's hidden row, and an event is lost."""
    keys = await owner.fetch("""
        SELECT t.relname AS table, i.relname AS key, a.attname AS first FROM pg_index x
        JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
        LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[0]
        WHERE x.indisunique AND t.relrowsecurity AND t.relnamespace = 'public'::regnamespace
    """)

    assert len(keys) >= len(POLICED)
    assert [row["key"] for row in keys if row["first"] != owned_by(row["table"])] == []


async def test_a_foreign_key_between_merchants_tables_holds_the_merchant_on_both_sides(
    owner: asyncpg.Connection,
) -> None:
    """Foreign keys ignore policies: without the merchant in them a line could point at another's product."""
    keys = await owner.fetch("""
        SELECT c.conname AS key,
               (SELECT array_agg(attname::text ORDER BY k.n) FROM unnest(c.conkey) WITH ORDINALITY k(num, n)
                JOIN pg_attribute ON attrelid = c.conrelid AND attnum = k.num) AS here,
               (SELECT array_agg(attname::text ORDER BY k.n) FROM unnest(c.confkey) WITH ORDINALITY k(num, n)
                JOIN pg_attribute ON attrelid = c.confrelid AND attnum = k.num) AS there
        FROM pg_constraint c JOIN pg_class t ON t.oid = c.confrelid
        WHERE c.contype = 'f' AND t.relrowsecurity
    """)

    assert len(keys) > 10
    assert [row["key"] for row in keys if (row["here"][0], row["there"][0]) != ("merchant_id",) * 2] == []


async def test_the_application_owns_nothing(owner: asyncpg.Connection) -> None:
    owned = "SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = $1"

    assert await owner.fetchval(owned, APPLICATION) == 0
    assert await owner.fetchval(owned, SWEEPER) == 0


async def test_a_function_that_looks_past_policies_is_the_sweepers_and_pins_its_search_path(
    owner: asyncpg.Connection,
) -> None:
    functions = await owner.fetch("""
        SELECT proname, pg_get_userbyid(proowner) AS owner, array_to_string(proconfig, ';') AS settings,
               has_function_privilege('public', oid, 'EXECUTE') AS open
        FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace
    """)

    assert functions
    for each in functions:
        assert (each["owner"], each["open"]) == (SWEEPER, False), each["proname"]
        assert "search_path=" in each["settings"]
        assert "pg_temp" in each["settings"]


# --- what every table does ------------------------------------------------------------------------------------


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
    table: str, ground: Database, two: tuple[UUID, UUID]
) -> None:
    async with ground.transaction() as session, sweeping(session):
        found = await run(session, text(f"SELECT {owned_by(table)} FROM {table}"))
        assert set(two) <= set(found.scalars())


@pytest.mark.parametrize("table", POLICED)
@pytest.mark.parametrize(
    "change", ["DELETE FROM {}", "UPDATE {} SET {} = {}", "INSERT INTO {} DEFAULT VALUES"]
)
async def test_the_sweeper_writes_nothing(table: str, change: str, ground: Database) -> None:
    key = owned_by(table)
    async with ground.transaction() as session:
        await run(session, text(f"SET LOCAL ROLE {SWEEPER}"))
        with pytest.raises(DBAPIError, match=f"permission denied for table {table}"):
            await run(session, text(change.format(table, key, key)))
        await session.rollback()


# --- what a transaction leaves behind -------------------------------------------------------------------------


async def test_the_sweepers_role_ends_with_the_block(ground: Database, two: tuple[UUID, UUID]) -> None:
    async with ground.transaction() as session:
        async with sweeping(session):
            assert await who_am_i(session) == SWEEPER
        assert await who_am_i(session) == APPLICATION
        assert (await run(session, text("SELECT count(*) FROM customer"))).scalar_one() == 0


async def test_the_sweepers_role_ends_with_a_transaction_that_failed_inside(single: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with single.transaction() as session, sweeping(session):
            raise ZeroDivisionError
    async with single.transaction() as session:
        assert await who_am_i(session) == APPLICATION


async def test_a_sweeper_leaves_no_job(ground: Database, two: tuple[UUID, UUID]) -> None:
    async with ground.transaction() as session:
        await run(session, text(f"SET LOCAL ROLE {SWEEPER}"))
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await enqueue(session, "nobody.home")
        await session.rollback()


@pytest.mark.parametrize("end", ["commit", "rollback"])
async def test_the_next_user_of_a_connection_has_no_merchant(
    end: str, single: Database, two: tuple[UUID, UUID]
) -> None:
    async with single.transaction(two[0]) as session:
        pid = await backend(session)
        assert (await run(session, text("SELECT count(*) FROM customer"))).scalar_one() == 1
        if end == "rollback":
            await session.rollback()
    async with single.transaction() as session:
        assert await backend(session) == pid
        assert (await run(session, text("SELECT count(*) FROM customer"))).scalar_one() == 0
        assert (
            await run(session, text("SELECT current_setting('app.merchant_id', true)"))
        ).scalar_one() == ""


async def test_transactions_at_the_same_time_do_not_share_a_merchant(
    ground: Database, two: tuple[UUID, UUID]
) -> None:
    async def look(merchant: UUID) -> list[UUID]:
        async with ground.transaction(merchant) as session:
            await asyncio.sleep(0.01)
            return list((await run(session, text("SELECT merchant_id FROM customer"))).scalars())

    found = await asyncio.gather(*(look(two[n % 2]) for n in range(20)))
    assert found == [[two[n % 2]] for n in range(20)]


async def test_a_transaction_changes_its_merchant_for_what_follows(
    ground: Database, two: tuple[UUID, UUID]
) -> None:
    async with ground.transaction(two[0]) as session:
        await set_merchant(session, two[1])
        assert merchant_of(session) == two[1]
        assert list((await run(session, text("SELECT merchant_id FROM customer"))).scalars()) == [two[1]]


async def test_a_transaction_without_a_merchant_says_so(ground: Database) -> None:
    async with ground.transaction() as session:
        with pytest.raises(LookupError, match="no merchant"):
            merchant_of(session)


async def who_am_i(session: Any) -> str:
    return str((await run(session, text("SELECT current_user"))).scalar_one())


async def backend(session: Any) -> int:
    return int((await run(session, text("SELECT pg_backend_pid()"))).scalar_one())
