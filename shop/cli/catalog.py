"""`shop catalog standing | push | doctor | commerce`: Meta's catalog of one merchant, while somebody watches."""

import argparse
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import msgspec

from catalog_sync.commerce import apply_switches
from catalog_sync.commerce_settings import wish_switches
from catalog_sync.items.push import push_now
from catalog_sync.meta.client import CatalogApi
from catalog_sync.reconcile import reconcile_now
from catalog_sync.status import sync_status
from shop.catalog.price_claims import price_claims
from shop.cli.bar import Bar
from shop.cli.databases import open_database
from shop.cli.output import print_done, print_one, print_rows
from shop.config import settings
from shop.kit.db.database import Database
from shop.kit.jobs import Errand
from shop.merchants.accounts import numbers, this_merchant
from shop.whatsapp.api.client import WhatsApp

MOST_CLAIMS = 50


async def show(options: argparse.Namespace) -> int:
    """How far Meta's catalog is behind ours, and what the last comparison found."""
    async with open_database(pool_size=2) as database, database.transaction(options.id) as session:
        await this_merchant(session)
        found = await sync_status(session)
    view = {name: getattr(found, name) for name in ("unsent", "under_way", "trouble", "paused_until")}
    last = found.drift
    drift = {"compared_at": last.finished_at if last else None, "drift": last.counts if last else None}
    print_one({**found.states, **view, **drift}, as_json=options.json)
    return 0


async def push(options: argparse.Namespace) -> int:
    """Send everything that is unsent now; Meta judges it afterwards."""
    bar = Bar()
    async with _ready(options) as (database, vendors):
        await push_now(database, vendors, options.id, bar.told)
    bar.end()
    sentence = f"{bar.sent} items were sent, {bar.refused} of them refused at once."
    print_done(sentence, as_json=options.json, sent=bar.sent, refused=bar.refused)
    return 0


async def doctor(options: argparse.Namespace) -> int:
    """Read Meta's catalog back and say what differs; with --repair, mend it. 1 if something differs and stays so."""
    async with _ready(options) as (database, vendors):
        report = await reconcile_now(database, vendors, options.id, repair=options.repair)
        async with database.transaction(options.id) as session:
            claims = await price_claims(session, at=report.finished_at)
    facts = {
        "read": report.read,
        "repaired": report.repaired,
        "differ": report.counts,
        "price_claims": report.price_claims,
    }
    samples = msgspec.to_builtins(report.samples)
    claimed = {claim.sku: claim.times for claim in claims[:MOST_CLAIMS]}
    more = {"samples": samples, "most_claimed": claimed}
    print_one({**facts, **more} if options.json else facts, as_json=options.json)
    if not options.json and samples:
        print_rows(samples, ["kind", "sku", "ours", "theirs"], as_json=False, empty="")
    return 1 if report.counts and not options.repair else 0


async def commerce(options: argparse.Namespace) -> int:
    """Show the numbers' cart and catalog icon at Meta; with --cart or --catalog, switch them."""
    async with _ready(options) as (database, vendors):
        async with database.transaction(options.id) as session:
            ids = [options.number] if options.number else sorted(await numbers(session))
            for number_id in ids if options.cart or options.catalog else ():
                await wish_switches(
                    session, number_id, cart=_switch(options.cart), catalog=_switch(options.catalog)
                )
        rows = []
        for number_id in ids:
            settings = await apply_switches(Errand(database, options.id, vendors, 1), number_id)
            rows.append({"number": number_id, **msgspec.structs.asdict(settings)})
    columns = ["number", "is_cart_enabled", "is_catalog_visible"]
    print_rows(rows, columns, as_json=options.json, empty="The merchant has no number.")
    return 0


def _switch(word: str | None) -> bool | None:
    return None if word is None else word == "on"


@asynccontextmanager
async def _ready(options: argparse.Namespace) -> AsyncGenerator[tuple[Database, dict[type, Any]], None]:
    """The database and Meta, once the merchant is known to exist."""
    async with open_database(pool_size=4) as database:
        async with database.transaction(options.id) as session:
            await this_merchant(session)
        url, version = settings().whatsapp_api_url, settings().whatsapp_api_version
        api, whatsapp = CatalogApi(base_url=url, version=version), WhatsApp(base_url=url, version=version)
        try:
            yield database, {CatalogApi: api, WhatsApp: whatsapp}
        finally:
            await api.aclose()
            await whatsapp.aclose()
