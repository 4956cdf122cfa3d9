"""`?sslmode=require` and its like in the database's URL, as managed databases hand them out."""

import asyncio
import os
import signal
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from shop.kit.db.provisioning import prepare_from_scratch
from shop.kit.embedded.server import EmbeddedServer
from shop.kit.http_server import bind
from tests.cli.processes.commands import KEY, Environment, ended, get, running, shop
from tests.cli.processes.tls_front import Front, tls_front
from tests.support.postgres.external_postgres import named

NAME = named("tls")


@pytest.fixture(scope="module")
def migrated(server: EmbeddedServer) -> str:
    """A database of its own: the worker would run what other tests left. Its URL, as the application's role."""
    asyncio.run(prepare_from_scratch(server.admin_dsn, server.dsn("shop_migrate", NAME), database=NAME))
    return server.dsn("shop_app", NAME)


def environment(server: EmbeddedServer, front: Front, query: str, folder: Path) -> Environment:
    """An installation whose database is reached through the front."""
    password = urlsplit(server.dsn("shop_app", "x")).password or "unused"
    address = f"localhost:{front.port}/{NAME}{query}"
    return {
        "PATH": os.environ["PATH"],
        "SHOP_DATABASE_URL": f"postgresql://shop_app:{password}@{address}",
        "SHOP_MIGRATE_DATABASE_URL": f"postgresql://shop_migrate:{password}@{address}",
        "SHOP_SECRET_KEY": KEY,
        "SHOP_DATA_DIR": str(folder),
    }


@pytest.mark.parametrize("mode", ["require", "verify-full&sslrootcert={certificate}"])
async def test_web_and_worker_run_over_tls_alone(
    server: EmbeddedServer, migrated: str, tmp_path: Path, mode: str
) -> None:
    async with tls_front(migrated, tmp_path) as front:
        query = f"?sslmode={mode.format(certificate=front.certificate)}"
        settings = environment(server, front, query, tmp_path)
        with bind("127.0.0.1", 0) as listener:
            port = listener.getsockname()[1]
        async with running(settings, "serve", "--port", str(port), says="web.started") as web:
            assert (await get(f"http://127.0.0.1:{port}/health/ready")).status_code == 200
            assert await ended(web, signal.SIGTERM) == 0
        async with running(settings, "work", says="worker.started") as worker:
            assert await ended(worker, signal.SIGTERM) == 0
        assert front.encrypted >= 4
        assert front.plain == []


async def test_migrations_run_over_tls_alone(server: EmbeddedServer, migrated: str, tmp_path: Path) -> None:
    async with tls_front(migrated, tmp_path) as front:
        settings = environment(server, front, "?sslmode=require", tmp_path)
        assert await shop(settings, "migrate") == (0, "The database is up to date.\n", "")
        assert front.encrypted >= 3
        assert front.plain == []


async def test_a_server_without_tls_is_not_told_the_password(server: EmbeddedServer, tmp_path: Path) -> None:
    async with tls_front("", tmp_path, offers_tls=False) as front:
        code, out, err = await shop(environment(server, front, "?sslmode=require", tmp_path), "serve")
        assert (code, out) == (1, "")
        assert err.startswith("shop: The database does not answer")
        assert "SSL" in err
        assert err.count("\n") == 1
        assert front.plain == [b""]


async def test_a_certificate_that_nobody_vouches_for_is_refused_where_it_is_to_be_verified(
    server: EmbeddedServer, tmp_path: Path
) -> None:
    async with tls_front("", tmp_path) as front:
        query = "?sslmode=verify-full&sslrootcert=/etc/ssl/certs/ca-certificates.crt"
        code, _, err = await shop(environment(server, front, query, tmp_path), "work")
        assert code == 1
        assert "Traceback" not in err
        assert front.encrypted == 0


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        (
            "?sslmode=require&channel_binding=require",
            "SHOP_DATABASE_URL asks for channel_binding; it may ask for",
        ),
        ("?ssl=require", "SHOP_DATABASE_URL asks for ssl; it may ask for host, port, sslmode,"),
        ("?sslmode=perhaps", "`sslmode` parameter must be one of: disable, allow, prefer"),
    ],
)
async def test_what_cannot_be_given_is_a_sentence(query: str, sentence: str) -> None:
    url = f"postgresql://shop_app:hunter2@127.0.0.1:1/shop{query}"
    code, _, err = await shop({"SHOP_DATABASE_URL": url, "SHOP_SECRET_KEY": KEY}, "serve")
    assert code == 1
    assert sentence in err
    assert err.count("\n") == 1
    assert "hunter2" not in err
