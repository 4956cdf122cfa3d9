"""What the webhook door does with payloads: every update becomes a row, every conversation concerned gets a job.

One transaction for any number of payloads (`group_commit` gathers those that come at the same time). Keys make replays
and concurrent duplicates harmless (insert-first); rows are inserted merchant by merchant in the order of their keys,
so that two transactions that overlap cannot deadlock.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.inbox.incoming.conversation_lookup import conversations_of
from shop.kit.db.columns import new_id
from shop.kit.db.session import merchant_of, set_merchant
from shop.kit.db.sql import execute_sql, fetch
from shop.kit.jobs import enqueue_many
from shop.kit.vendors.webhook_events import WebhookState
from shop.merchants.directory import number_key, owners_of
from shop.merchants.models import Lookup
from shop.whatsapp.incoming.update import Update, UpdateKind

# Which job understands a change; any other field is kept and skipped.
HANDLER_OF_FIELD = {
    "user_preferences": "inbox.note_preferences",
    "smb_message_echoes": "inbox.note_echoes",
    "message_template_status_update": "inbox.note_template",
    "message_template_quality_update": "inbox.note_template",
    "template_category_update": "inbox.note_template",
    "account_alerts": "inbox.note_account",
    "account_review_update": "inbox.note_account",
    "account_update": "inbox.note_account",
    "business_capability_update": "inbox.note_account",
    "messages": "inbox.note_account",  # errors that stand beside the messages
    "phone_number_name_update": "inbox.note_account",
    "phone_number_quality_update": "inbox.note_account",
    "security": "inbox.note_account",
}
LONGEST_KEY = 1000  # bytes: PostgreSQL indexes 2,704 at most

_COLUMNS = {
    "id": "uuid",
    "key": "text",
    "kind": "text",
    "field": "text",
    "conversation_id": "uuid",
    "body": "bytea",
    "provider_at": "timestamptz",
    "arrived_at": "timestamptz",
    "state": "text",
    "reason": "text",
}
_NAMES = ", ".join(_COLUMNS)
_ARRAYS = ", ".join(f"${n}::{kind}[]" for n, kind in enumerate(_COLUMNS.values(), start=2))
_STORE = (
    f"INSERT INTO inbound_event (merchant_id, {_NAMES}) SELECT $1, {_NAMES} "  # noqa: S608 - our own names
    f"FROM unnest({_ARRAYS}) AS event ({_NAMES}) ON CONFLICT DO NOTHING "
    "RETURNING id, kind, field, conversation_id, state"
)
_KEEP = (
    "INSERT INTO stray_event (id, app_id, key, body, reason, arrived_at) "
    "SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::text[], $6::timestamptz[]) "
    "ON CONFLICT DO NOTHING"
)
_OF_ACCOUNTS = frozenset({"inbox.note_account", "inbox.note_template"})
_NOBODYS = "No number or account of this id is bound to the app that signed."


class WebhookPayload(msgspec.Struct, frozen=True):
    """One signed payload, taken apart: from which app, what, and when it came."""

    app_id: str
    updates: Sequence[Update]
    at: datetime


class _Arrived(msgspec.Struct, frozen=True):
    """One update on its way to its owner."""

    app_id: str
    update: Update
    at: datetime

    @property
    def address(self) -> str | None:
        """Route by number, else by account; only through the app that is bound to it."""
        target = self.update.phone_number_id or self.update.waba_id
        return number_key(self.app_id, target) if target else None


async def store_webhooks(session: AsyncSession, payloads: Sequence[WebhookPayload]) -> None:
    """Store every update with its owner; what belongs to nobody here is kept for the operator."""
    arrived = [
        _Arrived(payload.app_id, update, payload.at) for payload in payloads for update in payload.updates
    ]
    keys = {key for each in arrived if (key := each.address)}
    owners = await owners_of(session, (Lookup.NUMBER, Lookup.ACCOUNT), keys) if keys else {}
    by_merchant: dict[UUID, list[_Arrived]] = defaultdict(list)
    strays: list[_Arrived] = []
    for each in arrived:
        owner = owners.get(each.address or "")
        (by_merchant[owner] if owner else strays).append(each)
    if strays:
        await _keep_strays(session, strays)
    for merchant_id in sorted(by_merchant):
        await set_merchant(session, merchant_id)
        await _store_for_merchant(session, by_merchant[merchant_id])


async def _keep_strays(session: AsyncSession, strays: Sequence[_Arrived]) -> None:
    rows = [
        (
            new_id(),
            each.app_id,
            _key(f"{each.app_id}:{each.update.key}"),
            each.update.body,
            each.update.defect or _NOBODYS,
            each.at,
        )
        for each in strays
    ]
    rows.sort(key=lambda row: row[2])
    await execute_sql(session, _KEEP, *zip(*rows, strict=True))


async def _store_for_merchant(session: AsyncSession, arrived: Sequence[_Arrived]) -> None:
    conversations = await conversations_of(session, [each.update for each in arrived], at=arrived[0].at)
    rows = [_row(each, conversations.get(id(each.update))) for each in arrived]
    rows.sort(key=lambda row: row["key"])
    columns = ([row[name] for row in rows] for name in _COLUMNS)
    inserted = await fetch(session, _STORE, merchant_of(session), *columns)
    await enqueue_many(session, _jobs_for(merchant_of(session), inserted))


def _row(arrived: _Arrived, conversation_id: UUID | None) -> dict[str, Any]:
    update, state = arrived.update, WebhookState.WAITING
    reason = update.defect
    if update.kind is UpdateKind.DEFECT or (update.kind is UpdateKind.MESSAGE and conversation_id is None):
        state, reason = WebhookState.SET_ASIDE, update.defect or "The message does not say who wrote it."
    elif update.kind is UpdateKind.CHANGE and update.field not in HANDLER_OF_FIELD:
        state, reason = WebhookState.IGNORED, f"Nothing here uses {update.field}."
    return {
        "id": new_id(),
        "key": _key(update.key),
        "kind": update.kind.value,
        "field": update.field[:64],
        "conversation_id": conversation_id,
        "body": _with_account(update),
        "provider_at": update.provider_at,
        "arrived_at": arrived.at,
        "state": state.value,
        "reason": reason,
    }


def _with_account(update: Update) -> bytes:
    """A change of an account or of its templates names none in itself: the entry around it does."""
    is_of_account = update.kind is UpdateKind.CHANGE and HANDLER_OF_FIELD.get(update.field) in _OF_ACCOUNTS
    if not is_of_account or update.waba_id is None:
        return update.body
    return update.body[:-1] + b',"account":' + msgspec.json.encode(update.waba_id) + b"}"


def _key(key: str) -> str:
    """A key that an index can hold; ids of Meta's never come near its limit, but one bad id spoils a payload."""
    raw = key.encode()
    return key if len(raw) <= LONGEST_KEY else f"h:{sha256(raw).hexdigest()}"


def _jobs_for(merchant_id: UUID, events: Sequence[Any]) -> list[tuple[str, UUID | None, dict[str, Any]]]:
    waiting = [event for event in events if event["state"] == WebhookState.WAITING]
    conversations = {event["conversation_id"] for event in waiting if event["kind"] == UpdateKind.MESSAGE}
    jobs: list[tuple[str, UUID | None, dict[str, Any]]] = [
        ("bot.handle_conversation", merchant_id, {"conversation_id": conversation_id})
        for conversation_id in sorted(conversations)
    ]
    statuses = [event["id"] for event in waiting if event["kind"] == UpdateKind.STATUS]
    if statuses:
        jobs.append(("inbox.note_statuses", merchant_id, {"event_ids": statuses}))
    jobs += [
        (HANDLER_OF_FIELD[event["field"]], merchant_id, {"event_id": event["id"]})
        for event in waiting
        if event["kind"] == UpdateKind.CHANGE
    ]
    return jobs
