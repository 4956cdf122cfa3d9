"""How far a merchant's catalog at Meta is behind ours."""

from sqlmodel.ext.asyncio.session import AsyncSession

from catalog_sync.status import sync_status
from shop.doctor.findings import Findings
from shop.merchants.models import Merchant


async def check_catalog(session: AsyncSession, merchant: Merchant) -> Findings:
    """What the synchronisation knows; Meta is not asked."""
    found = Findings(about=merchant.name, merchant_id=merchant.id)
    status = await sync_status(session)
    if status.trouble:
        advice = "Mend that; it is tried again by itself."
        found.fail("catalog", f"The catalog is not kept: {status.trouble}", advice)
    if refused := status.states.get("rejected", 0):
        says = f"Meta refuses {refused} of the catalog's items."
        found.warn("catalog.items", says, "GET /api/v1/products shows Meta's reasons beside each variant.")
    if not status.trouble and not refused:
        found.ok(
            "catalog", f"{status.unsent} items wait to be sent, {status.under_way} batches are under way."
        )
    return found
