"""What Meta told us and nobody understood: shown to the operator, and tried again when the reason is gone.

`stray_event` holds what belongs to no merchant here. A message among them can find its way once its number is
bound to the app; a status cannot: what is kept of it names no number.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.inbox.incoming.store_webhooks import HANDLER_OF_FIELD, WebhookPayload, store_webhooks
from shop.inbox.models import InboundEvent, StrayEvent
from shop.kit.errors import NotFound
from shop.kit.vendors.webhook_events import NotReplayable, replay
from shop.whatsapp.incoming.update import Update, UpdateKind
from shop.whatsapp.incoming.webhook import read_webhook


async def replay_webhook(session: AsyncSession, event_id: UUID) -> str:
    """Let a worker try this merchant's event again; returns the job's name. Raises NotReplayable."""
    return await replay(session, InboundEvent, event_id, _job_of)


async def replay_stray(session: AsyncSession, stray_id: UUID, *, at: datetime) -> None:
    """Take a stray event in as if it came now, and forget it. Raises NotReplayable while it is still nobody's."""
    stray = await session.get(StrayEvent, stray_id, with_for_update=True)
    if stray is None:
        raise NotFound(f"There is no event {stray_id}.")
    app_id, updates = stray.app_id, _updates_of(stray)
    await session.delete(stray)
    await session.flush()
    await store_webhooks(session, [WebhookPayload(app_id, updates, at)])
    if await _are_strays(session, [f"{app_id}:{update.key}" for update in updates]):
        raise NotReplayable(f"Event {stray_id} is still nobody's: bind its number to app {app_id} first.")


def _job_of(event: InboundEvent) -> tuple[str, dict[str, Any]]:
    if event.kind == UpdateKind.MESSAGE and event.conversation_id is not None:
        return "inbox.read_webhooks", {"conversation_id": event.conversation_id}
    if event.kind == UpdateKind.STATUS:
        return "inbox.note_statuses", {"event_ids": [event.id]}
    if event.kind == UpdateKind.CHANGE and event.field in HANDLER_OF_FIELD:
        return HANDLER_OF_FIELD[event.field], {"event_id": event.id}
    if event.kind == UpdateKind.CHANGE:
        raise NotReplayable(f"Nothing here uses {event.field}.")
    raise NotReplayable(f"Event {event.id} cannot be read: {event.reason} Only its bytes are kept.")


def _updates_of(stray: StrayEvent) -> list[Update]:
    """The webhook that the stored part once stood in. Raises NotReplayable if the part names no number."""
    try:
        part = msgspec.json.decode(stray.body, type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise NotReplayable(f"Event {stray.id} cannot be read: {stray.reason}") from error
    if "message" in part:
        contacts = [part["contact"]] if part.get("contact") else []
        value = {"metadata": part.get("metadata"), "contacts": contacts, "messages": [part["message"]]}
        change = {"field": "messages", "value": value}
    elif "field" in part and "value" in part:
        change = {"field": part["field"], "value": part["value"]}
    else:
        change = {}
    updates = read_webhook(msgspec.json.encode({"entry": [{"changes": [change]}]}))
    if not all(update.phone_number_id for update in updates):
        raise NotReplayable(f"Event {stray.id} names no number: what is kept of it cannot find a merchant.")
    return updates


async def _are_strays(session: AsyncSession, keys: list[str]) -> bool:
    found = await session.exec(select(StrayEvent.id).where(col(StrayEvent.key).in_(keys)))
    return found.first() is not None
