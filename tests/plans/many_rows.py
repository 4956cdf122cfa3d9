"""Copies of what one merchant's shop went through: the same days again and again, each at a time of its own.

Half of the copies lie before the days they are made of and half behind: no list is lucky because what it looks for is
what was stored last. In the copies everything is over: paid, read, answered, sent.
"""

import asyncio
from collections.abc import Mapping, Sequence
from uuid import UUID

import asyncpg

from tests.support.postgres.connecting import connect_as

# ruff: noqa: S608 - the catalog's own names
COPIES = 20_000  # of the days
MOST_ROWS = 1_000_000  # of a table
# What a shop has few of, however long it lives.
FEW = (
    *("api_key", "category", "collection", "commerce_switches", "counter", "directory", "drift_report"),
    *("message_template", "meta_batch", "meta_set", "product_feed", "rate_limit_bucket", "stripe_account"),
    *("sync_lease", "whatsapp_number"),
)
_OF_FEW = ("merchant_id", "number_id", "category_id", "collection_id", "key_id", "sent_batch_id")
_LOOKED_UP = ("about", "name", "payment_intent", "subject")  # by an index, though they need not be unique
_OVER: Mapping[tuple[str, str], str] = {
    ("attention", "resolved_at"): "coalesce(resolved_at, since)",
    ("cart", "state"): "CASE state WHEN 'open' THEN 'dropped' ELSE state END",
    ("conversation", "case_since"): "NULL",
    ("conversation", "held_by"): "'bot'",
    ("conversation", "waiting_since"): "NULL",
    ("conversation_case", "closed_at"): "coalesce(closed_at, opened_at)",
    ("idempotency_record", "claimed_at"): "claimed_at + interval '100 days'",
    ("inbound_event", "body"): r"'\x7b7d'",
    ("invoice", "pdf"): r"'\x25'",  # a page is 40 kB
    ("message", "unanswered"): "false",
    ("order_progress", "stage"): "'delivered'",
    ("order_progress", "waits_since"): "NULL",
    ("recovery", "state"): "'ended'",
    ("sales_order", "held"): "false",
    ("sales_order", "status"): "'paid'",
    ("variant", "meta_due_at"): "NULL",
    ("variant", "meta_state"): "'approved'",
    ("variant", "sent_batch_id"): "NULL",
    ("variant", "sent_hash"): "''",
    ("variant", "sent_version"): "version",
}
_TABLES = """
    SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'merchant_id'
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> ALL($1::text[])
"""
_COLUMNS = """
    SELECT attname AS name, format_type(atttypid, NULL) AS type, EXISTS (
        SELECT FROM pg_index WHERE indrelid = attrelid AND indisunique AND attnum = ANY(indkey)) AS is_unique
    FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""
# The time at which an id was made is its first 48 bits; the two halves are taken apart once, not for every copy.
_HALVES = (
    "('x' || left(replace({0}::text, '-', ''), 12))::bit(48)::bigint AS {0}_time, "
    "substr(replace({0}::text, '-', ''), 13) AS {0}_rest"
)
_MOVED = "(lpad(to_hex({0}_time + n * 60000), 12, '0') || {0}_rest)::uuid"
_INDEXES_ARE_KEPT = "UPDATE pg_index SET indisready = $2 WHERE indrelid = $1::regclass"


async def multiply(superuser_url: str, merchant_id: UUID) -> None:
    """Copy what the merchant has, two tables at a time, and let the server count it."""
    first, second = [await _connect(superuser_url) for _ in range(2)]
    counts = {
        table: await first.fetchval(f"SELECT count(*) FROM {table} WHERE merchant_id = $1", merchant_id)
        for (table,) in await first.fetch(_TABLES, FEW)
    }
    tables = sorted((table for table, rows in counts.items() if rows), key=lambda table: counts[table])
    await asyncio.gather(*(_copy_all(each, tables, counts, merchant_id) for each in (first, second)))
    await first.close()
    await second.close()


async def _connect(superuser_url: str) -> asyncpg.Connection:
    """Without triggers and checks: a copy of what is consistent is consistent."""
    connection = await connect_as(superuser_url)
    await connection.execute("SET session_replication_role = replica; SET maintenance_work_mem = '256MB'")
    return connection


async def _copy_all(
    admin: asyncpg.Connection, left: list[str], counts: Mapping[str, int], merchant_id: UUID
) -> None:
    while left:
        table = left.pop()
        await _copy(admin, table, merchant_id, copies=min(COPIES, MOST_ROWS // counts[table]))
        await admin.execute(f"VACUUM (ANALYZE) {table}")


async def _copy(admin: asyncpg.Connection, table: str, merchant_id: UUID, *, copies: int) -> None:
    """Its indexes are built at once behind the rows, which takes a third of the time."""
    columns = await admin.fetch(_COLUMNS, table)
    halves = [_HALVES.format(column["name"]) for column in columns if _is_own_id(column)]
    await admin.execute(_INDEXES_ARE_KEPT, table, False)
    await admin.execute(
        f"WITH seed AS MATERIALIZED (SELECT {', '.join(['*', *halves])} FROM {table} WHERE merchant_id = '{merchant_id}') "
        f"INSERT INTO {table} ({', '.join(column['name'] for column in columns)}) "
        f"SELECT {', '.join(_values(table, columns))} FROM generate_series({-(copies // 2)}, {copies // 2}) AS n, "
        "LATERAL (SELECT * FROM seed WHERE n <> 0 OFFSET 0) AS seeds"
    )
    await admin.execute(_INDEXES_ARE_KEPT, table, True)
    await admin.execute(f"REINDEX TABLE {table}")


def _values(table: str, columns: Sequence[asyncpg.Record]) -> list[str]:
    return [_OVER.get((table, column["name"])) or _value(column) for column in columns]


def _is_own_id(column: asyncpg.Record) -> bool:
    """Is it the id of something that is copied, too?"""
    return column["type"] == "uuid" and column["name"] not in _OF_FEW


def _value(column: asyncpg.Record) -> str:
    """In the nth copy: another id at another time, under another name; the rest is the same."""
    name: str = column["name"]
    match column["type"]:
        case "uuid":
            return _MOVED.format(name) if _is_own_id(column) else name
        case "timestamp with time zone":
            return f"{name} + n * interval '1 minute'"
        case "text" if column["is_unique"] or name in _LOOKED_UP:
            return f"{name} || '-' || n"
        case "bigint" if column["is_unique"]:
            return f"{name} + (n + 1000000) * 1000"
        case _:
            return name
