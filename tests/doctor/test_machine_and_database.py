"""The doctor looks at this machine: settings, disk, database."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from shop.config import Settings
from shop.doctor.check_database import check_database
from shop.doctor.check_installation import check_disk, check_settings
from shop.doctor.findings import Finding, Level
from shop.kit.db.database import Database, driver_url
from shop.kit.embedded.server import EmbeddedServer
from tests.support.postgres.external_postgres import named


def of(found: list[Finding], check: str) -> list[Level]:
    return [each.level for each in found if each.check == check]


async def looked(connection: asyncpg.Connection) -> list[Finding]:
    return (await check_database(connection)).all


@asynccontextmanager
async def as_owner(url_without_worker: str) -> AsyncGenerator[asyncpg.Connection]:
    """Inside, anything may be spoilt: nothing of it is kept."""
    connection = await asyncpg.connect(driver_url(url_without_worker))
    transaction = connection.transaction()
    await transaction.start()
    try:
        yield connection
    finally:
        await transaction.rollback()
        await connection.close()


async def test_a_good_database_has_no_fault(database_without_worker: Database) -> None:
    connection = await asyncpg.connect(driver_url(database_without_worker.url))
    found = await looked(connection)
    await connection.close()
    assert not [each for each in found if each.level is Level.FAIL]
    assert of(found, "database.schema") == of(found, "database.policies") == [Level.OK]


async def test_the_version_is_the_servers_own(database_without_worker: Database) -> None:
    connection = await asyncpg.connect(driver_url(database_without_worker.url))
    (says,) = [each.says for each in await looked(connection) if each.check == "database.version"]
    own = (await connection.fetchval("SHOW server_version")).split()[0]
    await connection.close()
    assert says == f"PostgreSQL {own} answers."


async def test_a_role_that_sees_everything_fails(
    server: EmbeddedServer, database_without_worker: Database
) -> None:
    connection = await asyncpg.connect(driver_url(server.admin_dsn), database=named("without_worker"))
    found = await looked(connection)
    await connection.close()
    assert of(found, "database.role") == [Level.FAIL]


@pytest.mark.parametrize(
    ("spoil", "check", "sentence"),
    [
        (
            "CREATE TABLE secret_list (id int)",
            "database.policies",
            "Table secret_list shows every merchant's rows",
        ),
        (
            "ALTER TABLE product DISABLE ROW LEVEL SECURITY",
            "database.policies",
            "Table product shows every merchant's rows",
        ),
        (
            "CREATE POLICY loose ON product USING (true)",
            "database.policies",
            "Table product has a policy that is not ours",
        ),
        ("UPDATE alembic_version SET version_num = '0001'", "database.schema", "at revision 0001"),
        ("DROP TABLE alembic_version", "database.schema", "empty"),
    ],
)
async def test_a_spoilt_database_fails_with_what_repairs_it(
    url_without_worker: str, spoil: str, check: str, sentence: str
) -> None:
    async with as_owner(url_without_worker) as connection:
        await connection.execute(spoil)
        (finding,) = [
            each for each in await looked(connection) if each.check == check and each.level is Level.FAIL
        ]
    assert sentence in finding.says
    assert finding.advice


async def test_a_queue_whose_trigger_is_on_is_warned_of(url_without_worker: str) -> None:
    async with as_owner(url_without_worker) as connection:
        await connection.execute("ALTER TABLE pgqueuer ENABLE TRIGGER tg_pgqueuer_changed")
        assert of(await looked(connection), "database.queue") == [Level.WARN]


def test_a_folder_that_is_missing_or_full_is_noticed(tmp_path: Path) -> None:
    here = Settings(data_dir=tmp_path)
    assert of(check_disk(here).all, "disk") in ([Level.OK], [Level.WARN])
    (tmp_path / "file").touch()
    for refused in (tmp_path / "file", tmp_path / "file" / "below"):
        assert of(check_disk(Settings(data_dir=refused)).all, "disk") == [Level.FAIL]


def test_a_folder_that_the_first_start_makes_is_no_fault(tmp_path: Path) -> None:
    coming = tmp_path / "not" / "yet"
    (finding,) = check_disk(Settings(data_dir=coming)).all
    assert finding.level in {Level.OK, Level.WARN}
    assert f"at {coming}, which the first start makes" in finding.says
    assert not coming.exists()


@pytest.mark.parametrize(
    ("url", "level"),
    [
        ("https://shop.example", []),
        ("http://shop.example", [Level.FAIL]),
        ("https://localhost", [Level.FAIL]),
        ("https://10.1.2.3", [Level.FAIL]),
        ("https://8.8.8.8", []),
    ],
)
def test_an_address_no_phone_reaches_is_noticed(url: str, level: list[Level]) -> None:
    assert of(check_settings(Settings(public_url=url)).all, "settings.public_url") == level
