"""`shop doctor` on this machine: settings, disk, database; how it says what it found, and its exit code."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import make_url

from shop.config import Settings
from shop.doctor.check_database import check_database
from shop.doctor.check_installation import check_disk, check_settings
from shop.doctor.findings import Finding, Level
from shop.kit.db.database import Database, driver_url
from shop.kit.embedded.server import EmbeddedServer
from tests.cli.conftest import Typed
from tests.support.cast import make_merchant
from tests.support.postgres.external_postgres import named

NOBODY = "postgresql://shop_app@127.0.0.1:1/shop"


@pytest.fixture
async def merchant_of_quiet(database_without_worker: Database) -> str:
    return str((await make_merchant(database_without_worker)).id)


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


async def test_missing_settings_are_found_and_nothing_else_is_asked(typed: Typed) -> None:
    answer = await typed("doctor", code=1, database_url=None)
    assert answer["ok"] is False
    assert "SHOP_DATABASE_URL is not set." in [each["says"] for each in answer["findings"]]
    assert {each["check"].split(".")[0] for each in answer["findings"]} == {"settings", "disk"}


async def test_a_database_that_is_away_is_a_finding_not_a_crash(typed: Typed) -> None:
    said = await typed("doctor", "--offline", code=1, json=False, database_url=NOBODY)
    assert "FAIL  database " in said
    assert "→ Start PostgreSQL, or correct its URL." in said


async def test_a_database_nobody_created_is_said_to_be_that(typed: Typed, database_url: str) -> None:
    """The server answers: whoever reads this need not look for it."""
    missing = make_url(database_url).set(database="nobody_made_this").render_as_string(hide_password=False)
    said = await typed("doctor", "--offline", code=1, json=False, database_url=missing)
    assert 'PostgreSQL answers: database "nobody_made_this" does not exist.' in said
    assert "→ Create it, then run: shop migrate" in said


async def test_offline_it_asks_nobody_and_a_good_shop_ends_with_0(
    typed: Typed, merchant_of_quiet: str, tmp_path: Path
) -> None:
    here = {"public_url": "https://shop.example", "data_dir": tmp_path}
    answer = await typed("doctor", "--offline", "--merchant", merchant_of_quiet, **here)
    assert answer["ok"] is True
    assert {"public_url", "meta.token", "stripe.key"}.isdisjoint(each["check"] for each in answer["findings"])


async def test_the_worst_is_said_last_where_it_is_still_on_the_screen(
    typed: Typed, merchant_of_quiet: str
) -> None:
    said = await typed("doctor", "--offline", "--merchant", merchant_of_quiet, code=1, json=False)
    lines = [line.split()[0] for line in said.splitlines() if line.startswith(("OK", "WARN", "FAIL"))]
    assert lines == sorted(lines, key=["OK", "WARN", "FAIL"].index)
    assert "→ Set it to the https address in front of the proxy." in said
    assert said.splitlines()[-1].endswith("1 fail")
