"""A start that cannot be: one sentence on standard error that says what to do, an exit code, and no traceback."""

import asyncio
import os
import re
from pathlib import Path

import pytest

from shop.cli.main import main, parse_arguments
from shop.cli.resources.data_folder import DataFolderRefused, require_data_folder
from shop.cli.resources.databases import DatabaseEmpty, SchemaOlder
from shop.cli.terminal.invocation import Invocation
from shop.config import Settings
from shop.doctor.check_database import check_database
from shop.doctor.check_installation import check_disk
from shop.doctor.findings import Level
from shop.kit.db.provisioning import SchemaNewer, prepare_from_scratch
from shop.kit.db.schema import newest_revision
from shop.kit.db.urls import DatabaseUnreachable
from shop.kit.embedded.server import EmbeddedServer
from shop.kit.errors import ShopError
from shop.kit.http_server import AddressRefused
from tests.cli.processes.commands import KEY, Environment, shop
from tests.support.postgres.connecting import connect_as
from tests.support.postgres.external_postgres import named

DATABASE = named("bad_starts")
OLDER, NEWER = "0001", "9999"


@pytest.fixture(scope="module")
def installation(server: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """A migrated installation."""
    owner = server.dsn("shop_migrate", DATABASE)
    asyncio.run(prepare_from_scratch(server.admin_dsn, owner, database=DATABASE))
    return {
        "PATH": os.environ["PATH"],
        "SHOP_DATABASE_URL": server.dsn("shop_app", DATABASE).replace("+asyncpg", ""),
        "SHOP_MIGRATE_DATABASE_URL": owner.replace("+asyncpg", ""),
        "SHOP_SECRET_KEY": KEY,
        "SHOP_DATA_DIR": str(tmp_path_factory.mktemp("data")),
    }


async def refused(environment: Environment, *words: str) -> str:
    """The one sentence with which a command refuses to start, in a process of its own."""
    ended_with, out, err = await shop(environment, *words)
    assert (ended_with, out) == (1, "")
    assert err.startswith("shop: ")
    assert err.count("\n") == 1, err
    return err


async def start(*words: str, **changed: object) -> None:
    """A command's start, in this process."""
    command = parse_arguments(words)
    assert isinstance(command, Invocation)
    await command.run(Settings(**changed))  # type: ignore[arg-type]


# --- addresses ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("serve", "--port", "99999"),
        ("work", "--port", "99999"),
        ("sandbox", "--port=-1"),
        ("demo", "--port", "99999"),
        ("demo", "--sandbox-port", "65536"),
        ("serve", "--port", "http"),
    ],
)
def test_a_port_that_is_none_was_typed_wrong(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert main(words) == 2
    said = capsys.readouterr().err
    assert said.startswith("shop: Invalid value for '--")
    assert said.endswith(f"See: shop {words[0]} --help\n")
    assert said.count("\n") == 1


@pytest.mark.parametrize("command", ["serve", "work", "sandbox"])
async def test_an_address_that_is_not_ours_is_a_sentence(
    installation: Environment, tmp_path: Path, command: str
) -> None:
    url = installation["SHOP_DATABASE_URL"]
    with pytest.raises(AddressRefused, match=r"198\.51\.100\.7 is no address of this machine"):
        await start(command, "--host", "198.51.100.7", "--port", "0", database_url=url, data_dir=tmp_path)


# --- the data folder ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("below", ["", "deep"])
async def test_a_demos_folder_that_cannot_be_written_is_a_sentence(
    installation: Environment, tmp_path: Path, below: str
) -> None:
    """In a process of its own: the demo takes over how its process logs."""
    in_the_way = tmp_path / "data"
    in_the_way.touch()
    environment = {**installation, "SHOP_DATA_DIR": str(in_the_way / below)}
    ended_with, _, err = await shop(environment, "demo", "--port", "0", "--sandbox-port", "0")
    assert ended_with == 1
    assert re.fullmatch(rf"shop: .*{in_the_way}.*SHOP_DATA_DIR.*\n", err)


@pytest.mark.parametrize("command", ["serve", "work"])
@pytest.mark.parametrize("below", ["", "deep"])
async def test_a_data_folder_that_cannot_be_written_is_a_sentence(
    installation: Environment, tmp_path: Path, command: str, below: str
) -> None:
    """A file in its place refuses everybody, root too."""
    in_the_way = tmp_path / "data"
    in_the_way.touch()
    url = installation["SHOP_DATABASE_URL"]
    with pytest.raises(ShopError, match=rf"{in_the_way}.*SHOP_DATA_DIR"):
        await start(command, database_url=url, data_dir=in_the_way / below)


@pytest.mark.parametrize("name", ["images", "media", "uploads"])
def test_a_folder_of_it_that_cannot_be_written_is_a_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    with pytest.raises(
        DataFolderRefused, match=f"Nothing can be written to {tmp_path / name}: Not a directory"
    ):
        require_data_folder(tmp_path)


def test_a_file_in_the_place_of_the_folder_is_said_to_be_no_folder(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    with pytest.raises(
        DataFolderRefused, match=f"Nothing can be written to {tmp_path / 'data'}: it is no folder"
    ):
        require_data_folder(tmp_path / "data")


def test_a_data_folder_that_is_not_there_is_made_and_nothing_is_left_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"
    require_data_folder(folder)
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become another user")
def test_a_folder_of_another_user_is_a_sentence_for_process_and_doctor(tmp_path: Path) -> None:
    """What lies below a folder that may not be entered cannot even be looked at."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    os.seteuid(65534)
    try:
        with pytest.raises(DataFolderRefused, match="Permission denied"):
            require_data_folder(closed / "data")
        (finding,) = check_disk(Settings(data_dir=closed / "data")).all
    finally:
        os.seteuid(0)
    assert (finding.level, finding.check) == (Level.FAIL, "disk")


# --- the schema -----------------------------------------------------------------------------------------------


@pytest.fixture
async def _older(server: EmbeddedServer) -> None:
    await _set_revision(server, OLDER)


@pytest.fixture
async def _newer(server: EmbeddedServer) -> None:
    await _set_revision(server, NEWER)


@pytest.fixture
async def _without_revision(server: EmbeddedServer) -> None:
    await _set_revision(server, None)


async def _set_revision(server: EmbeddedServer, revision: str | None) -> None:
    connection = await connect_as(server.dsn("shop_migrate", DATABASE))
    await connection.execute("DELETE FROM alembic_version")
    if revision is not None:
        await connection.execute("INSERT INTO alembic_version VALUES ($1)", revision)
    await connection.close()


COMMANDS = [("serve",), ("work",), ("merchant", "list"), ("secrets", "rotate")]


@pytest.mark.usefixtures("_older")
@pytest.mark.parametrize("words", COMMANDS)
async def test_an_older_schema_asks_for_a_migration(
    installation: Environment, words: tuple[str, ...]
) -> None:
    said = f"at revision {OLDER}, this program needs {newest_revision()}. Run: shop migrate"
    with pytest.raises(SchemaOlder, match=re.escape(said)):
        await start(*words, database_url=installation["SHOP_DATABASE_URL"])


@pytest.mark.usefixtures("_newer")
@pytest.mark.parametrize("words", COMMANDS)
async def test_a_newer_schema_asks_for_the_newer_release(
    installation: Environment, words: tuple[str, ...]
) -> None:
    with pytest.raises(SchemaNewer, match=rf"revision {NEWER}, which .* Run the newer release\.$"):
        await start(*words, database_url=installation["SHOP_DATABASE_URL"])


@pytest.mark.usefixtures("_newer")
async def test_migrating_a_newer_database_changes_nothing_and_says_so(installation: Environment) -> None:
    said = await refused(installation, "migrate")
    assert said == (
        f"shop: The schema is at revision {NEWER}, which this program (of {newest_revision()}) does not know: "
        "a newer release has migrated the database. Run the newer release. Nothing was changed.\n"
    )


@pytest.mark.usefixtures("_older")
async def test_a_process_that_cannot_start_prints_one_line(installation: Environment) -> None:
    assert "Run: shop migrate" in await refused(installation, "work")


@pytest.mark.usefixtures("_without_revision")
async def test_a_schema_without_a_revision_counts_as_empty(installation: Environment) -> None:
    with pytest.raises(DatabaseEmpty, match=r"^The database is empty\. Run: shop migrate$"):
        await start("serve", database_url=installation["SHOP_DATABASE_URL"])


@pytest.mark.usefixtures("_newer")
async def test_the_doctor_does_not_advise_to_migrate_a_newer_schema(installation: Environment) -> None:
    connection = await connect_as(installation["SHOP_DATABASE_URL"])
    found = (await check_database(connection)).all
    await connection.close()
    (finding,) = [each for each in found if each.check == "database.schema"]
    assert (finding.level, finding.advice) == (Level.FAIL, "Run the newer release.")
    assert "a newer release has migrated the database" in finding.says


# --- the database ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["a..b", "nowhere.invalid", "x" * 70 + ".example", "127.0.0.1:1"])
async def test_a_database_that_cannot_be_found_is_a_sentence(tmp_path: Path, host: str) -> None:
    url = f"postgresql://shop_app:hunter2@{host}/shop"
    for words, name in (("serve", "database_url"), ("migrate", "migrate_database_url")):
        with pytest.raises(DatabaseUnreachable, match="The database does not answer") as refusal:
            await start(words, **{name: url, "data_dir": tmp_path})
        assert "hunter2" not in str(refusal.value)
