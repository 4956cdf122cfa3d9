"""`shop doctor`: look at everything that must be right, and say what mends what is not. Changes nothing."""

import argparse
import asyncio
from collections.abc import Sequence
from typing import Self
from uuid import UUID

import httpx
import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from catalog_sync.status import sync_status
from shop.cli.check_database import check_database
from shop.cli.check_installation import check_disk, check_public_url, check_settings
from shop.cli.check_meta import Sees, check_number
from shop.cli.check_stripe import check_stripe
from shop.cli.check_work import check_seals, check_work
from shop.cli.databases import DatabaseUnreachable, application_url, reached
from shop.cli.findings import Finding, Findings, Level
from shop.config import Settings, settings
from shop.kit.db.database import Database
from shop.kit.errors import NotFound
from shop.kit.secrets import SecretUnreadable
from shop.merchants.accounts import numbers, this_merchant
from shop.merchants.key_rotation import merchant_ids
from shop.merchants.locales import merchant_locale
from shop.merchants.models import Merchant, StripeAccount, WhatsAppApp
from shop.payments.gateway import Gateway
from shop.whatsapp.api.client import WhatsApp

AT_ONCE = 8  # merchants that are asked about at the same time
PATIENCE_SECONDS = 10.0


async def doctor(options: argparse.Namespace) -> int:
    """Everything, or one merchant; 1 if anything fails."""
    findings = await diagnose(settings(), merchant_id=options.merchant, offline=options.offline)
    failed = any(finding.level is Level.FAIL for finding in findings)
    if options.json:
        print(msgspec.json.encode({"ok": not failed, "findings": findings}).decode())
    else:
        print_findings(findings)
    return 1 if failed else 0


async def diagnose(
    settings: Settings, *, merchant_id: UUID | None = None, offline: bool = False
) -> list[Finding]:
    """All findings, in the order of looking; what needs the database is left out where there is none."""
    found = [*check_settings(settings).all, *check_disk(settings).all]
    if settings.database_url is None or settings.secret_key is None:
        return found
    async with httpx.AsyncClient(timeout=PATIENCE_SECONDS) as http:
        if not offline:
            found += (await check_public_url(settings, http)).all
        found += await _database(merchant_id)
        if any(each.level is Level.FAIL and each.check.startswith("database") for each in found):
            return found
        database = Database(application_url(), pool_size=AT_ONCE)
        async with Asking(database, settings, http, offline=offline) as asking:
            return found + await _everybody(asking, merchant_id)


def print_findings(findings: Sequence[Finding]) -> None:
    """A line for each, worst last, where it is still on the screen; below it what mends it."""
    order = list(Level)
    for finding in sorted(findings, key=lambda each: order.index(each.level)):
        where = f"{finding.about}: " if finding.about else ""
        print(f"{finding.level.value.upper():5} {finding.check:21} {where}{finding.says}")
        if finding.mend:
            print(f"{'':27} → {finding.mend}")
    counts = {level: sum(each.level is level for each in findings) for level in Level}
    print("\n" + ", ".join(f"{counts[level]} {level.value}" for level in Level))


async def _database(merchant_id: UUID | None) -> list[Finding]:
    try:
        async with reached(application_url()) as connection:
            found = await check_database(connection)
            if merchant_id is None or any(each.level is Level.FAIL for each in found.all):
                return found.all
            known = "SELECT EXISTS (SELECT FROM directory WHERE merchant_id = $1)"
            if not await connection.fetchval(known, merchant_id):
                raise NotFound(f"There is no merchant {merchant_id}. See: shop merchant list")
            return found.all
    except DatabaseUnreachable as error:
        found = Findings()
        found.fail("database", str(error), "Start PostgreSQL, or correct SHOP_DATABASE_URL.")
        return found.all


class Asking:
    """Asks about merchants, a few at a time; offline, only what stands here."""

    def __init__(
        self, database: Database, settings: Settings, http: httpx.AsyncClient, *, offline: bool
    ) -> None:
        self.database, self.settings, self.http, self.offline = database, settings, http, offline
        self.turns = asyncio.Semaphore(AT_ONCE)
        self.gateway = Gateway(settings.stripe_api_url)
        self.whatsapp = WhatsApp(
            base_url=settings.whatsapp_api_url,
            version=settings.whatsapp_api_version,
            timeout=PATIENCE_SECONDS,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.whatsapp.aclose()
        await self.gateway.close()
        await self.database.close()

    async def ask(self, merchant_id: UUID) -> list[Finding]:
        """What Meta, Stripe and the catalog's synchronisation say of one merchant."""
        async with self.turns:
            async with self.database.transaction(merchant_id) as session:
                merchant = await this_merchant(session)
                account = await session.get(StripeAccount, merchant_id)
                seen = await sees(session, merchant)
                found = await check_catalog(session, merchant)
            if self.offline:
                return found.all
            try:
                for each in seen:
                    found.all += (await check_number(each, self.whatsapp, self.http, self.settings)).all
                found.all += (await check_stripe(merchant, account, self.gateway, self.settings)).all
            except SecretUnreadable as error:
                mend = "Add the key it was sealed with to SHOP_SECRET_KEY, after a comma."
                found.fail("secrets", str(error), mend)
            return found.all


async def sees(session: AsyncSession, merchant: Merchant) -> list[Sees]:
    """The merchant's numbers with what is known of their apps."""
    found = []
    for number in (await numbers(session)).values():
        app = await session.get_one(WhatsAppApp, number.app_id)
        found.append(Sees(number=number, app=app, language=merchant_locale(merchant)))
    return found


async def check_catalog(session: AsyncSession, merchant: Merchant) -> Findings:
    """How far Meta's catalog is behind ours."""
    found = Findings(about=merchant.name, merchant_id=merchant.id)
    now_ = await sync_status(session)
    if now_.trouble:
        found.fail(
            "catalog", f"The catalog is not kept: {now_.trouble}", "Mend that; it is tried again by itself."
        )
    if refused := now_.states.get("rejected", 0):
        says = f"Meta refuses {refused} of the catalog's items."
        found.warn("catalog.items", says, "GET /api/v1/products shows Meta's reasons beside each variant.")
    if not now_.trouble and not refused:
        found.ok("catalog", f"{now_.unsent} items wait to be sent, {now_.under_way} batches are under way.")
    return found


async def _everybody(asking: Asking, merchant_id: UUID | None) -> list[Finding]:
    found: list[Finding] = []
    if merchant_id is None:
        found = [*(await check_work(asking.database)).all, *(await check_seals(asking.database)).all]
    async with asking.database.transaction() as session:
        merchants = [merchant_id] if merchant_id else await merchant_ids(session)
    each = await asyncio.gather(*(asking.ask(one) for one in merchants))
    return found + [finding for findings in each for finding in findings]
