"""What the system catalog says of row-level security: which tables, which policies, which keys."""

from typing import Any

import asyncpg

from shop.kit.db.tenancy import APPLICATION, SWEEPER, UNPOLICED
from tests.kit.db.policed_tables import POLICED, owned_by


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
