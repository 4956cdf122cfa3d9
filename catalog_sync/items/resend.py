"""Sends again what something all items share has changed: the merchant's name, language, country, telephone, its tax.

Nothing was edited, so no variant has a newer version: each whose item is no longer the one sent last gets one. Meta is
asked nothing: what it shows instead of ours is compared at night (`catalog_sync/reconcile.py`).
"""

from collections.abc import Sequence
from uuid import UUID

from catalog_sync.drift import unsent_change
from catalog_sync.items.mapping import MerchantInfo
from catalog_sync.source import LocalItem, catalogs, merchant_info, whole_pages
from shop.catalog.announcing import announce_variants
from shop.config import Settings
from shop.kit.clock import now
from shop.kit.jobs import Errand, enqueue, errand


@errand("catalog_sync.resend_changed")
async def resend_changed(errand: Errand) -> None:
    """Give every variant whose item changed a newer version; leaves the push, also where only a catalog is new."""
    async with errand.transaction() as session:
        if not await catalogs(session):
            return
        merchant = await merchant_info(session, public_url=errand.vendor(Settings).public_url)
        await enqueue(session, "catalog_sync.push")
    async for page in whole_pages(errand, now()):
        async with errand.transaction() as session:
            await announce_variants(session, _changed(page, merchant))


def _changed(page: Sequence[LocalItem], merchant: MerchantInfo) -> list[UUID]:
    """An unsent one is among them: a push under way may be sending it as the merchant was before."""
    return [ours.variant.id for ours in page if unsent_change(ours.variant, merchant) is not None]
