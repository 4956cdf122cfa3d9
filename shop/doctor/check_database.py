"""The doctor looks at PostgreSQL: version, role, policies, schema, queue, clock, room for connections."""

from datetime import UTC, datetime

import asyncpg

from shop.doctor.findings import Findings
from shop.kit.db.provisioning import USE_NEWER, revision_of
from shop.kit.db.roles import role_faults
from shop.kit.db.schema import SchemaState, schema_state, told
from shop.kit.db.tenancy import UNPOLICED

OLDEST, NEWEST = 15, 18
NOTABLE_SECONDS, BAD_SECONDS = 2.0, 60.0
MIGRATE = "Run: shop migrate"

_UNPROTECTED = """
    SELECT relname FROM pg_class
    WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND relname <> ALL($1::text[])
      AND NOT (relrowsecurity AND EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid AND polname = 'tenant'))
    ORDER BY relname
"""
_LOOSE = """
    SELECT DISTINCT tablename FROM pg_policies
    WHERE schemaname = 'public' AND NOT (policyname = 'tenant' OR (policyname = 'sweep' AND roles = '{shop_sweeper}'))
"""
_CONNECTIONS = """
    SELECT count(*), current_setting('max_connections')::int
    FROM pg_stat_activity WHERE backend_type = 'client backend'
"""


async def check_database(connection: asyncpg.Connection) -> Findings:
    """Everything that needs no merchant."""
    found = Findings()
    _version(found, connection)
    await _role(found, connection)
    if await _schema(found, connection):
        await _policies(found, connection)
        await _queue(found, connection)
    await _clock(found, connection)
    await _connections(found, connection)
    if await connection.fetchval("SHOW fsync") == "off":
        found.warn(
            "database.durable", "fsync is off: a power cut may destroy the database.", "Set fsync = on."
        )
    return found


def _version(found: Findings, connection: asyncpg.Connection) -> None:
    version = connection.get_server_version()
    says = f"PostgreSQL {version.major}.{version.micro} answers."  # asyncpg reads 18.4 as 18.0.4
    if version.major < OLDEST:
        found.fail("database.version", says, f"Move to PostgreSQL {OLDEST} or later.")
    elif version.major > NEWEST:
        found.warn(
            "database.version", says, f"The tests run on {OLDEST} to {NEWEST}; look for a newer release."
        )
    else:
        found.ok("database.version", says)


async def _role(found: Findings, connection: asyncpg.Connection) -> None:
    faults = await role_faults(connection)
    for fault in faults:
        found.fail("database.role", fault, "See «Databases and roles» in docs/operating.md.")
    if not faults:
        found.ok("database.role", "Row-level security binds the application's role.")


async def _schema(found: Findings, connection: asyncpg.Connection) -> bool:
    revision = await revision_of(connection)
    state = schema_state(revision)
    if state is SchemaState.CURRENT:
        found.ok("database.schema", told(revision))
        return True
    found.fail("database.schema", told(revision), USE_NEWER if state is SchemaState.NEWER else MIGRATE)
    return False


async def _policies(found: Findings, connection: asyncpg.Connection) -> None:
    bare = [row["relname"] for row in await connection.fetch(_UNPROTECTED, list(UNPOLICED))]
    loose = [row["tablename"] for row in await connection.fetch(_LOOSE)]
    for table in bare:
        found.fail(
            "database.policies",
            f"Table {table} shows every merchant's rows to everybody.",
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, and its policy as in the migrations.",
        )
    for table in loose:
        says = f"Table {table} has a policy that is not ours; policies add up."
        found.fail("database.policies", says, f"Drop it: \\d {table} shows its name.")
    if not bare and not loose:
        found.ok("database.policies", "Every merchant's table is under its policy.")


async def _queue(found: Findings, connection: asyncpg.Connection) -> None:
    enabled = await connection.fetchval(
        "SELECT tgenabled::text FROM pg_trigger WHERE tgname = 'tg_pgqueuer_changed'"
    )
    if enabled not in (None, "D"):
        says = "PgQueuer's trigger is on: it makes commits wait for each other."
        found.warn("database.queue", says, MIGRATE)


async def _clock(found: Findings, connection: asyncpg.Connection) -> None:
    before = datetime.now(UTC)
    theirs: datetime = await connection.fetchval("SELECT clock_timestamp()")
    ours = before + (datetime.now(UTC) - before) / 2
    apart = abs((theirs - ours).total_seconds())
    says = f"This machine's clock and the database's are {apart:.1f} s apart."
    advice = "Let both keep time (chrony, systemd-timesyncd): Stripe's signatures count for five minutes."
    if apart > BAD_SECONDS:
        found.fail("clock", says, advice)
    elif apart > NOTABLE_SECONDS:
        found.warn("clock", says, advice)
    else:
        found.ok("clock", says)


async def _connections(found: Findings, connection: asyncpg.Connection) -> None:
    used, most = await connection.fetchrow(_CONNECTIONS)
    says = f"{used} of {most} connections are in use."
    if used > most * 0.8:
        found.warn("database.connections", says, "Raise max_connections, or run fewer processes.")
    else:
        found.ok("database.connections", says)
