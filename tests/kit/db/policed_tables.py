"""What the tests of isolation share: every policed table, a row in each, and who looks."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg

from shop.kit.db.columns import metadata
from shop.kit.db.tenancy import UNPOLICED
from shop.tables import SLICES

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
    "list": "[]",
    "bytea": b"x",
    "numeric": 1,
    "date": "now",
    "timestamp with time zone": "now",
}
LISTS = {"tags"}  # a trigger looks into them
FILLED_BY_TRIGGER = {"product_search"}
COLUMNS = """
SELECT column_name AS name, data_type AS type FROM information_schema.columns
WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER'
  AND is_nullable = 'NO' ORDER BY ordinal_position
"""


async def fill(owner: asyncpg.Connection, merchant: UUID) -> None:
    """One row everywhere, parents first: a table that comes too early is tried again."""
    await owner.execute("INSERT INTO whatsapp_app VALUES ('x', 'x', 'x') ON CONFLICT DO NOTHING")  # nobody's
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
    """A row made from the columns' types, empty where it may be; every uuid is the merchant's."""
    columns = await connection.fetch(COLUMNS, table)
    names = [column["name"] for column in columns]
    kinds = ["list" if column["name"] in LISTS else column["type"] for column in columns]
    values = ", ".join(literal(kind, merchant) for kind in kinds)
    await connection.execute(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})")


def literal(kind: str, merchant: UUID) -> str:
    if kind == "uuid":
        return f"'{merchant}'"
    value = VALUES.get(kind, "x")
    return f"'{value.hex() if isinstance(value, bytes) else value}'"


def owned_by(table: str) -> str:
    return "id" if table == "merchant" else "merchant_id"
