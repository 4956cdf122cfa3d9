"""Prepares a database: roles, the database itself, the schema, the queue's tables. May run twice, or at once."""

import asyncio

import asyncpg
from pgqueuer.db import AsyncpgDriver
from pgqueuer.queries import Queries

from shop.kit.db.database import driver_url
from shop.kit.db.roles import APPLICATION, OWNER, ensure_roles
from shop.kit.db.schema import SchemaState, schema_state, told, upgrade
from shop.kit.errors import ShopError

_QUEUE_TABLES = ("pgqueuer", "pgqueuer_log", "pgqueuer_statistics", "pgqueuer_schedules")
_LOCK = 0x73686F71  # an advisory lock


USE_NEWER = "Run the newer release."


class SchemaNewer(ShopError):
    """Another release migrated the database; this one does not know it."""

    status_code = 503


async def prepare_database(owner_url: str) -> None:
    """Bring schema and queue up to date. Whoever the URL names acts as the owner, and must be able to.

    Raises SchemaNewer, and then has changed nothing.
    """
    connection = await asyncpg.connect(driver_url(owner_url), server_settings={"role": OWNER})
    try:
        await _wait_for_lock(connection)
        await _refuse_newer(connection)
        await asyncio.to_thread(upgrade, owner_url)
        await _prepare_queue(connection)
        # Which migrations ran is the owner's to say; what is granted by default would let the application lie about it.
        await connection.execute(f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {APPLICATION}")
    finally:
        await connection.close()  # ends the lock


async def _wait_for_lock(connection: asyncpg.Connection) -> None:
    """Wait for the lock without an open statement, which would block the building of an index."""
    while not await connection.fetchval("SELECT pg_try_advisory_lock($1)", _LOCK):  # noqa: ASYNC110
        await asyncio.sleep(0.1)


async def revision_of(connection: asyncpg.Connection) -> str | None:
    """Where its migrations stand; None before the first."""
    if await connection.fetchval("SELECT to_regclass('alembic_version') IS NULL"):
        return None
    revision: str | None = await connection.fetchval("SELECT version_num FROM alembic_version")
    return revision


async def _refuse_newer(connection: asyncpg.Connection) -> None:
    revision = await revision_of(connection)
    if schema_state(revision) is SchemaState.NEWER:
        raise SchemaNewer(f"{told(revision)} {USE_NEWER} Nothing was changed.")


async def _prepare_queue(connection: asyncpg.Connection) -> None:
    """Install or upgrade PgQueuer's tables; its trigger is switched off (`kit.jobs.notifier` says why)."""
    queries = Queries(AsyncpgDriver(connection))
    if not await queries.has_table("pgqueuer"):
        await queries.install()
    await queries.upgrade()
    await connection.execute("ALTER TABLE pgqueuer DISABLE TRIGGER tg_pgqueuer_changed")
    tables = ", ".join(_QUEUE_TABLES)
    sequences = ", ".join(f"{table}_id_seq" for table in _QUEUE_TABLES)
    await connection.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {tables} TO {APPLICATION}")
    await connection.execute(f"GRANT USAGE ON SEQUENCE {sequences} TO {APPLICATION}")


async def prepare_from_scratch(admin_url: str, owner_url: str, *, database: str) -> None:
    """Roles and database first, with a privileged connection (the embedded server, a first installation)."""
    await ensure_roles(admin_url, database=database)
    await prepare_database(owner_url)
