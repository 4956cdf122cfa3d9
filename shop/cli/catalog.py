"""`shop catalog status | push | doctor | commerce`: Meta's catalog of one merchant, while somebody watches."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
import typer

from catalog_sync.commerce import apply_switches
from catalog_sync.commerce_settings import wish_switches
from catalog_sync.items.push import push_now
from catalog_sync.meta.client import CatalogApi
from catalog_sync.reconcile import reconcile_now
from catalog_sync.status import sync_status
from shop.catalog.prices.claims import price_claims
from shop.cli.resources.databases import open_database
from shop.cli.terminal.invocation import command, command_group
from shop.cli.terminal.options import AsJson, MerchantId
from shop.cli.terminal.output import print_done, print_one, print_rows
from shop.cli.terminal.progress import PushProgress
from shop.config import Settings
from shop.kit.db.database import Database
from shop.kit.jobs import Errand
from shop.merchants.accounts import numbers, this_merchant
from shop.whatsapp.api.client import WhatsApp

MOST_CLAIMS = 50
SWITCHES = ("number", "is_cart_enabled", "is_catalog_visible")

OnOff = Literal["on", "off"]

group = command_group("a merchant's catalog at Meta")


@command(group, "status", "how far it is behind ours")
async def show_catalog_status(settings: Settings, *, merchant_id: MerchantId, as_json: AsJson = False) -> int:
    """How far Meta's catalog is behind ours, and what the last comparison found."""
    async with (
        open_database(settings, pool_size=2) as database,
        database.transaction(merchant_id) as session,
    ):
        await this_merchant(session)
        found = await sync_status(session)
    view = {name: getattr(found, name) for name in ("unsent", "under_way", "trouble", "paused_until")}
    last = found.drift
    drift = {"compared_at": last.finished_at if last else None, "drift": last.counts if last else None}
    print_one({**found.states, **view, **drift}, as_json=as_json)
    return 0


@command(group, "push", "send what is unsent, now")
async def push_catalog(settings: Settings, *, merchant_id: MerchantId, as_json: AsJson = False) -> int:
    """Send everything that is unsent now; Meta reviews it afterwards."""
    async with _database_and_meta(settings, merchant_id) as (database, vendors):
        with PushProgress() as progress:
            await push_now(database, vendors, merchant_id, progress.update)
    sentence = f"{progress.sent} items were sent, {progress.refused} of them refused at once."
    print_done(sentence, as_json=as_json, sent=progress.sent, refused=progress.refused)
    return 0


@command(group, "doctor", "read it back and say what differs")
async def compare_catalog(
    settings: Settings,
    *,
    merchant_id: MerchantId,
    repair: Annotated[bool, typer.Option("--repair", help="and repair it")] = False,
    as_json: AsJson = False,
) -> int:
    """Read Meta's catalog back and say what differs; with --repair, repair it. 1 if something differs and stays so."""
    async with _database_and_meta(settings, merchant_id) as (database, vendors):
        report = await reconcile_now(database, vendors, merchant_id, repair=repair)
        async with database.transaction(merchant_id) as session:
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
    print_one({**facts, **more} if as_json else facts, as_json=as_json)
    if not as_json and samples:
        print_rows(samples, ["kind", "sku", "ours", "theirs"], as_json=False, empty="")
    return 1 if report.counts and not repair else 0


@command(group, "commerce", "the numbers' cart and catalog icon")
async def switch_commerce(
    settings: Settings,
    *,
    merchant_id: MerchantId,
    number: Annotated[str | None, typer.Option(help="only the number with Meta's id")] = None,
    cart: Annotated[OnOff | None, typer.Option()] = None,
    catalog: Annotated[OnOff | None, typer.Option()] = None,
    as_json: AsJson = False,
) -> int:
    """Show the numbers' cart and catalog icon at Meta; with --cart or --catalog, switch them."""
    async with _database_and_meta(settings, merchant_id) as (database, vendors):
        async with database.transaction(merchant_id) as session:
            ids = [number] if number else sorted(await numbers(session))
            for number_id in ids if cart or catalog else ():
                await wish_switches(session, number_id, cart=_is_on(cart), catalog=_is_on(catalog))
        rows = []
        for number_id in ids:
            shown = await apply_switches(Errand(database, merchant_id, vendors, 1), number_id)
            rows.append({"number": number_id, **msgspec.structs.asdict(shown)})
    print_rows(rows, SWITCHES, as_json=as_json, empty="The merchant has no number.")
    return 0


def _is_on(word: OnOff | None) -> bool | None:
    return None if word is None else word == "on"


@asynccontextmanager
async def _database_and_meta(
    settings: Settings, merchant_id: UUID
) -> AsyncGenerator[tuple[Database, dict[type, Any]], None]:
    """The database and Meta's clients, once the merchant is known to exist."""
    async with open_database(settings, pool_size=4) as database:
        async with database.transaction(merchant_id) as session:
            await this_merchant(session)
        url, version = settings.whatsapp_api_url, settings.whatsapp_api_version
        api, whatsapp = CatalogApi(base_url=url, version=version), WhatsApp(base_url=url, version=version)
        try:
            yield database, {Settings: settings, CatalogApi: api, WhatsApp: whatsapp}
        finally:
            await api.aclose()
            await whatsapp.aclose()
