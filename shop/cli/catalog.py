"""`shop catalog standing | push | compare`: Meta's catalog of one merchant, while somebody watches."""

import argparse
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import msgspec

from catalog_sync.client import CatalogApi
from catalog_sync.reconcile import reconcile_now
from catalog_sync.standing import standing
from catalog_sync.sync import push_now
from shop.cli.databases import open_database
from shop.cli.output import print_done, print_one
from shop.config import settings
from shop.kit.db import Database
from shop.merchants.accounts import this_merchant


async def show(options: argparse.Namespace) -> int:
    """How far Meta's catalog is behind ours, and what the last comparison found."""
    async with open_database(pool_size=2) as database, database.transaction(options.id) as session:
        await this_merchant(session)
        found = await standing(session)
    view = {name: getattr(found, name) for name in ("unsent", "under_way", "trouble", "paused_until")}
    last = found.drift
    drift = {"compared_at": last.finished_at if last else None, "drift": last.counts if last else None}
    print_one({**found.states, **view, **drift}, as_json=options.json)
    return 0


async def push(options: argparse.Namespace) -> int:
    """Send everything that is unsent now; Meta judges it afterwards."""
    sent = [0, 0]

    def told(done: int, total: int, refused: int) -> None:
        sent[:] = done, refused
        print(f"{done} of {total} sent, {refused} refused", file=sys.stderr)

    async with _ready(options) as (database, vendors):
        await push_now(database, vendors, options.id, told)
    sentence = f"{sent[0]} items were sent, {sent[1]} of them refused at once."
    print_done(sentence, as_json=options.json, sent=sent[0], refused=sent[1])
    return 0


async def compare(options: argparse.Namespace) -> int:
    """Read Meta's catalog back and say what differs; with --repair, mend it. 1 if something differs and stays so."""
    async with _ready(options) as (database, vendors):
        report = await reconcile_now(database, vendors, options.id, repair=options.repair)
    facts = {"read": report.read, "repaired": report.repaired, "differ": report.counts}
    samples = msgspec.to_builtins(report.samples)
    print_one({**facts, "samples": samples} if options.json else facts, as_json=options.json)
    return 1 if report.counts and not options.repair else 0


@asynccontextmanager
async def _ready(options: argparse.Namespace) -> AsyncGenerator[tuple[Database, dict[type, Any]], None]:
    """The database and Meta, once the merchant is known to exist."""
    async with open_database(pool_size=4) as database:
        async with database.transaction(options.id) as session:
            await this_merchant(session)
        api = CatalogApi(base_url=settings().whatsapp_api_url, version=settings().whatsapp_api_version)
        try:
            yield database, {CatalogApi: api}
        finally:
            await api.aclose()
