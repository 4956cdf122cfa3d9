"""Meta says that a person has another phone or id: their customer and every conversation of theirs move with them.

A conversation that began under the new identity before that is merged into the old one: its messages, carts,
orders, cases and calls for attention. It is deleted under a lock that holds up webhooks which name it; such a webhook
fails, and Meta's repetition of it finds the living conversation.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.calling import move_attention
from shop.customers.changed_identities import ChangeOutcome, IdentityChange
from shop.customers.identities import Identity
from shop.customers.lookup import find_or_create_customer, has_any_of
from shop.customers.merging import move_customer
from shop.events.models import META, Actor, ActorKind
from shop.events.recording import record
from shop.inbox.conversations.cases import conversation_subject, open_case_of
from shop.inbox.conversations.models import Conversation
from shop.inbox.handover import hand_over
from shop.kit.db.references import move_references
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import execute_sql, fetch
from shop.kit.jobs import enqueue
from shop.whatsapp.incoming import IncomingMessage

MERGING = Actor(ActorKind.RULE, "inbox.note_identity_change")
_BECOME = "UPDATE conversation SET bsuid = $3, phone = $4 WHERE merchant_id = $1 AND id = $2"
_LATER_CHANGES = (
    "SELECT content, said_at FROM message WHERE merchant_id = $1 AND created_at > $2 AND said_at > $2 "
    "AND direction = 'in' AND kind = 'system' ORDER BY said_at, id"
)
UNCLEAR = "WhatsApp says that this shopper has a new phone number, but somebody wrote from the old one since."


async def note_identity_change(
    session: AsyncSession,
    conversation: Conversation,
    message: IncomingMessage,
    *,
    said_at: datetime,
    at: datetime,
) -> None:
    """Move the person of a locked conversation to the identity it names. A second call changes nothing."""
    change = _change(message, said_at)
    known = Identity(conversation.bsuid, conversation.phone)
    customer_id = conversation.customer_id
    if customer_id is None:
        customer_id = await find_or_create_customer(session, known, name=None, at=at)
        conversation.customer_id = customer_id
    later = await _later_changes(session, change)
    match change.outcome_for(known, later=later, last_heard_at=conversation.last_inbound_at):
        case ChangeOutcome.MOVES:
            await _move_person(session, conversation, customer_id, change.followed_by(later), at=at)
        case ChangeOutcome.IS_UNCLEAR:
            await hand_over(session, conversation, UNCLEAR, at=at, actor=META)
        case ChangeOutcome.IS_DONE:
            pass


async def _move_person(
    session: AsyncSession,
    conversation: Conversation,
    customer_id: UUID,
    change: IdentityChange,
    *,
    at: datetime,
) -> None:
    """The customer and every conversation of theirs; what waited is read and sent."""
    theirs = await _lock_theirs(session, conversation, change)
    await move_customer(session, customer_id, change, at=at)
    await _move(session, conversation, theirs, change, at=at)
    for moved in [conversation, *(each for each in theirs if each.customer_id == customer_id)]:
        await enqueue(session, "bot.handle_conversation", conversation_id=moved.id)
        await enqueue(session, "inbox.deliver", conversation_id=moved.id)


def _change(message: IncomingMessage, said_at: datetime) -> IdentityChange:
    """A change of an id alone shows the phone as its sender, if the phone is still the person's."""
    system = message.system
    if system is None:
        raise LookupError("This message tells of no change.")
    sender_id = message.profile.bsuid  # Meta names the old id or the new one
    before_id = system.previous_bsuid or (sender_id if sender_id != system.bsuid else None)
    before = Identity(before_id, message.profile.phone)
    return IdentityChange(before, Identity(system.bsuid, system.phone or message.profile.phone), said_at)


async def _later_changes(session: AsyncSession, change: IdentityChange) -> list[IdentityChange]:
    """They come in any order: what Meta said later, of anybody, and was told before."""
    rows = await fetch(session, _LATER_CHANGES, merchant_of(session), change.said_at)
    read = [(msgspec.convert(row["content"], IncomingMessage), row["said_at"]) for row in rows]
    return [
        _change(message, said_at)
        for message, said_at in read
        if message.system is not None and message.system.is_change_of_identity
    ]


async def _lock_theirs(
    session: AsyncSession, conversation: Conversation, change: IdentityChange
) -> Sequence[Conversation]:
    """The person's other conversations, and those under the new identity: locked, so that no webhook adds to them."""
    held = has_any_of(change.after, bsuid=col(Conversation.bsuid), phone=col(Conversation.phone))
    statement = (
        select(Conversation)
        .where(
            Conversation.merchant_id == merchant_of(session),
            Conversation.id != conversation.id,
            or_(col(Conversation.customer_id) == conversation.customer_id, held),
        )
        .order_by(col(Conversation.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await session.exec(statement)).all()


async def _move(
    session: AsyncSession,
    conversation: Conversation,
    others: Sequence[Conversation],
    change: IdentityChange,
    *,
    at: datetime,
) -> None:
    """On each number: one conversation under the new identity, and nobody else's has its phone."""
    living = {conversation.number_id: conversation}
    for other in others:
        if other.customer_id == conversation.customer_id:
            living.setdefault(other.number_id, other)
    for other in others:
        await _let_go(session, living, other, change, at=at)
    await session.flush()
    for moved in living.values():
        await _become(session, moved, change)


async def _let_go(
    session: AsyncSession,
    living: dict[UUID, Conversation],
    other: Conversation,
    change: IdentityChange,
    *,
    at: datetime,
) -> None:
    kept = living.get(other.number_id)
    if kept is None or kept.id == other.id:
        return
    is_theirs = other.customer_id == kept.customer_id
    same = change.is_same_person(Identity(other.bsuid, other.phone), known_since=other.created_at)
    if is_theirs or same:
        await _merge(session, kept, other, at=at)
    else:
        other.become(bsuid=other.bsuid, phone=None)


async def _merge(session: AsyncSession, kept: Conversation, other: Conversation, *, at: datetime) -> None:
    """Everything of the other conversation is the kept one's from now on."""
    await _join_cases(session, kept, other, at=at)
    kept.absorb(other)
    await move_references(session, "conversation", of=other.id, to=kept.id)
    await move_attention(session, conversation_subject(other), conversation_subject(kept), actor=META, at=at)
    about, merged_id = conversation_subject(kept), other.id
    await session.delete(other)
    await session.flush()
    await record(session, "conversation.merged", about, actor=META, at=at, merged_id=merged_id)


async def _join_cases(
    session: AsyncSession, kept: Conversation, other: Conversation, *, at: datetime
) -> None:
    """Of two open cases the newer is closed; that a person was called counts for the one that stays."""
    theirs, ours = await open_case_of(session, other), await open_case_of(session, kept)
    if theirs is None or ours is None:
        return
    if theirs.handed_over_reason is not None:
        ours.note_handover(theirs.handed_over_reason, at=theirs.handed_over_at or at)
    theirs.close(by=str(MERGING), at=at)


async def _become(session: AsyncSession, moved: Conversation, change: IdentityChange) -> None:
    """An id counts for one portfolio of Meta's: a number of another one hears of its own."""
    is_of_this_portfolio = moved.bsuid in (None, change.before.bsuid) or change.before.bsuid is None
    bsuid = change.after.bsuid if is_of_this_portfolio else moved.bsuid
    moved.become(bsuid=bsuid, phone=change.after.phone)
    await execute_sql(session, _BECOME, moved.merchant_id, moved.id, bsuid, change.after.phone)
