"""What the Stripe door does: store the raw event once, leave a job, nothing else."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.columns import new_id
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.errors import ShopError
from shop.kit.jobs import enqueue
from shop.kit.vendors.webhook_events import WebhookState
from shop.payments.models import StripeEvent
from shop.payments.receipts import intent_named, order_named


class MalformedStripeEvent(ShopError):
    """Signed, but no event."""

    status_code = 400


class EventHead(msgspec.Struct):
    """What the door must know of an event."""

    id: str
    type: str
    data: dict[str, Any]


async def store_event(session: AsyncSession, body: bytes, *, at: datetime) -> bool:
    """Keep an event that is Stripe's; says whether it is new. Raises MalformedStripeEvent."""
    head = read_head(body)
    values = {
        "merchant_id": merchant_of(session),
        "id": new_id(),
        "event_id": head.id,
        "type": head.type,
        "body": body,
        "order_id": order_named(head.data["object"]),
        "payment_intent": intent_named(head.data["object"]),
        "state": WebhookState.WAITING,
        "arrived_at": at,
    }
    stored = await execute_core(
        session, insert(StripeEvent).values(**values).on_conflict_do_nothing().returning(col(StripeEvent.id))
    )
    event_id: UUID | None = stored.scalar_one_or_none()
    if event_id is not None:
        await enqueue(session, "payments.settle", event_id=event_id)
    return event_id is not None


def read_head(body: bytes) -> EventHead:
    """Id, type and object of an event. Raises MalformedStripeEvent."""
    try:
        head = msgspec.json.decode(body, type=EventHead)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise MalformedStripeEvent("This is no Stripe event.") from error
    if not isinstance(head.data.get("object"), dict) or "\x00" in head.id + head.type or len(head.id) > 255:
        raise MalformedStripeEvent("This is no Stripe event with an object.")
    return head
