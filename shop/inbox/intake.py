"""What the webhook door does with a payload: every update becomes a row, every mailbox gets a wake-up.

One transaction for the whole payload. Keys make replays and concurrent duplicates harmless (insert-first); rows
are inserted in the order of their keys, so that two payloads that overlap cannot deadlock.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.inbox.models import Conversation, EventState, InboundEvent, StrayEvent
from shop.kit.db import merchant_of, new_id, run, set_merchant
from shop.kit.jobs import enqueue_many
from shop.merchants.accounts import numbers
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
_FILL_BSUID = text(
    "UPDATE conversation SET bsuid = :bsuid WHERE merchant_id = :merchant AND id = :id AND bsuid IS NULL"
)
_RELEASE_PHONE = text("UPDATE conversation SET phone = NULL WHERE merchant_id = :merchant AND id = :id")

Who = tuple[UUID, str | None, str | None]  # number, business-scoped id, phone


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
    rows = [
        {
            "id": new_id(),
            "app_id": app_id,
            "key": f"{app_id}:{update.key}",
            "body": update.body,
            "reason": update.defect or reason,
            "arrived_at": at,
        }
        for update in sorted(strays, key=lambda update: update.key)
    ]
    await run(session, insert(StrayEvent).on_conflict_do_nothing(), rows)


async def _deliver_mail(session: AsyncSession, updates: Sequence[Update], *, at: datetime) -> None:
    boxes = await _mailboxes(session, updates, at=at)
    rows = [_row(session, update, boxes.get(id(update)), at=at) for update in updates]
    rows.sort(key=lambda row: row["key"])
    inserted = await run(
        session,
        insert(InboundEvent)
        .values(rows)
        .on_conflict_do_nothing()
        .returning(
            col(InboundEvent.id),
            col(InboundEvent.kind),
            col(InboundEvent.field),
            col(InboundEvent.conversation_id),
            col(InboundEvent.state),
        ),
    )
    await enqueue_many(session, _wake_ups(merchant_of(session), inserted.all()), priorities=FIRST)


def _row(session: AsyncSession, update: Update, box: UUID | None, *, at: datetime) -> dict[str, Any]:
    state, reason = EventState.WAITING, update.defect
    if update.kind is UpdateKind.DEFECT or (update.kind is UpdateKind.MESSAGE and box is None):
        state, reason = EventState.SET_ASIDE, update.defect or "The message does not say who wrote it."
    elif update.kind is UpdateKind.CHANGE and update.field not in HANDLER_OF_FIELD:
        state, reason = EventState.IGNORED, f"Nothing here uses {update.field}."
    return {
        "merchant_id": merchant_of(session),
        "id": new_id(),
        "key": update.key,
        "kind": update.kind.value,
        "field": update.field[:64],
        "conversation_id": box,
        "body": update.body,
        "provider_at": update.provider_at,
        "arrived_at": at,
        "state": state,
        "reason": reason,
    }


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


async def _mailboxes(session: AsyncSession, updates: Sequence[Update], *, at: datetime) -> dict[int, UUID]:
    """The conversation of each message, by the update's identity; missing ones are made."""
    messages = [u for u in updates if u.kind is UpdateKind.MESSAGE and (u.bsuid or u.phone)]
    if not messages:
        return {}
    known = await numbers(session)
    wanted: dict[Who, list[Update]] = defaultdict(list)
    for update in messages:
        if number := known.get(update.phone_number_id or ""):
            wanted[(number.id, update.bsuid, update.phone)].append(update)
    found = await _find(session, list(wanted))
    missing = [who for who in wanted if who not in found]
    if missing:
        await _open(session, missing, at=at)
        found |= await _find(session, missing)
    return {id(update): found[who] for who, mail in wanted.items() if who in found for update in mail}


async def _find(session: AsyncSession, people: Sequence[Who]) -> dict[Who, UUID]:
    """Existing conversations: by business-scoped id first, by phone where that was all we had."""
    rows = await session.exec(
        select(Conversation.number_id, Conversation.bsuid, Conversation.phone, Conversation.id).where(
            col(Conversation.number_id).in_({who[0] for who in people}),
            or_(
                col(Conversation.bsuid).in_([who[1] for who in people if who[1]]),
                col(Conversation.phone).in_([who[2] for who in people if who[2]]),
            ),
        )
    )
    by_bsuid: dict[tuple[UUID, str], UUID] = {}
    by_phone: dict[tuple[UUID, str], tuple[UUID, str | None]] = {}
    for number_id, bsuid, phone, conversation_id in rows.all():
        if bsuid:
            by_bsuid[number_id, bsuid] = conversation_id
        if phone:
            by_phone[number_id, phone] = (conversation_id, bsuid)
    found: dict[Who, UUID] = {}
    for who in people:
        if box := await _match(session, who, by_bsuid, by_phone):
            found[who] = box
    return found


async def _match(
    session: AsyncSession,
    who: Who,
    by_bsuid: dict[tuple[UUID, str], UUID],
    by_phone: dict[tuple[UUID, str], tuple[UUID, str | None]],
) -> UUID | None:
    number_id, bsuid, phone = who
    if bsuid and (number_id, bsuid) in by_bsuid:
        return by_bsuid[number_id, bsuid]
    box, known_as = by_phone.get((number_id, phone or ""), (None, None))
    if box is not None and bsuid and known_as is None:
        values = {"bsuid": bsuid, "merchant": merchant_of(session), "id": box}
        await run(session, _FILL_BSUID, values)
    if box is not None and bsuid and known_as is not None:
        # The phone was given to somebody else (the id is new for every holder): another person, another mailbox.
        await run(session, _RELEASE_PHONE, {"merchant": merchant_of(session), "id": box})
        return None
    return box


async def _open(session: AsyncSession, people: Sequence[Who], *, at: datetime) -> None:
    rows = [
        {
            "merchant_id": merchant_of(session),
            "id": new_id(),
            "number_id": number_id,
            "bsuid": bsuid,
            "phone": phone,
            "held_by": "bot",
            "bot_state": {},
            "created_at": at,
        }
        for number_id, bsuid, phone in sorted(people, key=lambda who: msgspec.json.encode(who))
    ]
    await run(session, insert(Conversation).on_conflict_do_nothing(), rows)
