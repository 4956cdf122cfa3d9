"""Back-up and restore with containers, by the very commands of docs/operating.md, as far as that goes without an engine."""

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from shop.kit.db.database import Database, driver_url
from shop.kit.db.provisioning import prepare_from_scratch
from shop.kit.embedded import server as embedded_postgres
from shop.kit.embedded.process import PORT
from shop.kit.embedded.server import EmbeddedServer
from tests.deploy.backup import DOCUMENT, content, programs_of, rights
from tests.support.cast import make_merchant
from tests.support.repository import ROOT
from tests.support.running.compose import SERVICES

SECTION = DOCUMENT.split("### Back-up and restore with containers")[1].split("\n##")[0]
SAVE, RESTORE = (block.strip().splitlines() for block in re.findall(r"```\n(.*?)```", SECTION, re.DOTALL))
DATABASE = "shop"
MIGRATE = "docker compose run --rm migrate"
PICTURE = Path("images/ab/abcdef.jpg")


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Generator[EmbeddedServer]:
    """With a database and a superuser of the names that the compose file gives them."""
    server = embedded_postgres.start(tmp_path_factory.mktemp("compose"), durable=False)
    yield server
    server.discard()


@pytest.fixture(scope="module")
def machine(own_server: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory) -> "ContainerMachine":
    return ContainerMachine(own_server, tmp_path_factory.mktemp("machine"))


class ContainerMachine:
    """Where an operator types: a folder, and a `docker` that stands in for the engine."""

    def __init__(self, server: EmbeddedServer, home: Path) -> None:
        self.home, self.folder, self.pictures = home, home / "trastienda", home / "pictures"
        self._server = server
        for path in (self.folder, self.pictures, home / "bin"):
            path.mkdir()
        (home / "read-only").mkdir(mode=0o555)
        docker = home / "bin/docker"
        docker.write_text(f'#!/bin/sh\nexec {sys.executable} {ROOT / "tests/deploy/fake_docker.py"} "$@"\n')
        docker.chmod(0o755)

    def type(self, command: str) -> None:
        if command == MIGRATE:
            _prepare(self._server)
        sockets = re.search(r"host=([^&]+)", self._server.admin_dsn)
        assert sockets is not None
        environment = {
            "PATH": f"{self.home / 'bin'}:{os.environ['PATH']}",
            "FAKE_DOCKER": str(self.home),
            "FAKE_DOCKER_FILE": str(ROOT / "docker-compose.yml"),
            "FAKE_DOCKER_PATH": f"{programs_of(18)}:/usr/bin:/bin",
            "FAKE_DOCKER_PGHOST": sockets[1],
            "FAKE_DOCKER_PGPORT": str(PORT),
        }
        done = subprocess.run(  # noqa: S602 - the document's own lines
            command, shell=True, cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, ""), f"{command}: {done.stderr}"

    def calls(self) -> list[list[str]]:
        return [json.loads(line) for line in (self.home / "calls").read_text().splitlines()]


@pytest.fixture(scope="module")
def before(own_server: EmbeddedServer, machine: ContainerMachine) -> dict[str, Any]:
    """What was there when it was saved; then everything is lost, and restored."""
    _prepare(own_server)
    asyncio.run(_fill(own_server))
    for path in (PICTURE, Path("media/mug.png"), Path("uploads/half-an-import"), Path("images/ab/.x.part")):
        (machine.pictures / path).parent.mkdir(parents=True, exist_ok=True)
        (machine.pictures / path).write_bytes(bytes(range(256)) * 40)
    there = {
        "content": asyncio.run(content(own_server, DATABASE)),
        "rights": asyncio.run(rights(own_server, DATABASE)),
    }
    for command in SAVE:
        machine.type(command)
    machine.pictures.rename(machine.home / "lost")
    machine.pictures.mkdir()
    asyncio.run(_start_anew(own_server))
    for command in RESTORE:
        machine.type(command)
    return there


async def test_the_database_is_there_again_with_its_rights(
    own_server: EmbeddedServer, before: dict[str, Any]
) -> None:
    assert await content(own_server, DATABASE) == before["content"]
    assert await rights(own_server, DATABASE) == before["rights"]


async def test_a_second_restore_goes_as_the_first_and_keeps_what_both_replaced(
    own_server: EmbeddedServer, machine: ContainerMachine, before: dict[str, Any]
) -> None:
    for command in RESTORE:
        await asyncio.to_thread(machine.type, command)
    assert await content(own_server, DATABASE) == before["content"]
    admin = await asyncpg.connect(driver_url(own_server.admin_dsn))
    names = await admin.fetch("SELECT datname FROM pg_database WHERE datname ~ '^shop_[0-9]{8}_[0-9]{6}$'")
    await admin.close()
    assert len(names) == 2


@pytest.mark.usefixtures("before")
def test_the_pictures_are_there_again_and_nothing_half_done(machine: ContainerMachine) -> None:
    kept = sorted(
        str(path.relative_to(machine.pictures)) for path in machine.pictures.rglob("*") if path.is_file()
    )
    assert kept == [str(PICTURE), "media/mug.png"]
    assert (machine.pictures / PICTURE).read_bytes() == (machine.home / "lost" / PICTURE).read_bytes()


@pytest.mark.usefixtures("before")
def test_nothing_is_written_while_it_is_restored(machine: ContainerMachine) -> None:
    verbs = [(verb, *rest) for verb, *rest in machine.calls()][len(SAVE) :]
    restored = next(i for i, words in enumerate(verbs) if "pg_restore" in words)
    stopped = next(words for words in verbs[:restored] if words[0] == "stop")
    assert {"web", "worker"} <= set(stopped)
    assert (
        verbs.index(("up", "-d", "--wait", "postgres")) < verbs.index(("run", "--rm", "migrate")) < restored
    )
    assert ("run", "--rm", "migrate") in verbs[restored:]
    assert verbs.index(("up", "-d")) > restored


def test_the_commands_name_what_the_compose_file_has() -> None:
    assert SERVICES["postgres"]["environment"]["POSTGRES_DB"] == DATABASE
    pictures = [volume for volume in SERVICES["web"]["volumes"] if volume.startswith("pictures:")]
    assert pictures == ["pictures:/data"]
    assert SERVICES["web"]["environment"]["SHOP_DATA_DIR"] == "/data"
    for command in (*SAVE, *RESTORE):
        assert not re.search(r"--file=[^-]|deploy/|\$OWNER_URL", command), (
            f"No container has that file: {command}"
        )


def _prepare(server: EmbeddedServer) -> None:
    asyncio.run(
        prepare_from_scratch(server.admin_dsn, server.dsn("shop_migrate", DATABASE), database=DATABASE)
    )


async def _fill(server: EmbeddedServer) -> None:
    database = Database(server.dsn("shop_app", DATABASE), pool_size=2)
    for _ in range(3):
        await make_merchant(database)
    await database.close()


async def _start_anew(server: EmbeddedServer) -> None:
    """A new machine's database, as a newer release has it: what it added hangs on what the dump brings."""
    admin = await asyncpg.connect(driver_url(server.admin_dsn))
    await admin.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")
    await admin.close()
    await prepare_from_scratch(server.admin_dsn, server.dsn("shop_migrate", DATABASE), database=DATABASE)
    owner = await asyncpg.connect(driver_url(server.dsn("shop_migrate", DATABASE)))
    await owner.execute("CREATE TABLE newer (merchant_id uuid REFERENCES merchant (id))")
    await owner.close()
