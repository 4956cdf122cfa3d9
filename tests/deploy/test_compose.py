"""The commands of docker-compose.yml start an installation: ready, measured, logging in JSON, stopping when told."""

import asyncio
import json
import os
import shutil
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest

from shop.kit.db.roles import ensure_roles
from shop.kit.embedded.server import EmbeddedServer
from tests.support.postgres.connecting import connect_as
from tests.support.postgres.external_postgres import named
from tests.support.repository import ROOT
from tests.support.running.compose import ComposeInstallation, free_port


@pytest.fixture(scope="module")
async def installation(
    server: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory
) -> ComposeInstallation:
    """After the `migrate` service ended well, as compose waits for it."""
    await ensure_roles(server.admin_dsn, database=named("composed"))
    made = ComposeInstallation(server, tmp_path_factory.mktemp("pictures"))
    process = await asyncio.create_subprocess_exec(*made.command("migrate"), env=made.environment("migrate"))
    assert await asyncio.wait_for(process.wait(), 60) == 0
    return made


async def test_the_migration_gives_the_application_its_password(
    installation: ComposeInstallation, server: EmbeddedServer
) -> None:
    admin = await connect_as(server.admin_dsn)
    stored = await admin.fetchval("SELECT rolpassword FROM pg_authid WHERE rolname = 'shop_app'")
    await admin.close()
    assert stored.startswith("SCRAM-SHA-256$")


async def test_web_and_worker_become_ready_show_metrics_and_stop_when_told(
    installation: ComposeInstallation,
) -> None:
    async with installation.running("web") as web, installation.running("worker") as worker:
        for service in (web, worker):
            assert (await service.get("/health/live")).status_code == 200
            shown = await service.get("/metrics", Authorization="Bearer scrape")
            assert "shop_database_up 1.0" in shown.text
        assert [await web.stop(), await worker.stop()] == [0, 0]


async def test_every_line_of_the_log_is_an_event_in_json(installation: ComposeInstallation) -> None:
    async with installation.running("web") as web, installation.running("worker") as worker:
        assert (await web.get("/api/v1/orders")).status_code == 401
        assert [await web.stop(), await worker.stop()] == [0, 0]
        for service in (web, worker):
            events = [json.loads(line) for line in (await service.log()).splitlines()]
            assert events
            assert all({"event", "level", "timestamp"} <= set(event) for event in events)


async def test_many_of_each_start_beside_each_other(installation: ComposeInstallation) -> None:
    async with AsyncExitStack() as stack:
        services = [
            await stack.enter_async_context(installation.running(n))
            for n in ("web", "web", "worker", "worker")
        ]
        assert [await service.stop() for service in services] == [0] * 4


@pytest.mark.skipif(shutil.which("caddy") is None, reason="Debian's package caddy is not installed")
async def test_the_proxy_speaks_tls_in_front_of_the_web_process(
    installation: ComposeInstallation, tmp_path: Path
) -> None:
    async with installation.running("web") as web:
        port = free_port()
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "SHOP_HOST": f"localhost:{port}",
            "SHOP_TLS": "internal",
            "SHOP_WEB": "localhost",
            "SHOP_WEB_PORT": web.url.rsplit(":", 1)[1],
        }
        caddyfile = tmp_path / "Caddyfile"
        inside = (ROOT / "deploy/Caddyfile").read_text()
        caddyfile.write_text(inside.replace("admin off", "admin off\n\tskip_install_trust", 1))
        proxy = await asyncio.create_subprocess_exec(
            "caddy", "run", "--config", str(caddyfile), env=environment, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            async with httpx.AsyncClient(verify=False, trust_env=False) as http:  # noqa: S501
                answer = await _patiently(http, f"https://localhost:{port}/health/ready")
                hidden = await http.get(
                    f"https://localhost:{port}/metrics", headers={"Authorization": "Bearer scrape"}
                )
        finally:
            proxy.terminate()
            await proxy.wait()
    assert answer.json() == {"status": "ready"}
    assert "strict-transport-security" in answer.headers
    assert hidden.status_code == 404


async def _patiently(http: httpx.AsyncClient, url: str) -> httpx.Response:
    for _ in range(100):
        try:
            return await http.get(url)
        except httpx.TransportError:
            await asyncio.sleep(0.1)
    return await http.get(url)
