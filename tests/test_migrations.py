"""The schema goes up from nothing, down again and up again, and is what the models say, on both versions."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from alembic import command
from sqlalchemy import make_url

from shop.kit.db.provisioning import prepare_database, prepare_from_scratch
from shop.kit.db.roles import ensure_roles, role_faults
from shop.kit.db.schema import alembic_config, downgrade, newest_revision, upgrade
from shop.kit.embedded import server as embedded_postgres
from shop.kit.embedded.server import EmbeddedServer
from tests.support.postgres.connecting import connect_as
from tests.support.postgres.external_postgres import named

TABLES = """
SELECT relname, pg_get_userbyid(relowner) AS owner FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""
SHAPE = """
SELECT 'column', table_name, column_name, data_type || is_nullable || coalesce(column_default, '')
FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT 'index', tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'policy', tablename, policyname, qual FROM pg_policies WHERE schemaname = 'public'
UNION ALL SELECT 'function', proname, '', md5(prosrc) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
ORDER BY 1, 2, 3
"""


@pytest.fixture(scope="module", params=[16, 18])
def cluster(
    request: pytest.FixtureRequest, server: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[EmbeddedServer]:
    """A server of each version that we carry; the run's own where it is of that version."""
    if server_version(server) == request.param:
        yield server
        return
    folder = tmp_path_factory.mktemp("migrations")
    with embedded_postgres.start(folder, version=request.param, durable=False) as running:
        yield running
        running.discard()


def empty(cluster: EmbeddedServer, name: str) -> str:
    """The owner's URL of a new database with nothing in it."""
    asyncio.run(ensure_roles(cluster.admin_dsn, database=name))
    return cluster.dsn("shop_migrate", name)


def ask(url: str, query: str) -> list[tuple[Any, ...]]:
    """Rows as the named role sees them."""

    async def asking() -> list[tuple[Any, ...]]:
        connection = await connect_as(url)
        try:
            return [tuple(row) for row in await connection.fetch(query)]
        finally:
            await connection.close()

    return asyncio.run(asking())


def server_version(server: EmbeddedServer) -> int:
    (row,) = ask(server.admin_dsn, "SELECT current_setting('server_version_num')::int / 10000")
    return int(row[0])


@pytest.fixture(scope="module")
def prepared(cluster: EmbeddedServer) -> str:
    """The owner's URL of a database that was made ready."""
    url = empty(cluster, named("prepared"))
    asyncio.run(prepare_database(url))
    return url


def test_the_schema_goes_up_from_nothing_and_down_to_nothing_and_up_again(cluster: EmbeddedServer) -> None:
    url = empty(cluster, "shop_there_and_back")
    before = ask(url, SHAPE)

    upgrade(url)
    first = ask(url, SHAPE)
    downgrade(url, "base")
    gone = ask(url, SHAPE)
    upgrade(url)

    assert [row for row in gone if row[1] != "alembic_version"] == before
    assert len(first) > 300
    assert ask(url, SHAPE) == first


def test_the_models_are_what_the_migrations_make(prepared: str) -> None:
    command.check(alembic_config(prepared))


def test_a_column_that_no_migration_made_is_noticed(server: EmbeddedServer) -> None:
    url = empty(server, named("drifted"))
    upgrade(url)
    ask(url, "ALTER TABLE customer DROP COLUMN locale")
    with pytest.raises(Exception, match=r"add_column.*locale"):
        command.check(alembic_config(url))


def test_the_newest_revision_is_where_an_upgrade_ends(prepared: str) -> None:
    assert ask(prepared, "SELECT version_num FROM alembic_version") == [(newest_revision(),)]


def test_the_queues_trigger_is_off_and_stays_off(prepared: str) -> None:
    trigger = "SELECT tgenabled::text FROM pg_trigger WHERE tgname = 'tg_pgqueuer_changed'"
    assert ask(prepared, trigger) == [("D",)]
    asyncio.run(prepare_database(prepared))
    assert ask(prepared, trigger) == [("D",)]


def test_two_preparations_at_once_both_succeed(server: EmbeddedServer) -> None:
    url = server.dsn("shop_migrate", "shop_at_once")

    async def both() -> None:
        one = prepare_from_scratch(server.admin_dsn, url, database="shop_at_once")
        other = prepare_from_scratch(server.admin_dsn, url, database="shop_at_once")
        await asyncio.gather(one, other)

    asyncio.run(both())
    assert ask(url, "SELECT count(*) FROM alembic_version") == [(1,)]


def test_an_administrator_who_migrates_leaves_every_table_to_the_owner(server: EmbeddedServer) -> None:
    empty(server, named("privileged"))
    superuser = make_url(server.admin_dsn).set(database=named("privileged")).render_as_string(False)
    asyncio.run(prepare_database(superuser))
    assert {owner for _, owner in ask(superuser, TABLES)} == {"shop_migrate"}


def test_the_application_may_use_the_queue_and_every_table_without_owning_one(
    cluster: EmbeddedServer, prepared: str
) -> None:
    application = cluster.dsn("shop_app", named("prepared"))
    refused = ask(
        application,
        """
        SELECT relname, privilege FROM pg_class, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) privilege
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND NOT has_table_privilege(oid, privilege)
        UNION ALL SELECT relname, 'USAGE' FROM pg_class WHERE relnamespace = 'public'::regnamespace
        AND CASE WHEN relkind = 'S' THEN NOT has_sequence_privilege(oid, 'USAGE') END
        """,
    )
    writing = [("alembic_version", privilege) for privilege in ("INSERT", "UPDATE", "DELETE")]
    assert sorted(refused) == sorted(writing)  # which migrations ran is the owner's to say
    assert faults_of(application) == []


def faults_of(url: str) -> list[str]:
    async def asking() -> list[str]:
        connection = await connect_as(url)
        try:
            return await role_faults(connection)
        finally:
            await connection.close()

    return asyncio.run(asking())
