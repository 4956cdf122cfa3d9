"""What tests of events share: webhooks that arrive, events in any state, and the jobs that are left."""

import time
from typing import Any
from uuid import UUID, uuid4

import msgspec

from shop.inbox.incoming.store_webhooks import WebhookPayload, store_webhooks
from shop.inbox.models import InboundEvent
from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.kit.jobs.admin import list_jobs
from shop.kit.vendors.webhook_events import WebhookState
from shop.merchants.accounts import numbers
from shop.merchants.directory import enter, number_key
from shop.merchants.models import Lookup, Merchant, WhatsAppNumber
from shop.payments.models import StripeEvent
from shop.whatsapp.incoming.webhook import read_webhook


def webhook(phone_number_id: str, wamid: str, text: str = "hola") -> bytes:
    """A message from a shopper, as Meta sends it."""
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "34600000000", "phone_number_id": phone_number_id},
        "contacts": [{"profile": {"name": "Ana"}, "wa_id": "34600111222"}],
        "messages": [
            {
                "from": "34600111222",
                "id": wamid,
                "timestamp": str(int(time.time())),
                "type": "text",
                "text": {"body": text},
            }
        ],
    }
    return msgspec.json.encode(
        {"entry": [{"id": "1022", "changes": [{"field": "messages", "value": value}]}]}
    )


async def number_of(database: Database, merchant: Merchant) -> WhatsAppNumber:
    async with database.transaction(merchant.id) as session:
        (number,) = (await numbers(session)).values()
    return number


async def arrive(database: Database, app_id: str, body: bytes) -> None:
    async with database.transaction() as session:
        await store_webhooks(session, [WebhookPayload(app_id, read_webhook(body), now())])


async def change_event(
    database: Database,
    merchant: Merchant,
    state: WebhookState,
    *,
    field: str = "user_preferences",
    kind: str = "change",
) -> UUID:
    event = InboundEvent(
        merchant_id=merchant.id,
        key=f"h:{uuid4()}",
        kind=kind,
        field=field,
        body=b"{}",
        state=state,
        reason="It could not be read.",
        arrived_at=now(),
    )
    async with database.transaction(merchant.id) as session:
        session.add(event)
    return event.id


async def stripe_event(database: Database, merchant: Merchant, state: WebhookState) -> UUID:
    event = StripeEvent(
        merchant_id=merchant.id,
        event_id=f"evt_{uuid4().hex}",
        type="checkout.session.completed",
        body=b"{}",
        state=state,
        reason="No order of this id is stored.",
        arrived_at=now(),
    )
    async with database.transaction(merchant.id) as session:
        session.add(event)
    return event.id


async def jobs_of(database: Database, merchant: Merchant, name: str) -> list[dict[str, Any]]:
    async with database.transaction() as session:
        return [job.payload for job in await list_jobs(session, name=name, merchant_id=merchant.id)]


async def bind(database: Database, merchant: Merchant, app_id: str, phone_number_id: str) -> None:
    """The number now belongs to this app, too."""
    async with database.transaction(merchant.id) as session:
        await enter(session, Lookup.NUMBER, number_key(app_id, phone_number_id))
