"""The container files: valid by their own rules, hardened, scalable; and their very commands start an installation.

There is no container engine in the tests: the commands run as processes, with the environment the files give.
"""

import asyncio
import importlib.resources
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import jsonschema
import pytest
import yaml

from shop.config import Settings
from shop.kit.embedded import EmbeddedServer
from shop.kit.roles import ensure_roles
from shop.kit.serving import bind
from tests.conftest import connect_as

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
EVERYWHERE = "0.0.0.0"  # noqa: S104 - inside a container
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
_VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def example() -> dict[str, str]:
    """The settings of `.env.example`, those that are commented out too."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    pairs = [line.lstrip("#").partition("=") for line in lines if re.match(r"#?[A-Z_]+=", line)]
    return {name: value for name, _, value in pairs}


# --- the files ------------------------------------------------------------------------------------------------


def test_the_compose_file_fits_the_compose_specification() -> None:
    vendored = importlib.resources.files("check_jsonschema") / "builtin_schemas/vendor/compose-spec.json"
    jsonschema.validate(COMPOSE, json.loads(vendored.read_text()))


def test_the_dockerfile_passes_its_linter() -> None:
    checked = subprocess.run(  # noqa: S603
        [BIN / "hadolint", ROOT / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stdout) == (0, "")


def test_the_image_runs_as_nobody_who_may_do_anything_and_installs_only_what_has_a_hash() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert [line for line in lines if line.startswith("USER")] == ["USER 10001:10001"]
    installs = [line for line in lines if "pip install" in line]
    assert len(installs) == 2
    assert all("--require-hashes" in line or "--no-deps --no-build-isolation" in line for line in installs)


def test_what_the_dockerfile_copies_is_let_through_to_the_builder() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    wanted = {name for line in copied for name in line.split()}
    let_through = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"}
    assert wanted == let_through
    assert all((ROOT / name).exists() for name in wanted)


def test_images_are_named_without_a_registry_and_with_a_version() -> None:
    images = {service["image"] for service in SERVICES.values()} - {"trastienda"}
    froms = re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert all(re.fullmatch(r"[a-z]+:[\w.-]+", image) for image in [*images, *froms])


def test_only_the_proxy_publishes_a_port_and_nothing_hinders_scaling() -> None:
    assert {name: service["ports"] for name, service in SERVICES.items() if "ports" in service} == {
        "proxy": ["${SHOP_PORT:-443}:443"]
    }
    assert not [
        name for name, service in SERVICES.items() if "container_name" in service or "hostname" in service
    ]
    assert {name for name, service in SERVICES.items() if "front" in service["networks"]} >= {"proxy", "web"}
    assert "front" not in SERVICES["postgres"]["networks"]


@pytest.mark.parametrize("name", list(SERVICES))
def test_every_service_is_hardened(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert any(each.partition(":")[0] == "/tmp" for each in service["tmpfs"])  # noqa: S108
    assert "privileged" not in service
    assert service.get("user") not in ("root", "0", 0)


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_every_lasting_service_is_watched_and_given_time_to_end(name: str) -> None:
    service = SERVICES[name]
    assert service["healthcheck"]["test"][0] == "CMD"
    assert re.fullmatch(r"\d+s", service["stop_grace_period"])
    assert service["restart"] == "unless-stopped"


def test_processes_start_only_after_the_migration_and_it_after_the_database() -> None:
    for name in ("web", "worker"):
        assert SERVICES[name]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
    assert SERVICES["migrate"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}


def test_only_the_migration_knows_the_administrators_password() -> None:
    knows = {name for name, service in SERVICES.items() if "POSTGRES_PASSWORD" in json.dumps(service)}
    assert knows == {"postgres", "migrate"}


def test_every_setting_is_explained_and_reaches_web_and_worker() -> None:
    names = {f"SHOP_{name.upper()}" for name in Settings.model_fields}
    assert names <= set(example())
    for name in ("web", "worker"):
        assert set(SERVICES[name]["environment"]) == names - {"SHOP_MIGRATE_DATABASE_URL"}
    used = {found[0] for found in _VARIABLE.findall((ROOT / "docker-compose.yml").read_text())}
    assert used <= set(example())
    lines = (ROOT / ".env.example").read_text().splitlines()
    for name in example():
        place = next(i for i, line in enumerate(lines) if line.lstrip("#").startswith(f"{name}="))
        assert lines[place - 1].startswith("#") or "=" in lines[place - 1], f"{name} is not explained."


def test_the_example_s_addresses_are_the_programs_own_defaults() -> None:
    for name in ("whatsapp_api_url", "whatsapp_api_version", "stripe_api_url", "log_level"):
        assert example()[f"SHOP_{name.upper()}"] == Settings.model_fields[name].default


# --- the same commands, as processes --------------------------------------------------------------------------


class Installation:
    """What `docker compose up` would start, on the test's database."""

    def __init__(self, server: EmbeddedServer, folder: Path) -> None:
        password = urlsplit(server.admin_dsn).password or "given-in-the-test"
        values = {**example(), "SHOP_SECRET_KEY": "k" * 64, "SHOP_METRICS_TOKEN": "scrape"}
        self.values = values | {"SHOP_APP_PASSWORD": password, "POSTGRES_PASSWORD": password}
        self.replaced = {
            "SHOP_DATABASE_URL": _with_password(server.dsn("shop_app", "shop_composed"), password),
            "SHOP_MIGRATE_DATABASE_URL": server.admin_dsn.replace("/postgres?", "/shop_composed?"),
            "SHOP_DATA_DIR": str(folder),
        }
        if not urlsplit(server.admin_dsn).query:
            self.replaced["SHOP_MIGRATE_DATABASE_URL"] = (
                server.admin_dsn.removesuffix("postgres") + "shop_composed"
            )

    def environment(self, name: str) -> dict[str, str]:
        """A service's environment, its database and folder replaced by the test's."""
        given = {key: _filled(value, self.values) for key, value in SERVICES[name]["environment"].items()}
        known = {key: value for key, value in self.replaced.items() if key in given}
        return {"PATH": os.environ["PATH"], **given, **known}

    def command(self, name: str, port: int | None = None) -> list[str]:
        words = ["127.0.0.1" if word == EVERYWHERE else word for word in SERVICES[name]["command"]]
        return [str(BIN / "shop"), *(str(port) if word == "8000" else word for word in words)]

    @asynccontextmanager
    async def running(self, name: str) -> AsyncGenerator["Running"]:
        """A service that answers; killed at the end if it did not stop."""
        port = free_port()
        process = await asyncio.create_subprocess_exec(
            *self.command(name, port),
            env=self.environment(name),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        service = Running(process, f"http://127.0.0.1:{port}")
        try:
            await service.ready()
            yield service
        finally:
            if process.returncode is None:
                process.kill()
            await service.log()


class Running:
    """One process of the installation."""

    def __init__(self, process: asyncio.subprocess.Process, url: str) -> None:
        self.process, self.url = process, url
        assert process.stderr is not None
        self._reading = asyncio.create_task(process.stderr.read())

    async def get(self, path: str, **headers: str) -> httpx.Response:
        async with httpx.AsyncClient(trust_env=False) as http:
            return await http.get(f"{self.url}{path}", headers=headers)

    async def ready(self) -> None:
        for _ in range(300):
            try:
                if (await self.get("/health/ready")).json() == {"status": "ready"}:
                    return
            except httpx.TransportError:
                assert self.process.returncode is None, (await self.log()).decode()
            await asyncio.sleep(0.1)
        raise AssertionError("It did not become ready.")

    async def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self.process.wait(), 15)

    async def log(self) -> bytes:
        await self.process.wait()
        return await self._reading


