"""What Stripe told us and was not done: for an operator who looks at it across merchants, and tries it again."""

from uuid import UUID

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.inbox.webhook_events import WebhookListing
from shop.kit.db.session import execute_core
from shop.kit.db.tenancy import sweeping
from shop.kit.vendors.webhook_events import replay
from shop.payments.models import StripeEvent

_EVENT = """
    SELECT id, 'stripe' AS source, type AS what, state, reason, arrived_at, merchant_id, body FROM stripe_event
"""
_LIST = text(
    _EVENT + " WHERE state = :state AND (CAST(:merchant AS uuid) IS NULL OR merchant_id = :merchant)"
    " ORDER BY arrived_at LIMIT :limit"
)
_ONE = text(_EVENT + " WHERE id = :id")


async def list_stripe_events(
    session: AsyncSession, state: str, *, merchant_id: UUID | None = None, limit: int
) -> list[WebhookListing]:
    """Stripe's events of every merchant, or of one, in a state, oldest first."""
    async with sweeping(session):
        rows = await execute_core(session, _LIST, {"state": state, "merchant": merchant_id, "limit": limit})
        return [WebhookListing(**row._mapping) for row in rows]


async def find_stripe_event(session: AsyncSession, event_id: UUID) -> WebhookListing | None:
    """One event by our own id, whosever it is."""
    async with sweeping(session):
        row = (await execute_core(session, _ONE, {"id": event_id})).first()
    return WebhookListing(**row._mapping) if row is not None else None


async def replay_stripe_event(session: AsyncSession, event_id: UUID) -> str:
    """Let a worker try this merchant's event again; returns the job's name. Raises NotReplayable."""
    return await replay(session, StripeEvent, event_id, _job_of)


def _job_of(event: StripeEvent) -> tuple[str, dict[str, UUID]]:
    return "payments.settle", {"event_id": event.id}
