"""What `docker compose up` would start, as processes on the test's database: commands and environment are the file's."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import yaml

from shop.kit.embedded.server import EmbeddedServer
from shop.kit.http_server import bind
from tests.support.pace import PATIENCE_SECONDS
from tests.support.postgres.external_postgres import named
from tests.support.repository import ROOT, SHOP, from_here

BIN = Path(sys.executable).parent
EVERYWHERE = "0.0.0.0"  # noqa: S104 - inside a container
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def example() -> dict[str, str]:
    """The settings of `.env.example`, those that are commented out too."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    pairs = [line.lstrip("#").partition("=") for line in lines if re.match(r"#?[A-Z_]+=", line)]
    return {name: value for name, _, value in pairs}


class ComposeInstallation:
    """An installation after the files' own words."""

    def __init__(self, server: EmbeddedServer, folder: Path) -> None:
        password = urlsplit(server.admin_dsn).password or "given-in-the-test"
        values = {**example(), "SHOP_SECRET_KEY": "k" * 64, "SHOP_METRICS_TOKEN": "scrape"}
        self.values = values | {"SHOP_APP_PASSWORD": password, "POSTGRES_PASSWORD": password}
        self.replaced = {
            "SHOP_DATABASE_URL": _with_password(server.dsn("shop_app", named("composed")), password),
            "SHOP_MIGRATE_DATABASE_URL": server.admin_dsn.replace("/postgres?", f"/{named('composed')}?"),
            "SHOP_DATA_DIR": str(folder),
        }
        if not urlsplit(server.admin_dsn).query:
            self.replaced["SHOP_MIGRATE_DATABASE_URL"] = server.admin_dsn.removesuffix("postgres") + named(
                "composed"
            )

    def environment(self, name: str) -> dict[str, str]:
        """A service's environment, its database and folder replaced by the test's."""
        given = {key: _filled(value, self.values) for key, value in SERVICES[name]["environment"].items()}
        known = {key: value for key, value in self.replaced.items() if key in given}
        return from_here({"PATH": os.environ["PATH"], **given, **known})

    def command(self, name: str, port: int | None = None) -> list[str]:
        words = ["127.0.0.1" if word == EVERYWHERE else word for word in SERVICES[name]["command"]]
        return [*SHOP, *(str(port) if word == "8000" else word for word in words)]

    @asynccontextmanager
    async def running(self, name: str) -> AsyncGenerator["ComposeService"]:
        """A service that answers; killed at the end if it did not stop."""
        port = free_port()
        process = await asyncio.create_subprocess_exec(
            *self.command(name, port),
            env=self.environment(name),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        service = ComposeService(process, f"http://127.0.0.1:{port}")
        try:
            await service.ready()
            yield service
        finally:
            if process.returncode is None:
                process.kill()
            await service.log()


class ComposeService:
    """One process of the installation."""

    def __init__(self, process: asyncio.subprocess.Process, url: str) -> None:
        self.process, self.url = process, url
        assert process.stderr is not None
        self._reading = asyncio.create_task(process.stderr.read())

    async def get(self, path: str, **headers: str) -> httpx.Response:
        async with httpx.AsyncClient(timeout=PATIENCE_SECONDS, trust_env=False) as http:
            return await http.get(f"{self.url}{path}", headers=headers)

    async def ready(self) -> None:
        for _ in range(600):
            try:
                if (await self.get("/health/ready")).json() == {"status": "ready"}:
                    return
            except httpx.TransportError:
                assert self.process.returncode is None, (await self.log()).decode()
            await asyncio.sleep(0.1)
        raise AssertionError("It did not become ready.")

    async def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self.process.wait(), PATIENCE_SECONDS)

    async def log(self) -> bytes:
        await self.process.wait()
        return await self._reading


def _filled(value: str, values: dict[str, str]) -> str:
    """Compose's interpolation: ${NAME}, ${NAME:-default}, ${NAME:?refusal}."""

    def fill(found: re.Match[str]) -> str:
        given = values.get(found[1]) or (found[3] if found[2] == "-" else "")
        assert given or found[2] != "?", found[0]
        return given or ""

    return VARIABLE.sub(fill, str(value))


def _with_password(dsn: str, password: str) -> str:
    return dsn if urlsplit(dsn).password else dsn.replace("shop_app@", f"shop_app:{password}@", 1)


def free_port() -> int:
    with bind("127.0.0.1", 0) as listener:
        return int(listener.getsockname()[1])
