"""The processes of an installation as an operator starts them: real ones, on a real database, with plain roles."""

import asyncio
import os
import signal
import time
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import make_url

from shop.cli.main import parse_arguments
from shop.cli.terminal.invocation import Invocation
from shop.doctor.check_work import check_work
from shop.doctor.findings import Level
from shop.kit.db.database import Database
from shop.kit.db.roles import ensure_roles
from shop.kit.embedded.server import EmbeddedServer
from shop.kit.http_server import bind
from tests.cli.processes.commands import KEY, Environment, ended, free_port, get, running, shop
from tests.support.files.merchant_file import README
from tests.support.pace import allowance
from tests.support.postgres.connecting import connect_as
from tests.support.postgres.external_postgres import named


@pytest.fixture(scope="module")
def installation(server: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """The environment of an installation whose database exists and is empty."""
    asyncio.run(ensure_roles(server.admin_dsn, database=named("operated")))
    return {
        "PATH": os.environ["PATH"],
        "SHOP_DATABASE_URL": server.dsn("shop_app", named("operated")).replace("+asyncpg", ""),
        "SHOP_MIGRATE_DATABASE_URL": server.dsn("shop_migrate", named("operated")).replace("+asyncpg", ""),
        "SHOP_SECRET_KEY": KEY,
        "SHOP_DATA_DIR": str(tmp_path_factory.mktemp("data")),
    }


@pytest.fixture(scope="module")
async def migrated(installation: Environment) -> Environment:
    code, out, err = await shop(installation, "migrate")
    assert (code, out, err) == (0, "The database is up to date.\n", "")
    return installation


# --- refusals -------------------------------------------------------------------------------------------------


async def test_an_empty_database_is_refused_with_a_sentence(server: EmbeddedServer) -> None:
    await ensure_roles(server.admin_dsn, database=named("unmigrated"))
    environment = {
        "SHOP_DATABASE_URL": server.dsn("shop_app", named("unmigrated")),
        "SHOP_SECRET_KEY": KEY,
    }
    assert await shop(environment, "work") == (1, "", "shop: The database is empty. Run: shop migrate\n")


@pytest.mark.parametrize("command", ["serve", "work"])
async def test_a_superuser_is_refused_with_a_sentence(
    server: EmbeddedServer, migrated: Environment, command: str
) -> None:
    url = make_url(server.admin_dsn).set(database=named("operated")).render_as_string(hide_password=False)
    code, out, err = await shop({**migrated, "SHOP_DATABASE_URL": url}, command)
    assert (code, out) == (1, "")
    assert err.startswith("shop: The role ")
    assert "is a superuser, whom row-level security does not bind" in err
    assert err.count("\n") == 1


async def test_the_owner_is_refused_with_a_sentence(migrated: Environment) -> None:
    owner = migrated["SHOP_MIGRATE_DATABASE_URL"]
    code, _, err = await shop({**migrated, "SHOP_DATABASE_URL": owner}, "serve")
    assert code == 1
    assert "owner of tables" in err or "may create roles" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("words", [["serve"], ["work"], ["merchant", "create", "--file", "m.toml"]])
def test_web_worker_and_merchants_need_a_database_and_a_key(words: list[str]) -> None:
    command = parse_arguments(words)
    assert isinstance(command, Invocation)
    assert set(command.needs) == {"database_url", "secret_key"}


async def test_settings_that_are_wrong_or_missing_are_named_all_at_once() -> None:
    code, out, err = await shop({"SHOP_LOG_LEVEL": "LOUD", "SHOP_PUBLIC_URL": "nowhere"}, "serve")
    assert (code, out) == (2, "")
    assert [line.split()[1] for line in err.splitlines()] == [
        "SHOP_PUBLIC_URL",
        "SHOP_LOG_LEVEL",
        "SHOP_DATABASE_URL",
        "SHOP_SECRET_KEY",
    ]


@pytest.mark.parametrize(
    ("words", "name"), [(["serve"], "SHOP_DATABASE_URL"), (["migrate"], "SHOP_MIGRATE_DATABASE_URL")]
)
async def test_a_database_that_does_not_answer_is_a_sentence_without_the_password(
    words: list[str], name: str
) -> None:
    environment = {name: "postgresql://shop_app:hunter2@127.0.0.1:1/shop", "SHOP_SECRET_KEY": KEY}
    code, _, err = await shop(environment, *words)
    assert code == 1
    assert err.startswith("shop: The database does not answer")
    assert "hunter2" not in err
    assert "Traceback" not in err


async def test_a_port_in_use_is_a_sentence(migrated: Environment) -> None:
    with bind("127.0.0.1", 0) as listener:
        port = str(listener.getsockname()[1])
        code, _, err = await shop(migrated, "serve", "--port", port)
    assert code == 1
    assert f"Port {port} on 127.0.0.1 is in use" in err
    assert err.count("\n") == 1


# --- what runs ------------------------------------------------------------------------------------------------


async def test_migrating_twice_changes_nothing(migrated: Environment) -> None:
    assert await shop(migrated, "migrate") == (0, "The database is up to date.\n", "")


async def test_an_administrators_url_makes_the_roles_and_leaves_the_tables_to_the_owner(
    server: EmbeddedServer, installation: Environment
) -> None:
    admin = await connect_as(server.admin_dsn)
    await admin.execute("CREATE DATABASE shop_by_admin")
    await admin.close()
    url = make_url(server.admin_dsn).set(database="shop_by_admin").render_as_string(hide_password=False)

    code, _, err = await shop({**installation, "SHOP_MIGRATE_DATABASE_URL": url}, "migrate")

    assert (code, err) == (0, "")
    application = server.dsn("shop_app", "shop_by_admin")
    async with running(
        {**installation, "SHOP_DATABASE_URL": application}, "serve", "--port", "0", says="web.started"
    ) as web:
        assert await ended(web, signal.SIGTERM) == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_the_web_process_serves_until_it_is_told_to_stop(
    migrated: Environment, number: signal.Signals
) -> None:
    port = free_port()
    async with running(migrated, "serve", "--port", str(port), says="web.started") as web:
        ready = await get(f"http://127.0.0.1:{port}/health/ready")
        assert (ready.status_code, ready.json()) == (200, {"status": "ready"})
        assert await ended(web, number) == 0


async def test_the_worker_works_until_it_is_told_to_stop(migrated: Environment) -> None:
    async with running(migrated, "work", says="worker.started") as worker:
        began = time.monotonic()
        assert await ended(worker, signal.SIGTERM) == 0
        assert time.monotonic() - began < allowance(5)


async def test_the_doctor_sees_the_timetable_of_a_worker_that_has_just_started(migrated: Environment) -> None:
    """Its first tick comes after a minute."""
    async with running(migrated, "work", says="worker.started"):
        database = Database(migrated["SHOP_DATABASE_URL"].replace("postgresql", "postgresql+asyncpg"))
        found = (await check_work(database)).all
        await database.close()
    assert [each.level for each in found if each.check == "timetable"] == [Level.OK]


async def test_the_sandbox_answers_until_it_is_told_to_stop(migrated: Environment) -> None:
    port = free_port()
    async with running(migrated, "sandbox", "--port", str(port), says="The sandbox answers") as sandbox:
        assert (await get(f"http://127.0.0.1:{port}/_control/idle")).json()["idle"] is True
        assert await ended(sandbox, signal.SIGTERM) == 0


# --- a merchant -----------------------------------------------------------------------------------------------


async def test_a_merchant_is_made_from_a_file_and_answered_with_one_json_object(
    migrated: Environment, tmp_path: Path
) -> None:
    file = tmp_path / "merchant.toml"
    file.write_text(README)
    code, out, err = await shop(migrated, "merchant", "create", "--file", str(file))
    assert (code, err) == (0, "")
    answer = msgspec.json.decode(out)
    assert set(answer) == {"merchant_id", "api_key"}
    assert answer["api_key"].startswith("shop_")

    code, out, err = await shop(migrated, "merchant", "create", "--file", str(file))
    assert (code, out) == (1, "")
    assert err == "shop: This number belongs to another merchant here.\n"


async def test_a_file_that_is_not_there_is_refused_with_a_sentence(migrated: Environment) -> None:
    code, out, err = await shop(migrated, "merchant", "create", "--file", "nowhere.toml")
    assert (code, out, err) == (1, "", "shop: nowhere.toml: No such file or directory.\n")
