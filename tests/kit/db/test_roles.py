"""The roles behind row-level security, on a cluster of their own for each version."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import asyncpg
import pytest

from shop.kit.db.roles import RolesRefused, ensure_roles, role_faults
from shop.kit.embedded import server as embedded_postgres
from shop.kit.embedded.server import EmbeddedServer

TABLE = """
CREATE TABLE IF NOT EXISTS parcel (id serial PRIMARY KEY, merchant_id int);
ALTER TABLE parcel ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS tenant ON parcel;
CREATE POLICY tenant ON parcel
    USING (merchant_id = nullif(current_setting('app.merchant_id', true), '')::int);
DROP POLICY IF EXISTS sweep ON parcel;
CREATE POLICY sweep ON parcel TO shop_sweeper USING (true);
GRANT SELECT ON parcel TO shop_sweeper;
TRUNCATE parcel;
INSERT INTO parcel (merchant_id) VALUES (1), (2), (2);
"""


@pytest.fixture(scope="module", params=[16, 18])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[EmbeddedServer]:
    server = embedded_postgres.start(tmp_path_factory.mktemp("roles"), version=request.param, durable=False)
    yield server
    server.discard()


@pytest.fixture
async def shop(server: EmbeddedServer) -> EmbeddedServer:
    """The server with its roles, the database `shop` and a table of two merchants."""
    await ensure_roles(server.admin_dsn, database="shop")
    async with connected(server, "shop_migrate") as owner:
        await owner.execute(TABLE)
    return server


async def test_the_application_sees_no_row_before_a_merchant_is_set(shop: EmbeddedServer) -> None:
    async with connected(shop, "shop_app") as application:
        assert await application.fetchval("SELECT count(*) FROM parcel") == 0


async def test_the_application_sees_and_writes_the_rows_of_its_merchant_only(shop: EmbeddedServer) -> None:
    async with connected(shop, "shop_app") as application:
        await application.execute("SELECT set_config('app.merchant_id', '1', false)")

        assert await application.fetchval("SELECT count(*) FROM parcel") == 1
        assert await application.execute("UPDATE parcel SET merchant_id = 1") == "UPDATE 1"
        assert await application.execute("INSERT INTO parcel (merchant_id) VALUES (1)") == "INSERT 0 1"
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
            await application.execute("INSERT INTO parcel (merchant_id) VALUES (2)")


@pytest.mark.parametrize(
    "attempt",
    [
        "ALTER TABLE parcel DISABLE ROW LEVEL SECURITY",
        "DROP POLICY tenant ON parcel",
        "SET ROLE shop_migrate",
        "SET SESSION AUTHORIZATION postgres",
        "ALTER ROLE shop_app BYPASSRLS",
        "CREATE TABLE mine ()",
    ],
)
async def test_the_application_cannot_free_itself(shop: EmbeddedServer, attempt: str) -> None:
    async with connected(shop, "shop_app") as application:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await application.execute(attempt)


async def test_the_application_sweeps_across_merchants_only_while_it_says_so(shop: EmbeddedServer) -> None:
    async with connected(shop, "shop_app") as application, application.transaction():
        await application.execute("SET LOCAL ROLE shop_sweeper")
        assert await application.fetchval("SELECT count(*) FROM parcel") == 3

        await application.execute("SET LOCAL ROLE NONE")
        assert await application.fetchval("SELECT count(*) FROM parcel") == 0


async def test_the_sweeper_only_reads(shop: EmbeddedServer) -> None:
    async with connected(shop, "shop_app") as application:
        await application.execute("SET ROLE shop_sweeper")

        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await application.execute("DELETE FROM parcel")


async def test_the_owner_can_give_a_function_to_the_sweeper(shop: EmbeddedServer) -> None:
    async with connected(shop, "shop_migrate") as owner:
        await owner.execute(
            "CREATE OR REPLACE FUNCTION count_all() RETURNS bigint LANGUAGE sql SECURITY DEFINER"
            " AS 'SELECT count(*) FROM public.parcel'"
        )
        await owner.execute(
            "GRANT CREATE ON SCHEMA public TO shop_sweeper; ALTER FUNCTION count_all OWNER TO shop_sweeper;"
            " REVOKE CREATE ON SCHEMA public FROM shop_sweeper"
        )
    async with connected(shop, "shop_app") as application:
        assert await application.fetchval("SELECT count_all()") == 3


async def test_asking_again_changes_nothing_and_the_owner_itself_may_ask(shop: EmbeddedServer) -> None:
    await ensure_roles(shop.admin_dsn, database="shop")
    await ensure_roles(shop.dsn("shop_migrate", "shop"), database="shop")

    assert await faults(shop, "shop_app") == []


async def test_many_starts_at_once_agree_also_over_different_databases(server: EmbeddedServer) -> None:
    async with connected(server, "postgres", "postgres") as admin:
        await admin.execute("DROP DATABASE IF EXISTS one")
        await admin.execute("DROP DATABASE IF EXISTS two")

    await asyncio.gather(
        *(ensure_roles(server.admin_dsn, database=name) for name in ["one", "two"] * 3),
        *(ensure_roles(server.dsn("postgres", "template1"), database="one") for _ in range(2)),
    )

    assert await faults(server, "shop_app", "one") == await faults(server, "shop_app", "two") == []


async def test_a_password_with_quotes_is_set(shop: EmbeddedServer) -> None:
    await ensure_roles(shop.admin_dsn, database="shop", app_password='it\'s "so" \\ good')

    async with connected(shop, "postgres") as admin:
        stored = await admin.fetchval("SELECT rolpassword FROM pg_authid WHERE rolname = 'shop_app'")
    assert stored.startswith("SCRAM-SHA-256$")


@pytest.mark.parametrize("rights", ["CREATEROLE CREATEDB", "CREATEROLE"])
async def test_the_owner_of_a_managed_database_suffices(server: EmbeddedServer, rights: str) -> None:
    async with managed(server, rights) as dsn:
        await ensure_roles(dsn, database="managed")
        await ensure_roles(dsn, database="managed")

        async with connected(server, "shop_migrate", "managed") as owner:
            await owner.execute(TABLE)
        assert await faults(server, "shop_app", "managed") == []
        assert await faults(server, "boss", "managed") != []


async def test_a_role_without_rights_is_refused_with_a_sentence(server: EmbeddedServer) -> None:
    async with managed(server, "NOCREATEROLE") as dsn:
        with pytest.raises(RolesRefused, match=r"managed: .* Connect as a superuser"):
            await ensure_roles(dsn, database="managed")


async def test_the_application_s_own_role_is_refused_as_administrator(shop: EmbeddedServer) -> None:
    with pytest.raises(RolesRefused, match="may not prepare the database shop"):
        await ensure_roles(shop.dsn("shop_app", "shop"), database="shop")


async def test_a_superuser_is_a_fault(shop: EmbeddedServer) -> None:
    (fault,) = await faults(shop, "postgres")

    assert fault.startswith("The role postgres is a superuser")


async def test_an_owner_who_may_create_roles_has_two_faults(shop: EmbeddedServer) -> None:
    creates, owns = await faults(shop, "shop_migrate")

    assert creates.startswith("The role shop_migrate may create roles")
    assert owns.startswith("The role shop_migrate is, or may become, an owner of tables (shop_migrate)")


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (
            "ALTER ROLE stray BYPASSRLS",
            "The role stray bypasses row-level security. Run: ALTER ROLE stray NOBYPASSRLS",
        ),
        (
            "GRANT shop_migrate TO stray",
            "The role stray is, or may become, an owner of tables (shop_migrate).",
        ),
        ("GRANT shop_sweeper TO stray WITH INHERIT TRUE", "The role stray inherits shop_sweeper"),
        ("REVOKE shop_sweeper FROM stray", "The role stray may not become shop_sweeper"),
        ("GRANT shop_sweeper TO stray WITH SET FALSE", "The role stray may not become shop_sweeper"),
    ],
)
async def test_each_way_around_the_policies_is_named(shop: EmbeddedServer, spoil: str, fault: str) -> None:
    async with connected(shop, "postgres") as admin:
        await admin.execute(
            "CREATE ROLE stray LOGIN; GRANT shop_sweeper TO stray WITH INHERIT FALSE, SET TRUE"
        )
        try:
            assert await faults(shop, "stray") == []
            await admin.execute(spoil)
            assert (await faults(shop, "stray"))[0].startswith(fault)
        finally:
            await admin.execute("DROP ROLE stray")


async def test_a_database_without_the_roles_says_what_to_run(server: EmbeddedServer) -> None:
    async with connected(server, "postgres", "postgres") as admin:
        await remove_roles(admin)
        await admin.execute("CREATE ROLE stray LOGIN")
        try:
            (fault,) = await faults(server, "stray", "postgres")
        finally:
            await admin.execute("DROP ROLE stray")

    assert fault == ("The role shop_sweeper is missing, so nothing scheduled can be found. Run: shop migrate")


async def faults(server: EmbeddedServer, user: str, database: str = "shop") -> list[str]:
    async with connected(server, user, database) as connection:
        return await role_faults(connection)


@asynccontextmanager
async def connected(
    server: EmbeddedServer, user: str, database: str = "shop"
) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(server.dsn(user, database).replace("+asyncpg", ""))
    try:
        yield connection
    finally:
        await connection.close()


@asynccontextmanager
async def managed(server: EmbeddedServer, rights: str) -> AsyncIterator[str]:
    """A cluster without our roles, as a provider gives it: a database and its owner, who is no superuser."""
    async with connected(server, "postgres", "postgres") as admin:
        await remove_roles(admin)
        await admin.execute(f"CREATE ROLE boss LOGIN {rights}")
        await admin.execute("CREATE DATABASE managed OWNER boss")
        try:
            yield server.dsn("boss", "managed")
        finally:
            await remove_roles(admin)


async def remove_roles(admin: asyncpg.Connection) -> None:
    for database in ("shop", "one", "two", "managed"):
        await admin.execute(f"DROP DATABASE IF EXISTS {database}")
    for role in ("shop_app", "shop_sweeper", "shop_migrate", "boss"):
        await admin.execute(f"DROP ROLE IF EXISTS {role}")
