"""Which conversation a message belongs to, by the rule of `customers.identities`; created at the first message.

A phone may move to another person; the old conversation then loses it, because whoever writes to that phone
would reach a stranger.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, insert, update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.customers.identities import Identity, IdentityIndex, KnownIdentity
from shop.inbox.conversations.models import Conversation
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.db.sql import fetch, fetch_one
from shop.whatsapp.incoming.update import Update, UpdateKind

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('conversations:' || $1::text, 0))"
_STORED = (  # one query for each of the two indexes
    "SELECT id, number_id, bsuid, phone FROM conversation WHERE merchant_id = $1 AND number_id = ANY($2::uuid[]) "
    "AND bsuid = ANY($3::text[]) UNION SELECT id, number_id, bsuid, phone FROM conversation "
    "WHERE merchant_id = $1 AND number_id = ANY($2::uuid[]) AND phone = ANY($4::text[])"
)
_WHO_CHANGED = (
    "SELECT id FROM conversation WHERE merchant_id = $1 AND number_id = $2 AND "
    "(bsuid IN ($3, $5) OR phone = $6 OR (phone = $4 AND (bsuid IS NULL OR $3::text IS NULL))) "
    "ORDER BY bsuid = $3 DESC NULLS LAST, phone = $4 DESC NULLS LAST, bsuid = $5 DESC NULLS LAST LIMIT 1"
)
_NUMBERS = "SELECT phone_number_id, id FROM whatsapp_number WHERE merchant_id = $1"


class Sender(NamedTuple):
    """Who wrote, and to which of the merchant's numbers."""

    number_id: UUID
    identity: Identity


async def conversations_of(
    session: AsyncSession, updates: Sequence[Update], *, at: datetime
) -> dict[int, UUID]:
    """The conversation of each message, by the update's identity; one that names nobody has none."""
    rows = await fetch(session, _NUMBERS, merchant_of(session))
    known: dict[str, UUID] = {row["phone_number_id"]: row["id"] for row in rows}
    messages: dict[Sender, list[Update]] = defaultdict(list)
    found_by_change: dict[int, UUID] = {}
    for update_ in updates:
        number = known.get(update_.phone_number_id or "")
        if update_.kind is not UpdateKind.MESSAGE or not number:
            continue
        sender = Identity(update_.bsuid, update_.phone)
        if (to := update_.changed_to) is not None:
            after = Identity(to.bsuid, to.phone)
            if (moved := await _who_changed(session, number, sender, after)) is not None:
                found_by_change[id(update_)] = moved
                continue
            sender = after
        if sender.bsuid or sender.phone:
            messages[Sender(number, sender)].append(update_)
    found = await _find_or_create(session, list(messages), at=at) if messages else {}
    by_sender = {id(update_): found[sender] for sender, sent in messages.items() for update_ in sent}
    return by_sender | found_by_change


async def _who_changed(
    session: AsyncSession, number_id: UUID, before: Identity, after: Identity
) -> UUID | None:
    """Whose identity Meta says has changed: known by the old one, or by the new one where it was moved already.

    Nothing is written: a late system message must not take the old phone from its next holder.
    """
    names = (before.bsuid, before.phone, after.bsuid, after.phone)
    row = await fetch_one(session, _WHO_CHANGED, merchant_of(session), number_id, *names)
    return None if row is None else row["id"]


async def find_or_create_conversation(session: AsyncSession, sender: Sender, *, at: datetime) -> UUID:
    """The conversation of one person with one of the merchant's numbers."""
    return (await _find_or_create(session, [sender], at=at))[sender]


async def _find_or_create(
    session: AsyncSession, senders: Sequence[Sender], *, at: datetime
) -> dict[Sender, UUID]:
    """Usually all are known. Else one payload at a time: in any other way two could wait for each other."""
    found = _find(await _indexes(session, senders), senders)
    if len(found) == len(senders):
        return found
    await fetch(session, _ONE_AT_A_TIME, str(merchant_of(session)))
    indexes = await _indexes(session, senders)
    # Who is named in both ways comes first: it tells which phone and which id are one person.
    complete_first = sorted(senders, key=_is_incomplete)
    found = {sender: indexes[sender.number_id].identify(sender.identity) for sender in complete_first}
    await _store_changed(session, indexes)
    await _store_created(session, indexes, at=at)
    return found


def _find(indexes: dict[UUID, IdentityIndex], senders: Sequence[Sender]) -> dict[Sender, UUID]:
    """The conversations of those for whom nothing has to be stored."""
    found: dict[Sender, UUID] = {}
    for sender in senders:
        resolution = indexes[sender.number_id].resolve(sender.identity)
        if resolution.known is not None and resolution.is_up_to_date:
            found[sender] = resolution.known.id
    return found


def _is_incomplete(sender: Sender) -> bool:
    return sender.identity.bsuid is None or sender.identity.phone is None


async def _indexes(session: AsyncSession, senders: Sequence[Sender]) -> dict[UUID, IdentityIndex]:
    """The stored conversations that the senders may mean, by the merchant's number: each number has its own."""
    numbers = {sender.number_id for sender in senders}
    rows = await fetch(
        session,
        _STORED,
        merchant_of(session),
        list(numbers),
        list({sender.identity.bsuid for sender in senders if sender.identity.bsuid}),
        list({sender.identity.phone for sender in senders if sender.identity.phone}),
    )
    stored: dict[UUID, list[KnownIdentity]] = {number: [] for number in numbers}
    for conversation_id, number_id, bsuid, phone in rows:
        stored[number_id].append(KnownIdentity(conversation_id, Identity(bsuid, phone)))
    return {number: IdentityIndex(known) for number, known in stored.items()}


async def _store_changed(session: AsyncSession, indexes: dict[UUID, IdentityIndex]) -> None:
    """Phones are released before they are taken: no two conversations may hold one, not even for a moment."""
    changed = {key: identity for index in indexes.values() for key, identity in index.changed.items()}
    if not changed:
        return
    of_merchant = col(Conversation.merchant_id) == merchant_of(session)
    release = update(Conversation).where(of_merchant, col(Conversation.id).in_(sorted(changed)))
    await execute_core(session, release.values(phone=None))
    await execute_core(
        session,
        update(Conversation)
        .where(of_merchant, col(Conversation.id) == bindparam("conversation"))
        .values(bsuid=bindparam("new_bsuid"), phone=bindparam("new_phone")),
        [
            {"conversation": key, "new_bsuid": changed[key].bsuid, "new_phone": changed[key].phone}
            for key in sorted(changed)
        ],
    )


async def _store_created(session: AsyncSession, indexes: dict[UUID, IdentityIndex], *, at: datetime) -> None:
    rows = [
        _row(conversation_id, Sender(number_id, identity), merchant_of(session), at=at)
        for number_id, index in indexes.items()
        for conversation_id, identity in index.created.items()
    ]
    if rows:
        await execute_core(session, insert(Conversation), rows)


def _row(conversation_id: UUID, sender: Sender, merchant_id: UUID, *, at: datetime) -> dict[str, Any]:
    return {
        "merchant_id": merchant_id,
        "id": conversation_id,
        "number_id": sender.number_id,
        "bsuid": sender.identity.bsuid,
        "phone": sender.identity.phone,
        "held_by": "bot",
        "bot_state": {},
        "created_at": at,
    }
