"""What Stripe told us and could not be settled, tried again by the operator's word."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.stored_events import replay
from shop.payments.models import StripeEvent


async def replay_stripe_event(session: AsyncSession, event_id: UUID) -> str:
    """Let a worker try this merchant's event again; returns the job's name. Raises NotReplayable."""
    return await replay(session, StripeEvent, event_id, _job_of)


def _job_of(event: StripeEvent) -> tuple[str, dict[str, UUID]]:
    return "payments.settle", {"event_id": event.id}
