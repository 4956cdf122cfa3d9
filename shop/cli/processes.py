"""`shop serve | work | migrate | sandbox`: the processes of an installation.

What a process is made of is imported when it starts: it is most of the program, and `shop --help` needs none of it.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from typing import Annotated

import typer

from shop.cli.resources.data_folder import require_data_folder
from shop.cli.resources.databases import open_database
from shop.cli.terminal.invocation import command, command_group
from shop.config import Settings
from shop.kit.db.database import Database
from shop.kit.db.provisioning import prepare_database
from shop.kit.db.roles import ensure_roles
from shop.kit.db.urls import application_password, connected, owner_url
from shop.kit.errors import ShopError
from shop.kit.http_server import LAST_PORT, base_url, bind, serving
from shop.kit.log import logger
from shop.kit.processes.memory import keep_program
from shop.kit.processes.signals import stop_requested
from shop.kit.stdout import say

log = logger()

group = command_group("the processes of an installation")

HostOption = Annotated[str, typer.Option()]
Port = Annotated[int, typer.Option(min=0, max=LAST_PORT)]
ProbePort = Annotated[
    int | None,
    typer.Option(
        "--port", help="answer /health/… and /metrics there (default: nowhere)", min=0, max=LAST_PORT
    ),
]


class SandboxMissing(ShopError):
    """The program was installed without its pretend vendors."""

    status_code = 500


@command(group, "serve", "the web process: webhooks, API, payment links")
async def serve(settings: Settings, *, host: HostOption = "127.0.0.1", port: Port = 8000) -> int:
    """The web process, until SIGTERM or Ctrl-C."""
    from shop.app import create_app

    stop = stop_requested()
    require_data_folder(settings.data_dir)
    async with open_database(settings) as database:
        listener = bind(host, port)
        async with serving(create_app(database, settings), listener):
            keep_program()
            log.info("web.started", url=base_url(listener))
            await stop.wait()
    return 0


@command(group, "work", "the worker process: jobs and the timetable")
async def work(settings: Settings, *, host: HostOption = "127.0.0.1", port: ProbePort = None) -> int:
    """The worker process with its timetable; what runs when it is told to stop is finished."""
    from shop.timetable import look, timetable
    from shop.worker import open_worker

    stop = stop_requested()
    require_data_folder(settings.data_dir)
    async with (
        open_database(settings, pool_size=20) as database,
        probe(database, settings, host, port),
        open_worker(database, settings) as worker,
        timetable(database),
    ):
        working, stopping = asyncio.create_task(worker.run()), asyncio.create_task(stop.wait())
        await look(database)  # its clock rings first after a minute
        keep_program()
        log.info("worker.started")
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        worker.stop()
        stopping.cancel()
        await working
    return 0


@asynccontextmanager
async def probe(
    database: Database, settings: Settings, host: str, port: int | None
) -> AsyncGenerator[None, None]:
    """Health and metrics of the worker on a port, if one was asked for."""
    from shop.app import create_probe

    if port is None:
        yield
        return
    listener = bind(host, port)
    async with serving(create_probe(database, settings), listener):
        log.info("probe.started", url=base_url(listener))
        yield


@command(
    group,
    "migrate",
    "bring the database up to date (SHOP_MIGRATE_DATABASE_URL)",
    needs=("migrate_database_url",),
)
async def migrate(settings: Settings) -> int:
    """Bring schema, queue and roles up to date. A superuser also gives shop_app the password it is to use."""
    url = owner_url(settings)
    async with connected(url) as connection:
        name = await connection.fetchval("SELECT current_database()")
        is_super = await connection.fetchval("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    password = application_password(settings) if is_super else None
    await ensure_roles(url, database=name, app_password=password)
    await prepare_database(url)
    say("The database is up to date.")
    return 0


@command(group, "sandbox", "the pretend WhatsApp and Stripe alone", needs=())
async def sandbox(settings: Settings, *, host: HostOption = "127.0.0.1", port: Port = 8001) -> int:
    """The stand-ins alone; their clock cannot be moved, because the shop's would not follow."""
    require_sandbox()
    from shop.sandbox.app import create_app as create_sandbox
    from shop.sandbox.state import World

    stop = stop_requested()
    listener = bind(host, port)
    async with serving(create_sandbox(World(may_move_clock=False)), listener):
        say(f"The sandbox answers at {base_url(listener)}")
        await stop.wait()
    return 0


def require_sandbox() -> None:
    """Raise SandboxMissing where only the shop itself is installed, as in the image for production."""
    if find_spec("shop.sandbox") is None:
        raise SandboxMissing(
            "The sandbox is not part of this installation (the container image leaves it out): "
            "run `shop demo` and `shop sandbox` from a checkout of the repository."
        )
