"""`shop serve | work | migrate | sandbox`: the processes of an installation."""

import argparse
import asyncio
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from shop.app import create_app, create_probe
from shop.cli.databases import application_password, open_database, owner_url, reached
from shop.cli.sandbox_here import require_sandbox
from shop.config import settings
from shop.kit.db import Database
from shop.kit.log import logger
from shop.kit.preparation import plain, prepare
from shop.kit.roles import ensure_roles
from shop.kit.serving import base_url, bind, serving
from shop.timetable import timetable
from shop.worker import open_worker

log = logger()


async def serve(options: argparse.Namespace) -> int:
    """The web process, until SIGTERM or Ctrl-C."""
    told = told_to_stop()
    async with open_database() as database:
        listener = bind(options.host, options.port)
        async with serving(create_app(database), listener):
            log.info("web.started", url=base_url(listener))
            await told.wait()
    return 0


async def work(options: argparse.Namespace) -> int:
    """The worker process with its timetable; what runs when it is told to stop is finished."""
    told = told_to_stop()
    async with (
        open_database(pool_size=20) as database,
        probed(database, options),
        open_worker(database, settings()) as worker,
        timetable(database),
    ):
        working = asyncio.create_task(worker.run())
        stop = asyncio.create_task(told.wait())
        log.info("worker.started")
        await asyncio.wait({working, stop}, return_when=asyncio.FIRST_COMPLETED)
        worker.stop()
        stop.cancel()
        await working
    return 0


@asynccontextmanager
async def probed(database: Database, options: argparse.Namespace) -> AsyncGenerator[None, None]:
    """Health and metrics of the worker on a port, if one was asked for."""
    if options.port is None:
        yield
        return
    listener = bind(options.host, options.port)
    async with serving(create_probe(database), listener):
        log.info("probe.started", url=base_url(listener))
        yield


async def migrate(_: argparse.Namespace) -> int:
    """Bring schema, queue and roles up to date. A superuser also gives shop_app the password it is to use."""
    url = owner_url()
    async with reached(url) as connection:
        name = await connection.fetchval("SELECT current_database()")
        is_super = await connection.fetchval("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    await ensure_roles(plain(url), database=name, app_password=application_password() if is_super else None)
    await prepare(url)
    print("The database is up to date.")
    return 0


async def sandbox(options: argparse.Namespace) -> int:
    """The stand-ins alone; their clock cannot be moved, because the shop's would not follow."""
    require_sandbox()
    from shop.sandbox.app import create_app as create_sandbox
    from shop.sandbox.state import World

    told = told_to_stop()
    listener = bind(options.host, options.port)
    async with serving(create_sandbox(World(may_move_clock=False)), listener):
        print(f"The sandbox answers at {base_url(listener)}", flush=True)
        await told.wait()
    return 0


async def until_told_to_stop() -> None:
    """Wait for SIGTERM or SIGINT."""
    await told_to_stop().wait()


def told_to_stop() -> asyncio.Event:
    """Set by SIGTERM and SIGINT from now on; asked for first, so that also a start can be told to stop."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    return told