@pytest.fixture(scope="module")
async def installation(server: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """After the `migrate` service ended well, as compose waits for it."""
    await ensure_roles(server.admin_dsn, database="shop_composed")
    made = Installation(server, tmp_path_factory.mktemp("pictures"))
    process = await asyncio.create_subprocess_exec(*made.command("migrate"), env=made.environment("migrate"))
    assert await asyncio.wait_for(process.wait(), 60) == 0
    return made


async def test_the_migration_gives_the_application_its_password(
    installation: Installation, server: EmbeddedServer
) -> None:
    admin = await connect_as(server.admin_dsn)
    stored = await admin.fetchval("SELECT rolpassword FROM pg_authid WHERE rolname = 'shop_app'")
    await admin.close()
    assert stored.startswith("SCRAM-SHA-256$")


async def test_web_and_worker_become_ready_show_metrics_and_stop_when_told(
    installation: Installation,
) -> None:
    async with installation.running("web") as web, installation.running("worker") as worker:
        for service in (web, worker):
            assert (await service.get("/health/live")).status_code == 200
            shown = await service.get("/metrics", Authorization="Bearer scrape")
            assert "shop_database_up 1.0" in shown.text
        assert [await web.stop(), await worker.stop()] == [0, 0]


async def test_every_line_of_the_log_is_an_event_in_json(installation: Installation) -> None:
    async with installation.running("web") as web, installation.running("worker") as worker:
        assert (await web.get("/api/v1/orders")).status_code == 401
        assert [await web.stop(), await worker.stop()] == [0, 0]
        for service in (web, worker):
            events = [json.loads(line) for line in (await service.log()).splitlines()]
            assert events
            assert all({"event", "level", "timestamp"} <= set(event) for event in events)


async def test_many_of_each_start_beside_each_other(installation: Installation) -> None:
    async with AsyncExitStack() as stack:
        services = [
            await stack.enter_async_context(installation.running(n))
            for n in ("web", "web", "worker", "worker")
        ]
        assert [await service.stop() for service in services] == [0] * 4


@pytest.mark.skipif(shutil.which("caddy") is None, reason="Debian's package caddy is not installed")
async def test_the_proxy_speaks_tls_in_front_of_the_web_process(
    installation: Installation, tmp_path: Path
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


def _filled(value: str, values: dict[str, str]) -> str:
    """Compose's interpolation: ${NAME}, ${NAME:-default}, ${NAME:?refusal}."""

    def fill(found: re.Match[str]) -> str:
        given = values.get(found[1]) or (found[3] if found[2] == "-" else "")
        assert given or found[2] != "?", found[0]
        return given or ""

    return _VARIABLE.sub(fill, str(value))


def _with_password(dsn: str, password: str) -> str:
    return dsn if urlsplit(dsn).password else dsn.replace("shop_app@", f"shop_app:{password}@", 1)


def free_port() -> int:
    with bind("127.0.0.1", 0) as listener:
        return int(listener.getsockname()[1])
