"""Paid orders that nobody has begun to send: found after the merchant's days, so that no shopper waits unseen."""

from datetime import timedelta

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.clock import now
from shop.kit.db.session import execute_core
from shop.kit.db.tenancy import sweeping
from shop.kit.jobs import enqueue_many, sweep
from shop.merchants.models import Merchant

FULFIL_WITHIN = timedelta(days=3)  # unless the merchant's settings say otherwise
AT_ONCE = 1000

_WAITING = text("""
    SELECT order_progress.merchant_id, order_progress.id FROM order_progress
    JOIN merchant ON merchant.id = order_progress.merchant_id
    WHERE waits_since <= CAST(:at AS timestamptz)
        - make_interval(days => coalesce((settings ->> 'fulfil_within_days')::int, :days))
    ORDER BY waits_since LIMIT :most
""")


def fulfil_within(merchant: Merchant) -> timedelta | None:
    """How long a paid order may wait for its first parcel before staff are told; None: they do not want to be."""
    days = merchant.settings.get("fulfil_within_days", FULFIL_WITHIN.days)
    return timedelta(days=days) if days else None


@sweep("orders.find_unfulfilled")
async def find_unfulfilled(session: AsyncSession) -> None:
    """Orders without a parcel whose time is over. Where staff do not want to hear of them the job lets them go."""
    wanted = {"at": now(), "days": FULFIL_WITHIN.days, "most": AT_ONCE}
    async with sweeping(session):
        rows = (await execute_core(session, _WAITING, wanted)).all()
    jobs = [("payments.call_for_unfulfilled", row.merchant_id, {"order_id": row.id}) for row in rows]
    await enqueue_many(session, jobs)
