"""The order of looking: this machine, the database, the work, then every merchant at Meta and Stripe."""

import asyncio
from typing import Self
from uuid import UUID

import httpx
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.config import Settings
from shop.doctor.check_attention import check_attention
from shop.doctor.check_catalog import check_catalog
from shop.doctor.check_database import check_database
from shop.doctor.check_installation import check_disk, check_public_url, check_settings
from shop.doctor.check_meta import NumberContext, check_number
from shop.doctor.check_stripe import check_stripe
from shop.doctor.check_work import check_secrets, check_work
from shop.doctor.findings import Finding, Findings, Level
from shop.kit.db.database import Database
from shop.kit.db.urls import DatabaseUnreachable, application_url, connected
from shop.kit.errors import NotFound
from shop.kit.secrets import SecretUnreadable, use_keys
from shop.merchants.accounts import numbers, this_merchant
from shop.merchants.key_rotation import merchant_ids
from shop.merchants.locales import merchant_locale
from shop.merchants.models import Merchant, StripeAccount, WhatsAppApp
from shop.payments.gateway import Gateway
from shop.whatsapp.api.client import WhatsApp

AT_ONCE = 8  # merchants that are asked about at the same time
PATIENCE_SECONDS = 10.0


async def diagnose(
    settings: Settings, *, merchant_id: UUID | None = None, offline: bool = False
) -> list[Finding]:
    """All findings, in the order of looking; what needs the database is left out where there is none.

    Raises NotFound for a merchant nobody knows, DatabaseUrlRefused.
    """
    found = [*check_settings(settings).all, *check_disk(settings).all]
    if settings.database_url is None or settings.secret_key is None:
        return found
    use_keys(settings.secret_key)
    url = application_url(settings)
    async with httpx.AsyncClient(timeout=PATIENCE_SECONDS) as http:
        if not offline:
            found += (await check_public_url(settings, http)).all
        found += await _check_database(url, merchant_id)
        if any(each.level is Level.FAIL and each.check.startswith("database") for each in found):
            return found
        async with DoctorRun(Database(url, pool_size=AT_ONCE), settings, http, offline=offline) as run:
            return found + await _check_merchants(run, merchant_id)


async def _check_database(url: str, merchant_id: UUID | None) -> list[Finding]:
    try:
        async with connected(url) as connection:
            found = await check_database(connection)
            if merchant_id is None or any(each.level is Level.FAIL for each in found.all):
                return found.all
            known = "SELECT EXISTS (SELECT FROM directory WHERE merchant_id = $1)"
            if not await connection.fetchval(known, merchant_id):
                raise NotFound(f"There is no merchant {merchant_id}. See: shop merchant list")
            return found.all
    except DatabaseUnreachable as error:
        found = Findings()
        found.fail("database", error.says, error.advice)
        return found.all


class DoctorRun:
    """The clients of one diagnosis; asks about merchants, a few at a time. Offline: only what stands here."""

    def __init__(
        self, database: Database, settings: Settings, http: httpx.AsyncClient, *, offline: bool
    ) -> None:
        self.database, self.settings, self.http, self.offline = database, settings, http, offline
        self.gateway = Gateway(settings.stripe_api_url)
        self.whatsapp = WhatsApp(
            base_url=settings.whatsapp_api_url,
            version=settings.whatsapp_api_version,
            timeout=PATIENCE_SECONDS,
        )
        self._free = asyncio.Semaphore(AT_ONCE)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.whatsapp.aclose()
        await self.gateway.close()
        await self.database.close()

    async def check_merchant(self, merchant_id: UUID) -> list[Finding]:
        """What Meta, Stripe and the catalog's synchronisation say of one merchant."""
        async with self._free:
            async with self.database.transaction(merchant_id) as session:
                merchant = await this_merchant(session)
                account = await session.get(StripeAccount, merchant_id)
                contexts = await number_contexts(session, merchant)
                found = await check_catalog(session, merchant)
                found.all += (await check_attention(session, merchant)).all
            if not self.offline:
                await self._ask_vendors(found, merchant, account, contexts)
            return found.all

    async def _ask_vendors(
        self,
        found: Findings,
        merchant: Merchant,
        account: StripeAccount | None,
        contexts: list[NumberContext],
    ) -> None:
        try:
            for context in contexts:
                found.all += (await check_number(context, self.whatsapp, self.http, self.settings)).all
            found.all += (await check_stripe(merchant, account, self.gateway, self.settings)).all
        except SecretUnreadable as error:
            advice = "Add the key it was sealed with to SHOP_SECRET_KEY, after a comma."
            found.fail("secrets", str(error), advice)


async def number_contexts(session: AsyncSession, merchant: Merchant) -> list[NumberContext]:
    """The merchant's numbers with what is known of their apps."""
    locale = merchant_locale(merchant)
    return [
        NumberContext(number=number, app=await session.get_one(WhatsAppApp, number.app_id), locale=locale)
        for number in (await numbers(session)).values()
    ]


async def _check_merchants(run: DoctorRun, merchant_id: UUID | None) -> list[Finding]:
    """One merchant; or what is common to all, and then each of them."""
    if merchant_id is not None:
        return await run.check_merchant(merchant_id)
    found = [*(await check_work(run.database)).all, *(await check_secrets(run.database)).all]
    async with run.database.transaction() as session:
        merchants = await merchant_ids(session)
    async with asyncio.TaskGroup() as group:
        each = [group.create_task(run.check_merchant(one)) for one in merchants]
    return found + [finding for checked in each for finding in checked.result()]
