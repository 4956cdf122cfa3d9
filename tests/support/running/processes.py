"""An installation of real processes on a database of its own: `shop serve`, any number of `shop work`, a sandbox here.

Nothing of the shop runs in the test's own process, so a worker can be killed as the kernel kills it.
"""

import asyncio
import os
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from shop.config import settings
from shop.kit.db.database import Database
from shop.kit.db.provisioning import prepare_from_scratch
from shop.kit.embedded.server import EmbeddedServer
from shop.kit.http_server import base_url, bind, serving
from shop.sandbox.app import create_app as create_sandbox
from shop.sandbox.control_client import ControlClient
from shop.sandbox.state import World
from tests.support.pace import PATIENCE_SECONDS
from tests.support.postgres.external_postgres import named
from tests.support.repository import SHOP, from_here
from tests.support.running.compose import free_port
from tests.support.running.installation import RunningServices
from tests.support.vendors.fault_proxy import AFRESH, FaultProxy, serve_fault_proxy

START_SECONDS = 30.0
Environment = dict[str, str]


@dataclass
class Process:
    """One running `shop …`."""

    process: asyncio.subprocess.Process
    url: str = ""
    log: bytearray = field(default_factory=bytearray)

    async def kill(self) -> None:
        """At once and without a word to it."""
        self.process.send_signal(signal.SIGKILL)
        assert await self.process.wait() == -signal.SIGKILL

    async def stop(self) -> int:
        """As an operator stops it; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self.process.wait(), PATIENCE_SECONDS)


@dataclass
class ProcessInstallation:
    """What the processes share, and how to start another one."""

    environment: Environment
    services: RunningServices
    fault_proxy: FaultProxy

    @asynccontextmanager
    async def worker(self) -> AsyncGenerator[Process]:
        """`shop work`, once it works; killed at the end if it still runs."""
        async with running(self.environment, "work", says=b"worker.started") as process:
            yield process


@asynccontextmanager
async def installed(server: EmbeddedServer, folder: Path, name: str) -> AsyncGenerator[ProcessInstallation]:
    """A migrated database, the sandbox with something between, and the web process; no worker yet."""
    owner, url = server.dsn("shop_migrate", named(name)), server.dsn("shop_app", named(name))
    await asyncio.to_thread(
        lambda: asyncio.run(prepare_from_scratch(server.admin_dsn, owner, database=named(name)))
    )
    world, port = World(), free_port()
    pretend = bind("127.0.0.1", 0)
    web_url = f"http://127.0.0.1:{port}"
    database = Database(url, public_url=web_url)
    async with (
        serving(create_sandbox(world), pretend) as sandbox_url,
        serve_fault_proxy(base_url(pretend)) as (fault_proxy, vendors),
        httpx.AsyncClient(base_url=web_url, timeout=PATIENCE_SECONDS, trust_env=False, limits=AFRESH) as http,
        running(
            environment := _environment(url, folder, vendors, web_url),
            "serve",
            "--port",
            str(port),
            says=b"web.started",
        ),
    ):
        control_client = ControlClient(sandbox_url)
        try:
            services = RunningServices(database, settings(), web_url, world, control_client, http)
            yield ProcessInstallation(environment, services, fault_proxy)
        finally:
            await control_client.close()
            await database.close()


@asynccontextmanager
async def running(environment: Environment, *words: str, says: bytes) -> AsyncGenerator[Process]:
    """`shop …` once its log says so. The log is read all the time: else the process would wait for its reader."""
    process = await asyncio.create_subprocess_exec(
        *SHOP,
        *words,
        env=from_here(environment),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    started = Process(process)
    reading = asyncio.create_task(_read(process.stderr, started.log))
    try:
        await asyncio.wait_for(_heard(started, says), START_SECONDS)
        yield started
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        await reading


async def _read(stream: asyncio.StreamReader, log: bytearray) -> None:
    while piece := await stream.read(65_536):
        log += piece


async def _heard(started: Process, says: bytes) -> None:
    while says not in started.log:
        assert started.process.returncode is None, started.log.decode()
        await asyncio.sleep(0.02)


def _environment(url: str, folder: Path, vendors: str, web_url: str) -> Environment:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "SHOP_DATABASE_URL": url,
        "SHOP_SECRET_KEY": os.environ["SHOP_SECRET_KEY"],
        "SHOP_DATA_DIR": str(folder),
        "SHOP_PUBLIC_URL": web_url,
        "SHOP_WHATSAPP_API_URL": vendors,
        "SHOP_STRIPE_API_URL": vendors,
    }
