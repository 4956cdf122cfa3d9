"""What Stripe told us and could not be settled, tried again by the operator's word."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import merchant_of
from shop.kit.errors import Conflict, NotFound
from shop.kit.jobs import Priority, enqueue
from shop.kit.stored_events import EventState
from shop.payments.models import StripeEvent


class SettledAlready(Conflict):
    """The event did what it could."""


async def replay_stripe_event(session: AsyncSession, event_id: UUID) -> str:
    """Let a worker try this merchant's event again; returns the job's name. Raises SettledAlready."""
    event = await session.get(StripeEvent, (merchant_of(session), event_id), with_for_update=True)
    if event is None:
        raise NotFound(f"There is no event {event_id}.")
    if event.state is EventState.DONE:
        raise SettledAlready(f"Event {event_id} is done already.")
    event.try_again()
    await session.flush()
    await enqueue(session, "payments.settle", priority=Priority.NORMAL, event_id=event_id)
    return "payments.settle"
