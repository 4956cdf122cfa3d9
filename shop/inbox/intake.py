"""What the webhook door does with a payload: every update becomes a row, every mailbox gets a wake-up.

One transaction for the whole payload. Keys make replays and concurrent duplicates harmless (insert-first); rows
are inserted in the order of their keys, so that two payloads that overlap cannot deadlock.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.inbox.mailboxes import mailboxes
from shop.inbox.models import EventState, StrayEvent
from shop.kit.db import merchant_of, new_id, run, set_merchant
from shop.kit.jobs import enqueue_many
from shop.merchants.directory import number_key, owners_of
from shop.merchants.models import Lookup
from shop.whatsapp.webhook import Update, UpdateKind

# Which job understands a change; any other field is kept and skipped.
HANDLER_OF_FIELD = {
    "user_preferences": "inbox.note_preferences",
    "message_template_status_update": "inbox.note_template",
    "template_category_update": "inbox.note_template",
}
FIRST = {"inbox.receive": 35, "inbox.note_statuses": 5}  # people wait for an answer, statuses can wait
# One statement text whatever the payload's size: a VALUES list of its own length would be compiled every time.
_COLUMNS = {
    "id": "uuid",
    "key": "text",
    "kind": "text",
    "field": "text",
    "conversation_id": "uuid",
    "body": "bytea",
    "provider_at": "timestamptz",
    "state": "text",
    "reason": "text",
}
_STORE = text(
    f"INSERT INTO inbound_event (merchant_id, arrived_at, {', '.join(_COLUMNS)}) "  # noqa: S608 - our own names
    f"SELECT :merchant, :arrived_at, {', '.join(_COLUMNS)} FROM unnest("
    + ", ".join(f"CAST(:{name} AS {kind}[])" for name, kind in _COLUMNS.items())
    + f") AS event ({', '.join(_COLUMNS)}) ON CONFLICT DO NOTHING "
    "RETURNING id, kind, field, conversation_id, state"
)
LONGEST_KEY = 1000  # bytes: PostgreSQL indexes 2,704 at most


async def take_in(session: AsyncSession, app_id: str, updates: Sequence[Update], *, at: datetime) -> None:
    """Store every update with its owner; what belongs to nobody here is kept for the operator."""
    owners = await _owners(session, app_id, updates)
    mail: dict[UUID, list[Update]] = defaultdict(list)
    strays: list[Update] = []
    for update in updates:
        owner = owners.get(_address(app_id, update) or "")
        (mail[owner] if owner else strays).append(update)
    if strays:
        await _keep_strays(session, app_id, strays, at=at)
    for merchant_id in sorted(mail):
        await set_merchant(session, merchant_id)
        await _deliver_mail(session, mail[merchant_id], at=at)


async def _owners(session: AsyncSession, app_id: str, updates: Sequence[Update]) -> dict[str, UUID]:
    keys = {key for update in updates if (key := _address(app_id, update))}
    return await owners_of(session, (Lookup.NUMBER, Lookup.ACCOUNT), keys) if keys else {}


def _address(app_id: str, update: Update) -> str | None:
    """Route by number, else by account; only through the app that is bound to it."""
    target = update.phone_number_id or update.waba_id
    return number_key(app_id, target) if target else None


async def _keep_strays(session: AsyncSession, app_id: str, strays: Sequence[Update], *, at: datetime) -> None:
    reason = "No number or account of this id is bound to the app that signed."
    rows: list[dict[str, Any]] = [
        {
            "id": new_id(),
            "app_id": app_id,
            "key": _key(f"{app_id}:{update.key}"),
            "body": update.body,
            "reason": update.defect or reason,
            "arrived_at": at,
        }
        for update in sorted(strays, key=lambda update: update.key)
    ]
    await run(session, insert(StrayEvent).on_conflict_do_nothing(), rows)


async def _deliver_mail(session: AsyncSession, updates: Sequence[Update], *, at: datetime) -> None:
    boxes = await mailboxes(session, updates, at=at)
    rows = [_row(update, boxes.get(id(update))) for update in updates]
    rows.sort(key=lambda row: row["key"])
    columns: dict[str, Any] = {name: [row[name] for row in rows] for name in _COLUMNS}
    inserted = await run(session, _STORE, {**columns, "merchant": merchant_of(session), "arrived_at": at})
    await enqueue_many(session, _wake_ups(merchant_of(session), inserted.all()), priorities=FIRST)


def _row(update: Update, box: UUID | None) -> dict[str, Any]:
    state, reason = EventState.WAITING, update.defect
    if update.kind is UpdateKind.DEFECT or (update.kind is UpdateKind.MESSAGE and box is None):
        state, reason = EventState.SET_ASIDE, update.defect or "The message does not say who wrote it."
    elif update.kind is UpdateKind.CHANGE and update.field not in HANDLER_OF_FIELD:
        state, reason = EventState.IGNORED, f"Nothing here uses {update.field}."
    return {
        "id": new_id(),
        "key": _key(update.key),
        "kind": update.kind.value,
        "field": update.field[:64],
        "conversation_id": box,
        "body": update.body,
        "provider_at": update.provider_at,
        "state": state.value,
        "reason": reason,
    }


def _key(key: str) -> str:
    """A key that an index can hold; ids of Meta's never come near its limit, but one bad id spoils a payload."""
    raw = key.encode()
    return key if len(raw) <= LONGEST_KEY else f"h:{sha256(raw).hexdigest()}"


def _wake_ups(merchant_id: UUID, events: Sequence[Any]) -> list[tuple[str, UUID | None, dict[str, Any]]]:
    waiting = [event for event in events if event.state == EventState.WAITING]
    boxes = sorted({event.conversation_id for event in waiting if event.kind == UpdateKind.MESSAGE})
    jobs: list[tuple[str, UUID | None, dict[str, Any]]] = [
        ("inbox.receive", merchant_id, {"conversation_id": box}) for box in boxes
    ]
    statuses = [event.id for event in waiting if event.kind == UpdateKind.STATUS]
    if statuses:
        jobs.append(("inbox.note_statuses", merchant_id, {"event_ids": statuses}))
    jobs += [
        (HANDLER_OF_FIELD[event.field], merchant_id, {"event_id": event.id})
        for event in waiting
        if event.kind == UpdateKind.CHANGE
    ]
    return jobs
