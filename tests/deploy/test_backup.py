"""Back-up and restore by the very commands of docs/operating.md, as the owner and as a superuser."""

import asyncio
import os
import re
import subprocess
from pathlib import Path

import asyncpg
import pytest

from shop.kit.db.database import Database, driver_url
from shop.kit.db.provisioning import prepare_from_scratch
from shop.kit.db.roles import role_faults
from shop.kit.db.schema import newest_revision
from shop.kit.embedded.server import EmbeddedServer
from shop.merchants.accounts import numbers, this_merchant
from tests.deploy.backup import DOCUMENT, content, programs_of, rights
from tests.support.cast import make_merchant
from tests.support.postgres.external_postgres import named
from tests.support.repository import ROOT

SOURCE, TARGET = named("kept"), named("restored")


def commands(*programs: str) -> list[str]:
    """The section's commands that begin with one of the programs, in order."""
    section = DOCUMENT.split("## Back-up and restore")[1].split("\n## ")[0]
    blocks = re.findall(r"```\n(.*?)```", section, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.split()[0] in programs]


@pytest.fixture(scope="module")
def version(server: EmbeddedServer) -> int:
    async def ask() -> int:
        connection = await asyncpg.connect(driver_url(server.admin_dsn))
        found = connection.get_server_version().major
        await connection.close()
        return int(found)

    return asyncio.run(ask())


class CommandFailed(Exception):
    """A command of the document did not end well."""


class DocumentedShell:
    """Where an operator types the document's commands."""

    def __init__(self, version: int, folder: Path) -> None:
        self._environment = {"PATH": f"{programs_of(version)}:{os.environ['PATH']}"}
        self._folder = folder
        (folder / "deploy").symlink_to(ROOT / "deploy")

    def type(self, command: str, owner_url: str) -> None:
        done = subprocess.run(  # noqa: S602 - the document's own lines
            command,
            shell=True,
            cwd=self._folder,
            env={**self._environment, "OWNER_URL": driver_url(owner_url)},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode or done.stderr:
            raise CommandFailed(f"{command}: {done.stderr}")


@pytest.fixture(scope="module")
def dump(server: EmbeddedServer, version: int, tmp_path_factory: pytest.TempPathFactory) -> DocumentedShell:
    """A database with merchants, dumped."""
    owner = server.dsn("shop_migrate", SOURCE)
    asyncio.run(prepare_from_scratch(server.admin_dsn, owner, database=SOURCE))
    asyncio.run(_fill(server.dsn("shop_app", SOURCE)))
    terminal = DocumentedShell(version, tmp_path_factory.mktemp("backup"))
    (command,) = commands("pg_dump")
    terminal.type(command, owner)
    return terminal


@pytest.fixture(params=["the owner", "a superuser"])
def restored(request: pytest.FixtureRequest, server: EmbeddedServer, dump: DocumentedShell) -> str:
    """Another database after the restore, as the application sees it."""
    owner = server.dsn("shop_migrate", TARGET)
    asyncio.run(prepare_from_scratch(server.admin_dsn, owner, database=TARGET))
    who = owner if request.param == "the owner" else _as_superuser(server)
    for command in commands("psql", "pg_restore"):
        dump.type(command, who)
    return server.dsn("shop_app", TARGET)


def test_the_document_says_how_in_four_commands() -> None:
    assert [line.split()[0] for line in commands("pg_dump", "psql", "pg_restore")] == [
        "pg_dump",
        "psql",
        "pg_restore",
        "psql",
    ]


async def test_everything_is_there_again_and_still_protected(server: EmbeddedServer, restored: str) -> None:
    assert await content(server, TARGET) == await content(server, SOURCE)
    application = await asyncpg.connect(driver_url(restored))
    assert await role_faults(application) == []
    assert await application.fetchval("SELECT count(*) FROM merchant") == 0
    assert await application.fetchval("SELECT version_num FROM alembic_version") == newest_revision()
    await application.close()


async def test_nobody_may_more_than_before(server: EmbeddedServer, restored: str) -> None:
    assert await rights(server, TARGET) == await rights(server, SOURCE)


async def test_the_shop_goes_on_with_its_merchants_and_secrets(restored: str) -> None:
    database = Database(restored, pool_size=2)
    async with database.transaction() as session:
        connection = await session.connection()
        merchant_id = (
            await connection.exec_driver_sql("SELECT merchant_id FROM directory LIMIT 1")
        ).scalar_one()
    async with database.transaction(merchant_id) as session:
        assert (await this_merchant(session)).name == "La Tienda del Faro"
        assert all(number.access_token.startswith("token") for number in (await numbers(session)).values())
    fresh = await make_merchant(database)
    await database.close()
    assert fresh.id != merchant_id


async def test_the_application_cannot_dump_what_it_cannot_see(
    server: EmbeddedServer, version: int, tmp_path: Path, dump: DocumentedShell
) -> None:
    (command,) = commands("pg_dump")
    with pytest.raises(CommandFailed, match=r"SELECT privilege|permission denied|row-level security"):
        DocumentedShell(version, tmp_path).type(command, server.dsn("shop_app", SOURCE))


async def _fill(url: str) -> None:
    database = Database(url, pool_size=2)
    for _ in range(3):
        await make_merchant(database)
    await database.close()


def _as_superuser(server: EmbeddedServer) -> str:
    host, _, query = server.admin_dsn.partition("?")
    return host.removesuffix("/postgres") + f"/{TARGET}" + (f"?{query}" if query else "")
